import type { Database } from '../database/open.ts'

/** Work to be done soon by whichever process has time for it. It carries ids, may run twice, and says when it failed. */
export interface Job {
  name: string
  data: Record<string, string>
  /** Of jobs that wait, the higher goes first. */
  priority?: number
}

export interface JobQueue {
  /** Puts a job in the queue; within a transaction, together with whatever else that writes, or not at all. */
  enqueue(db: Database, job: Job): Promise<void>
}

/** How jobs of one name are queued, spaced and given up. */
export interface JobKind {
  name: string
  /** How often it is tried again after a failure; the waits double, from `firstRetrySeconds` up to half an hour. */
  retries: number
  firstRetrySeconds: number
  timeLimitSeconds: number
  /** How often each process looks for work, and how many it takes on at once. */
  pollSeconds: number
  atOnce: number
  /** When one is due by itself, as cron writes it, in UTC. One at a time, however many processes there are. */
  schedule?: string
}

/** One attempt at a job. */
export interface Attempt {
  data: Record<string, string>
  /** Aborted when the time is up or the process has to end. */
  signal: AbortSignal
  /** Nobody will try again if this one fails. */
  isLast: boolean
}

/** A kind of job with what does it; a failure is a thrown error whose message may be kept and read by operators. */
export interface Worker extends JobKind {
  run(attempt: Attempt): Promise<void>
}
