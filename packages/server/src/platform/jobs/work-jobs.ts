import type { Database } from '../database/open.ts'
import type { Log } from '../log.ts'
import { createBoss } from './boss.ts'
import { doJobs } from './do-jobs.ts'
import type { Job, Worker } from './job-queue.ts'

/** Does jobs as they come, and puts in those that are due by the clock, until the returned function is called. */
export async function workJobs(
  { db, log }: { db: Database; log: Log },
  workers: readonly Worker[],
): Promise<(patienceMs: number) => Promise<void>> {
  const boss = createBoss(db, { supervise: true, schedule: true, migrate: true })
  boss.on('error', sayOnce(log))
  await boss.start()
  for (const worker of workers) {
    const { name, schedule } = worker
    if (schedule !== undefined) await boss.schedule(name, schedule, {}, { missed: 'once' })
    const options = {
      batchSize: worker.atOnce,
      pollingIntervalSeconds: worker.pollSeconds,
      burstWhenBatchFull: worker.atOnce > 1,
      includeMetadata: true,
      perJobResults: true,
    } as const
    await boss.work<Job['data'], unknown, typeof options>(name, options, async (jobs) => {
      const results = await doJobs(worker, jobs)
      for (const { status, output } of results) {
        if (status === 'failed') log.warn({ job: name, problem: output?.message }, 'a job failed')
      }
      return results
    })
  }
  return (patienceMs) => boss.stop({ graceful: true, timeout: patienceMs, close: false })
}

const silenceMs = 60_000

// A database that is away fails every look for work, each second, in every queue.
function sayOnce(log: Log): (error: Error) => void {
  const said = new Map<string, number>()
  return ({ message }) => {
    const now = performance.now()
    if (now - (said.get(message) ?? Number.NEGATIVE_INFINITY) < silenceMs) return
    said.set(message, now)
    log.warn({ problem: message }, 'the job queue had a problem and goes on')
  }
}
