import { Kysely } from 'kysely'
import type postgres from 'postgres'
import { Connection } from './connection.ts'
import type { DatabaseLog } from './database-log.ts'
import { PooledDialect } from './dialect.ts'
import { DatabaseUnavailable } from './failures.ts'
import { ConnectionPool } from './pool.ts'
import type { Tables } from './tables.ts'
import { type Address, type DatabaseTarget, type Destination, parseTarget } from './target.ts'
import { valueTypes } from './value-types.ts'

/** The database, or a transaction on it: stores take either. */
export type Database = Kysely<Tables>

export type DatabaseOptions = DatabaseTarget & {
  readonly applicationName: string
  readonly log: DatabaseLog
  readonly poolSize?: number
  /** The server's own limit for one statement. */
  readonly statementTimeoutMs?: number
}

const defaultPoolSize = 10
const defaultStatementTimeoutMs = 10_000
// Beyond the server's limit: a commit that waits for a second copy knows no statement timeout.
const answerGraceMs = 2_000

/**
 * Opens a pool; connections are made when first needed. bigint arrives as a number (or fails where it does not fit), numeric
 * and date as text, timestamptz as a Date; a jsonb parameter is passed as the value itself.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const destination = parseTarget(options)
  const statementTimeoutMs = options.statementTimeoutMs ?? defaultStatementTimeoutMs
  const dial = makeDial(destination, {
    application_name: options.applicationName,
    statement_timeout: statementTimeoutMs,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  const pool = new ConnectionPool({
    size: options.poolSize ?? defaultPoolSize,
    waitMs: 5_000,
    lifetimeMs: 30 * 60_000,
    open: () => openFirst(destination, dial, statementTimeoutMs + answerGraceMs, options.log),
  })
  return new Kysely<Tables>({ dialect: new PooledDialect(pool) })
}

/** Runs `work` in one transaction: kept whole when it resolves, undone when it throws. Within one, it joins it. */
export async function transaction<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await work(db)
  return await db.transaction().execute(work)
}

export type DriverOptions = postgres.Options<Record<string, postgres.PostgresType>>

/** The driver's options for one address, with these session settings. */
export function makeDial(
  destination: Destination,
  session: Record<string, string | number>,
): (address: Address) => DriverOptions {
  const { user, password, database, ssl, sessionKind, addresses } = destination
  return ({ host, port }) => ({
    host,
    port,
    user,
    database,
    ssl,
    types: valueTypes,
    fetch_types: false,
    connect_timeout: addresses.length > 1 ? 2 : 5,
    idle_timeout: 0,
    max_lifetime: 0,
    connection: session,
    ...(password === undefined ? {} : { password }),
    ...(sessionKind === undefined ? {} : { target_session_attrs: sessionKind }),
  })
}

/** A connection to the first address that takes us, the one that did last time first. */
async function openFirst(
  destination: Destination & { last?: Address },
  dial: (address: Address) => DriverOptions,
  answerWithinMs: number,
  log: DatabaseLog,
): Promise<Connection> {
  const { addresses, last } = destination
  const inOrder = last === undefined ? addresses : [last, ...addresses.filter((address) => address !== last)]
  const reasons: unknown[] = []
  for (const address of inOrder) {
    try {
      const connection = await Connection.open({ options: dial(address), answerWithinMs })
      destination.last = address
      return connection
    } catch (error) {
      reasons.push(error)
    }
  }
  const reason = reasons.map((error) => (error instanceof Error ? error.message : String(error))).join('; ')
  log.warn({ reason }, 'no connection to the database')
  throw new DatabaseUnavailable(reason, reasons[0])
}
