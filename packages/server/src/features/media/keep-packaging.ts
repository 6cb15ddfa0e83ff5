import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import { type Packager, packageVideoJob } from './packaging.ts'
import { findHolds, findIdlePackaging } from './packaging-store.ts'

interface KeepingDeps {
  db: Database
  clock: Clock
  jobs: JobQueue
  packager: Packager
}

/** Has the most urgent packaging gone on with that nobody works on, as after a worker was killed, and tidies up after it. */
export async function keepPackaging({ db, clock, jobs, packager }: KeepingDeps): Promise<void> {
  const now = clock.now()
  const idle = await findIdlePackaging(db, now)
  if (idle) await jobs.enqueue(db, { name: packageVideoJob, data: { packagingId: idle.id }, priority: idle.priority })
  const held = await findHolds(db, { host: packager.host, now })
  for (const folder of await readdir(packager.scratchDir).catch(() => [])) {
    // Others make files here too.
    const id = /^([0-9a-f]{24})-/.exec(folder)?.[1]
    if (id === undefined || held.includes(id)) continue
    await rm(join(packager.scratchDir, folder), { recursive: true, force: true })
  }
}
