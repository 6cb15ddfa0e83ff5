import type { AddressInfo } from 'node:net'
import { buildHttpApp } from '../app/http-app.ts'
import { keepHouse } from '../app/keep-house.ts'
import { openHouse } from '../app/open-house.ts'
import { readConfig } from '../config/config.ts'
import { createLog } from '../platform/log.ts'

/** Runs the program until it is told to stop. Resolves once it answers. */
export async function start(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  const house = await openHouse(config, log)
  try {
    const demo =
      config.mode === 'test' ? await (await import('../surfaces/demo/index.ts')).prepareDemo(house.ctx) : undefined
    const app = await buildHttpApp(house.ctx, demo)
    const endHouseKeeping = keepHouse(house.ctx)
    stopOnSignal(
      async () => {
        endHouseKeeping()
        await app.close()
        await house.close()
      },
      (error) => log.error({ err: error }, 'could not stop cleanly'),
    )
    await app.listen({ host: config.host, port: config.port })
    const { port } = app.server.address() as AddressInfo
    announce(config.publicUrl.replace(/:0$/, `:${port}`), { mode: config.mode, shop: demo?.path })
  } catch (error) {
    await house.close()
    throw portProblem(error, config.port)
  }
}

function announce(url: string, { mode, shop }: { mode: 'test' | 'live'; shop: string | undefined }): void {
  const lines = [`Osteocom is running in ${mode} mode: ${url}`]
  if (shop !== undefined) {
    lines.push(
      '',
      `  A partner's shop, selling the demo courses   ${url}${shop}/`,
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

function stopOnSignal(stop: () => Promise<void>, report: (error: unknown) => void): void {
  let isStopping = false
  const onSignal = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(0),
      (error) => {
        report(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
