import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { DatabaseLog } from '../database-log.ts'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { findPostmaster, type Postmaster } from './pid-file.ts'
import { retirePostmaster, type ServerSettings, StartFailed, startPostmaster } from './postmaster.ts'
import { createOwnDatabase, probe } from './probe.ts'
import { ensureData, type Site, siteBinaries, siteSocketFolder } from './site.ts'
import { socketPath } from './socket-folder.ts'

const answerWithinMs = 30_000
const orphansGoneWithinMs = 30_000

/** A server that answers on the site's data, whoever started it; resolves with its socket folder. Under the start lock only. */
export async function adoptOrStart(site: Site, log: DatabaseLog, settings?: ServerSettings): Promise<string> {
  const giveUpAt = performance.now() + orphansGoneWithinMs
  for (;;) {
    const socketFolder = (await adopt(site, log)) ?? (await start(site, log, giveUpAt, settings))
    if (socketFolder === undefined) continue
    if ((await probe(socketFolder)) === 'lacks the database') await createOwnDatabase(socketFolder)
    return socketFolder
  }
}

async function adopt(site: Site, log: DatabaseLog): Promise<string | undefined> {
  const giveUpAt = performance.now() + answerWithinMs
  for (;;) {
    const running = findPostmaster(site.dataFolder)
    if (running === undefined) return undefined
    if (running.isReady && !existsSync(socketPath(running.socketFolder))) {
      if (await retirePostmaster(running)) return undefined
      throw new EmbeddedPostgresRefused(unreachable(running, site))
    }
    if (running.socketFolder !== '' && (await probe(running.socketFolder)) !== 'silent') {
      log.info({ pid: running.pid }, 'found the database server running')
      return running.socketFolder
    }
    if (performance.now() > giveUpAt) throw new EmbeddedPostgresRefused(unreachable(running, site))
    await delay(25)
  }
}

function unreachable(running: Postmaster, site: Site): string {
  return (
    `A database server (process ${running.pid}) is at work on ${site.dataFolder} but does not answer on ` +
    `${running.socketFolder}. Stop the programs that use it, then end it with: kill -INT ${running.pid}`
  )
}

async function start(
  site: Site,
  log: DatabaseLog,
  giveUpAt: number,
  settings: ServerSettings | undefined,
): Promise<string | undefined> {
  const begunAt = performance.now()
  const binaries = siteBinaries(site)
  const socketFolder = siteSocketFolder(site)
  try {
    await ensureData(site, binaries)
    await startPostmaster(site, binaries, socketFolder, settings)
  } catch (error) {
    if (!(error instanceof StartFailed && error.mayPass) || performance.now() > giveUpAt) throw error
    await delay(100)
    return undefined
  }
  const ms = Math.round(performance.now() - begunAt)
  log.info({ version: binaries.version, origin: binaries.origin, ms }, 'started the database server')
  return socketFolder
}
