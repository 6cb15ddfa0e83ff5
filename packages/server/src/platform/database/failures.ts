/** No connection could be had, or the server let go before anything was written: nothing happened, try again later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'

  constructor(reason: string, cause?: unknown) {
    super(`The database is not available: ${reason}`, { cause })
  }
}

/** A write was under way and nobody can say whether it was kept: only the same request again can find out. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'

  constructor(reason: string, cause?: unknown) {
    super(`The outcome of a database statement is unknown: ${reason}`, { cause })
  }
}

/** The embedded server cannot be run here; the message tells the operator what to do. */
export class EmbeddedPostgresRefused extends Error {
  override readonly name = 'EmbeddedPostgresRefused'
}

/** The migrations and the database do not belong together; the message says why. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

/** The SQLSTATE of a server's refusal, where the error is one. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

// Shutting down, starting, demoted to a replica, out of connections, memory or disk: all of them refuse before keeping anything.
const unavailableStates = new Set(['57P01', '57P02', '57P03', '25006', '53000', '53100', '53200', '53300'])

/** Nothing was written and the database cannot serve now. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || unavailableStates.has(sqlState(error) ?? '')
}

/** The write may or may not have been kept. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof OutcomeUnknown
}

/** Another transaction held the row for longer than the lock timeout. */
export function isLockTimeout(error: unknown): boolean {
  return sqlState(error) === '55P03'
}

/** The server gave a statement up for taking too long; nothing of it was kept. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlState(error) === '57014'
}

/** Two transactions got into each other's way and this one was undone: it may simply run again. */
export function isSerializationFailure(error: unknown): boolean {
  const state = sqlState(error)
  return state === '40001' || state === '40P01'
}

/** A unique key refused the row; with `constraint`, that very key. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false
  if (constraint === undefined) return true
  return error instanceof Error && 'constraint_name' in error && error.constraint_name === constraint
}
