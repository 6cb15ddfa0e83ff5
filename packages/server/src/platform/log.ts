import { type Logger, pino } from 'pino'

export type Log = Logger

export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}

/** An address as it may stand in a log: tickets and session credentials masked. */
export function maskUrl(url: string): string {
  return url
    .replace(/^(\/play\/[^/?]*\/)[^/?]+/, '$1…')
    .replace(/([?&](?:signature|token|partnerUserToken|partnerUserId)=)[^&#]*/gi, '$1…')
}
