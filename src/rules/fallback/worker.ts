/**
 * Works on what a page leaves open: a module worker, a file of its own in the build. The page sends the problem once
 * and then picks, the latest of which count.
 */
import { serve, type Port } from './service.ts'

serve(self as unknown as Port)
