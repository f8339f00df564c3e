import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded, type Embedded } from '../../src/intake/embedded.ts'
import { openFolder } from './shop.ts'

// Making a database takes most of the time, so the tests share one folder; each opens it and leaves it closed.
let folder: string
let running: Embedded | null = null
beforeAll(async () => {
  folder = await openFolder()
})
afterEach(() => close())
afterAll(() => rm(folder, { recursive: true, force: true }))

const open = async () => (running = await startEmbedded(folder))
const close = async () => {
  await running?.stop()
  running = null
}
const pidOf = async () => Number((await readFile(join(folder, 'db/postmaster.pid'), 'utf8')).split('\n')[0])

async function query<Row extends pg.QueryResultRow>({ url }: Embedded, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}

describe('the embedded database', () => {
  it('listens on 127.0.0.1 only, with a password only its owner can read, and syncs what it writes', async () => {
    const database = await open()
    expect(new URL(database.url).hostname).toBe('127.0.0.1')
    const settings = await query<{ name: string; setting: string }>(
      database,
      `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories',
        'password_encryption', 'fsync', 'synchronous_commit') ORDER BY name`
    )
    expect(settings.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
      'fsync on',
      'listen_addresses 127.0.0.1',
      'password_encryption scram-sha-256',
      'synchronous_commit on',
      'unix_socket_directories ',
    ])
    expect((await stat(join(folder, 'database.password'))).mode & 0o777).toBe(0o600)
    const wrong = new URL(database.url)
    wrong.password = 'guess'
    await expect(query({ ...database, url: wrong.href }, 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  it('keeps what was written over a stop and a start, leaves nothing running and nothing half made', async () => {
    await query(await open(), 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS value')
    await close()
    await expect(pidOf()).rejects.toThrow('ENOENT')
    expect((await readdir(folder)).sort()).toEqual(['database.password', 'db'])
    expect(await query(await open(), 'SELECT value FROM kept')).toEqual([{ value: 7 }])
    expect(running?.adopted).toBe(false)
  })

  it('takes over the server that a killed shop left running', async () => {
    const module = fileURLToPath(new URL('../../src/intake/embedded.ts', import.meta.url))
    const script = `import { startEmbedded } from ${JSON.stringify(module)}
      await startEmbedded(${JSON.stringify(folder)}); process.stdout.write('ready'); setInterval(() => {}, 1000)`
    const shop = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((done) => shop.stdout.once('data', done))
    const pid = await pidOf()
    await expect(startEmbedded(folder)).rejects.toMatchObject({ code: 'intake/folder-in-use' })
    shop.kill('SIGKILL')
    await new Promise((done) => shop.once('exit', done))
    expect((await open()).adopted).toBe(true)
    expect(await pidOf()).toBe(pid)
  })

  it('recovers from a server that was killed', async () => {
    await query(await open(), 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS value')
    process.kill(await pidOf(), 'SIGKILL')
    await new Promise((done) => setTimeout(done, 300))
    expect(await query(await open(), 'SELECT value FROM kept')).toEqual([{ value: 7 }])
  })

  it('recovers from a pid file that names by now something else', async () => {
    await query(await open(), 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS value')
    process.kill(await pidOf(), 'SIGKILL')
    await new Promise((done) => setTimeout(done, 300))
    const file = join(folder, 'db/postmaster.pid')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(process.pid)))
    expect(await query(await open(), 'SELECT value FROM kept')).toEqual([{ value: 7 }])
  })

  it('refuses in words and leaves alone: something else’s folder, another major version, a lost password', async () => {
    const letters = await openFolder()
    await mkdir(join(letters, 'db'))
    await writeFile(join(letters, 'db/letters.txt'), 'dear')
    await expect(startEmbedded(letters)).rejects.toThrow(/is no PostgreSQL database.*Move it away/)
    expect(await readFile(join(letters, 'db/letters.txt'), 'utf8')).toBe('dear')
    await rm(letters, { recursive: true })

    await open()
    await close()
    await writeFile(join(folder, 'db/PG_VERSION'), '9\n')
    await expect(startEmbedded(folder)).rejects.toThrow(/made by PostgreSQL 9, and this is \d+\. Dump it with 9/)
    await writeFile(join(folder, 'db/PG_VERSION'), '18\n')
    const password = join(folder, 'database.password')
    await rename(password, `${password}.lost`)
    await expect(startEmbedded(folder)).rejects.toThrow(/password .* is missing/)
    await rename(`${password}.lost`, password)
  })
})
