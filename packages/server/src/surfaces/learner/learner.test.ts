import { beforeAll, describe, expect, test } from 'vitest'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenChannel, type GivenPartner } from '../../testing/given.ts'
import type { GivenAccount } from '../../testing/given-account.ts'

const app = await testApp()
const { given, db } = app

async function owner(of: GivenPartner, owns: GivenChannel[], account?: GivenAccount): Promise<GivenAccount> {
  const person = account ?? (await given.account())
  const { userId } = await given.customer({ of, owns })
  await db
    .updateTable('customer')
    .set({ account_id: person.accountId })
    .where('id', '=', await customerOf(of, userId))
    .execute()
  return person
}

async function customerOf(of: GivenPartner, userId: string): Promise<string> {
  const row = await db
    .selectFrom('customer_user_id')
    .select('customer_id')
    .where('partner_id', '=', of.clientId)
    .where('partner_user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return row.customer_id
}

const visit = (path: string, { cookie }: { cookie: string }, headers: Record<string, string> = {}) =>
  app.get(path, { cookie, ...headers })

let course: GivenChannel
let partner: GivenPartner
let ada: GivenAccount
let bea: GivenAccount
beforeAll(async () => {
  course = await given.channel({ videos: 3, title: 'The Spine' })
  partner = await given.partner({ channels: [course] })
  ada = await owner(partner, [course])
  bea = await given.account({ name: 'Bea' })
})

const lessonPath = (i = 0) => `/my-courses/${course.id}/${course.videoIds[i]}`
const mediaPath = (text: string) => /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(text)?.[0] ?? ''
/** The page without what tells one request from another. */
const plain = (text: string) => text.replace(/Reference [\w-]+/, '').replace(/\?next=[^"]*/g, '')

const addresses = {
  'My Courses': () => '/my-courses',
  'a course': () => `/my-courses/${course.id}`,
  'a lesson': () => lessonPath(),
  'the receipts': () => '/receipts',
  'a receipt': () => `/receipts/${'f'.repeat(24)}`,
}
for (const [title, address] of Object.entries(addresses)) {
  test(`${title} asks a stranger to sign in, and brings them back`, async () => {
    const { status, headers } = await app.get(address())
    expect([status, headers.get('location')]).toEqual([303, `/account/sign-in?next=${encodeURIComponent(address())}`])
  })

  test(`${title} is never framed, never kept, and takes nothing but a look`, async () => {
    const { headers } = await visit(address(), ada)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toMatch(/; frame-ancestors 'none'$/)
    const posted = await fetch(app.url + address(), {
      method: 'POST',
      headers: { cookie: ada.cookie, origin: app.ctx.publicUrl },
    })
    expect(posted.status).toBe(405)
  })
}

test('My Courses holds what the account owns, and no word of what others own', async () => {
  const mine = await visit('/my-courses', ada)
  expect(mine.text).toContain('The Spine')
  expect(mine.text).toContain('Bought through \u2068A partner\u2069')
  const hers = await visit('/my-courses', bea)
  expect(hers.text).not.toContain('The Spine')
  expect(hers.text).toContain(`signed in as \u2068${bea.email}\u2069`)
})

test('a partner’s customer with the same confirmed address is offered a way in', async () => {
  const shop = await given.partner({ channels: [course] })
  const caro = await given.account()
  const sale = {
    clientId: shop.clientId,
    userId: 'caro',
    email: caro.email,
    products: [{ productId: course.id, price: 49 }],
  }
  await app.call('contentLicensing_contentAccessAuthorization', sale, shop)
  expect((await visit('/my-courses', caro)).text).toContain('href="/account/claim"')
  expect((await visit('/my-courses', ada)).text).not.toContain('href="/account/claim"')
})

test('a page speaks the language it is asked for, and remembers it', async () => {
  const { text, headers } = await visit('/my-courses?lang=ar', ada)
  expect(text).toContain('<html lang="ar" dir="rtl"')
  expect(headers.get('set-cookie')).toContain('lang=ar')
  expect((await visit('/my-courses', ada, { cookie: `${ada.cookie}; lang=de` })).text).toContain('Meine Kurse')
})

describe('what is not theirs', () => {
  const foreign = {
    'a foreign course': () => [`/my-courses/${course.id}`, `/my-courses/${anId()}`],
    'a foreign lesson': () => [lessonPath(), `/my-courses/${anId()}/${anId()}`],
    'a foreign receipt': () => [`/receipts/${anId()}`, `/receipts/${anId()}`],
    'a receipt with a NUL in its id': () => ['/receipts/%00', `/receipts/${anId()}`],
    'a course that is no id': () => ['/my-courses/..%2fx', `/my-courses/${anId()}`],
    'a course with a NUL in its id': () => ['/my-courses/%00', `/my-courses/${anId()}`],
  }
  for (const [title, both] of Object.entries(foreign)) {
    test(`${title} is not there, exactly as one that nobody has`, async () => {
      const [theirs = '', nobodys = ''] = both()
      const [one, other] = [await visit(theirs, bea), await visit(nobodys, bea)]
      expect([one.status, other.status]).toEqual([404, 404])
      expect(plain(one.text)).toBe(plain(other.text))
    })
  }

  test('a lesson of another course is not in this one', async () => {
    const other = await given.channel()
    expect((await visit(`/my-courses/${course.id}/${other.videoIds[0]}`, ada)).status).toBe(404)
  })
})

describe('a lesson', () => {
  test('plays under the log-in, its styles its own alone', async () => {
    const page = await visit(lessonPath(), ada)
    expect(page.status).toBe(200)
    expect(mediaPath(page.text)).not.toBe('')
    expect(page.headers.get('content-security-policy')).toMatch(/style-src 'self' 'unsafe-inline'/)
    expect(page.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/)
    expect((await visit(`/my-courses/${course.id}`, ada)).headers.get('content-security-policy')).not.toContain(
      'unsafe',
    )
    expect((await app.get(`${mediaPath(page.text)}/master.m3u8`)).status).toBe(200)
  })

  test('a reload takes over from the page before it', async () => {
    const before = mediaPath((await visit(lessonPath(), ada)).text)
    const after = mediaPath((await visit(lessonPath(), ada)).text)
    expect((await app.get(`${before}/master.m3u8`)).code).toBe('SessionEnded')
    expect((await app.get(`${after}/master.m3u8`)).status).toBe(200)
  })

  test('nothing that merely looks at a link takes the player away', async () => {
    const playing = mediaPath((await visit(lessonPath(), ada)).text)
    const looked = await fetch(app.url + lessonPath(), { method: 'HEAD', headers: { cookie: ada.cookie } })
    expect([looked.status, looked.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await app.get(`${playing}/master.m3u8`)).status).toBe(200)
  })

  test('goes on where it was left, and shows in the course and in My Courses', async () => {
    const person = await owner(partner, [course])
    const base = mediaPath((await visit(lessonPath(1), person)).text)
    await beat(base, 31.5)
    expect((await visit(lessonPath(1), person)).text).toContain(' start="31.5"')
    const library = await visit('/my-courses', person)
    expect(library.text).toContain(`href="${lessonPath(1)}?play"`)
    expect(library.text).toContain('34\u00a0s left')
    const again = mediaPath((await visit(lessonPath(1), person)).text)
    app.clock.advance(60)
    await beat(again, 60, [[0, 60]])
    expect((await visit(`/my-courses/${course.id}`, person)).text).toContain('1 of 3 lessons watched')
    expect((await visit('/my-courses', person)).text).toContain(`href="${lessonPath(2)}?play"`)
  })

  for (const reason of ['refunded', 'disputed', 'revoked'] as const) {
    test(`stops at the next heartbeat once it was ${reason}; its page then leads to the reason`, async () => {
      const person = await owner(partner, [course])
      const base = mediaPath((await visit(lessonPath(), person)).text)
      expect(part(await beat(base, 3), 'state')).toBe('live')
      await endRights(person, reason)
      expect(await beat(base, 6)).toEqual({ state: 'ended', reason: 'revoked' })
      for (const file of ['master.m3u8', 'key/0']) expect((await app.get(`${base}/${file}`)).code).toBe('SessionEnded')
      const again = await visit(lessonPath(), person)
      expect([again.status, again.headers.get('location')]).toEqual([303, `/my-courses/${course.id}`])
      const page = await visit(`/my-courses/${course.id}`, person)
      expect(page.text).toContain('March 2, 2026')
      expect(page.text).not.toMatch(/href="\/my-courses\/[0-9a-f]+\//)
    })
  }
})

async function beat(base: string, position: number, watched: [number, number][] = []): Promise<unknown> {
  const response = await fetch(`${app.url + base}/heartbeat`, {
    method: 'POST',
    body: JSON.stringify({ position, state: 'paused', watched }),
  })
  return response.json()
}

async function endRights({ accountId }: GivenAccount, reason: 'refunded' | 'disputed' | 'revoked'): Promise<void> {
  const own = db.selectFrom('customer').select('id').where('account_id', '=', accountId)
  await db
    .updateTable('activation')
    .set({ ended_at: app.clock.now(), end_reason: reason })
    .where('customer_id', 'in', own)
    .execute()
}
