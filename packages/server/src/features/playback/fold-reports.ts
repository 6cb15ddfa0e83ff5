import type { Database } from '../../platform/database/open.ts'
import type { Log } from '../../platform/log.ts'
import { type Report, upsertReports } from './report-store.ts'

/** Players' reports on their way to the database, those of all sessions in one statement. */
export interface Reports {
  /** Takes a report; resolves at once, or once it is written down where it is urgent. */
  take(report: Report, isUrgent: boolean): Promise<void>
  /** The newest report of a session that is not written down yet. */
  waiting(sessionId: Buffer): Report | undefined
  /** Writes down what waits. */
  close(): Promise<void>
}

// What a crash may lose: a moment of progress, never a right or a purchase.
const patienceMs = 1000
// Twenty statements a second, however many viewers press and drag at once.
const gapMs = 50
// While the database is away only so many are kept: players report again.
const maxWaiting = 20_000

/** Reports of one node, written down together every second, or within 50 ms where one is urgent. */
export function reportFolder({ db, log }: { db: Database; log: Log }): Reports {
  let waiting = new Map<string, Report>()
  let underWay = new Map<string, Report>()
  let timer: { id: NodeJS.Timeout; due: number } | undefined
  let writing: Promise<void> = Promise.resolve()
  let lastWrite = 0
  let next = Promise.withResolvers<void>()

  function schedule(waitMs: number): void {
    const due = Math.max(performance.now() + waitMs, lastWrite + gapMs)
    if (timer && timer.due <= due) return
    clearTimeout(timer?.id)
    timer = { due, id: setTimeout(write, Math.max(0, due - performance.now())) }
  }

  function write(): void {
    clearTimeout(timer?.id)
    timer = undefined
    const done = next
    next = Promise.withResolvers()
    // Whoever is not in a hurry waits for nothing, and a failure is theirs to mend by reporting again.
    done.promise.catch(() => undefined)
    writing = writing.then(() => writeAll()).then(done.resolve, done.reject)
  }

  async function writeAll(): Promise<void> {
    if (waiting.size === 0) return
    underWay = waiting
    waiting = new Map()
    lastWrite = performance.now()
    try {
      await upsertReports(db, [...underWay.values()])
    } catch (error) {
      log.warn({ err: error, reports: underWay.size }, 'reports of players could not be written down yet')
      for (const report of underWay.values()) keep(report, waiting.get(nameOf(report)))
      if (waiting.size > 0) schedule(patienceMs)
      throw error
    } finally {
      underWay = new Map()
    }
  }

  function keep(earlier: Report, later: Report | undefined): void {
    if (waiting.size >= maxWaiting && !later) return
    waiting.set(nameOf(earlier), later ? joined(earlier, later) : earlier)
  }

  return {
    take: async (report, isUrgent) => {
      const earlier = waiting.get(nameOf(report))
      keep(earlier ?? report, earlier && report)
      schedule(isUrgent ? 0 : patienceMs)
      if (isUrgent) await next.promise
    },
    waiting: (sessionId) => {
      const name = sessionId.toString('hex')
      return waiting.get(name) ?? underWay.get(name)
    },
    close: async () => {
      write()
      await writing.catch(() => undefined)
      clearTimeout(timer?.id)
    },
  }
}

const nameOf = ({ sessionId }: Report) => sessionId.toString('hex')

function joined(earlier: Report, later: Report): Report {
  const known = Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined))
  const isTouched = earlier.isTouched || later.isTouched
  return { ...earlier, ...known, isTouched, watched: [...earlier.watched, ...later.watched] }
}
