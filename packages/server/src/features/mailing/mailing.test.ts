import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { queueMail } from './index.ts'

test('a letter is queued and leaves', async () => {
  const app = await testApp()
  await queueMail(app.ctx, {
    to: 'ada@learner.example',
    locale: 'en',
    kind: 'sign-in-code',
    code: '123456',
    minutes: 10,
  })
  expect(await app.mails()).toMatchObject([{ kind: 'sign-in-code' }])
  await app.runJobs()
  expect(await app.db.selectFrom('mail').select(['state', 'tries']).execute()).toEqual([{ state: 'sent', tries: 1 }])
})
