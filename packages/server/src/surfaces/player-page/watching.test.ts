import type { Heartbeat } from '@osteocom/contract'
import { expect, test } from 'vitest'
import { findLeak } from '../../features/playback/index.ts'
import { part, readAnswer } from '../../testing/answer.ts'
import { type TestApp, testApp } from '../../testing/app.ts'

const app = await testApp({ settings: { WATERMARK: 'on' } })
const channel = await app.given.channel({ videos: 3 })
const partner = await app.given.partner({ channels: [channel] })

/** A customer who opens lessons, each by a link of its own. */
async function viewer(on: TestApp = app, { at = partner, of = channel } = {}) {
  const buyer = await on.given.customer({ of: at, owns: [of] })
  const token = String(part((await on.call('contentLicensing_login', at)).body, 'token'))
  const { customer_id: customerId } = await on.db
    .selectFrom('customer_user_id')
    .select('customer_id')
    .where('partner_user_id', '=', buyer.userId)
    .executeTakeFirstOrThrow()
  const link = async (n = 0) => {
    const body = { clientId: at.clientId, ...buyer, channelId: of.id, videoId: of.videoIds[n] }
    const ticket = String(part((await on.call('contentLicensing_videoAccess', body, { token })).body, 'tokenAuthVideo'))
    return `/en/videoaccess?signature=${ticket}`
  }
  const visit = async (path: string) => {
    const page = await on.get(path)
    return { ...page, base: /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(page.text)?.[0] ?? '' }
  }
  const beat = async (base: string, report: Partial<Heartbeat>) => {
    const body = JSON.stringify({ position: 0, state: 'playing', ...report })
    return (await readAnswer(await fetch(`${on.url}${base}/heartbeat`, { method: 'POST', body }))).body
  }
  return { ...buyer, customerId, link, visit, open: async (n = 0) => (await visit(await link(n))).base, beat }
}

test('two lessons play at once; the third page asks, and going on there ends the oldest', async () => {
  const ada = await viewer()
  const first = await ada.open(0)
  app.clock.advance(1)
  const second = await ada.open(1)
  app.clock.advance(1)
  for (const base of [first, second]) await ada.beat(base, { state: 'paused' })
  app.clock.advance(60)
  const link = await ada.link(2)
  const asked = await ada.visit(link)
  expect([asked.status, asked.base]).toEqual([409, ''])
  expect(asked.text).toContain('<h1>Continue here?</h1>')
  expect(asked.text).toContain('src="/assets/player/make-way.js"')
  const onward = /<a class="button quiet" href="([^"]+)"/.exec(asked.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(await ada.beat(first, {})).toMatchObject({ state: 'live' })
  const third = await ada.visit(onward)
  expect([third.status, third.base.length > 0]).toEqual([200, true])
  expect(await ada.beat(first, {})).toEqual({ state: 'ended', reason: 'takenOver' })
  expect((await app.get(`${first}/key/0`)).status).toBe(410)
  expect(await ada.beat(second, {})).toMatchObject({ state: 'live' })
  expect(await ada.beat(third.base, {})).toMatchObject({ state: 'live' })
})

test('a reload is no third lesson, and neither is another customer', async () => {
  const ada = await viewer()
  const links = [await ada.link(0), await ada.link(1)]
  for (const link of [...links, ...links, ...links]) expect((await ada.visit(link)).status).toBe(200)
  expect((await (await viewer()).visit(await (await viewer()).link())).status).toBe(200)
})

test('a page that was left, closed or silent for 90 seconds does not count; one that came back does', async () => {
  const ada = await viewer()
  const [first, second] = [await ada.open(0), await ada.open(1)]
  await ada.beat(first, { state: 'paused', leaving: true })
  const third = await ada.visit(await ada.link(2))
  expect(third.status).toBe(200)
  app.clock.advance(1)
  await ada.beat(second, { state: 'paused', leaving: true })
  for (const base of [first, third.base]) await ada.beat(base, { state: 'paused' })
  expect((await ada.visit(await ada.link(1))).status).toBe(409)
  app.clock.advance(89)
  expect((await ada.visit(await ada.link(1))).status).toBe(409)
  app.clock.advance(2)
  expect((await ada.visit(await ada.link(1))).status).toBe(200)
})

test('a page that runs no scripts counts for a moment only, and a lesson that is only opened is not begun', async () => {
  const ada = await viewer()
  const [first] = [await ada.open(0), await ada.open(1)]
  expect((await ada.visit(await ada.link(2))).status).toBe(409)
  await ada.beat(first, { state: 'paused' })
  app.clock.advance(5)
  expect((await ada.visit(await ada.link(2))).status).toBe(200)
  expect(await progressOf(ada.customerId)).toBeUndefined()
})

test('a page that says it is left and fetches on gets no keys, and coming back it is one of two or ended', async () => {
  const ada = await viewer()
  const [first, second] = [await ada.open(0), await ada.open(1)]
  const key = async (base: string) => (await app.get(`${base}/key/0`)).status
  app.clock.advance(1)
  for (const base of [first, second]) await ada.beat(base, { leaving: true, state: 'paused' })
  const third = await ada.open(2)
  app.clock.advance(40)
  expect([await key(first), await key(second)]).toEqual([425, 425])
  expect(await ada.beat(third, {})).toMatchObject({ state: 'live' })
  expect(await ada.beat(second, {})).toMatchObject({ state: 'live' })
  expect([await key(second), await key(third)]).toEqual([200, 200])
  expect(await ada.beat(first, { leaving: true })).toMatchObject({ state: 'live' })
  expect(await ada.beat(first, {})).toEqual({ state: 'ended', reason: 'takenOver' })
  expect((await app.get(`${first}/key/0`)).status).toBe(410)
})

test('of pages that come back at one moment no more than two play', async () => {
  const ada = await viewer()
  const bases: string[] = []
  for (const n of [0, 1, 2, 0, 1]) {
    const base = await ada.open(n)
    app.clock.advance(1)
    await ada.beat(base, { leaving: true, state: 'paused' })
    bases.push(base)
  }
  const replies = await Promise.all(bases.map((base) => ada.beat(base, {})))
  expect(replies.filter((reply) => part(reply, 'state') === 'live')).toHaveLength(2)
})

test('of many pages opened at one moment two play', async () => {
  const ada = await viewer()
  const links = await Promise.all([0, 1, 2, 0, 1, 2].map((n) => ada.link(n)))
  const pages = await Promise.all(links.map((link) => ada.visit(link)))
  expect(pages.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 200, 409, 409, 409, 409])
})

const sessionOf = async (customerId: string) =>
  app.db
    .selectFrom('playback_session')
    .select(['id', 'played_seconds', 'speed', 'rebuffers', 'rebuffer_seconds', 'startup_ms'])
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
const progressOf = async (customerId: string) =>
  app.db
    .selectFrom('watch_progress')
    .select(['position_seconds', 'watched'])
    .where('customer_id', '=', customerId)
    .executeTakeFirst()

test('keeps what was watched, in whichever order and however often it is reported, and how it played', async () => {
  const ada = await viewer()
  const base = await ada.open()
  app.clock.advance(30)
  const report = { watched: [[0, 20.2]] as [number, number][], played: 14, speed: 1.5, rebuffers: 1, startupMs: 640 }
  await ada.beat(base, { position: 20, state: 'paused', ...report })
  await ada.beat(base, { position: 20, state: 'paused', ...report, rebuffers: 0, rebufferSeconds: 2.5 })
  await ada.beat(base, { position: 50, state: 'paused', watched: [[40, 50]] })
  await ada.beat(base, { position: 3, state: 'paused', watched: [[0, 3]] })
  expect(await progressOf(ada.customerId)).toEqual({ position_seconds: 3, watched: '{[0,20),[40,50)}' })
  expect(await sessionOf(ada.customerId)).toMatchObject({
    played_seconds: 14,
    speed: 1.5,
    rebuffers: 1,
    rebuffer_seconds: 2.5,
    startup_ms: 640,
  })
})

test('two pages of one lesson count together, and the last to report is where the learner is', async () => {
  const ada = await viewer()
  const [one, other] = [await ada.open(), await ada.open()]
  app.clock.advance(60)
  await Promise.all([
    ada.beat(one, { position: 30, state: 'paused', watched: [[0, 30]] }),
    ada.beat(other, { position: 45, state: 'paused', watched: [[25, 45]] }),
  ])
  app.clock.advance(1)
  await ada.beat(one, { position: 31, state: 'paused', watched: [[0, 31]] })
  expect(await progressOf(ada.customerId)).toEqual({ position_seconds: 31, watched: '{[0,45)}' })
})

test('believes no more than there was time to watch', async () => {
  const ada = await viewer()
  const base = await ada.open()
  app.clock.advance(10)
  await ada.beat(base, { position: 65, state: 'ended', watched: [[0, 65]] })
  expect((await progressOf(ada.customerId))?.watched).toBe('{[0,30)}')
})

test('a player of before, which tells its place only, has watched the way it can have played', async () => {
  const ada = await viewer()
  const base = await ada.open()
  app.clock.advance(30)
  await ada.beat(base, { position: 30, state: 'paused' })
  app.clock.advance(2)
  await ada.beat(base, { position: 60, state: 'paused' })
  expect((await progressOf(ada.customerId))?.watched).toBe('{[0,30)}')
})

test('what plays on is written down within a second or so, and a press, a leap or a goodbye at once', async () => {
  const ada = await viewer()
  const base = await ada.open()
  for (let n = 1; n <= 40; n += 1) {
    app.clock.advance(1)
    await ada.beat(base, { position: n, watched: [[0, n]] })
  }
  await expect.poll(async () => (await progressOf(ada.customerId))?.watched, { timeout: 20_000 }).toBe('{[0,40)}')
  await ada.beat(base, { position: 60 })
  expect((await progressOf(ada.customerId))?.position_seconds).toBe(60)
  await ada.beat(base, { position: 61, state: 'paused' })
  expect((await progressOf(ada.customerId))?.position_seconds).toBe(61)
})

test('a code on a picture leads to session, customer, partner and purchase, at its time and without one', async () => {
  const ada = await viewer()
  const page = await ada.visit(await ada.link())
  const code = / watermark="([0-9A-Z]{8})"/.exec(page.text)?.[1] ?? ''
  const seenAt = app.clock.now()
  expect(await ada.beat(page.base, {})).toMatchObject({ watermark: code })
  app.clock.advance(300)
  const later = String(part(await ada.beat(page.base, { state: 'paused' }), 'watermark'))
  expect(later).not.toBe(code)
  const { id } = await sessionOf(ada.customerId)
  const who = {
    session: id.toString('hex'),
    customer: ada.customerId,
    partnerUserIds: [ada.userId],
    partner: partner.clientId,
    purchases: [expect.any(String)],
  }
  app.clock.advance(3600)
  expect(await findLeak(app.ctx, { code, at: undefined })).toMatchObject(who)
  expect(await findLeak(app.ctx, { code: later, at: undefined })).toMatchObject(who)
  expect(await findLeak(app.ctx, { code, at: seenAt })).toMatchObject(who)
  expect(await findLeak(app.ctx, { code, at: app.clock.now() })).toBeUndefined()
  expect(await findLeak(app.ctx, { code: '00000000', at: undefined })).toBeUndefined()
})

test('no code stands in the page where none is wanted', async () => {
  const plain = await testApp({ db: app.db, clock: app.clock })
  const ada = await viewer(plain)
  const page = await ada.visit(await ada.link())
  expect(page.text).not.toContain('watermark=')
  expect(await ada.beat(page.base, {})).toEqual({ state: 'live' })
})

test('a video that is pulled is slowed and put on record; a player that comes back when told gets on', async () => {
  const ada = await viewer()
  const base = await ada.open()
  const segment = () => app.get(`${base}/v360/s0000.m4s`)
  const sound = (await app.get(`${base}/master.m3u8`)).status
  expect(sound).toBe(200)
  for (let n = 0; n < 100; n += 1) expect((await segment()).status).toBe(200)
  const refused = await segment()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
  expect((await app.get(`${base}/v360/index.m3u8`)).status).toBe(200)
  app.clock.advance(2)
  expect([(await segment()).status, (await segment()).status]).toEqual([200, 429])
  for (let n = 0; n < 40; n += 1) {
    app.clock.advance(1)
    await segment()
  }
  const lines = () =>
    app.db
      .selectFrom('audit')
      .select(['action', 'subject'])
      .where('actor', '=', `customer:${ada.customerId}`)
      .where('action', '=', 'playback.pulled')
      .execute()
  await expect.poll(lines).toHaveLength(1)
})

test('lying about the place brings half an hour of video at once, in however many sessions, then four times its pace', async () => {
  const long = await app.given.channel({ videos: 2 })
  const shop = await app.given.partner({ channels: [long] })
  const hour = { duration_seconds: 3600 }
  await app.db.updateTable('media_asset').set(hour).where('video_id', 'in', long.videoIds).execute()
  // What a video plays is kept for a moment.
  app.clock.advance(3)
  const eve = await viewer(app, { at: shop, of: long })
  let base = ''
  const reopen = async (n: number) => {
    if (base) await eve.beat(base, { state: 'paused', leaving: true })
    base = await eve.open(n)
  }
  const key = async (n: number) => {
    await eve.beat(base, { position: n * 30, state: 'seeking' })
    return app.get(`${base}/key/${n}`)
  }
  for (let n = 0; n < 60; n += 1) {
    if (n % 20 === 0) await reopen(n % 40 === 0 ? 0 : 1)
    expect((await key(n)).status).toBe(200)
  }
  await reopen(1)
  const refused = await key(60)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '8'])
  app.clock.advance(8)
  expect([(await key(60)).status, (await key(61)).status]).toEqual([200, 429])
})
