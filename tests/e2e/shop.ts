import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** Opens the demo shop as built, with an empty database of its own, for all browser tests; closes and wipes both afterwards. */
export default async function openShop(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'toile-e2e-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, PORT: String(port), TOILE_DATA: data },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const opened = await new Promise<{ address: string; deskPasswords: Record<string, string> }>((settle, fail) => {
    child.once('message', (message) => settle(message as never))
    child.once('exit', (code) => fail(new Error(`The demo shop ended with ${code} before it opened.`)))
  })
  project.provide('shop', opened)
  return async () => {
    child.kill('SIGTERM')
    await ended
    await rm(data, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  await new Promise((settle) => server.close(settle))
  return port
}
