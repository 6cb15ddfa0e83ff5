import type { Command } from 'commander'
import { findActivations, revokeActivation } from '../../features/licensing/index.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { count, printAnswer, printRows } from './print.ts'

export function activationCommands(cli: Command, { withHouse }: CliHouse): void {
  const activation = cli.command('activation').description('who may watch what')
  activation
    .command('list')
    .description('activations, newest first')
    .option('--partner <clientId>', 'of one partner only')
    .option('--limit <n>', 'how many', count, 50)
    .option('--json', 'print JSON', false)
    .action(async ({ partner, limit, json }: { partner?: string; limit: number; json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findActivations(ctx.db, { partnerId: partner, now: ctx.clock.now(), limit }), {
          json,
          empty: 'No activations yet.',
          columns: {
            id: ({ id }) => id,
            status: ({ status }) => status,
            partner: (row) => row.partner,
            customer: ({ partnerUserId }) => partnerUserId,
            channel: ({ channel }) => channel,
            since: ({ createdAt }) => createdAt,
            ended: ({ endedAt }) => endedAt,
          },
        }),
      ),
    )

  activation
    .command('revoke <id>')
    .description('end one activation; a video playing under it stops within a minute')
    .option('--json', 'print JSON', false)
    .action(async (id: string, { json }: { json: boolean }) =>
      withHouse(async (ctx) => {
        await revokeActivation(ctx, { activationId: id, actor })
        printAnswer({ id, status: 'revoked' }, { json })
      }),
    )
}
