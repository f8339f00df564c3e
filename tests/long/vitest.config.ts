import { defineConfig } from 'vitest/config'

/**
 * What takes long on a software GPU: the picture itself, each product ordered as a customer would, the own garment,
 * contexts that are lost, looks against those of before, every colour against its mill, every baked shape against its
 * draft.
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
