import type { Database } from '../database/open.ts'

/** Work to be done soon by whichever process has time for it. It carries ids, may run twice, and says when it failed. */
export interface Job {
  name: string
  data: Record<string, string>
}

export interface JobQueue {
  /** Puts a job in the queue; within a transaction, together with whatever else that writes, or not at all. */
  enqueue(db: Database, job: Job): Promise<void>
}
