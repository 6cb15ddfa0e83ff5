import { expect, test } from 'vitest'
import { createLog } from '../../platform/log.ts'
import { testApp } from '../../testing/app.ts'
import { identityObserver } from './identity-observer.ts'
import { forgetOldObservations, readIdentityReport } from './identity-report.ts'
import type { IdentityOutcome } from './identity-store.ts'

const app = await testApp()
const log = createLog('silent')
const recognition = { outcome: 'unsigned' as IdentityOutcome, keyId: undefined }

test('counts at most 500 pages of a partner and day by name, the others together', async () => {
  const { clientId: partnerId } = await app.given.partner()
  const observer = identityObserver({ ...app.ctx, log })
  for (let page = 0; page < 400; page++) observer.note({ partnerId, recognition, page: `https://a.example/${page}` })
  await observer.settled()
  for (let page = 300; page < 700; page++) observer.note({ partnerId, recognition, page: `https://a.example/${page}` })
  observer.note({ partnerId, recognition, page: 'https://a.example/7' })
  await observer.settled()
  const report = await readIdentityReport(app.ctx, partnerId)
  const loads = new Map(report.map(({ page, unsigned }) => [page, unsigned]))
  expect(loads.size).toBe(501)
  expect([loads.get('other'), loads.get('https://a.example/7'), loads.get('https://a.example/350')]).toEqual([
    200, 2, 2,
  ])
  expect([...loads.values()].reduce((sum, each) => sum + each)).toBe(801)
})

test('two observers that write at once lose nothing', async () => {
  const { clientId: partnerId } = await app.given.partner()
  const observers = [1, 2, 3].map(() => identityObserver({ ...app.ctx, log }))
  for (let load = 0; load < 300; load++)
    observers[load % 3]?.note({ partnerId, recognition, page: `https://a.example/${load % 7}` })
  await Promise.all(observers.map((observer) => observer.settled()))
  const report = await readIdentityReport(app.ctx, partnerId)
  expect(report.reduce((sum, { unsigned }) => sum + unsigned, 0)).toBe(300)
})

test('a count that cannot be written fails nobody, and the next is written', async () => {
  const { clientId: partnerId } = await app.given.partner()
  const observer = identityObserver({ ...app.ctx, log })
  observer.note({ partnerId: 'nobody', recognition, page: undefined })
  await observer.settled()
  observer.note({ partnerId, recognition, page: undefined })
  await observer.settled()
  expect(await readIdentityReport(app.ctx, partnerId)).toEqual([
    { page: 'elsewhere', signed: 0, unsigned: 1, invalid: 0 },
  ])
})

test('reports seven days and forgets after ninety', async () => {
  const { clientId: partnerId } = await app.given.partner()
  const observer = identityObserver({ ...app.ctx, log })
  observer.note({ partnerId, recognition, page: undefined })
  await observer.settled()
  const kept = async () =>
    (await app.db.selectFrom('identity_observation').where('partner_id', '=', partnerId).selectAll().execute()).length
  app.clock.advance(6 * 24 * 3600)
  expect(await readIdentityReport(app.ctx, partnerId)).toHaveLength(1)
  app.clock.advance(24 * 3600)
  expect(await readIdentityReport(app.ctx, partnerId)).toHaveLength(0)
  app.clock.advance(83 * 24 * 3600)
  await forgetOldObservations(app.ctx)
  expect(await kept()).toBe(1)
  app.clock.advance(24 * 3600)
  await forgetOldObservations(app.ctx)
  expect(await kept()).toBe(0)
})
