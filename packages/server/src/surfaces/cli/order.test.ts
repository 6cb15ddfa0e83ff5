import { expect, test } from 'vitest'
import { openDesk } from '../../features/orders/testing/desk.ts'
import { testDatabase } from '../../testing/database.ts'
import { commandLine } from './testing/command-line.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)

const run = commandLine(desk.ctx)

test('lists orders, in one state if asked', async () => {
  const paid = await desk.buy(await desk.shopper())
  const open = await desk.start(await desk.shopper())
  const all = await run('order', 'list')
  expect(all).toContain(paid.id)
  expect(all).toContain('49.00 EUR')
  expect(all).toContain(open.id)
  const some = JSON.parse(await run('order', 'list', '--state', 'paid', '--json'))
  expect(some.map(({ id }: { id: string }) => id)).toEqual([paid.id])
})

test('shows one order with its tax and what was given back', async () => {
  const order = await desk.press(await desk.buy(await desk.shopper()), 'refund')
  const shown = JSON.parse(await run('order', 'show', order.id, '--json'))
  expect(shown).toMatchObject({
    id: order.id,
    state: 'refunded',
    price: '49.00 EUR',
    tax: '8.84 EUR (22 %)',
    adjustments: ['refund -49.00 EUR'],
  })
  await expect(run('order', 'show', 'none')).rejects.toMatchObject({ code: 'InvalidInput' })
})

test('refunds an order in the name of whoever is at the command line', async () => {
  const order = await desk.buy(await desk.shopper())
  expect(JSON.parse(await run('order', 'refund', order.id, '--json'))).toMatchObject({ state: 'refunded' })
  const lines = await db.selectFrom('audit').select('actor').where('subject', '=', `order:${order.id}`).execute()
  expect(lines).toEqual([{ actor: 'operator:command-line' }])
})

test('sets a rate as it is written and lists it', async () => {
  await run('tax', 'set', 'CH', '8.1', '--name', 'MWST')
  expect(await run('tax', 'list')).toMatch(/CH +8\.10 +MWST/)
})
