import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Ffmpeg } from '../../platform/ffmpeg/run.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { Random } from '../../platform/random.ts'
import type { FreeSpace } from '../../platform/storage/free-space.ts'
import type { Storage } from '../../platform/storage/storage.ts'

/** What it takes to ask for a packaging, to end one, and to forget what it made. */
export interface PackagingDeps {
  db: Database
  clock: Clock
  random: Random
  storage: Storage
  jobs: JobQueue
  mediaSealKey: Buffer
}

/** What it takes to do the work. */
export interface PackagerDeps extends Omit<PackagingDeps, 'jobs'> {
  packager: Packager
}

export interface Packager extends Ffmpeg {
  /** Where files lie while they are made. */
  scratchDir: string
  /** Where files are kept, where that is a folder of this machine. */
  storageDir: string | undefined
  freeSpace: (folder: string) => Promise<FreeSpace>
  /** The machine; `atOnce` videos are packaged on it at a time. */
  host: string
  atOnce: number
}

export type PackagingState = 'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled'

export type PackagingPart = {
  name: string
  kind: 'video' | 'audio' | 'caption' | 'pictures'
  /** From 0 to 1. */
  progress: number
  isDone: boolean
  /** How long its last try has taken, or took; null where none began. */
  tookSeconds: number | null
}

/** A packaging as an operator sees it. */
export interface PackagingSummary {
  id: string
  videoId: string
  state: PackagingState
  /** Why it was refused or failed, or what it waits for. */
  problem: string | null
  /** From 0 to 1; never lower than it was. */
  progress: number
  /** Its first rung is ready: the video plays what it makes. */
  isWatchable: boolean
  priority: number
  /** How many of those that wait go first, itself included; null where it does not wait in the queue. */
  queuePlace: number | null
  /** It is not tried again before then; null where nothing is in the way. */
  retryAt: Date | null
  createdAt: Date
  /** When a worker took it up for the first time. */
  startedAt: Date | null
  finishedAt: Date | null
  parts: PackagingPart[]
}

export const packageVideoJob = 'package-video'
