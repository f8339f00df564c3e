import { defineConfig } from 'vitest/config'

/** What takes long on a software GPU and seldom breaks: GPU contexts that are lost, every colour against its mill. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/long/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
