import { createHmac } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { setPartnerOnline } from '../../features/partners/set-partner-online.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'

const app = await testApp()
const partner = await app.given.partner()
const now = Math.floor(app.clock.now().getTime() / 1000)
const { key } = app.ctx.partnerToken
const genuine = JSON.parse(Buffer.from(partner.token.split('.')[1] ?? '', 'base64url').toString()) as Record<
  string,
  unknown
>

/** A token signed with the right key, with these claims and headers changed. */
const token = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  new SignJWT({ ...genuine, ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'partner+jwt', ...header }).sign(key)

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const handmade = (header: object, secret = '') => {
  const text = `${encode(header)}.${encode(genuine)}`
  return `${text}.${secret === '' ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`
}
const channel = await app.given.channel()
const seller = await app.given.partner({ channels: [channel] })
const customer = await app.given.customer({ of: seller, owns: [channel] })
const ticket = await app.call(
  'contentLicensing_videoAccess',
  {
    clientId: seller.clientId,
    userId: customer.userId,
    userAccessKey: customer.userAccessKey,
    channelId: channel.id,
    videoId: channel.videoIds[0],
  },
  seller,
)
const videoToken = String(part(ticket.body, 'tokenAuthVideo'))
const disabled = await app.given.partner()
await setPartnerOnline(app.ctx, { clientId: disabled.clientId, isOnline: false, actor: 'test' })

const refused: Record<string, string | undefined> = {
  'no token': undefined,
  'an empty token': '',
  'a word': 'token',
  'alg none': handmade({ alg: 'none', typ: 'partner+jwt' }),
  'a token signed with a guess': handmade({ alg: 'HS256', typ: 'partner+jwt' }, 'secret'),
  'another algorithm of the same family': await new SignJWT(genuine)
    .setProtectedHeader({ alg: 'HS512', typ: 'partner+jwt' })
    .sign(Buffer.alloc(64)),
  'RS256 over an HMAC': handmade({ alg: 'RS256', typ: 'partner+jwt' }, 'public key'),
  'a video token': videoToken,
  'another audience': await token({ aud: 'player' }),
  'another issuer': await token({ iss: 'someone' }),
  'another typ': await token({}, { typ: 'playback+jwt' }),
  'the general typ': await token({}, { typ: 'JWT' }),
  'no expiry': await token({ exp: undefined }),
  'no subject': await token({ sub: undefined }),
  'no id': await token({ jti: undefined }),
  'no secret named': await token({ secret: undefined }),
  'a secret of another partner': await token({ sub: seller.clientId }),
  'an expiry that has passed': await token({ iat: now - 100, exp: now - 1 }),
  'an issue time 61 s ahead': await token({ iat: now + 61 }),
  'an issue time beyond the longest life': await token({ iat: now - 24 * 3600 - 61, exp: now + 3600 }),
  'a life longer than tokens have': await token({ iat: now - 25 * 3600, exp: now + 25 * 3600 }),
  'a jku header': await token({}, { jku: 'https://keys.example/set.json' }),
  'a jwk header': await token({}, { jwk: { kty: 'oct', k: 'c2VjcmV0' } }),
  'a kid header': await token({}, { kid: '../../dev/null' }),
  'a token over 4 KB': await token({ filler: 'x'.repeat(4096) }),
  'a switched-off partner’s token': disabled.token,
  'a switched-off partner’s token with another spelling of its tail': respell(disabled.token),
}
for (const [title, bearer] of Object.entries(refused)) {
  test(`refuses ${title}`, async () => {
    const answer = await app.call('contentLicensing_catalog', { clientId: partner.clientId }, { token: bearer })
    expect([answer.status, answer.code, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'InvalidToken',
      'Bearer',
    ])
  })
}

test('accepts the very token those were made from', async () => {
  const answer = await app.call('contentLicensing_catalog', { clientId: partner.clientId }, { token: await token() })
  expect(answer.status).toBe(200)
})

test('refuses a stranger before looking at what it sent', async () => {
  for (const body of ['', '{', '[]', 'null', '{"clientId":1}']) {
    expect((await app.call('contentLicensing_catalog', body)).status).toBe(401)
  }
})

test('other schemes and spellings of the header are not read as a bearer', async () => {
  const send = (authorization: string) =>
    app.call('contentLicensing_catalog', { clientId: partner.clientId }, { headers: { authorization } })
  expect((await send(`Basic ${partner.token}`)).status).toBe(401)
  expect((await send(partner.token)).status).toBe(401)
  expect((await send(`Bearer ${partner.token} ${partner.token}`)).status).toBe(401)
  expect((await send(`bearer ${partner.token}`)).status).toBe(200)
})

test('a token ends with its hours', async () => {
  const later = await testApp({ db: app.db, settings: { PARTNER_TOKEN_HOURS: '1' } })
  const one = await later.given.partner()
  const status = async () => (await later.call('contentLicensing_catalog', { clientId: one.clientId }, one)).status
  later.clock.advance(3599)
  expect(await status()).toBe(200)
  later.clock.advance(1)
  expect(await status()).toBe(401)
})

test('a network that tries too many tokens is told to wait, and nobody else is', async () => {
  const guessed = await testApp({ db: app.db })
  const send = (bearer: string) =>
    guessed.call('contentLicensing_catalog', { clientId: partner.clientId }, { token: bearer })
  for (let i = 0; i < 200; i++) expect((await send('guess')).status).toBe(401)
  const answer = await send('guess')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1'])
  expect((await send(partner.token)).status).toBe(200)
})

test('a partner past its rate waits, and its neighbour does not', async () => {
  const slow = await testApp({ db: app.db, settings: { PARTNER_REQUESTS_PER_SECOND: '2' } })
  const send = async (each: { clientId: string; token: string }) =>
    (await slow.call('contentLicensing_catalog', { clientId: each.clientId }, each)).status
  for (let i = 0; i < 4; i++) expect(await send(partner)).toBe(200)
  expect(await send(partner)).toBe(429)
  expect(await send(seller)).toBe(200)
})

/** The same token in other letters: the last character's spare bits changed. */
function respell(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(text.at(-1) ?? '')
  return text.slice(0, -1) + alphabet[last ^ 1]
}
