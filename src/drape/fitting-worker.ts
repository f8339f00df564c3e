/**
 * The fitting worker: a file of its own in the element's build. It imports the product's drafting and fitting modules,
 * which a page without measurements never loads, and does everything that takes longer than a frame.
 */
import { serveFitting, type FittingPort } from './fitting-service.ts'

serveFitting(self as unknown as FittingPort, import.meta.url, (url) => import(/* @vite-ignore */ url))
