/**
 * The sewing worker: a file of its own in the element's build, which brings neither React nor three. The page sews by
 * itself where it may not start one.
 */
import { serveSewing, type Port } from './sewing-service.ts'

serveSewing(self as unknown as Port)
