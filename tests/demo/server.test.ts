import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'toile-demo-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))

function start(environment: Record<string, string>) {
  const shop = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, TOILE_DATA: data, DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  shop.stdout!.on('data', (text) => (said += String(text)))
  shop.stderr!.on('data', (text) => (said += String(text)))
  return {
    shop,
    said: () => said,
    opened: new Promise<{ address: string; deskPasswords: Record<string, string> }>((done) =>
      shop.once('message', (message) => done(message as never))
    ),
    ended: new Promise<number | null>((done) => shop.once('close', done)),
  }
}

async function listening(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, port: (server.address() as AddressInfo).port }
}

describe('the demo shop', () => {
  it('prints its address and passwords, tells a second start where it runs, and leaves nothing behind', async () => {
    const { server, port } = await listening()
    await new Promise((done) => server.close(done))
    const first = start({ PORT: String(port) })
    const { address, deskPasswords } = await first.opened
    expect(first.said()).toContain(`Shop  ${address}/`)
    for (const role of ['shop', 'workroom', 'shipping'])
      expect(first.said()).toContain(`${deskPasswords[role]}  (${role})`)
    expect((await fetch(`${address}/health`)).status).toBe(200)

    const again = start({ PORT: String(port) })
    expect(await again.ended).toBe(1)
    expect(again.said().trim()).toBe(`The shop is already running at ${address}/`)
    const elsewhere = start({ PORT: String(port === 65_535 ? port - 1 : port + 1) })
    expect(await elsewhere.ended).toBe(1)
    expect(elsewhere.said().trim()).toBe(`The shop is already running at ${address}/ (its data: ${data})`)

    first.shop.kill('SIGINT')
    expect(await first.ended).toBe(0)
    await expect(readFile(join(data, 'db/postmaster.pid'))).rejects.toThrow('ENOENT')
  }, 60_000)

  it('says in words when its port is taken by another program, or is none', async () => {
    const { server, port } = await listening()
    const taken = start({ PORT: String(port) })
    expect(await taken.ended).toBe(1)
    expect(taken.said().trim()).toBe(
      `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`
    )
    server.close()
    const none = start({ PORT: 'abc' })
    expect(await none.ended).toBe(1)
    expect(none.said().trim()).toBe('PORT: expected a whole number from 1 to 65535.')
  }, 60_000)
})
