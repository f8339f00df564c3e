import { defineConfig } from 'vitest/config'

/**
 * What takes long on a software GPU and seldom breaks: contexts that are lost, pictures against those of before, every
 * colour against its mill, every baked shape against its draft.
 */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    globalSetup: ['tests/e2e/shop.ts'],
    include: ['tests/long/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
