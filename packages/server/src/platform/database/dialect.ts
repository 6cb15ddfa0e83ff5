import {
  AbortedTransactionError,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import { Connection } from './connection.ts'
import type { ConnectionPool } from './pool.ts'

/** Kysely over our pool: prepared statements, one round trip each, and no unclear outcome passed off as success. */
export class PooledDialect implements Dialect {
  readonly #pool: ConnectionPool

  constructor(pool: ConnectionPool) {
    this.#pool = pool
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter()
  }

  createDriver(): Driver {
    return new PooledDriver(this.#pool)
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(db as never)
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }
}

class PooledDriver implements Driver {
  readonly #pool: ConnectionPool

  constructor(pool: ConnectionPool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return await this.#pool.acquire()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release(ours(connection))
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const { isolationLevel, accessMode } = settings
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    await ours(connection).begin(`begin${level}${accessMode === undefined ? '' : ` ${accessMode}`}`)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (!(await ours(connection).commit())) throw new AbortedTransactionError()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await ours(connection).rollback()
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await ours(connection).command(`savepoint ${quoted(name)}`)
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await ours(connection).command(`rollback to ${quoted(name)}`)
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await ours(connection).command(`release ${quoted(name)}`)
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

function ours(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection
  throw new TypeError('A connection of another pool')
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
