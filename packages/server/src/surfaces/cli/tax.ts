import { type Command, InvalidArgumentError } from 'commander'
import { findTaxRates, setTaxRate } from '../../features/orders/index.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { printAnswer, printRows } from './print.ts'

export function taxCommands(cli: Command, { withHouse }: CliHouse): void {
  const tax = cli.command('tax').description('the tax that prices include, by country')

  tax
    .command('list')
    .description('every country with a rate; elsewhere receipts show no tax')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findTaxRates(ctx.db), {
          json,
          empty: 'No rates.',
          columns: {
            country: ({ country }) => country,
            percent: ({ basisPoints }) => (basisPoints / 100).toFixed(2),
            name: ({ name }) => name,
          },
        }),
      ),
    )

  tax
    .command('set')
    .argument('<country>', 'two capital letters, such as IT')
    .argument('<percent>', 'a percentage such as 22 or 8.1', basisPoints)
    .description('set a rate, as in: tax set IT 22; what was sold keeps the rate it was sold at')
    .option('--name <name>', 'what receipts call it')
    .option('--json', 'print JSON', false)
    .action(async (country: string, basisPoints: number, { name, json }: { name?: string; json: boolean }) =>
      withHouse(async (ctx) => {
        const rate = await setTaxRate(ctx, { country, basisPoints, name, actor })
        printAnswer({ country, percent: rate.basisPoints / 100, name: rate.name }, { json })
      }),
    )
}

function basisPoints(percent: string): number {
  const [, whole, part = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent) ?? []
  if (whole === undefined) throw new InvalidArgumentError('It must be a percentage such as 22 or 8.1.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
