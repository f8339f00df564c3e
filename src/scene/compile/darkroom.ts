import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { CONTENT_POLICY, type Triple } from '../../ground/index.ts'
import type { Look, SceneSpec } from '../../template/types.ts'
import type { Picture, Scene } from '../types.ts'
import { launchBrowser } from './browser.ts'
import type { DarkroomPage } from './darkroom-page.ts'

type Take = NonNullable<Parameters<Scene['capture']>[0]>

/** The real scene on a page that nobody sees. Pictures are PNG. */
export interface Darkroom {
  readonly page: Page
  /** Policy violations and errors so far. */
  readonly faults: readonly string[]
  show(picture: Picture): Promise<void>
  take(options: Take): Promise<Buffer>
  /** The mean colour, linear sRGB, of a flat piece of what a look is made of, `mm` across; see `swatchOf`. */
  swatch(look: Look, mm: number): Promise<Triple>
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.glb': 'model/gltf-binary',
  '.png': 'image/png',
  '.webp': 'image/webp',
}

/**
 * Opens a product's folder in a headless browser. `picture` null leaves the scene closed, for a test that opens it
 * itself.
 */
export async function openDarkroom({
  folder,
  spec,
  picture,
  width = 480,
  height = 600,
}: {
  readonly folder: string
  readonly spec: SceneSpec
  readonly picture: Picture | null
  readonly width?: number
  readonly height?: number
}): Promise<Darkroom> {
  const files = new Map(await pageFiles())
  const server = createServer((request, response) => {
    void (async () => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://darkroom').pathname)
      const name = path === '/' ? '/index.html' : path
      const inside = normalize(name.slice('/product/'.length))
      const body =
        name.startsWith('/product/') && !inside.startsWith('..')
          ? await readFile(join(folder, inside)).catch(() => null)
          : (files.get(name) ?? null)
      const headers = {
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_POLICY,
      }
      response.writeHead(body ? 200 : 404, headers).end(body ?? undefined)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width, height } })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  if (picture) await page.evaluate(([wanted]) => darkroom.open(wanted!), [{ spec, picture }] as const)
  return {
    page,
    faults,
    show: (next) => page.evaluate((wanted) => darkroom.show(wanted), next),
    async take(options) {
      const url = await page.evaluate((wanted) => darkroom.take(wanted), options)
      return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    },
    swatch: (look, mm) => page.evaluate(([wanted, across]) => darkroom.swatch(wanted, across), [look, mm] as const),
    async close() {
      await browser.close()
      server.close()
    },
  }
}

declare const darkroom: DarkroomPage

async function pageFiles(): Promise<[string, Uint8Array][]> {
  const { outputFiles } = await build({
    entryPoints: {
      darkroom: fileURLToPath(new URL('./darkroom-page.ts', import.meta.url)),
      'sewing-worker': fileURLToPath(new URL('../sewing-worker.ts', import.meta.url)),
    },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: '/',
    write: false,
  })
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)
  return [
    ...outputFiles.map(({ path, contents }): [string, Uint8Array] => [path, contents]),
    [
      '/index.html',
      text(
        [
          '<!doctype html><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">',
          '<div id="host"></div><script type="module" src="/darkroom.js"></script>',
        ].join('')
      ),
    ],
    ['/page.css', text('html, body { margin: 0; height: 100% } #host { width: 100%; height: 100% }')],
  ]
}
