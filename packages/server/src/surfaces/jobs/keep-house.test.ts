import { expect, test } from 'vitest'
import { queueMail } from '../../features/mailing/index.ts'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'

const app = await testApp()
const { db, clock } = app
const dayMs = 24 * 3600_000
const ago = (days: number) => new Date(clock.now().getTime() - days * dayMs)

const sweep = async () => {
  await app.ctx.jobs.enqueue(db, { name: 'keep-house', data: {} })
  await app.runJobs()
}

test('forgets sent letters after 30 days, and never one that still has to go out', async () => {
  const letter = { to: 'ada@learner.example', locale: 'en', kind: 'account-erased', name: 'Ada' } as const
  await queueMail(app.ctx, letter)
  await app.runJobs()
  await queueMail({ ...app.ctx, jobs: { enqueue: async () => undefined } }, letter)
  clock.advance(29 * 24 * 3600)
  await queueMail(app.ctx, letter)
  await sweep()
  expect(await app.mails()).toHaveLength(3)
  clock.advance(2 * 24 * 3600)
  await sweep()
  const left = await db.selectFrom('mail').select('state').orderBy('number').execute()
  expect(left).toEqual([{ state: 'waiting' }, { state: 'sent' }])
})

test('forgets log-ins, codes and links that have expired', async () => {
  const id = anId()
  await db
    .insertInto('account')
    .values({ id, name: 'Ada', email: `${id}@learner.example` })
    .execute()
  for (const days of [1, -1]) {
    const row = { expires_at: ago(days), updated_at: ago(days) }
    await db
      .insertInto('account_session')
      .values({ id: anId(), account_id: id, token: anId(), ...row })
      .execute()
    await db
      .insertInto('account_verification')
      .values({ id: anId(), identifier: 'x', value: 'x', ...row })
      .execute()
  }
  await sweep()
  for (const table of ['account_session', 'account_verification'] as const) {
    expect(await db.selectFrom(table).select('expires_at').execute()).toEqual([{ expires_at: ago(-1) }])
  }
})

test('forgets counts of visitors, sandbox payments and callbacks after 90 days', async () => {
  const { clientId } = await app.given.partner()
  for (const days of [89, 92]) {
    await db
      .insertInto('identity_observation')
      .values({
        partner_id: clientId,
        day: ago(days).toISOString().slice(0, 10),
        outcome: 'signed',
        page: '/',
        loads: 1,
      })
      .execute()
    await db
      .insertInto('sandbox_payment')
      .values({ ...payment, id: anId(), order_id: anId(), created_at: ago(days) })
      .execute()
    await db
      .insertInto('payment_event')
      .values({ provider: 'stripe', event_id: anId(), received_at: ago(days) })
      .execute()
  }
  await sweep()
  expect(await db.selectFrom('identity_observation').select('day').execute()).toHaveLength(1)
  expect(await db.selectFrom('sandbox_payment').select('created_at').execute()).toEqual([{ created_at: ago(89) }])
  expect(await db.selectFrom('payment_event').select('received_at').execute()).toEqual([{ received_at: ago(89) }])
})

const payment = {
  amount_minor: 100,
  currency: 'EUR',
  description: 'A course',
  state: 'paid',
  success_url: '/',
  cancel_url: '/',
  locale: 'en',
  expires_at: new Date(0),
} as const
