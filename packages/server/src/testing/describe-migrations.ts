import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { describeSchema } from './describe-schema.ts'
import { describeTables } from './describe-tables.ts'
import { startTestServer, templateName } from './test-server.ts'

/** What the migrations make, read back from a throwaway database: a dump to review and the types of its tables. */
export async function describeMigrations(): Promise<{ schema: string; tables: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'describe-migrations-'))
  const server = await startTestServer(folder)
  try {
    const admin = postgres({ ...server.connection, max: 1 })
    // The template admits no sessions, its copy does.
    await admin.unsafe(`create database described template ${templateName}`)
    await admin.end()
    const sql = postgres({ ...server.connection, database: 'described', max: 1 })
    const described = { schema: await describeSchema(sql), tables: await describeTables(sql) }
    await sql.end()
    return described
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
