import { createSign, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { readIntent } from '../../features/orders/index.ts'
import { addIdentityKey, readIdentityReport } from '../../features/partners/index.ts'
import { signToken } from '../../platform/tokens.ts'
import { part } from '../../testing/answer.ts'
import { anId } from '../../testing/given.ts'
import { embedApp, sign } from './testing/embed-app.ts'

const app = await embedApp()
const channel = await app.given.channel()
const another = await app.given.channel()
const channels = [channel, another]
const origins = ['https://magazine.example']
const enforcing = await app.signing({ channels, origins, mode: 'enforce' })
const observing = await app.signing({ channels, origins, mode: 'observe' })
const off = await app.signing({ channels, origins, mode: 'off' })
const neighbour = await app.signing({ channels, mode: 'enforce' })
const owner = 'owner'
for (const { clientId } of [enforcing, observing, off]) await app.grant(clientId, owner, channel)

const seconds = () => Math.floor(app.clock.now().getTime() / 1000)
const claims = ({ clientId }: { clientId: string } = enforcing) => ({
  sub: owner,
  aud: clientId,
  product: channel.id,
  iat: seconds(),
  exp: seconds() + 300,
})
const question = ({ clientId }: { clientId: string } = enforcing) => ({
  clientId,
  productId: channel.id,
  partnerUserId: owner,
})
const statusOf = async (token?: string, of = enforcing, change: Record<string, string> = {}) => {
  const more = token === undefined ? {} : { partnerUserToken: token }
  return part((await app.status({ ...question(of), ...change, ...more })).body, 'status')
}

test('where a partner enforces, only who is signed is shown as the owner', async () => {
  expect(await statusOf()).toBe('Ok')
  expect(await statusOf('')).toBe('Ok')
  expect(await statusOf(sign(enforcing.key, claims()))).toBe('AlreadyOwned')
})

test('who is not signed buys for nobody’s id, and who is signed for their own', async () => {
  const intentOf = async (more: object) => {
    const { text } = await app.card({ ...question(), productId: another.id, ...more })
    return readIntent(app.ctx, /intent=([\w.-]+)/.exec(text)?.[1] ?? '')
  }
  expect(await intentOf({})).toMatchObject({ intent: { partnerUserId: undefined } })
  const partnerUserToken = sign(enforcing.key, { ...claims(), product: another.id })
  expect(await intentOf({ partnerUserToken })).toMatchObject({ intent: { partnerUserId: owner } })
})

const header = { alg: 'HS256', typ: 'JWT' }
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const unsigned = (alg: string) => sign(enforcing.key, claims(), { alg }).replace(/[^.]*$/, '')
const forgeries: Record<string, () => string> = {
  'a token for another user': () => sign(enforcing.key, { ...claims(), sub: 'somebody' }),
  'a token for another product': () => sign(enforcing.key, { ...claims(), product: another.id }),
  'a token for no product': () => sign(enforcing.key, { ...claims(), product: undefined }),
  'a token for another partner': () => sign(enforcing.key, { ...claims(), aud: neighbour.clientId }),
  'a token for several partners': () => sign(enforcing.key, { ...claims(), aud: [enforcing.clientId, 'x'] }),
  'a token signed with another partner’s key': () => sign(neighbour.key, claims()),
  'a token signed with a key without its prefix': () => sign(enforcing.key.replace(/^is_test_/, ''), claims()),
  'a token signed with nothing': () => sign('', claims()),
  'a token that expired': () => sign(enforcing.key, { ...claims(), iat: seconds() - 301, exp: seconds() - 1 }),
  'a token that expires now': () => sign(enforcing.key, { ...claims(), iat: seconds() - 300, exp: seconds() }),
  'a token that lives too long': () => sign(enforcing.key, { ...claims(), exp: seconds() + 301 }),
  'a token that never expires': () => sign(enforcing.key, { ...claims(), exp: undefined }),
  'a token that was never issued': () => sign(enforcing.key, { ...claims(), iat: undefined }),
  'a token issued in two minutes': () =>
    sign(enforcing.key, { ...claims(), iat: seconds() + 120, exp: seconds() + 400 }),
  'a token that is not yet good': () => sign(enforcing.key, { ...claims(), nbf: seconds() + 120 }),
  'a token without an algorithm': () => unsigned('none'),
  'a token whose algorithm is NONE': () => unsigned('NONE'),
  'a token of another algorithm': () => sign(enforcing.key, claims(), { alg: 'HS512', typ: 'JWT' }),
  'a token of a key pair': () => {
    const [head, body] = sign('', claims(), { alg: 'RS256' }).split('.')
    return `${head}.${body}.${createSign('sha256').update(`${head}.${body}`).sign(privateKey, 'base64url')}`
  },
  'a token that brings its key': () => sign(enforcing.key, claims(), { ...header, jwk: { kty: 'oct', k: 'AA' } }),
  'a token that says where its key is': () => sign(enforcing.key, claims(), { ...header, jku: 'https://evil.example' }),
  'a token that must be understood': () => sign(enforcing.key, claims(), { ...header, crit: ['x'], x: 1 }),
  'a token cut short': () => sign(enforcing.key, claims()).slice(0, -3),
  'a token with a changed claim': () => {
    const [head, , tail] = sign(enforcing.key, { ...claims(), sub: 'somebody' }).split('.')
    return `${head}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.${tail}`
  },
  'a token over 4 KB': () => sign(enforcing.key, { ...claims(), more: 'x'.repeat(4096) }),
  'a bearer token of our own': () =>
    signToken(app.clock, app.ctx.partnerToken, { subject: owner, id: anId(), more: { product: channel.id } }),
  'a word': () => 'yes',
}
for (const [title, forge] of Object.entries(forgeries)) {
  test(`${title} proves nothing`, async () => {
    expect(await statusOf(forge())).toBe('Ok')
    expect((await app.card({ ...question(), partnerUserToken: forge() })).text).toContain('Buy for €49')
  })
}

test('a token said twice proves nothing', async () => {
  const token = sign(enforcing.key, claims())
  const query = new URLSearchParams({ ...question(), partnerUserToken: token })
  expect(part((await app.status(`${query}&partnerUserToken=${token}`)).body, 'status')).toBe('Ok')
})

test('a clock a little ahead of ours and a key id are no reason to refuse', async () => {
  const ahead = { ...claims(), iat: seconds() + 30, exp: seconds() + 330 }
  expect(await statusOf(sign(enforcing.key, ahead, { ...header, kid: '1' }))).toBe('AlreadyOwned')
})

test('where a partner observes, everyone is believed', async () => {
  expect(await statusOf(undefined, observing)).toBe('AlreadyOwned')
  expect(await statusOf('forged', observing)).toBe('AlreadyOwned')
  expect(await statusOf(sign(observing.key, claims(observing)), observing)).toBe('AlreadyOwned')
})

test('counts by page how visitors were recognised, wherever it is on', async () => {
  const counted = await app.signing({ channels, origins, mode: 'observe' })
  const load = (more: Record<string, string>, referer: string) =>
    app.card({ ...question(counted), ...more }, referer === '' ? {} : { referer })
  const signed = { partnerUserToken: sign(counted.key, claims(counted)) }
  await Promise.all([
    load({}, 'https://magazine.example/a?user=7#x'),
    load({}, 'https://magazine.example/a'),
    load({ partnerUserToken: 'forged' }, 'https://magazine.example/a'),
    load(signed, 'https://magazine.example/a'),
    load(signed, 'https://magazine.example/'),
    load({}, 'https://evil.example/a'),
    load({}, ''),
    load({ productId: anId() }, 'https://magazine.example/not-counted'),
    app.status({ ...question(counted) }, { referer: `https://magazine.example/${'p'.repeat(300)}` }),
  ])
  const report = async () =>
    Object.fromEntries(
      (await readIdentityReport(app.ctx, counted.clientId)).map(({ page, ...counts }) => [page, Object.values(counts)]),
    )
  await expect.poll(report, { timeout: 10_000 }).toEqual({
    elsewhere: [0, 2, 0],
    'https://magazine.example/a': [1, 2, 1],
    'https://magazine.example/': [1, 0, 0],
    [`https://magazine.example/${'p'.repeat(300)}`.slice(0, 200)]: [0, 1, 0],
  })
})

test('notes when a key was last used', async () => {
  await statusOf(sign(enforcing.key, claims()))
  const used = () =>
    app.db
      .selectFrom('partner_identity_key')
      .select('last_used_at')
      .where('partner_id', '=', enforcing.clientId)
      .executeTakeFirst()
  await expect.poll(used, { timeout: 10_000 }).toEqual({ last_used_at: app.clock.now() })
})

test('where it is off, tokens are not looked at and nothing is counted', async () => {
  expect(await statusOf('forged', off)).toBe('AlreadyOwned')
  expect(await statusOf(undefined, off)).toBe('AlreadyOwned')
  expect(await readIdentityReport(app.ctx, off.clientId)).toEqual([])
})

test('a key is kept sealed', async () => {
  const { sealed_key } = await app.db
    .selectFrom('partner_identity_key')
    .select('sealed_key')
    .where('partner_id', '=', enforcing.clientId)
    .executeTakeFirstOrThrow()
  expect(enforcing.key).toMatch(/^is_test_[\w-]{43}$/)
  expect(sealed_key.includes(enforcing.key.slice(8))).toBe(false)
})

// Last: a day passes here, and what was granted ends.
test('a further key counts at once, the one before for a day, and never three', async () => {
  const signing = await app.signing({ channels, mode: 'enforce' })
  await app.grant(signing.clientId, owner, channel)
  const more = () => addIdentityKey(app.ctx, { clientId: signing.clientId, actor: 'test' })
  const proves = async (key: string) => (await statusOf(sign(key, claims(signing)), signing)) === 'AlreadyOwned'
  app.clock.advance(1)
  const { identityKey: second } = await more()
  expect([await proves(signing.key), await proves(second)]).toEqual([true, true])
  app.clock.advance(1)
  const { identityKey: third } = await more()
  expect([await proves(signing.key), await proves(second), await proves(third)]).toEqual([false, true, true])
  app.clock.advance(24 * 3600 - 60)
  await app.grant(signing.clientId, owner, channel)
  app.clock.advance(61)
  expect([await proves(second), await proves(third)]).toEqual([false, true])
})
