import type { Command } from 'commander'
import { findOperators, inviteOperator } from '../../features/identity/index.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { printAnswer, printRows } from './print.ts'

interface CreateOptions {
  email: string
  name: string
  json: boolean
}

export function operatorCommands(cli: Command, { withHouse }: CliHouse): void {
  const operator = cli.command('operator').description('who runs the platform')

  operator
    .command('create')
    .description('invite an operator: mails a link to set a password; a second factor follows at the first sign-in')
    .requiredOption('--email <address>', 'where the invitation goes')
    .requiredOption('--name <name>', 'how the operator is addressed')
    .option('--json', 'print JSON', false)
    .action(async ({ email, name, json }: CreateOptions) =>
      withHouse(async (ctx) => {
        const invited = await inviteOperator(ctx, { email, name, actor })
        const where = ctx.mode === 'test' ? `${ctx.publicUrl}/outbox` : invited.email
        printAnswer({ ...invited, invitation: where }, { json })
      }),
    )

  operator
    .command('list')
    .description('every operator')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findOperators(ctx.db), {
          json,
          empty: 'No operators yet. Invite one: osteocom operator create --email ada@example.com --name Ada',
          columns: {
            name: ({ name }) => name,
            email: ({ email }) => email,
            'second factor': ({ hasSecondFactor }) => (hasSecondFactor ? 'yes' : 'not yet'),
            since: ({ createdAt }) => createdAt,
            id: ({ id }) => id,
          },
        }),
      ),
    )
}
