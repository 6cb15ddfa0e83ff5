import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config/config.ts'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open.ts'
import { prepareJobs } from '../platform/jobs/prepare-jobs.ts'
import type { Log } from '../platform/log.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import { jobKinds } from '../surfaces/jobs/kinds.ts'
import { type Context, createContext } from './context.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** What every role and every command stands on: the data folder, the database brought up to date, the context. */
export async function openHouse(config: Config, log: Log): Promise<{ ctx: Context; close(): Promise<void> }> {
  await mkdir(config.dataDir, { recursive: true })
  const own =
    config.database.url === undefined
      ? await startEmbeddedPostgres({ folder: join(config.dataDir, 'postgres'), log })
      : undefined
  try {
    const target = own ? { connection: own.connection } : { url: config.database.url ?? '' }
    await migrate({ ...target, folder: migrationsFolder, log })
    const db = openDatabase({ ...target, applicationName: 'osteocom', log, poolSize: config.database.poolSize })
    await prepareJobs(db, jobKinds)
    const storage = await openStorage(config.storage)
    const secret = config.secret ?? (await keptSecret(join(config.dataDir, 'secret')))
    const ctx = await createContext({ config, secret, db, storage, log })
    return {
      ctx,
      close: async () => {
        await ctx.close()
        await db.destroy()
        await own?.stop()
      },
    }
  } catch (error) {
    await own?.stop()
    throw error
  }
}

/** The deployment's secret, made once. Whoever loses the file loses every key of every video: it is backed up with the data. */
async function keptSecret(file: string): Promise<Buffer> {
  const draft = `${file}.${process.pid}.draft`
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await writeFile(draft, randomBytes(48).toString('base64'), { mode: 0o600, flush: true })
  // A link fails where the name is taken, so of two processes that start at once one secret wins.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  return readFile(file)
}
