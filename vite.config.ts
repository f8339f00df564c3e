import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { leanThree } from './src/scene/compile/leanThree.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Node's own modules and every package: the library build leaves them to whoever installs it. */
const isPackage = (id: string) =>
  !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0') && !id.startsWith(COMPILER_HELPERS)

/** What the compiler itself imports when it rewrites syntax; no one would install it. */
const COMPILER_HELPERS = '@oxc-project/runtime'

/**
 * `vite build` makes what a page loads (one module to embed, chunks beside it, the drafting worker);
 * `vite build --mode lib` makes the package's headless, React, server and command-line entries.
 */
export default defineConfig(({ mode }): ViteUserConfig =>
  mode === 'lib'
    ? {
        build: {
          outDir: 'dist/lib',
          target: 'es2022',
          minify: false,
          ssr: true,
          rolldownOptions: {
            input: {
              index: at('src/index.ts'),
              react: at('src/embed/react.tsx'),
              intake: at('src/intake/index.ts'),
              'pack-worker': at('src/intake/pack-worker.ts'),
              events: at('src/preferences/index.ts'),
              frame: at('src/embed/frame/index.ts'),
              pattern: at('src/pattern/index.ts'),
              toile: at('src/studio/cli.ts'),
            },
            external: isPackage,
            output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
      }
    : {
        base: './',
        publicDir: false,
        plugins: [leanThree(), react()],
        build: {
          outDir: 'dist/element',
          target: 'es2022',
          // Polyfills would be one more script on a host's page; every browser that has `adoptedStyleSheets` has modules.
          modulePreload: false,
          manifest: true,
          // The benchmark `size` holds each chunk to its reach; the 3D one is as large as three.
          chunkSizeWarningLimit: 700,
          rolldownOptions: {
            preserveEntrySignatures: 'allow-extension',
            input: {
              element: at('src/embed/element.ts'),
              'draft-worker': at('src/pattern/draft-worker.ts'),
              frame: at('src/embed/frame/index.ts'),
              'fitting-worker': at('src/drape/fitting-worker.ts'),
              'rules-worker': at('src/rules/fallback/worker.ts'),
              'sewing-worker': at('src/scene/sewing-worker.ts'),
            },
            output: {
              entryFileNames: '[name].js',
              chunkFileNames: 'chunks/[name]-[hash].js',
              assetFileNames: 'assets/[name]-[hash][extname]',
              // What the first screen needs, in one file: a page waits once, and it packs better than in pieces. Apart
              // from it stay what workers share, or that would bring React along, the element, which finds the workers
              // beside its own address, and what a page around a frame loads.
              codeSplitting: {
                includeDependenciesRecursively: false,
                groups: [
                  { name: 'shared', test: /\/src\/(?:ground\/errors|rules\/oracle)\.ts$/, priority: 1 },
                  {
                    name: 'shell',
                    test: /^(?!.*\/(?:src\/(?:pattern\/|scene\/|drape\/|rules\/(?:fallback\/|late\/|telling|whole|unknownPart|count|explain|repair|reasons|narrowing|solver|encode|keeps)|embed\/(?:element\.ts$|frame\/))|node_modules\/(?:meshoptimizer|delaunator|robust-predicates)\/))/,
                    tags: ['$initial'],
                  },
                ],
              },
            },
          },
        },
        test: {
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**', 'tests/long/**'],
          setupFiles: ['tests/seed.ts'],
          // Of two cores one would be left idle, which the browser's suite beside it does not fill.
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      }
)
