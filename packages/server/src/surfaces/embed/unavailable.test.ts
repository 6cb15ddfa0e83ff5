import { expect, test } from 'vitest'
import { setPartnerOnline } from '../../features/partners/index.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { anId } from '../../testing/given.ts'
import { silentLog } from '../../testing/test-server.ts'
import { embedApp, type Question } from './testing/embed-app.ts'

const database = await testDatabase()
const app = await embedApp({ db: database.db })
const channel = await app.given.channel()
const unagreed = await app.given.channel()
const everyone = 'http://localhost:3000 https://magazine.example'
const clientId = await app.partner({
  channels: [channel],
  origins: ['https://magazine.example', 'http://localhost:3000'],
})
const asked: Question = { clientId, productId: channel.id, partnerUserId: 'reader-1' }

const ancestorsOf = (answer: { headers: Headers }) =>
  /frame-ancestors ([^;]+)$/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]

const offLine = await app.partner({ channels: [channel] })
await setPartnerOnline(app.ctx, { clientId: offLine, isOnline: false, actor: 'test' })
const api = await app.given.partner({ channels: [channel] })

const failing: Record<string, () => ReturnType<typeof app.get>> = {
  'nothing asked': () => app.card({ lang: 'it', theme: 'light' }),
  'a malformed product': () => app.card({ ...asked, productId: 'x', lang: 'it', theme: 'light' }),
  'an unknown client': () => app.card({ ...asked, clientId: anId(), lang: 'it', theme: 'light' }),
  'an off-line partner': () => app.card({ ...asked, clientId: offLine, lang: 'it', theme: 'light' }),
  'a partner of the API path': () => app.card({ ...asked, clientId: api.clientId, lang: 'it', theme: 'light' }),
  'an unknown product': () => app.card({ ...asked, productId: anId(), lang: 'it', theme: 'light' }),
  'a product not agreed': () => app.card({ ...asked, productId: unagreed.id, lang: 'it', theme: 'light' }),
  'a page that is not there': () => app.get('/embed/nothing?lang=it&theme=light'),
  'a network that asks too often': async () => {
    const strict = await embedApp({ db: app.db, settings: { CARD_REQUESTS_PER_MINUTE: '1' } })
    await strict.card(asked)
    return strict.card({ ...asked, lang: 'it', theme: 'light' })
  },
  'a database that is away': async () => {
    const { away } = await withoutDatabase()
    return away.card({ ...asked, lang: 'it', theme: 'light' })
  },
}
const neutral = await app.card({ lang: 'it', theme: 'light' })
for (const [title, ask] of Object.entries(failing)) {
  test(`shows the same neutral card for ${title}`, async () => {
    const { text } = await ask()
    expect(text).toContain('Contenuto non disponibile')
    expect(text).toBe(neutral.text)
  })
}

/** The same application with its database gone after one card was shown. */
async function withoutDatabase() {
  const proxy = await databaseProxy(database.connection)
  const db = openDatabase({ connection: proxy.connection, applicationName: 'test', log: silentLog })
  const away = await embedApp({ db })
  await away.card(asked)
  await proxy.close()
  return { away, db }
}

test('says 503 where the database is away, to pages that may still frame it', async () => {
  const { away } = await withoutDatabase()
  const card = await away.card(asked)
  expect([card.status, card.headers.get('retry-after'), ancestorsOf(card)]).toEqual([503, '1', everyone])
  const stranger = await away.card({ ...asked, clientId: anId() })
  expect([stranger.status, ancestorsOf(stranger)]).toEqual([503, "'none'"])
  const status = await away.status(asked, { origin: 'https://magazine.example' })
  expect([status.status, status.code]).toEqual([503, 'Unavailable'])
  expect(status.headers.get('access-control-allow-origin')).toBe('https://magazine.example')
})
