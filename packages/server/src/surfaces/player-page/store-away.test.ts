import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { assetPath } from '../../features/media/index.ts'
import { s3Storage } from '../../platform/storage/s3-storage.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { lineTo } from '../../testing/line.ts'
import { testObjectStore } from '../../testing/object-store.ts'

const settings = await testObjectStore()
const line = await lineTo(settings.endpoint)
const app = await testApp({ storage: s3Storage({ ...settings, endpoint: line.url }) })
const channel = await app.given.channel()
const partner = await app.given.partner({ channels: [channel] })
const [videoId = ''] = channel.videoIds
const { id: assetId } = await app.db
  .selectFrom('media_asset')
  .select('id')
  .where('video_id', '=', videoId)
  .executeTakeFirstOrThrow()
const segment = randomBytes(100_000)
const large = randomBytes(8 * 1024 * 1024)
for (const name of ['s0000', 's0001', 's0002']) await put(`v360/${name}.m4s`, segment)
await put('v360/s0003.m4s', large)

async function put(file: string, bytes: Buffer): Promise<void> {
  await app.ctx.storage.put(assetPath(assetId, file), bytes)
}

async function watch() {
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const { body: ticket } = await app.call('contentLicensing_videoAccess', body, { token: partner.token })
  const page = await app.get(`/en/videoaccess?signature=${part(ticket, 'tokenAuthVideo')}`)
  const path = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(page.text)?.[0] ?? ''
  return (file: string) => fetch(`${app.url}${path}/${file}`)
}
const get = await watch()

/** How a file is refused for now; undefined where it is not. */
async function refusal(file: string): Promise<unknown> {
  const answer = await get(file)
  const text = await answer.text()
  return answer.status === 503 ? [answer.headers.get('retry-after'), part(JSON.parse(text), 'code')] : undefined
}

test('while the store is away, segments are asked to be fetched again and keys are given', async () => {
  const [first] = await Promise.all([get('v360/s0000.m4s'), get('v360/index.m3u8')])
  expect((await first.bytes()).length).toBe(segment.length)
  line.breakOff()
  for (const file of ['v360/s0001.m4s', 'v360/index.m3u8', 'poster.jpg']) {
    expect([file, await refusal(file)]).toEqual([file, ['1', 'Unavailable']])
  }
  expect((await get('key/0')).status).toBe(200)
  const again = await get('v360/s0000.m4s')
  expect(Buffer.from(await again.bytes()).equals(segment)).toBe(true)
  line.mend()
  const next = await get('v360/s0001.m4s')
  expect([next.status, Buffer.from(await next.bytes()).equals(segment)]).toEqual([200, true])
})

test('a store that takes requests and never answers is given up on before a player gives up', async () => {
  line.fallSilent()
  expect(await refusal('v360/s0002.m4s')).toEqual(['1', 'Unavailable'])
  line.mend()
  expect((await get('v360/s0002.m4s')).status).toBe(200)
})

test('a segment whose store goes away in the middle breaks off, and is never taken for whole', async () => {
  line.cut({ afterBytes: 1024 * 1024, times: Number.POSITIVE_INFINITY })
  const broken = await get('v360/s0003.m4s')
  expect([broken.status, broken.headers.get('content-length')]).toEqual([200, String(large.length)])
  await expect(broken.bytes()).rejects.toThrow()
  line.mend()
  const whole = await get('v360/s0003.m4s')
  expect(Buffer.from(await whole.bytes()).equals(large)).toBe(true)
})
