/** Makes one production pack in a thread of its own: markers take seconds that the shop's answers do not have. */
import { parentPort } from 'node:worker_threads'
import { answerPack, type PackJob } from './packing.ts'

parentPort?.once('message', (job: PackJob) => {
  const made = answerPack(job)
  parentPort?.postMessage(made, 'zip' in made ? [made.zip.buffer] : [])
})
