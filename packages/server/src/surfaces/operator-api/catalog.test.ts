import { expect, test } from 'vitest'
import { testOperator } from './testing/operator.ts'
import { pictureBytes } from './testing/picture.ts'

const { app, operator } = await testOperator()
const { ask } = operator
const channels = '/operator/api/channels'
const given = { language: 'it', title: 'Il respiro', priceMinor: 4900, currency: 'EUR' }

async function aChannel(change: object = {}): Promise<string> {
  const { json } = await ask('POST', channels, { body: { ...given, ...change } })
  return (json as { id: string }).id
}

async function aVideo(channelId: string, title = 'Uno'): Promise<string> {
  const { json } = await ask('POST', `${channels}/${channelId}/videos`, { body: { title } })
  return (json as { id: string }).id
}

test('an operator makes a channel, changes it and finds it again', async () => {
  const made = await ask('POST', channels, { body: given })
  expect([made.status, made.json]).toEqual([201, expect.objectContaining({ ...given, subtitle: '', cover: '' })])
  const { id } = made.json as { id: string }
  const changed = await ask('PATCH', `${channels}/${id}`, { body: { subtitle: 'Prima parte', priceMinor: 5900 } })
  expect(changed.json).toMatchObject({ ...given, subtitle: 'Prima parte', priceMinor: 5900 })
  expect((await ask('GET', channels)).json).toEqual({ channels: [expect.objectContaining({ id, priceMinor: 5900 })] })
  expect((await ask('GET', `${channels}/${id}`)).json).toMatchObject({ id, title: 'Il respiro', videos: [] })
})

test('an operator hears why a price cannot be, and may give a course away', async () => {
  const id = await aChannel()
  const change = (body: object) => ask('PATCH', `${channels}/${id}`, { body })
  const refused = await change({ priceMinor: 49 })
  expect([refused.status, refused.json]).toMatchObject([
    400,
    { fields: [{ field: 'priceMinor', problem: 'must be 0, or at least €0.50: less cannot be charged' }] },
  ])
  expect((await change({ currency: 'THB', priceMinor: 4900 })).status).toBe(200)
  expect((await change({ currency: 'CZK', priceMinor: 1499 })).status).toBe(400)
  expect((await change({ priceMinor: 0 })).json).toMatchObject({ priceMinor: 0, currency: 'THB' })
})

test('a price from before such prices were refused stands in nobody’s way until it changes', async () => {
  const id = await aChannel()
  await app.db.updateTable('channel').set({ price_minor: 1 }).where('id', '=', id).execute()
  const change = (body: object) => ask('PATCH', `${channels}/${id}`, { body })
  expect((await change({ title: 'Altro' })).json).toMatchObject({ title: 'Altro', priceMinor: 1 })
  expect((await change({ currency: 'USD' })).status).toBe(400)
})

test('what scripts a description brings is gone once it is written', async () => {
  const htmlDescription = '<p onclick="x()">Ciao <script>x()</script><a href="javascript:x()">qui</a></p>'
  const id = await aChannel({ htmlDescription })
  const { json } = await ask('GET', `${channels}/${id}`)
  expect((json as { htmlDescription: string }).htmlDescription).toBe('<p>Ciao <a rel="noopener nofollow">qui</a></p>')
})

test('videos stand in the order they are put into', async () => {
  const id = await aChannel()
  const [one, two, three] = [await aVideo(id, 'Uno'), await aVideo(id, 'Due'), await aVideo(id, 'Tre')]
  const titles = async () => {
    const { json } = await ask('GET', `${channels}/${id}`)
    return (json as { videos: { title: string }[] }).videos.map(({ title }) => title)
  }
  expect(await titles()).toEqual(['Uno', 'Due', 'Tre'])
  expect((await ask('PUT', `${channels}/${id}/order`, { body: { videoIds: [three, one, two] } })).status).toBe(200)
  expect(await titles()).toEqual(['Tre', 'Uno', 'Due'])
  const short = await ask('PUT', `${channels}/${id}/order`, { body: { videoIds: [three, one] } })
  expect([short.status, short.json]).toEqual([
    400,
    expect.objectContaining({ fields: [{ field: 'videoIds', problem: expect.any(String) }] }),
  ])
  expect((await ask('DELETE', `/operator/api/videos/${three}`)).status).toBe(204)
  expect(await titles()).toEqual(['Uno', 'Due'])
})

test('videos that are added at once stand one after the other', async () => {
  const id = await aChannel()
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, i) => ask('POST', `${channels}/${id}/videos`, { body: { title: `N${i}` } })),
  )
  expect(made.map(({ status }) => status)).toEqual(Array(6).fill(201))
  const positions = made.map(({ json }) => (json as { position: number }).position)
  expect(positions.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
})

test('deleting a video takes its bytes and where people stood in it', async () => {
  const channel = await app.given.channel({ videos: 2 })
  const [videoId = ''] = channel.videoIds
  const asset = await app.db
    .selectFrom('media_asset')
    .select('id')
    .where('video_id', '=', videoId)
    .executeTakeFirstOrThrow()
  const partner = await app.given.partner({ channels: [channel] })
  const customer = await app.given.customer({ of: partner, owns: [channel] })
  const { body } = await app.call(
    'contentLicensing_videoAccess',
    { clientId: partner.clientId, channelId: channel.id, videoId, ...customer },
    { token: partner.token },
  )
  const watching = await app.get(`/en/videoaccess?signature=${(body as { tokenAuthVideo: string }).tokenAuthVideo}`)
  expect(watching.status).toBe(200)
  expect((await ask('DELETE', `/operator/api/videos/${videoId}`)).status).toBe(204)
  expect(await app.ctx.storage.head(`media/${asset.id}/master.m3u8`)).toBeUndefined()
  expect((await ask('GET', `/operator/api/videos/${videoId}`)).status).toBe(404)
  const sessions = await app.db.selectFrom('playback_session').select('id').where('video_id', '=', videoId).execute()
  expect(sessions).toEqual([])
})

test('a cover can be seen by everyone, and the one before it goes', async () => {
  const id = await aChannel()
  const put = (bytes: Buffer) =>
    ask('PUT', `${channels}/${id}/cover`, { body: bytes, headers: { 'content-type': 'image/png' } })
  const first = (await put(pictureBytes(640, 360))).json as { cover: string }
  const seen = await app.get(first.cover)
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png'])
  const second = (await put(pictureBytes(641, 360))).json as { cover: string }
  expect((await app.get(second.cover)).status).toBe(200)
  expect((await app.get(first.cover)).status).toBe(404)
  expect((await ask('GET', `${channels}/${id}`)).json).toMatchObject({ cover: second.cover })
})

test('a picture that is cover and background stays when one of them changes', async () => {
  const id = await aChannel()
  const put = (place: string, bytes: Buffer) =>
    ask('PUT', `${channels}/${id}/${place}`, { body: bytes, headers: { 'content-type': 'image/png' } })
  await put('cover', pictureBytes(640, 360))
  const both = (await put('background', pictureBytes(640, 360))).json as { background: string }
  await put('cover', pictureBytes(100, 100))
  expect((await app.get(both.background)).status).toBe(200)
})

test('authors have a name and a picture, and channels name them', async () => {
  const { json } = await ask('POST', '/operator/api/authors', { body: { name: 'Elena' } })
  const { id } = json as { id: string }
  await ask('PUT', `/operator/api/authors/${id}/image`, {
    body: pictureBytes(64, 64),
    headers: { 'content-type': 'image/png' },
  })
  const renamed = await ask('PATCH', `/operator/api/authors/${id}`, { body: { name: 'Elena Marsh' } })
  expect(renamed.json).toMatchObject({ name: 'Elena Marsh', image: expect.stringMatching(/^\/files\/pictures\//) })
  expect((await ask('GET', `${channels}/${await aChannel({ authorIds: [id] })}`)).json).toMatchObject({
    authorIds: [id],
  })
})

const unsuitable = {
  'a drawing as a cover': ['image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 422],
  'a page that says it is a picture': ['image/png', Buffer.from('<!doctype html>'), 422],
  'a picture that unfolds into gigabytes': ['image/png', pictureBytes(50_000, 50_000), 422],
  'no bytes': ['image/png', Buffer.alloc(0), 422],
  'more bytes than a picture has': ['image/png', Buffer.alloc(6_000_000), 413],
  'a page as a cover': ['text/html', Buffer.from('<!doctype html>'), 415],
} as const
for (const [title, [type, bytes, status]] of Object.entries(unsuitable)) {
  test(`refuses ${title}`, async () => {
    const answer = await ask('PUT', `${channels}/${await aChannel()}/cover`, {
      body: bytes,
      headers: { 'content-type': type },
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
  })
}

const bodies: Record<string, unknown> = {
  'no title': { ...given, title: undefined },
  'a title of spaces': { ...given, title: '  ' },
  'a title of 201 characters': { ...given, title: 'x'.repeat(201) },
  'a price in text': { ...given, priceMinor: '12' },
  'a price in fractions': { ...given, priceMinor: 12.5 },
  'a negative price': { ...given, priceMinor: -1 },
  'a price nobody pays': { ...given, priceMinor: 1e12 },
  'a price below what can be charged': { ...given, priceMinor: 49 },
  'a price above what can be charged': { ...given, priceMinor: 100_000_000 },
  'a price finer than can be charged': { ...given, priceMinor: 4905, currency: 'KWD' },
  'a currency we do not have': { ...given, currency: 'QQQ' },
  'no language': { ...given, language: 'not a language' },
  'a language that is none': { ...given, language: 'x' },
  'an author nobody knows': { ...given, authorIds: ['nobody'] },
  'a field nobody asked for': { ...given, isFree: true },
  'NUL in its title': '{"language":"it","title":"a\\u0000","priceMinor":1,"currency":"EUR"}',
  'a prototype': '{"__proto__":{"a":1},"language":"it","title":"a","priceMinor":1,"currency":"EUR"}',
  'a list': [given],
  null: null,
  'broken JSON': '{',
  'no body': '',
}
for (const [title, body] of Object.entries(bodies)) {
  test(`refuses to make a channel with ${title}`, async () => {
    const answer = await ask('POST', channels, { body, headers: { 'content-type': 'application/json' } })
    expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ code: 'InvalidInput' })])
  })
}

const addresses = [
  ['GET', channels],
  ['POST', channels],
  ['PATCH', `${channels}/${'0'.repeat(24)}`],
  ['PUT', `${channels}/${'0'.repeat(24)}/cover`],
  ['POST', `/operator/api/videos/${'0'.repeat(24)}/media`],
  ['DELETE', `/operator/api/videos/${'0'.repeat(24)}`],
  ['GET', '/operator/api/packagings'],
  ['GET', '/operator/api/uploads'],
  ['GET', '/operator/api/authors'],
] as const
for (const [method, path] of addresses) {
  test(`${method} ${path} is for operators only`, async () => {
    const learner = await app.given.account()
    const status = async (headers: Record<string, string>) => (await ask(method, path, { headers })).status
    expect([await status({ cookie: '' }), await status({ cookie: learner.cookie })]).toEqual([401, 403])
  })
}

test('whoever changes something is named in the audit', async () => {
  const id = await aChannel()
  const lines = await app.db
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where('subject', '=', `channel:${id}`)
    .execute()
  expect(lines).toEqual([{ actor: expect.stringMatching(/^operator:\w+$/), action: 'channel.created' }])
})
