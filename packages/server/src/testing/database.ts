import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '../platform/database/open.ts'
import { toUrl } from '../platform/database/target.ts'
import { silentLog, templateName } from './test-server.ts'

export interface TestDatabase {
  readonly db: Database
  readonly connection: { host: string; port: number; user: string; database: string }
  /** What a spawned program takes as DATABASE_URL. */
  readonly url: string
  /** Drops the database; called by itself when the test file is through. */
  drop(): Promise<void>
}

/** A fresh, migrated database of the caller's own. Call it at the top of a file or in `beforeAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer((sql) => sql.unsafe(`create database ${name} template ${templateName} strategy wal_log`))
  const connection = { ...server, database: name }
  const db = openDatabase({ connection, applicationName: 'test', log: silentLog })
  let dropped: Promise<void> | undefined
  const dropNow = async () => {
    await db.destroy()
    await administer((sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
  }
  const drop = () => (dropped ??= dropNow())
  afterAll(drop)
  return { db, connection, url: toUrl(connection), drop }
}

async function administer(work: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres({ ...inject('testServer'), max: 1, fetch_types: false })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
