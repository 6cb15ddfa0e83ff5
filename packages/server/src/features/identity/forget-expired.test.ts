import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { forgetExpired } from './index.ts'

const { ctx, db, given, clock } = await testApp()
const dayMs = 24 * 3600_000

const ages = {
  'a sign-up nobody confirmed for 31 days': { days: 31, change: { is_email_verified: false }, stays: false },
  'one nobody confirmed for 29 days': { days: 29, change: { is_email_verified: false }, stays: true },
  'a confirmed account of any age': { days: 3650, change: {}, stays: true },
  'an invited operator': { days: 31, change: { is_email_verified: false, role: 'operator' as const }, stays: true },
}
for (const [title, { days, change, stays }] of Object.entries(ages)) {
  test(`${stays ? 'keeps' : 'forgets'} ${title}`, async () => {
    const { accountId } = await given.account()
    const createdAt = new Date(clock.now().getTime() - days * dayMs)
    await db
      .updateTable('account')
      .set({ created_at: createdAt, ...change })
      .where('id', '=', accountId)
      .execute()
    await forgetExpired(ctx)
    const found = await db.selectFrom('account').select('id').where('id', '=', accountId).execute()
    expect(found).toHaveLength(stays ? 1 : 0)
  })
}
