import { isUniqueViolation } from '../database/failures.ts'
import type { Database } from '../database/open.ts'
import { createBoss } from './boss.ts'
import type { JobKind } from './job-queue.ts'

/** Makes or brings up to date what the queue keeps in the database; several processes may do so at once. */
export async function prepareJobs(db: Database, kinds: readonly JobKind[]): Promise<void> {
  const boss = createBoss(db, { migrate: true })
  boss.on('error', () => undefined)
  await startBeside(others, () => boss.start())
  try {
    const known = new Set((await boss.getQueues()).map(({ name }) => name))
    for (const kind of kinds) {
      if (known.has(kind.name)) await boss.updateQueue(kind.name, terms(kind))
      else await boss.createQueue(kind.name, { ...terms(kind), policy: kind.schedule ? 'exclusive' : 'standard' })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

// As many processes as may begin with one empty database at the same moment.
const others = 8

/** Of several that make the schema at once all but one are told that it is there: they look again and find it. */
async function startBeside(triesLeft: number, start: () => Promise<unknown>): Promise<void> {
  try {
    await start()
  } catch (error) {
    if (triesLeft === 0 || !isUniqueViolation(error)) throw error
    await startBeside(triesLeft - 1, start)
  }
}

const hour = 3600

function terms(kind: JobKind) {
  return {
    retryLimit: kind.retries,
    retryDelay: kind.firstRetrySeconds,
    retryBackoff: true,
    retryDelayMax: hour / 2,
    expireInSeconds: kind.timeLimitSeconds,
    deleteAfterSeconds: kind.schedule ? hour : 24 * hour,
  }
}
