import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import postgres from 'postgres'
import { DatabaseUnavailable, OutcomeUnknown, sqlState } from './failures.ts'
import { isScript } from './script-query.ts'

type Phase = 'single statements' | 'in a transaction' | 'committing'

const writes: readonly string[] = ['INSERT', 'UPDATE', 'DELETE', 'MERGE']
// A server that lets us in only to read, or is going away, is not worth asking again.
const partingStates = new Set(['25006', '57P01', '57P02', '57P03'])
const lostCodes = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'])

// The driver takes `simple` here too, though its types do not say so.
const atOnce = { prepare: false, simple: true }
const prepared = { prepare: true, simple: false }

export interface ConnectionSettings {
  readonly options: postgres.Options<Record<string, postgres.PostgresType>>
  /** How long to wait for an answer to one statement; the server's own timeout comes first, but not in every state. */
  readonly answerWithinMs: number
}

/** One session with the server, used by one caller at a time and never revived: once lost, it refuses. */
export class Connection implements DatabaseConnection {
  readonly bornAt = performance.now()
  readonly #sql: postgres.Sql
  readonly #watchdog: NodeJS.Timeout
  #phase: Phase = 'single statements'
  #isLost = false
  #isParting = false
  #isStreaming = false
  #isWaitCancelled = false
  #abandon: ((error: Error) => void) | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #queued = 0

  private constructor({ options, answerWithinMs }: ConnectionSettings) {
    this.#sql = postgres({
      ...options,
      max: 1,
      onclose: () => this.#lose('the connection was closed'),
      onnotice: (notice) => {
        if (tellsOfCancelledWait(notice)) this.#isWaitCancelled = true
      },
    })
    this.#watchdog = setTimeout(() => this.#abandon && this.#lose('no answer in time'), answerWithinMs).unref()
  }

  /** Opens a session, or throws the driver's reason. */
  static async open(settings: ConnectionSettings): Promise<Connection> {
    const connection = new Connection(settings)
    try {
      await connection.#sql.unsafe('select 1', [], atOnce)
      return connection
    } catch (error) {
      connection.close()
      throw error
    }
  }

  /** Whether the next caller may have it. */
  get isReusable(): boolean {
    return !this.#isLost && !this.#isParting && this.#queued === 0 && this.#phase === 'single statements'
  }

  close(): void {
    this.#lose('it was closed')
  }

  async begin(command: string): Promise<void> {
    await this.command(command)
    this.#phase = 'in a transaction'
  }

  /** Commits; says whether the server did, since it answers a commit after a failed statement with a rollback. */
  async commit(): Promise<boolean> {
    const { command } = await this.#inTurn(() => {
      this.#phase = 'committing'
      return this.#sql.unsafe('commit', [], atOnce)
    })
    this.#phase = 'single statements'
    return command !== 'ROLLBACK'
  }

  /** Rolls back; where the connection is lost, the server does so itself. */
  async rollback(): Promise<void> {
    if (this.#isLost) return
    try {
      await this.command('rollback')
      this.#phase = 'single statements'
    } catch {
      this.close()
    }
  }

  /** Runs a statement without parameters or rows. */
  async command(text: string): Promise<void> {
    await this.#inTurn(() => this.#sql.unsafe(text, [], atOnce))
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (isScript(query)) return await this.#runScript<R>(query.sql)
    const parameters = query.parameters.map((value) => this.#parameter(value))
    const result = await this.#inTurn(() => this.#sql.unsafe<R[]>(query.sql, parameters, prepared))
    const rows = Array.from(result)
    return writes.includes(result.command) ? { rows, numAffectedRows: BigInt(result.count) } : { rows }
  }

  async #runScript<R>(text: string): Promise<QueryResult<R>> {
    try {
      // One statement answers with its rows, several with one such answer each.
      const results = await this.#inTurn(() => this.#sql.unsafe<(R | R[])[]>(text, [], atOnce))
      return { rows: Array.from(results).flat() as R[] }
    } catch (error) {
      // Broken off in a transaction of its own, it would leave the session there.
      if (this.#phase === 'single statements') await this.rollback()
      throw error
    }
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    const parameters = query.parameters.map((value) => this.#parameter(value))
    const cursor = this.#sql.unsafe<R[]>(query.sql, parameters).cursor(chunkSize)[Symbol.asyncIterator]()
    let isDone = false
    try {
      while (!isDone) {
        this.#isStreaming = false
        const chunk = await this.#inTurn(() => cursor.next())
        this.#isStreaming = true
        isDone = chunk.done === true
        if (!isDone) yield { rows: Array.from(chunk.value) }
      }
    } finally {
      this.#isStreaming = false
      // Left early, the cursor closes in its own time: the next caller gets another connection.
      this.#isParting ||= !isDone
      await cursor.return?.()
    }
  }

  // Type 0 leaves every parameter's type to the server, which knows the column; the driver would guess from the value.
  #parameter(value: unknown): postgres.Parameter<never> {
    return this.#sql.typed(value as never, 0)
  }

  // One at a time: the driver would carry statements it has queued over to a new connection, out of their transaction.
  async #inTurn<T>(send: () => PromiseLike<T>): Promise<T> {
    this.#queued += 1
    const turn = this.#queued === 1 ? this.#guard(send) : this.#queue.then(() => this.#guard(send))
    this.#queue = turn.then(noop, noop)
    try {
      return await turn
    } finally {
      this.#queued -= 1
    }
  }

  async #guard<T>(send: () => PromiseLike<T>): Promise<T> {
    if (this.#isLost) throw new DatabaseUnavailable('the connection was lost earlier')
    if (this.#isStreaming) throw new Error('The rows of a stream are still being read on this connection')
    this.#watchdog.refresh()
    try {
      const result = await new Promise<T>((resolve, reject) => {
        this.#abandon = reject
        send().then(resolve, reject)
      })
      if (this.#isWaitCancelled) throw new Loss('the wait for a second copy was cancelled')
      return result
    } catch (error) {
      throw this.#translate(error)
    } finally {
      this.#abandon = undefined
    }
  }

  #lose(reason: string): void {
    this.#isLost = true
    clearTimeout(this.#watchdog)
    this.#abandon?.(new Loss(reason))
    void this.#sql.end({ timeout: 0 })
  }

  #translate(error: unknown): unknown {
    if (partingStates.has(sqlState(error) ?? '')) this.#isParting = true
    if (!isLoss(error)) return error
    this.close()
    if (this.#isWaitCancelled) return new OutcomeUnknown('the wait for a second copy was cancelled', error)
    // Without a commit the server undoes what a lost connection had begun; single statements commit themselves.
    if (this.#phase === 'in a transaction')
      return new DatabaseUnavailable('the connection was lost before the commit', error)
    return new OutcomeUnknown('the connection was lost while it ran', error)
  }
}

class Loss extends Error {}

function noop(): void {}

function isLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof Loss || 'syscall' in error) return true
  return 'code' in error && typeof error.code === 'string' && lostCodes.has(error.code)
}

// Its text is translated by the server, its routine is not.
function tellsOfCancelledWait(notice: postgres.Notice): boolean {
  return (
    notice['routine'] === 'SyncRepWaitForLSN' ||
    (notice['code'] === '01000' && /synchronous replication/.test(notice['message'] ?? ''))
  )
}
