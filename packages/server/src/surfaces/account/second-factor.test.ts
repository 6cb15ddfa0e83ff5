import { expect, test } from 'vitest'
import type { TestApp } from '../../testing/app.ts'
import { testApp } from '../../testing/app.ts'
import { testVisitor } from '../../testing/visitor.ts'

const app = await testApp()
const password = 'seven quiet herons'

async function codeOf(on: TestApp, secret: string): Promise<string> {
  // The library computes with the text the app is given, which is the secret in base32.
  return (await on.ctx.auth.api.generateTOTP({ body: { secret: Buffer.from(base32(secret)).toString() } })).code
}

function base32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

/** An account with a second factor, its backup codes, and the secret of its app. */
async function enrolled(role: 'learner' | 'operator' = 'learner') {
  const account = await app.given.account({ password, role })
  const visitor = testVisitor(app, { cookie: account.cookie })
  const begun = await visitor.post('/account/second-factor', { password })
  const secret = /<code class="secret">([A-Z2-7 ]+)</.exec(begun.html)?.[1]?.replaceAll(' ', '') ?? ''
  const done = await visitor.post('/account/second-factor/confirm', { code: await codeOf(app, secret) })
  const backupCodes = [...done.html.matchAll(/<li>([\w]{5}-[\w]{5})<\/li>/g)].map(([, code]) => code ?? '')
  return { ...account, visitor, secret, backupCodes }
}

const isIn = async (cookie: string) => (await app.ctx.findVisitor({ cookie })) !== undefined

test('a second factor is set up with a picture, and backup codes are shown', async () => {
  const { visitor, backupCodes } = await enrolled()
  expect(new Set(backupCodes).size).toBe(10)
  expect((await visitor.open('/account')).html).toContain('On. Signing in also takes a code')
})

test('a wrong code shows the same picture again and switches nothing on', async () => {
  const { cookie } = await app.given.account({ password })
  const visitor = testVisitor(app, { cookie })
  const begun = await visitor.post('/account/second-factor', { password })
  const uri = /name="uri" value="([^"]+)"/.exec(begun.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const again = await visitor.post('/account/second-factor/confirm', { code: '000000', uri })
  expect([again.status, again.html]).toEqual([422, expect.stringContaining(uri.replaceAll('&', '&amp;'))])
  expect((await visitor.open('/account')).html).toContain('Off. With it')
})

test('the password alone does not sign in any more, the app’s code does', async () => {
  const { email, secret } = await enrolled()
  const visitor = testVisitor(app)
  const asked = await visitor.post('/account/sign-in', { email, password, next: '/account' })
  expect([asked.url, await isIn(visitor.cookie())]).toEqual(['/account/second-step?next=%2Faccount', false])
  const arrived = await visitor.post('/account/second-step', { code: await codeOf(app, secret), next: '/account' })
  expect([arrived.url, await isIn(visitor.cookie())]).toEqual(['/account', true])
})

test('a mailed code is no way around it', async () => {
  const { email } = await enrolled()
  const visitor = testVisitor(app)
  await visitor.post('/account/code', { email })
  const code = (await app.mails()).flatMap((mail) =>
    mail.kind === 'sign-in-code' && mail.to === email ? [mail.code] : [],
  )
  const asked = await visitor.post('/account/verify-code', { email, code: code.at(-1) ?? '' })
  expect([asked.url, await isIn(visitor.cookie())]).toEqual(['/account/second-step', false])
})

test('a backup code works once', async () => {
  const { email, backupCodes } = await enrolled()
  const [code = ''] = backupCodes
  for (const [status, signsIn] of [
    [200, true],
    [422, false],
  ] as const) {
    const visitor = testVisitor(app)
    await visitor.post('/account/sign-in', { email, password, next: '/account' })
    const answer = await visitor.post('/account/second-step', { code, next: '/account' })
    expect([answer.status, await isIn(visitor.cookie())]).toEqual([status, signsIn])
  }
})

test('wrong codes end the attempt after five', async () => {
  const { email, secret } = await enrolled()
  const visitor = testVisitor(app)
  await visitor.post('/account/sign-in', { email, password })
  for (let i = 0; i < 5; i += 1) await visitor.post('/account/second-step', { code: '000000' })
  const refused = await visitor.post('/account/second-step', { code: await codeOf(app, secret) })
  expect([refused.status, await isIn(visitor.cookie())]).toEqual([422, false])
})

test('it is switched off with the password', async () => {
  const { email, visitor } = await enrolled()
  const refused = await visitor.post('/account/second-factor/disable', { password: 'not the password' })
  expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('This is not right')])
  expect((await visitor.post('/account/second-factor/disable', { password })).html).toContain('Saved.')
  const other = testVisitor(app)
  expect((await other.post('/account/sign-in', { email, password, next: '/account' })).url).toBe('/account')
})

test('an operator gets nowhere without one, and keeps it', async () => {
  const { cookie } = await app.given.account({ password, role: 'operator' })
  const visitor = testVisitor(app, { cookie })
  for (const path of ['/account', '/account/privacy', '/account/claim', '/account/erase', '/my-courses']) {
    const asked = await visitor.open(path)
    expect(asked.url).toBe(`/account/second-factor?next=${encodeURIComponent(path)}`)
    expect(asked.html).toContain('Operators need a second factor')
  }
  const operator = await enrolled('operator')
  expect((await operator.visitor.open('/account')).url).toBe('/account')
  expect((await operator.visitor.post('/account/second-factor/disable', { password })).status).toBe(422)
  expect(await isIn(operator.visitor.cookie())).toBe(true)
})
