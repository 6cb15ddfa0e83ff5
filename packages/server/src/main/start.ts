import type { Context } from '../app/context.ts'
import { buildHttpApp } from '../app/http-app.ts'
import { openHouse } from '../app/open-house.ts'
import { readConfig } from '../config/config.ts'
import { FfmpegUnfit, findFfmpeg } from '../platform/ffmpeg/find-ffmpeg.ts'
import { closeWithin } from '../platform/http/close-within.ts'
import { workJobs } from '../platform/jobs/work-jobs.ts'
import { createLog } from '../platform/log.ts'
import { jobWorkers } from '../surfaces/jobs/index.ts'
import { stopWhenTold } from './stop-when-told.ts'

// What is being sent when we are told to stop may finish, within reason.
const patienceMs = 10_000
const jobPatienceMs = 5_000

/** Runs the program until it is told to stop. Resolves once it answers. */
export async function start(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const house = await openHouse(config, log)
  const undo = [() => house.close()]
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step()
  }
  try {
    await house.ctx.storage.verify()
    const heed = () => stopWhenTold(stop, { log, withParent: config.isRunByNpm })
    if (config.role === 'worker') return await work(house.ctx, { undo, heed })
    const demo =
      config.mode === 'test' ? await (await import('../surfaces/demo/index.ts')).prepareDemo(house.ctx) : undefined
    const app = await buildHttpApp(house.ctx, demo)
    undo.push(() => closeWithin(app, patienceMs))
    // Opened within the first transactions that queue something, it would want a connection that they all hold.
    await house.ctx.jobs.open()
    if (config.role === 'all') {
      const mayPackage = await canPackage(house.ctx)
      const endJobs = await workJobs(house.ctx, jobWorkers(house.ctx, { mayPackage }))
      undo.push(() => endJobs(jobPatienceMs))
    }
    heed()
    await app.listen({ host: config.host, port: config.port })
    const magazine = await demo?.openMagazine()
    undo.push(async () => magazine?.close())
    announce(config.publicUrl, {
      mode: config.mode,
      demo: demo && { shop: `${config.publicUrl}${demo.path}/`, magazine: magazine?.url, port: config.demoPort },
    })
  } catch (error) {
    // Whatever is left open would keep a program alive that does not answer.
    await stop()
    throw portProblem(error, config.port)
  }
}

/** Does the jobs and answers nobody. It needs an ffmpeg, or it would look well and package nothing. */
async function work(ctx: Context, { undo, heed }: { undo: (() => Promise<void>)[]; heed: () => void }) {
  const { version } = await findFfmpeg(ctx.packager)
  await ctx.jobs.open()
  const endJobs = await workJobs(ctx, jobWorkers(ctx))
  undo.push(() => endJobs(jobPatienceMs))
  heed()
  process.stdout.write(`Osteocom does its jobs in ${ctx.mode} mode, with ffmpeg ${version}.\n`)
}

async function canPackage({ packager, log }: Context): Promise<boolean> {
  try {
    await findFfmpeg(packager)
    return true
  } catch (error) {
    if (!(error instanceof FfmpegUnfit)) throw error
    log.warn({ problem: error.message }, 'uploaded videos wait: this machine cannot package them')
    return false
  }
}

interface DemoAddresses {
  shop: string
  magazine: string | undefined
  port: number
}

function announce(url: string, { mode, demo }: { mode: 'test' | 'live'; demo: DemoAddresses | undefined }): void {
  const lines = [`Osteocom is running in ${mode} mode: ${url}`]
  if (demo) {
    const noMagazine = `not here, port ${demo.port} is taken: set DEMO_PORT to another one`
    lines.push(
      '',
      `  A partner's shop, selling the demo courses   ${demo.shop}`,
      `  A partner's magazine, embedding the card     ${demo.magazine ?? noMagazine}`,
      `  The base address for your own calls          ${url}/sv6`,
      '  Your own client id and secret                npm run -s osteocom -- partner create --name Trial --path api --channels all',
    )
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function portProblem(error: unknown, port: number): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new Error(`Port ${port} is taken. Set PORT to another one, for example PORT=${port + 1}.`, { cause: error })
}
