import type { Command } from 'commander'
import { findPurchases } from '../../features/licensing/index.ts'
import type { CliHouse } from './cli-context.ts'
import { count, money, printRows } from './print.ts'

export function purchaseCommands(cli: Command, { withHouse }: CliHouse): void {
  const purchase = cli.command('purchase').description('what was sold')
  purchase
    .command('list')
    .description('purchases, newest first')
    .option('--partner <clientId>', 'of one partner only')
    .option('--limit <n>', 'how many', count, 50)
    .option('--json', 'print JSON', false)
    .action(async ({ partner, limit, json }: { partner?: string; limit: number; json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findPurchases(ctx.db, { partnerId: partner, limit }), {
          json,
          empty: 'No purchases yet.',
          columns: {
            when: ({ occurredAt }) => occurredAt,
            partner: (row) => row.partner,
            customer: ({ partnerUserId }) => partnerUserId,
            price: ({ priceMinor, currency }) => money(priceMinor, currency),
            path: ({ path }) => path,
            channel: ({ channel }) => channel,
            id: ({ id }) => id,
          },
        }),
      ),
    )
}
