import type { Connection } from './connection.ts'
import { DatabaseUnavailable } from './failures.ts'

export interface PoolSettings {
  readonly size: number
  /** How long a caller waits for a free connection before it is told that the database is not available. */
  readonly waitMs: number
  /** How long a connection is reused before a fresh one takes its place. */
  readonly lifetimeMs: number
  open(): Promise<Connection>
}

type Waiter = { resolve(connection: Connection): void; reject(error: Error): void }

/** A few connections for many callers: first come, first served; a lost connection is replaced, never repaired. */
export class ConnectionPool {
  readonly #settings: PoolSettings
  readonly #idle: Connection[] = []
  readonly #waiters = new Set<Waiter>()
  readonly #everyone = new Set<Connection>()
  #size = 0
  #isEnded = false
  #drained: PromiseWithResolvers<void> | undefined

  constructor(settings: PoolSettings) {
    this.#settings = settings
  }

  async acquire(): Promise<Connection> {
    if (this.#isEnded) throw new DatabaseUnavailable('the pool is closed')
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (this.#isFit(idle)) return idle
      this.#drop(idle)
    }
    return this.#size < this.#settings.size ? await this.#open() : await this.#wait()
  }

  release(connection: Connection): void {
    const [next] = this.#waiters
    if (this.#isEnded || !this.#isFit(connection)) this.#drop(connection)
    else if (next === undefined) this.#idle.push(connection)
    else next.resolve(connection)
  }

  /** Closes what is idle now and the rest as it is released. */
  async end(): Promise<void> {
    this.#isEnded = true
    for (const waiter of this.#waiters) waiter.reject(new DatabaseUnavailable('the pool is closed'))
    for (const idle of this.#idle.splice(0)) this.#drop(idle)
    if (this.#size === 0) return
    this.#drained ??= Promise.withResolvers()
    await this.#drained.promise
  }

  async #open(): Promise<Connection> {
    this.#size += 1
    try {
      const connection = await this.#settings.open()
      this.#everyone.add(connection)
      return connection
    } catch (error) {
      this.#shrink()
      const unavailable = error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable('no connection', error)
      // With no connection left, nobody would ever come by to serve those who wait.
      if (this.#size === 0) for (const waiter of this.#waiters) waiter.reject(unavailable)
      throw unavailable
    }
  }

  async #wait(): Promise<Connection> {
    const { promise, resolve, reject } = Promise.withResolvers<Connection>()
    const waiter: Waiter = { resolve, reject }
    const timer = setTimeout(() => reject(new DatabaseUnavailable('all connections are busy')), this.#settings.waitMs)
    const leave = () => {
      clearTimeout(timer)
      this.#waiters.delete(waiter)
    }
    waiter.resolve = (connection) => {
      leave()
      resolve(connection)
    }
    waiter.reject = (error) => {
      leave()
      reject(error)
    }
    this.#waiters.add(waiter)
    return await promise.finally(leave)
  }

  #isFit(connection: Connection): boolean {
    return connection.isReusable && performance.now() - connection.bornAt < this.#settings.lifetimeMs
  }

  #drop(connection: Connection): void {
    if (!this.#everyone.delete(connection)) return
    connection.close()
    this.#shrink()
    if (this.#waiters.size === 0 || this.#isEnded) return
    // The next in line gets a fresh one; if none can be had, the others' connections will serve it.
    this.#open().then(
      (fresh) => this.release(fresh),
      () => undefined,
    )
  }

  #shrink(): void {
    this.#size -= 1
    if (this.#size === 0) this.#drained?.resolve()
  }
}
