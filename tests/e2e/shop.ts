import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

export interface OpenShop {
  readonly address: string
  readonly deskPasswords: Readonly<Record<string, string>>
  /** Closes it and wipes its database. */
  close(): Promise<void>
}

/** The demo shop opens once for all browser tests. */
export default async function provideShop(project: TestProject): Promise<() => Promise<void>> {
  const { address, deskPasswords, close } = await openShop()
  project.provide('shop', { address, deskPasswords })
  return close
}

/** The demo shop as built, on a free port, with an empty database of its own. */
export async function openShop(): Promise<OpenShop> {
  const data = await mkdtemp(join(tmpdir(), 'toile-e2e-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, PORT: String(await freePort()), TOILE_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const opened = await new Promise<Omit<OpenShop, 'close'>>((settle, fail) => {
    child.once('message', (message) => settle(message as Omit<OpenShop, 'close'>))
    child.once('exit', (code) => fail(new Error(`The demo shop ended with ${code} before it opened.`)))
  })
  return {
    ...opened,
    async close() {
      child.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  await new Promise((settle) => server.close(settle))
  return port
}
