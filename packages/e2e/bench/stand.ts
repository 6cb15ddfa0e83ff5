import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '@osteocom/server/src/platform/database/embedded-postgres.ts'
import { type Database, openDatabase } from '@osteocom/server/src/platform/database/open.ts'
import { toUrl } from '@osteocom/server/src/platform/database/target.ts'
import { silentLog } from '@osteocom/server/src/testing/test-server.ts'
import { type Caller, seedCatalog } from './catalog-seed.ts'
import { type Program, settings, startProgram, whenAnnounced } from './program.ts'

/** What everything is measured on: one durable PostgreSQL, the program and the floors beside it. */
export interface Stand {
  folder: string
  dataDir: string
  connection: { host: string; port: number; user: string; database: string }
  db: Database
  program: Program
  floor: Program
  demo: Caller
  /** A partner of 20 channels with 16 videos each. */
  big: Caller
  call: <Reply>(method: string, body: object, token?: string) => Promise<Reply>
  logIn: (caller: Caller) => Promise<string>
  close(): Promise<void>
}

const floorFile = fileURLToPath(new URL('./floor.ts', import.meta.url))

export async function openStand(): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log: silentLog })
  const { connection } = postgres
  const url = toUrl(connection)
  const program = await startProgram({ OSTEOCOM_DATA_DIR: dataDir, DATABASE_URL: url })
  const db = openDatabase({ connection, applicationName: 'bench', log: silentLog, poolSize: 2 })
  const call = async <Reply>(method: string, body: object, token?: string): Promise<Reply> => {
    const response = await fetch(`http://127.0.0.1:${program.port}/sv6/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Reply
  }
  const logIn = async (caller: Caller) => (await call<{ token: string }>('contentLicensing_login', caller)).token
  const big = await seedCatalog(db)
  const token = await logIn(big)
  const catalog = join(folder, 'catalog.json')
  writeFileSync(catalog, JSON.stringify(await call('contentLicensing_catalog', { clientId: big.clientId }, token)))
  const floor = await startFloor(url, catalog)
  return {
    folder,
    dataDir,
    connection,
    db,
    program,
    floor,
    demo: JSON.parse(readFileSync(join(dataDir, 'demo-partner.json'), 'utf8')) as Caller,
    big,
    call,
    logIn,
    close: async () => {
      await db.destroy()
      await Promise.all([program.stop(), floor.stop()])
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startFloor(databaseUrl: string, catalog: string): Promise<Program> {
  const args = [floorFile, databaseUrl, catalog]
  return whenAnnounced(spawn(process.execPath, args, { env: settings({}), stdio: ['ignore', 'pipe', 'inherit'] }))
}
