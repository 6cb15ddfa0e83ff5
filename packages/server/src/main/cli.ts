import { openHouse } from '../app/open-house.ts'
import { ConfigError, readConfig } from '../config/config.ts'
import { EmbeddedPostgresRefused, MigrationRefused } from '../platform/database/failures.ts'
import { AppError } from '../platform/errors.ts'
import { createLog } from '../platform/log.ts'
import { program } from '../surfaces/cli/index.ts'

const cli = program({
  start: async () => (await import('./start.ts')).start(),
  withHouse: async (work) => {
    const config = readConfig()
    const house = await openHouse(config, createLog('error'))
    try {
      await work(house.ctx)
    } finally {
      await house.close()
    }
  },
})

try {
  await cli.parseAsync()
} catch (error) {
  process.stderr.write(`${inPlainWords(error)}\n`)
  process.exitCode = 1
}

function inPlainWords(error: unknown): string {
  if (error instanceof AppError) {
    const fields = error.fields?.map(({ field, problem }) => `${field} ${problem}`)
    return fields ? fields.join('\n') : error.message
  }
  const isExpected =
    error instanceof ConfigError || error instanceof EmbeddedPostgresRefused || error instanceof MigrationRefused
  if (!(error instanceof Error)) return String(error)
  return isExpected || error.cause !== undefined ? error.message : (error.stack ?? error.message)
}
