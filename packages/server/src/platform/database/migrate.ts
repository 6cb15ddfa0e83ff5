import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import type { DatabaseLog } from './database-log.ts'
import { DatabaseUnavailable, MigrationRefused } from './failures.ts'
import { type DriverOptions, makeDial } from './open.ts'
import { type DatabaseTarget, parseTarget } from './target.ts'

export type MigrateOptions = DatabaseTarget & {
  /** Where the numbered SQL files are: 0001_name.sql and so on, without gaps. */
  readonly folder: string
  readonly log: DatabaseLog
}

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

// Any number will do, as long as every version of the program asks for the same one.
const lockKey = 7_301_118_421

/** Brings the database up to the newest migration and returns the names of those it applied; two migrators take turns. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder)
  const destination = parseTarget(options)
  const dial = makeDial(destination, { application_name: 'migrate', lock_timeout: 0, statement_timeout: 0 })
  const sql = await connect(destination.addresses.map(dial))
  try {
    await sql`select pg_advisory_lock(${lockKey})`
    await sql`
      create table if not exists migration (
        number integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`
    const applied = await sql<{ number: number; name: string; checksum: string }[]>`
      select number, name, checksum from migration order by number`
    refuseStrangers(migrations, applied)
    const pending = migrations.slice(applied.length)
    for (const migration of pending) await apply(sql, migration, options.log)
    return pending.map(({ name }) => name)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function connect(choices: DriverOptions[]): Promise<postgres.Sql> {
  const reasons: unknown[] = []
  for (const choice of choices) {
    const sql = postgres({ ...choice, max: 1, onnotice: () => undefined })
    try {
      await sql`select 1`
      return sql
    } catch (error) {
      reasons.push(error)
      await sql.end({ timeout: 0 })
    }
  }
  const [reason] = reasons
  throw new DatabaseUnavailable(reason instanceof Error ? reason.message : String(reason), reason)
}

async function apply(sql: postgres.Sql, migration: Migration, log: DatabaseLog): Promise<void> {
  const begunAt = performance.now()
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.sql).simple()
      await tx`insert into migration (number, name, checksum) values (${migration.number}, ${migration.name}, ${migration.checksum})`
    })
  } catch (error) {
    throw new Error(`The migration ${migration.name} failed and was undone: ${String(error)}`, { cause: error })
  }
  log.info({ migration: migration.name, ms: Math.round(performance.now() - begunAt) }, 'applied a migration')
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async (name, position) => {
      const number = Number.parseInt(name, 10)
      if (number !== position + 1) {
        throw new MigrationRefused(
          `The migrations in ${folder} must be numbered without gaps: ${name} is number ${position + 1}`,
        )
      }
      const sql = await readFile(join(folder, name), 'utf8')
      return { number, name, sql, checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex') }
    }),
  )
}

function refuseStrangers(
  known: readonly Migration[],
  applied: readonly { number: number; name: string; checksum: string }[],
): void {
  for (const [position, row] of applied.entries()) {
    if (row.number !== position + 1)
      throw new MigrationRefused(`The database lacks migration ${position + 1} but has ${row.name}`)
    const migration = known[position]
    if (migration === undefined) {
      throw new MigrationRefused(
        `The database is newer than the program: it has ${row.name}, which this version does not know. Run the newer version.`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationRefused(
        `The migration ${migration.name} was changed after it had been applied (as ${row.name}). Restore the file and write a new one.`,
      )
    }
  }
}
