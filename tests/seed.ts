import fc from 'fast-check'

/** Property tests try the same cases on every run, so that a failure is a change of ours; `TOILE_SEED=random` explores. */
const seed = process.env.TOILE_SEED ?? '20261121'
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })
