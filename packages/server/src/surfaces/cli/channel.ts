import type { Command } from 'commander'
import { findChannels } from '../../features/catalog/index.ts'
import type { CliHouse } from './cli-context.ts'
import { money, printRows } from './print.ts'

export function channelCommands(cli: Command, { withHouse }: CliHouse): void {
  const channel = cli.command('channel').description('what is sold')
  channel
    .command('list')
    .description('every channel')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findChannels(ctx.db), {
          json,
          empty: 'No channels yet.',
          columns: {
            id: ({ id }) => id,
            language: ({ language }) => language,
            videos: ({ videos }) => videos,
            price: ({ priceMinor, currency }) => money(priceMinor, currency),
            title: ({ title }) => title,
          },
        }),
      ),
    )
}
