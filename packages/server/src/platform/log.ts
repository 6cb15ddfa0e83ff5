import { type Logger, pino } from 'pino'

export type Log = Logger

export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  })
}

// The database's errors carry rows and parameters, people's addresses among them: none of that is for a log.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) }
}

/** An address as it may stand in a log: tickets and session credentials masked. */
export function maskUrl(url: string): string {
  return url
    .replace(/^(\/play\/[^/?]*\/)[^/?]+/, '$1…')
    .replace(/([?&](?:signature|token|intent|next|partnerUserToken|partnerUserId)=)[^&#]*/gi, '$1…')
}
