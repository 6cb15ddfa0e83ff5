import { type Command, Option } from 'commander'
import {
  findAdjustments,
  findOrderById,
  findOrders,
  type OrderState,
  refundOrder,
} from '../../features/orders/index.ts'
import { invalidField } from '../../platform/errors.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { count, money, printAnswer, printRows } from './print.ts'

const states = ['open', 'pending', 'paid', 'refunded', 'disputed', 'void'] as const satisfies OrderState[]

export function orderCommands(cli: Command, { withHouse }: CliHouse): void {
  const order = cli.command('order').description('what was bought on our own checkout')

  order
    .command('list')
    .description('orders, newest first')
    .addOption(new Option('--state <state>', 'in one state only').choices(states))
    .option('--partner <clientId>', 'of one partner only')
    .option('--limit <n>', 'how many', count, 50)
    .option('--json', 'print JSON', false)
    .action(
      async ({ state, partner, limit, json }: { state?: OrderState; partner?: string; limit: number; json: boolean }) =>
        withHouse(async (ctx) =>
          printRows(await findOrders(ctx.db, { state, partnerId: partner, limit }), {
            json,
            empty: 'No orders yet.',
            columns: {
              when: ({ createdAt }) => createdAt,
              state: (row) => (row.isDuplicate ? `${row.state}, twice` : row.state),
              price: ({ priceMinor, currency }) => money(priceMinor, currency),
              receipt: ({ receiptNumber }) => receiptNumber,
              partner: ({ partnerName }) => partnerName,
              buyer: ({ buyerEmail }) => buyerEmail,
              channel: ({ channelTitle }) => channelTitle,
              id: ({ id }) => id,
            },
          }),
        ),
    )

  order
    .command('show <id>')
    .description('one order, with what was given back')
    .option('--json', 'print JSON', false)
    .action(async (id: string, { json }: { json: boolean }) =>
      withHouse(async (ctx) => {
        const found = await findOrderById(ctx.db, id)
        if (!found) throw invalidField('order', 'is not known')
        const adjustments = found.purchaseId === null ? [] : await findAdjustments(ctx.db, found.purchaseId)
        const { priceMinor, taxMinor, taxBasisPoints, currency, revision: _revision, ...rest } = found
        printAnswer(
          {
            ...rest,
            price: money(priceMinor, currency),
            tax: `${money(taxMinor, currency)} (${taxBasisPoints / 100} %)`,
            adjustments: adjustments.map(({ kind, amountMinor }) => `${kind} ${money(amountMinor, currency)}`),
          },
          { json },
        )
      }),
    )

  order
    .command('refund <id>')
    .description('give the whole price back through the payment provider; ends the right it bought')
    .option('--json', 'print JSON', false)
    .action(async (id: string, { json }: { json: boolean }) =>
      withHouse(async (ctx) => {
        const { state, receiptNumber, priceMinor, currency } = await refundOrder(ctx, { orderId: id, actor })
        printAnswer(
          { id, state, receiptNumber, price: money(priceMinor, currency) },
          { json, ...(state === 'refunded' ? {} : { note: 'The provider has taken it on; the order follows soon.' }) },
        )
      }),
    )
}
