import { expect, test, vi } from 'vitest'
import { encodeCredential } from '../../features/playback/session-credential.ts'
import { part, readAnswer } from '../../testing/answer.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'

const app = await testApp()
const channel = await app.given.channel({ videos: 2 })
const partner = await app.given.partner({ channels: [channel] })
const videoId = channel.videoIds[0] ?? ''

async function play(on: TestApp = app) {
  const buyer = await on.given.customer({ of: partner, owns: [channel] })
  const token = String(part((await on.call('contentLicensing_login', partner)).body, 'token'))
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const ticket = String(part((await on.call('contentLicensing_videoAccess', body, { token })).body, 'tokenAuthVideo'))
  const open = async () => {
    const page = await on.get(`/en/videoaccess?signature=${ticket}`)
    return /\/play\/[0-9a-f]{24}\/([\w-]{64})\//.exec(page.text)?.[1] ?? ''
  }
  const session = await open()
  const base = `/play/${videoId}/${session}`
  const get = (file: string, headers?: Record<string, string>) => on.get(`${base}/${file}`, headers)
  const beat = async (position: unknown, path = base) => {
    const request = { method: 'POST', body: JSON.stringify({ position, state: 'playing' }) }
    return readAnswer(await fetch(`${on.url}${path}/heartbeat`, request))
  }
  const end = () =>
    on.db
      .updateTable('activation')
      .set({ ended_at: on.clock.now(), end_reason: 'revoked' })
      .where('customer_id', 'in', (from) =>
        from.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', buyer.userId),
      )
      .execute()
  return { session, base, get, beat, end, open }
}
const { session, get, base } = await play()

test('gives playlists, segments and keys below the session’s path', async () => {
  for (const file of [
    'master.m3u8',
    'v360/index.m3u8',
    'v360/init.mp4',
    'v360/s0000.m4s',
    'poster.jpg',
    'storyboard.vtt',
  ]) {
    const answer = await get(file)
    expect([answer.status, answer.text, answer.headers.get('access-control-allow-origin')]).toEqual([200, file, '*'])
  }
  const key = await fetch(`${app.url}${base}/key/0`)
  expect([key.status, (await key.bytes()).length, key.headers.get('cache-control')]).toEqual([200, 16, 'no-store'])
})

const flip = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
const forged = encodeCredential(Buffer.alloc(32), {
  sessionId: Buffer.alloc(16),
  videoId,
  openedAt: new Date('2000-01-01'),
  expiresAt: new Date('2100-01-01'),
})
const refused: Record<string, [path: string, status: number]> = {
  'no session': [`/play/${videoId}/master.m3u8`, 404],
  'a forged session': [`/play/${videoId}/${forged}/master.m3u8`, 403],
  'a session with a letter changed': [`/play/${videoId}/${flip(session, 3)}/v360/s0000.m4s`, 403],
  'a session with a later end': [`/play/${videoId}/${flip(session, 23)}/v360/s0000.m4s`, 403],
  'the session under another video': [`/play/${channel.videoIds[1]}/${session}/v360/s0000.m4s`, 403],
  'the session under an unknown video': [`/play/${anId()}/${session}/key/0`, 403],
  'a way up': [`${base}/..%2f..%2fpublic%2fa.jpg`, 404],
  'a way up in pieces': [`${base}/v360/..%2f..%2f..%2fsecret`, 404],
  'a way up by backslash': [`${base}/v360%5c..%5c..%5csecret`, 404],
  'a NUL': [`${base}/master.m3u8%00.jpg`, 404],
  'a segment that is not there': [`${base}/v360/s0099.m4s`, 404],
  'another rendition': [`${base}/v720/index.m3u8`, 404],
  'a file we did not make': [`${base}/v360/s0000.m4s.draft`, 404],
  'the folder': [`${base}/`, 404],
  'a key beyond the end': [`${base}/key/3`, 404],
  'a key of a negative number': [`${base}/key/-1`, 404],
  'a key of a fraction': [`${base}/key/0.5`, 404],
  'a key of a million digits': [`${base}/key/${'9'.repeat(1000)}`, 404],
  'a key by another spelling': [`${base}/key/0x0`, 404],
}
for (const [title, [path, status]] of Object.entries(refused)) {
  test(`refuses ${title}`, async () => {
    const answer = await app.get(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })
}

const ranges: Record<string, [status: number, text: string | undefined]> = {
  'bytes=0-3': [206, 'v360'],
  'bytes=5-': [206, 's0000.m4s'],
  'bytes=-4': [206, '.m4s'],
  'bytes=-400': [206, 'v360/s0000.m4s'],
  'bytes=10-999999999999999': [206, '.m4s'],
  'bytes=14-': [416, undefined],
  'bytes=5-2': [416, undefined],
  'bytes=-0': [416, undefined],
  'bytes=999999999999999-': [416, undefined],
  'bytes=0-0,2-3': [200, 'v360/s0000.m4s'],
  'bytes=-': [200, 'v360/s0000.m4s'],
  'bytes=a-b': [200, 'v360/s0000.m4s'],
  'bytes=0-99999999999999999999': [200, 'v360/s0000.m4s'],
  'pages=1-2': [200, 'v360/s0000.m4s'],
}
for (const [range, [status, text]] of Object.entries(ranges)) {
  test(`answers the range ${range} with ${status}`, async () => {
    const answer = await get('v360/s0000.m4s', { range })
    expect(answer.status).toBe(status)
    if (text !== undefined) expect(answer.text).toBe(text)
    else expect(answer.headers.get('content-range')).toBe('bytes */14')
  })
}

test('what a reader has already is not sent again', async () => {
  const etag = (await get('v360/s0000.m4s')).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[^"]+"$/)
  const statusFor = async (header: string, value: string) =>
    (await get('v360/s0000.m4s', { [header]: value, ...(header === 'if-range' ? { range: 'bytes=0-3' } : {}) })).status
  for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect(await statusFor('if-none-match', value)).toBe(304)
  for (const value of ['"other"', `W/"other"`, etag.slice(1, -1)]) {
    expect(await statusFor('if-none-match', value)).toBe(200)
  }
  expect([await statusFor('if-range', etag), await statusFor('if-range', '"other"')]).toEqual([206, 200])
})

test('a question about a file is answered like the file, without its bytes', async () => {
  const head = await fetch(`${app.url}${base}/v360/s0000.m4s`, { method: 'HEAD', headers: { range: 'bytes=0-3' } })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '14', ''])
})

const kept: Record<string, RegExp> = {
  'master.m3u8': /^no-store$/,
  'v360/index.m3u8': /^no-store$/,
  'v360/s0000.m4s': /^private, .*immutable$/,
  'v360/init.mp4': /^private, .*immutable$/,
  'poster.jpg': /^private, .*immutable$/,
}
for (const [file, how] of Object.entries(kept)) {
  test(`says of ${file} how it may be kept`, async () => {
    expect((await get(file)).headers.get('cache-control')).toMatch(how)
  })
}

test('says to come back where the storage fails for a moment', async () => {
  const { storage } = app.ctx
  const failing = vi.spyOn(storage, 'open').mockRejectedValueOnce(new Error('the disk is away'))
  const answer = await get('v360/s0000.m4s')
  failing.mockRestore()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await get('v360/s0000.m4s')).status).toBe(200)
})

test('keys come no more than 90 s ahead of the play head, and none to a player that fell silent', async () => {
  await app.db.updateTable('media_asset').set({ duration_seconds: 600 }).where('video_id', '=', videoId).execute()
  app.clock.advance(3)
  const running = await play()
  const status = async (n: number) => (await running.get(`key/${n}`)).status
  expect([await status(3), await status(4)]).toEqual([200, 425])
  app.clock.advance(1)
  await running.beat(30)
  expect([await status(4), await status(5)]).toEqual([200, 425])
  app.clock.advance(15)
  expect([await status(5), await status(6)]).toEqual([200, 425])
  app.clock.advance(70)
  expect([await status(7), await status(8)]).toEqual([200, 425])
  app.clock.advance(10)
  expect(await status(7)).toBe(425)
  await running.beat(31)
  expect([await status(4), await status(5)]).toEqual([200, 425])
})

const own: Record<string, Record<string, string>> = {
  Chromium: { 'sec-fetch-dest': 'video' },
  Safari: { 'user-agent': 'AppleCoreMedia/1.0.0.20G75 (iPhone; U; CPU OS 16_6 like Mac OS X; en_us)' },
}
for (const [title, headers] of Object.entries(own)) {
  test(`the own player of ${title}, which does not ask again, is kept waiting until its key is due`, async () => {
    await app.db.updateTable('media_asset').set({ duration_seconds: 600 }).where('video_id', '=', videoId).execute()
    app.clock.advance(3)
    const running = await play()
    const asked = running.get('key/4', headers).then(({ status }) => ({ status }))
    expect((await running.get('key/4')).status).toBe(425)
    expect(await Promise.race([asked, running.get('key/0')])).toMatchObject({ headers: expect.anything() })
    await running.beat(30)
    expect(await asked).toEqual({ status: 200 })
  })
}

test('the browser’s own player waits no longer than its session lives, or a proxy would', async () => {
  await app.db.updateTable('media_asset').set({ duration_seconds: 600 }).where('video_id', '=', videoId).execute()
  const [patient, ended] = [await play(), await play()]
  const tooFar = patient.get('key/15', own['Chromium'])
  const revoked = ended.get('key/15', own['Chromium'])
  await ended.end()
  expect((await revoked).status).toBe(410)
  const crowd = Array.from({ length: 8 }, () => patient.get('key/15', own['Chromium']))
  expect((await Promise.race(crowd)).status).toBe(425)
  app.clock.advance(60)
  expect((await tooFar).status).toBe(425)
  expect((await Promise.all(crowd)).map(({ status }) => status)).toEqual(crowd.map(() => 425))
})

test('a revoked right stops playlists and keys at once, and the player at its next report', async () => {
  const running = await play()
  expect(part((await running.beat(1)).body, 'state')).toBe('live')
  await running.end()
  expect([(await running.get('master.m3u8')).status, (await running.get('key/0')).status]).toEqual([410, 410])
  expect((await running.beat(2)).body).toEqual({ state: 'ended', reason: 'revoked' })
  expect((await running.beat(3)).body).toEqual({ state: 'ended', reason: 'revoked' })
})

test('opening the same link elsewhere takes the player there', async () => {
  const running = await play()
  const second = await running.open()
  expect((await running.beat(1)).body).toEqual({ state: 'ended', reason: 'superseded' })
  expect((await running.get('key/0')).status).toBe(410)
  expect((await running.beat(1, `/play/${videoId}/${second}`)).body).toEqual({ state: 'live' })
})

test('a session plays on for as long as it reports, its path renewed before it ends', async () => {
  const later = await testApp({ db: app.db })
  const running = await play(later)
  const hour = 3600
  later.clock.advance(5 * hour)
  expect((await running.beat(1)).body).toEqual({ state: 'live' })
  later.clock.advance(hour)
  const renewed = String(part((await running.beat(2)).body, 'session'))
  expect(renewed).toMatch(/^[\w-]{64}$/)
  later.clock.advance(6 * hour)
  expect((await running.get('key/0')).status).toBe(403)
  expect((await later.get(`/play/${videoId}/${renewed}/key/0`)).status).toBe(200)
  expect(part((await running.beat(3)).body, 'session')).toMatch(/^[\w-]{64}$/)
  later.clock.advance(31 * 24 * hour)
  expect((await running.beat(4)).body).toEqual({ state: 'ended', reason: 'expired' })
})

const badReports: Record<string, [body: string, status: number]> = {
  'a position in text': ['{"position":"1","state":"playing"}', 400],
  'a negative position': ['{"position":-1,"state":"playing"}', 400],
  'an endless position': ['{"position":1e400,"state":"playing"}', 400],
  'an unknown state': ['{"position":1,"state":"dancing"}', 400],
  'no body': ['', 400],
  'a body over 1 KB': [`{"position":1,"state":"playing","x":"${'x'.repeat(1024)}"}`, 413],
}
for (const [title, [body, status]] of Object.entries(badReports)) {
  test(`refuses a report with ${title}`, async () => {
    expect((await fetch(`${app.url}${base}/heartbeat`, { method: 'POST', body })).status).toBe(status)
  })
}
