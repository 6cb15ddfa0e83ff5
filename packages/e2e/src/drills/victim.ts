import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@osteocom/server/src/platform/database/embedded-postgres.ts'
import { type Database, openDatabase } from '@osteocom/server/src/platform/database/open.ts'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'
import { silentLog } from '@osteocom/server/src/testing/test-server.ts'
import { afterAll, vi } from 'vitest'
import { makeFolder, type Product, removeFolder, startProduct } from '../product.ts'

/** A program that is killed while it works, always at the same address and with the same data. */
export interface Victim {
  readonly origin: string
  readonly folder: string
  /** Kills the program, its database, or both, in turn; resolves once the program runs. */
  strike(round: number): Promise<void>
  /** Our own hands on the program's tables, beside it. */
  withTables<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
}

/** A victim for the tests of one file. */
export async function startVictim(settings: Record<string, string>): Promise<Victim> {
  const folder = makeFolder()
  const start = async (): Promise<Product> => startProduct(folder, { ...settings, PORT: port, LOG_LEVEL: 'silent' })
  const port = String(await freePort())
  let product = await start()
  afterAll(async () => {
    await product.stop()
    removeFolder(folder)
  })

  function killDatabase(): void {
    const postmaster = Number.parseInt(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10)
    process.kill(postmaster, 'SIGKILL')
  }

  async function killProgram(): Promise<void> {
    await product.kill()
    product = await start()
  }

  const strikes = [
    killProgram,
    async () => killDatabase(),
    () => {
      killDatabase()
      return killProgram()
    },
  ]

  return {
    origin: product.origin,
    folder,
    strike: async (round) => strikes[round % strikes.length]?.(),
    withTables: async (work) => {
      const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log: silentLog })
      const db = openDatabase({ connection: server.connection, applicationName: 'drill', log: silentLog })
      try {
        return await work(db)
      } finally {
        await db.destroy()
        await server.stop()
      }
    },
  }
}

/** Has clients work while the victim is struck again and again, each time once so much more has been done; ends with the
 * work done since the last strike, and with every client at rest. */
export async function drill(
  victim: Victim,
  {
    rounds,
    perRound,
    done,
    work,
  }: { rounds: number; perRound: number; done: () => number; work: (isOver: () => boolean) => Promise<unknown> },
): Promise<void> {
  let isOver = false
  const working = work(() => isOver)
  const more = () => {
    const goal = done() + perRound
    return vi.waitUntil(() => done() >= goal, { timeout: 60_000, interval: 2 })
  }
  for (let round = 0; round < rounds; round++) {
    await more()
    await victim.strike(round)
  }
  await more()
  isOver = true
  await working
}
