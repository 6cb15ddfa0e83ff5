import { openDatabase } from '@osteocom/server/src/platform/database/open.ts'
import { part } from '@osteocom/server/src/testing/answer.ts'
import { testApp } from '@osteocom/server/src/testing/app.ts'
import { testDatabase } from '@osteocom/server/src/testing/database.ts'
import { databaseProxy } from '@osteocom/server/src/testing/database-proxy.ts'
import { readLedger } from '@osteocom/server/src/testing/ledger.ts'
import { silentLog } from '@osteocom/server/src/testing/test-server.ts'
import { afterAll, expect, test } from 'vitest'

const rounds = Number(process.env.DRILL_UNKNOWN_OUTCOMES ?? 40)

const { db, connection } = await testDatabase()
const proxy = await databaseProxy(connection)
const shaky = openDatabase({ connection: proxy.connection, applicationName: 'shaky', log: silentLog, poolSize: 1 })
const app = await testApp({ db: shaky })
afterAll(async () => {
  await shaky.destroy()
  await proxy.close()
})
const channel = await app.given.channel()

async function seller() {
  const partner = await app.given.partner({ channels: [channel] })
  const sell = (userId: string, headers: Record<string, string> = {}) => {
    const sale = { clientId: partner.clientId, userId, products: [{ productId: channel.id, price: 49 }] }
    return app.call('contentLicensing_contentAccessAuthorization', sale, { token: partner.token, headers })
  }
  // The sale below is to be the only thing the database is asked.
  await app.call('contentLicensing_catalog', { clientId: partner.clientId }, partner)
  return { partner, sell }
}

/** A word that only this sale's statement carries to the database. */
const ways: Record<
  string,
  { lose: (userId: string) => void; headers: (userId: string) => Record<string, string>; isKept: boolean }
> = {
  'the answer is lost': { lose: (userId) => proxy.loseAnswerTo(userId), headers: () => ({}), isKept: true },
  'the answer to the commit is lost': {
    lose: () => proxy.loseAnswerTo('commit\0'),
    headers: (userId) => ({ 'idempotency-key': `sale of ${userId}` }),
    isKept: true,
  },
  'the statement is lost': { lose: (userId) => proxy.loseRequest(userId), headers: () => ({}), isKept: false },
}

for (const [title, { lose, headers, isKept }] of Object.entries(ways)) {
  test(`when ${title} the outcome is said to be unknown, and the same request again converges`, async () => {
    const { partner, sell } = await seller()
    const keys: unknown[] = []
    for (let i = 0; i < rounds; i++) {
      const userId = `buyer-${i}-of-${rounds}`
      lose(userId)
      const first = await sell(userId, headers(userId))
      expect([first.status, first.code]).toEqual([503, 'OutcomeUnknown'])
      expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await readLedger(db, partner.clientId)).purchases.length).toBe(isKept ? i + 1 : i)
      const again = await sell(userId, headers(userId))
      expect(again.status).toBe(200)
      keys.push(part(again.body, 'userAccessKey'))
    }
    const { customers, purchases, live } = await readLedger(db, partner.clientId)
    expect([customers.length, purchases.length, live.length]).toEqual([rounds, rounds, rounds])
    expect(new Set(customers.map(({ userAccessKey }) => userAccessKey))).toEqual(new Set(keys))
  })
}

test('when the answer to many sales at once is lost all of them are told so, and the same requests again converge', async () => {
  const crowd = Array.from({ length: 64 }, (_, i) => `one-${i}-of-many`)
  for (let round = 0; round < Math.ceil(rounds / 8); round++) {
    const { partner, sell } = await seller()
    proxy.loseAnswerTo('one-50-of-many')
    const first = await Promise.all(crowd.map((userId) => sell(userId)))
    const lost = first.filter(({ status }) => status !== 200)
    expect(lost.length).toBeGreaterThan(1)
    expect(new Set(lost.map(({ status, code }) => `${status} ${code}`))).toEqual(new Set(['503 OutcomeUnknown']))
    const kept = new Map((await readLedger(db, partner.clientId)).customers.map((each) => [each.userId, each]))
    expect(kept.size).toBe(crowd.length)
    const again = await Promise.all(crowd.map((userId) => sell(userId)))
    const keys = crowd.map((userId) => kept.get(userId)?.userAccessKey)
    expect(again.map(({ body }) => part(body, 'userAccessKey'))).toEqual(keys)
    const { customers, purchases, live } = await readLedger(db, partner.clientId)
    expect([customers.length, purchases.length, live.length]).toEqual([64, 64, 64])
  }
})

test('a transaction whose connection goes before the commit is known to be undone', async () => {
  const { partner, sell } = await seller()
  const headers = { 'idempotency-key': 'undone' }
  proxy.loseRequest('undone-buyer')
  const first = await sell('undone-buyer', headers)
  expect([first.status, first.code, first.headers.get('retry-after')]).toEqual([503, 'Unavailable', '1'])
  const again = await sell('undone-buyer', headers)
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
  expect((await readLedger(db, partner.clientId)).purchases.length).toBe(1)
})

test('while the database is away every call says to try again, and nothing is made up', async () => {
  const away = await databaseProxy(connection)
  const gone = openDatabase({ connection: away.connection, applicationName: 'gone', log: silentLog })
  const cutOff = await testApp({ db: gone, clock: app.clock })
  const { partner } = await seller()
  expect((await cutOff.call('contentLicensing_catalog', { clientId: partner.clientId }, partner)).status).toBe(200)
  await away.close()
  app.clock.advance(1)
  for (const [method, body] of [
    ['contentLicensing_login', { clientId: partner.clientId, clientSecret: partner.clientSecret }],
    ['contentLicensing_catalog', { clientId: partner.clientId }],
  ] as const) {
    const answer = await cutOff.call(method, body, { token: partner.token })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
    expect(['Unavailable', 'OutcomeUnknown']).toContain(answer.code)
  }
  await gone.destroy()
})
