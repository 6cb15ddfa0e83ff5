import { setTimeout as delay } from 'node:timers/promises'
import type { DatabaseLog } from './database-log.ts'
import { adoptOrStart } from './embedded/adopt-or-start.ts'
import { type Keeper, openKeeper } from './embedded/keeper.ts'
import { type ServerSettings, stopPostmaster } from './embedded/postmaster.ts'
import { capLog } from './embedded/server-log.ts'
import { openSite, owner, type Site } from './embedded/site.ts'
import { removeSocketFolder, socketPort } from './embedded/socket-folder.ts'
import { withStartLock } from './embedded/start-lock.ts'

export interface EmbeddedPostgres {
  /** `host` is the folder of the server's Unix socket. */
  readonly connection: { host: string; port: number; user: string; database: string }
  /** Lets go of the server; the last one to let go ends it. Close your own connections first. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  readonly folder: string
  readonly log: DatabaseLog
  /** Server settings beside the usual ones; they count only if the server is not running yet. */
  readonly settings?: ServerSettings
}

const logCheckMs = 10 * 60_000

/** A PostgreSQL of our own on `folder`: found running or started, shared with other processes, restarted if it dies. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, log, settings } = options
  const site = openSite(folder)
  const stopping = new AbortController()
  let reviving: Promise<void> = Promise.resolve()

  const join = () =>
    withStartLock(site.folder, async () => {
      const host = await adoptOrStart(site, log, settings)
      return await openKeeper(host, () => {
        reviving = revive()
      })
    })

  const revive = async () => {
    if (stopping.signal.aborted) return
    log.warn({ folder: site.folder }, 'lost the database server')
    for (let pauseMs = 50; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        keeper = await join()
        return
      } catch (error) {
        log.error({ err: error, pauseMs }, 'the database server does not come back yet')
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  let keeper = await join()
  const logCheck = setInterval(() => capLog(site.logFile), logCheckMs).unref()

  const letGo = async () => {
    stopping.abort()
    clearInterval(logCheck)
    await reviving
    await leave(site, keeper, log)
  }
  let stopped: Promise<void> | undefined
  return {
    connection: { host: keeper.host, port: socketPort, user: owner, database: owner },
    stop: () => (stopped ??= letGo()),
  }
}

async function leave(site: Site, keeper: Keeper, log: DatabaseLog): Promise<void> {
  await withStartLock(site.folder, async () => {
    await keeper.close()
    if (await keeper.isNeededByOthers()) {
      log.info({ folder: site.folder }, 'left the database server to the others that use it')
    } else {
      await stopPostmaster(site)
      removeSocketFolder(keeper.host)
    }
  })
}
