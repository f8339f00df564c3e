/**
 * The drafting worker: one message in, one out. It is a file of its own in the element's build, and imports the
 * product's drafting module, which holds some 60 kB that a page without measurements never loads.
 */
import { answerDraft, type DraftJob } from './draft-job.ts'

self.onmessage = async ({ data }: MessageEvent<DraftJob>) => {
  self.postMessage(await answerDraft(data, import.meta.url, (url) => import(/* @vite-ignore */ url)))
}
