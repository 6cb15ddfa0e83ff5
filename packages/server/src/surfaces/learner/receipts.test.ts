import { beforeAll, expect, test } from 'vitest'
import { agreeChannels } from '../../features/catalog/index.ts'
import { findOrder, startOrder, takeCallback } from '../../features/orders/index.ts'
import { createPartner } from '../../features/partners/index.ts'
import { actOnSandboxPayment, type SandboxAction } from '../../features/payments/index.ts'
import { testApp } from '../../testing/app.ts'
import type { GivenAccount } from '../../testing/given-account.ts'

const seller = {
  SELLER_NAME: 'Osteocom Publishing S.r.l.',
  SELLER_ADDRESS: 'Via Roma 1|20100 Milano|Italy',
  SELLER_VAT_NUMBER: 'IT01234567890',
}
const app = await testApp({ settings: seller })
const { ctx, given } = app

let partnerId: string
beforeAll(async () => {
  const created = await createPartner(ctx, { name: 'Il Magazine', path: 'iframe', origins: [], actor: 'test' })
  partnerId = created.clientId
})

/** Somebody who ordered a course and went as far as these buttons of the sandbox. */
async function buyer(...actions: SandboxAction[]): Promise<GivenAccount & { orderId: string; channelId: string }> {
  const channel = await given.channel({ title: 'The Spine' })
  await agreeChannels(ctx, { partnerId, channels: [channel.id] })
  const account = await given.account({ name: 'Ada Learner' })
  const started = await startOrder(ctx, {
    intent: {
      partnerId,
      channelId: channel.id,
      partnerUserId: account.accountId,
      priceMinor: 4900,
      currency: 'EUR',
      returnTo: undefined,
      locale: 'en',
    },
    accountId: account.accountId,
    buyer: {
      name: 'Ada Learner',
      email: account.email,
      country: 'DE',
      company: 'Donau GmbH',
      vatNumber: 'DE123456789',
    },
    agreedPriceMinor: 4900,
    termsVersion: '1',
    locale: 'en',
  })
  if (started.outcome !== 'pay') throw new Error(`it came to ${started.outcome}`)
  const { orderId } = started
  const order = await findOrder(app.db, { orderId, accountId: account.accountId })
  for (const action of actions) {
    const { callback } = await actOnSandboxPayment(ctx, { sessionId: order?.providerSession ?? '', action })
    if (callback) await takeCallback(ctx, { provider: 'sandbox', ...callback })
  }
  return { ...account, orderId, channelId: channel.id }
}

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/[\s\u2066-\u2069]+/g, ' ')

test('what was paid has a numbered receipt, listed and complete', async () => {
  const { cookie, orderId, email } = await buyer('pay')
  const list = await app.get('/receipts', { cookie })
  expect(list.text).toContain(`href="/receipts/${orderId}"`)
  const said = words((await app.get(`/receipts/${orderId}`, { cookie })).text)
  for (const part of [
    'Osteocom Publishing S.r.l. Via Roma 1 20100 Milano Italy VAT number IT01234567890',
    `Donau GmbH Ada Learner ${email} Germany VAT number DE123456789`,
    'The Spine',
    'Bought through Il Magazine',
    'Net €41.18 VAT 19% €7.82 Total €49.00',
    'Paid on March 2, 2026 through the sandbox',
    'Sandbox: no real money.',
  ])
    expect(said).toContain(part)
  expect(said).toMatch(/Receipt \S*2026\S*\d/)
})

test('a refund stands on the receipt, and the course says so too', async () => {
  const { cookie, orderId, channelId } = await buyer('pay', 'refund')
  expect((await app.get(`/receipts/${orderId}`, { cookie })).text).toContain('Refunded in full on March 2, 2026')
  expect(words((await app.get('/receipts', { cookie })).text)).toContain('€49.00 Refunded')
  expect((await app.get(`/my-courses/${channelId}`, { cookie })).text).toContain('Refunded on March 2, 2026')
})

test('a dispute stands on the receipt', async () => {
  const { cookie, orderId } = await buyer('pay', 'dispute')
  expect((await app.get(`/receipts/${orderId}`, { cookie })).text).toContain('Payment disputed on')
})

test('what was never paid has no receipt', async () => {
  const { cookie, orderId } = await buyer()
  expect((await app.get(`/receipts/${orderId}`, { cookie })).status).toBe(404)
  expect((await app.get('/receipts', { cookie })).text).toContain('No receipts yet')
})

test('somebody else’s receipt is as unknown as one that nobody has', async () => {
  const [ada, bea] = [await buyer('pay'), await buyer('pay')]
  const theirs = await app.get(`/receipts/${ada.orderId}`, { cookie: bea.cookie })
  const nobodys = await app.get(`/receipts/${'f'.repeat(24)}`, { cookie: bea.cookie })
  expect([theirs.status, nobodys.status]).toEqual([404, 404])
  expect(words(theirs.text).replace(/Reference \S+/, '')).toBe(words(nobodys.text).replace(/Reference \S+/, ''))
  expect((await app.get('/receipts', { cookie: bea.cookie })).text).not.toContain(ada.orderId)
})
