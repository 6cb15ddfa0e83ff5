import { expect, test } from 'vitest'
import { systemRandom } from '../../platform/random.ts'
import { testClock } from '../../testing/clock.ts'
import { testDatabase } from '../../testing/database.ts'
import {
  actOnSandboxPayment,
  createPaymentProvider,
  findSandboxPayment,
  possibleActions,
  type sandboxActions,
} from './index.ts'
import { signSandboxCallback } from './sandbox-callback.ts'

const { db } = await testDatabase()
const clock = testClock()
const deps = {
  db,
  clock,
  random: systemRandom,
  publicUrl: 'https://courses.example',
  sandboxCallbackKey: Buffer.alloc(32, 1),
}
const provider = await createPaymentProvider(deps, { provider: 'sandbox' })
let orders = 0

async function open(): Promise<string> {
  const page = await provider.open({
    orderId: `order-${orders++}`,
    amountMinor: 4900,
    currency: 'EUR',
    title: 'A course',
    imageUrl: undefined,
    email: 'ada@example.com',
    locale: 'en',
    successUrl: 'https://courses.example/back',
    cancelUrl: 'https://courses.example/back',
    expiresAt: new Date(clock.now().getTime() + 3600_000),
  })
  if ('refused' in page) throw new Error(page.refused)
  return page.sessionId
}

const act = (sessionId: string, action: (typeof sandboxActions)[number]) =>
  actOnSandboxPayment(deps, { sessionId, action })
const possible = async (sessionId: string) => {
  const payment = await findSandboxPayment(db, sessionId)
  return payment && possibleActions(payment, clock.now())
}

test('offers what a buyer and a bank may do next, and nothing else', async () => {
  const session = await open()
  expect(await possible(session)).toEqual(['pay', 'decline', 'pay-later'])
  await act(session, 'pay-later')
  expect(await possible(session)).toEqual(['money-arrives'])
  await act(session, 'money-arrives')
  expect(await possible(session)).toEqual(['refund', 'dispute'])
  await act(session, 'dispute')
  expect(await possible(session)).toEqual(['win-dispute', 'lose-dispute'])
  await act(session, 'win-dispute')
  expect(await possible(session)).toEqual(['refund'])
  await act(session, 'refund')
  expect(await possible(session)).toEqual([])
})

test('does nothing that is not offered, and calls nobody', async () => {
  const session = await open()
  for (const action of ['money-arrives', 'refund', 'dispute', 'win-dispute', 'lose-dispute'] as const) {
    expect(await act(session, action)).toEqual({
      callback: undefined,
      next: `https://courses.example/checkout/sandbox/${session}`,
    })
  }
  expect(await provider.read(session)).toMatchObject({ state: 'open', refundedMinor: 0, dispute: 'none' })
  clock.advance(3600)
  expect(await possible(session)).toEqual([])
  expect(await provider.read(session)).toMatchObject({ state: 'expired' })
})

test('of a hundred presses one pays', async () => {
  const session = await open()
  const presses = await Promise.all(Array.from({ length: 100 }, () => act(session, 'pay')))
  expect(presses.filter(({ callback }) => callback !== undefined)).toHaveLength(1)
})

test('knows no session that it did not open', async () => {
  expect(await provider.read('sandbox_none')).toBeUndefined()
  await expect(act('sandbox_none', 'pay')).rejects.toMatchObject({ code: 'NotFound' })
})

const { body, headers } = signSandboxCallback(deps, 'sandbox_1')
const signature = headers['sandbox-signature'] ?? ''
const forged: Record<string, { body?: Buffer; headers?: Record<string, string>; later?: number }> = {
  'without a signature': { headers: {} },
  'with a changed body': { body: Buffer.from(body.toString().replace('sandbox_1', 'sandbox_2')) },
  'with a changed time': { headers: { 'sandbox-signature': signature.replace(/t=\d/, 't=2') } },
  'with a changed signature': {
    headers: { 'sandbox-signature': signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) },
  },
  'with a signature of another length': { headers: { 'sandbox-signature': `${signature}00` } },
}
test('takes a callback that it signed', async () => {
  const fresh = signSandboxCallback(deps, 'sandbox_1')
  expect(await provider.readCallback(fresh)).toMatchObject({ sessionId: 'sandbox_1' })
})

for (const [title, change] of Object.entries(forged)) {
  test(`refuses a callback ${title}`, async () => {
    const fresh = { ...signSandboxCallback(deps, 'sandbox_1') }
    const forgedNow = { body: change.body ?? fresh.body, headers: change.headers ?? fresh.headers }
    await expect(provider.readCallback(forgedNow)).rejects.toMatchObject({ code: 'InvalidSignature' })
  })
}

test('refuses a callback that is more than five minutes old', async () => {
  const old = signSandboxCallback(deps, 'sandbox_1')
  clock.advance(301)
  await expect(provider.readCallback(old)).rejects.toMatchObject({ code: 'InvalidSignature' })
})
