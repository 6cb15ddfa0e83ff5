import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase } from '@osteocom/server/src/testing/database.ts'
import { testVisitor } from '@osteocom/server/src/testing/visitor.ts'
import { expect, test, vi } from 'vitest'
import { productForThisFile } from './for-this-file.ts'
import { demoPartner, lessons, openTicket, revoke } from './partner.ts'

const database = await testDatabase()
const product = await productForThisFile({ DATABASE_URL: database.url, LOG_LEVEL: 'debug' })
const partner = await demoPartner(product)

/** Every row of every table as text; bytes as hexadecimal. */
async function dump(): Promise<string> {
  const tables = await database.db.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ schema, name }) =>
      database.db
        .selectFrom(`${schema}.${name}` as 'partner')
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(rows, (_key, value: unknown) =>
    isBytes(value) ? `${Buffer.from(value.data).toString('hex')} ${Buffer.from(value.data).toString('latin1')}` : value,
  )
}

function isBytes(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
}

/** What the program wrote beside the database, but for the demo shop's own keeping of its secret and what is for all to see. */
function filesBeside(): string {
  const names = readdirSync(product.dataDir, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile() && entry.name !== 'demo-partner.json' && !entry.parentPath.includes('storage'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

const url = (method: string) => `${product.origin}/sv6/contentLicensing_${method}`
const post = (address: string, body: object | string, headers: Record<string, string> = {}) =>
  fetch(address, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })

test('a partner’s secret and tokens, tickets and session paths are in no table, no file and no line of the log', async () => {
  const made = await product.json<{ clientId: string; clientSecret: string }>(
    ...['partner', 'create', '--name', 'Canary', '--path', 'api', '--channels', 'all'],
  )
  const login = (await (await post(url('login'), made)).json()) as { token: string }
  const { url: address, userId } = await openTicket(product, partner)
  const page = await (await fetch(address)).text()
  const media = /src="(\/play\/[^"]+)"/.exec(page)?.[1] ?? ''
  const session = media.split('/')[3] ?? ''
  await fetch(product.origin + media)
  await post(`${product.origin}${media.replace('master.m3u8', 'heartbeat')}`, { position: 3, state: 'playing' })
  const key = await fetch(`${product.origin}${media.replace('master.m3u8', 'key/0')}`)
  const mediaKey = Buffer.from(await key.arrayBuffer()).toString('hex')
  await revoke(product, userId)
  const signature = new URL(address).searchParams.get('signature') ?? ''
  const secrets = {
    secret: made.clientSecret,
    demo: partner.clientSecret,
    bearer: login.token,
    signature,
    session,
    mediaKey,
  }

  const kept = { tables: await dump(), log: product.printed(), files: filesBeside() }
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThanOrEqual(32)
    for (const [place, text] of Object.entries(kept))
      expect.soft([name, place, text.includes(secret)]).toEqual([name, place, false])
  }
  // The search itself can find: what may be kept is there.
  expect(kept.tables).toContain('Canary')
  expect(kept.log).toContain('/sv6/contentLicensing_login')
})

test('secrets sent wrong, to the wrong place or by the wrong way are not in the log either', async () => {
  const canary = (n: number) => `canary-${n}-5f1c9d2e7a`
  const bearer = { authorization: `Bearer ${canary(1)}` }
  await post(url('login'), { clientId: partner.clientId, clientSecret: canary(2) })
  await post(url('login'), `{"clientSecret":"${canary(3)}"`)
  await post(url('catalog'), { clientId: partner.clientId }, bearer)
  await post(`${url('videoAccess')}?token=${canary(4)}`, { userAccessKey: canary(5) }, bearer)
  await fetch(`${product.origin}/en/videoaccess?signature=${canary(6)}`)
  await fetch(`${product.origin}/en/videoaccess?sublang=it&SIGNATURE=${canary(7)}`)
  await fetch(`${product.origin}/play/${lessons.shortest.videoId}/${canary(8)}/master.m3u8`)
  await fetch(`${product.origin}/`, {
    headers: { cookie: `session=${canary(9)}`, referer: `http://x/?k=${canary(10)}` },
  })
  const kept = { tables: await dump(), log: product.printed() }
  for (let n = 1; n <= 10; n++) {
    for (const [place, text] of Object.entries(kept))
      expect.soft([n, place, text.includes(canary(n))]).toEqual([n, place, false])
  }
})

test('a card number is kept nowhere, whatever field it was sent in, but for the free text a partner itself chose', async () => {
  const cards = ['4242424242424242', '5555555555554444', '378282246310005', '4000056655665556']
  const [number = '', inside = '', asName = '', asUserId = ''] = cards
  const more = {
    cardNumber: number,
    card: { number, cvc: '987654', expiry: '12/34' },
    payment: [{ pan: number }],
    name: asName,
  }
  const { channelId } = lessons.shortest
  const products = [{ productId: channelId, price: 49, cardNumber: inside, note: { pan: inside } }]
  const sale = await partner.call('contentAccessAuthorization', { userId: asUserId, products, ...more })
  expect(sale.status).toBe(200)

  const kept = { tables: await dump(), log: product.printed(), files: filesBeside() }
  for (const card of [number, inside, '987654']) {
    for (const [place, text] of Object.entries(kept))
      expect.soft([card, place, text.includes(card)]).toEqual([card, place, false])
  }
  for (const card of [asName, asUserId]) {
    expect.soft([card, kept.tables.includes(card)]).toEqual([card, true])
    expect.soft([card, kept.log.includes(card)]).toEqual([card, false])
  }
})

test('what a customer is called and where mail reaches them stays out of the log', async () => {
  const person = { name: 'Zephyrine', surname: 'Quillfeather', email: 'zq@private.example', marketingConsent: true }
  await partner.sell('a-person', lessons.shortest.channelId, person)
  const log = product.printed()
  for (const word of ['Zephyrine', 'Quillfeather', 'private.example', 'a-person']) expect.soft(log).not.toContain(word)
})

test('identity keys, intents, passwords and mailed links are in no table, no file and no line of the log', async () => {
  const visitor = testVisitor({ url: product.origin, ctx: { publicUrl: product.origin } })
  const { clientId } = await product.json<{ clientId: string }>(
    ...['partner', 'create', '--name', 'Canary magazine', '--path', 'iframe', '--channels', 'all'],
  )
  const { identityKey } = await product.json<{ identityKey: string }>('partner', 'identity', clientId, '--new-key')
  const token = 'canary-token-8c1f'
  const asked = { clientId, productId: lessons.shortest.channelId, partnerUserId: 'canary-reader-77' }
  const card = await visitor.open(
    `/embed/content-licensing?${new URLSearchParams({ ...asked, partnerUserToken: token })}`,
  )
  const intent = /intent=([\w.-]+)/.exec(card.html)?.[1] ?? ''
  await visitor.open(`/checkout?intent=${intent}`)
  const person = { name: 'Canary', email: 'canary@private.example', password: 'canary pass phrase 5150' }
  await visitor.post('/account/sign-up', person)
  await visitor.post('/account/sign-in', { ...person, password: 'canary wrong phrase 6160' })
  await vi.waitUntil(async () => (await visitor.open('/outbox')).html.includes(person.email), { timeout: 15_000 })
  const outbox = await visitor.open('/outbox')
  const letter = await visitor.open(/\/outbox\/[0-9a-f]{24}/.exec(outbox.html)?.[0] ?? '')
  const link = /token=([\w.-]{20,})/.exec(letter.html)?.[1] ?? ''

  const kept = { tables: await dump(), log: product.printed(), files: filesBeside() }
  const secrets = { identityKey, intent, token, link, password: person.password, tried: 'canary wrong phrase 6160' }
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length, name).toBeGreaterThanOrEqual(16)
    for (const [place, text] of Object.entries(kept))
      expect.soft([name, place, text.includes(secret)]).toEqual([name, place, false])
  }
  for (const word of ['private.example', 'canary-reader-77']) expect.soft(kept.log).not.toContain(word)
  expect(kept.tables).toContain(person.email)
})
