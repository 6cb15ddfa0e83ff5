import { type Command, InvalidArgumentError } from 'commander'
import { daysBack, findLeak, readCode } from '../../features/playback/index.ts'
import type { CliHouse } from './cli-context.ts'
import { printAnswer } from './print.ts'

export function leakCommand(cli: Command, { withHouse }: CliHouse): void {
  cli
    .command('leak <code>')
    .description('who watched where a code of the watermark was seen')
    .option('--at <time>', `when it was seen, as 2026-11-23T14:05Z; else the last ${daysBack} days are searched`, time)
    .option('--json', 'print JSON', false)
    .action(async (text: string, { at, json }: { at?: Date; json: boolean }) =>
      withHouse(async (ctx) => {
        const code = readCode(text)
        if (!code) throw new Error('A code is eight letters and digits, as they stand over the picture.')
        const leak = await findLeak(ctx, { code, at })
        if (!leak)
          throw new Error(
            `No session showed ${code} then. Look at the picture again, or leave --at away. ` +
              'What erased persons watched is gone.',
          )
        const note = `No session showed ${code}; this one showed ${leak.code}, which is easily mistaken for it.`
        printAnswer({ ...leak }, { json, ...(leak.code === code ? {} : { note }) })
      }),
    )
}

function time(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It must be a time like 2026-11-23T14:05Z.')
  return date
}
