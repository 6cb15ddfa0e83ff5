import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { testVisitor } from '../../testing/visitor.ts'

const app = await testApp()
const password = 'seven quiet herons'

test('signing up, confirming, signing out and in again', async () => {
  const visitor = testVisitor(app)
  const email = 'ada@learner.example'
  const sent = await visitor.post('/account/sign-up', { name: 'Ada Learner', email, password, next: '/receipts' })
  expect([sent.status, sent.html]).toEqual([200, expect.stringContaining('Check your mail')])
  console.log(JSON.stringify(await app.mails()))
})
