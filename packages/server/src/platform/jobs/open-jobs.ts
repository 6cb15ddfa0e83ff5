import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Database } from '../database/open.ts'
import { bossDatabase, createBoss } from './boss.ts'
import { doJobs } from './do-jobs.ts'
import type { Job, JobQueue, Worker } from './job-queue.ts'

export interface Jobs extends JobQueue {
  /** Makes ready for enqueueing now rather than when the first job comes. */
  open(): Promise<void>
  /** Does all that is due, and what comes of it, until nothing is left; with `early`, also what waits for another try. */
  drain(workers: readonly Worker[], options?: { early?: boolean }): Promise<void>
  close(): Promise<void>
}

/** The queue as those see it who put jobs in. Whoever does them is `workJobs`. */
export function openJobs(db: Database): Jobs {
  let opening: Promise<PgBoss> | undefined

  async function open(): Promise<PgBoss> {
    opening ??= startBoss(db)
    try {
      return await opening
    } catch (error) {
      opening = undefined
      throw error
    }
  }

  return {
    open: async () => {
      await open()
    },
    enqueue: async (within: Database, job: Job) => {
      const boss = await open()
      await boss.send(job.name, job.data, { db: bossDatabase(within), priority: job.priority ?? 0 })
    },
    drain: async (workers, { early = false } = {}) => {
      const boss = await open()
      for (let found = 1; found > 0; ) {
        found = 0
        for (const worker of workers) {
          const jobs = await boss.fetch<Job['data']>(worker.name, {
            batchSize: 50,
            includeMetadata: true,
            ignoreStartAfter: early,
          })
          found += jobs.length
          await settle(boss, worker, jobs)
        }
      }
    },
    close: async () => {
      const boss = await opening?.catch(() => undefined)
      opening = undefined
      await boss?.stop({ graceful: false })
    },
  }
}

async function startBoss(db: Database): Promise<PgBoss> {
  const boss = createBoss(db)
  boss.on('error', () => undefined)
  await boss.start()
  return boss
}

async function settle(boss: PgBoss, worker: Worker, jobs: JobWithMetadata<Job['data']>[]): Promise<void> {
  for (const { id, status, output } of await doJobs(worker, jobs)) {
    if (status === 'completed') await boss.complete(worker.name, id)
    else await boss.fail(worker.name, id, output as object)
  }
}
