import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { DatabaseLog } from '../platform/database/database-log.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/database/embedded-postgres.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open.ts'
import { prepareJobs } from '../platform/jobs/prepare-jobs.ts'
import { jobKinds } from '../surfaces/jobs/kinds.ts'

/** The migrated database that test databases are copied from. */
export const templateName = 'template_migrated'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

export const silentLog: DatabaseLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A throwaway PostgreSQL in `folder` with a migrated template; it forgets what a power loss would cost. */
export async function startTestServer(folder: string): Promise<EmbeddedPostgres> {
  chmodSync(folder, 0o711)
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: 300 }
  const server = await startEmbeddedPostgres({ folder, log: silentLog, settings })
  const sql = postgres({ ...server.connection, max: 1 })
  try {
    await sql.unsafe(`create database ${templateName}`)
    await migrate({
      connection: { ...server.connection, database: templateName },
      folder: migrationsFolder,
      log: silentLog,
    })
    await prepareQueue({ ...server.connection, database: templateName })
    // A copy needs a template without sessions, so nobody may open one.
    await sql.unsafe(`alter database ${templateName} with is_template true allow_connections false`)
  } finally {
    await sql.end()
  }
  return server
}

async function prepareQueue(connection: EmbeddedPostgres['connection']): Promise<void> {
  const db = openDatabase({ connection, applicationName: 'test', log: silentLog })
  await prepareJobs(db, jobKinds)
  await db.destroy()
}
