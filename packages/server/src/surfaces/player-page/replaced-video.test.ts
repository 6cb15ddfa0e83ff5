import { expect, test } from 'vitest'
import { packageVideo, removeLeftovers, startPackaging } from '../../features/media/index.ts'
import { masterFile } from '../../features/media/testing/master-file.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'

const app = await testApp()
const channel = await app.given.channel()
const partner = await app.given.partner({ channels: [channel] })
const videoId = channel.videoIds[0] ?? ''

async function watch() {
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const token = String(part((await app.call('contentLicensing_login', partner)).body, 'token'))
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const ticket = String(part((await app.call('contentLicensing_videoAccess', body, { token })).body, 'tokenAuthVideo'))
  const page = await app.get(`/en/videoaccess?signature=${ticket}`)
  const base = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(page.text)?.[0] ?? ''
  return { ...along(base), base }
}

/** What is found below a media path. */
function along(base: string) {
  const bytes = async (file: string) => Buffer.from(await (await fetch(`${app.url}${base}/${file}`)).bytes())
  const beat = async () => {
    const body = JSON.stringify({ position: 1, state: 'playing' })
    return (await (await fetch(`${app.url}${base}/heartbeat`, { method: 'POST', body })).json()) as {
      state: string
      reason?: string
      session?: string
    }
  }
  return {
    beat,
    get: (file: string) => app.get(`${base}/${file}`),
    key: async () => (await bytes('key/0')).toString('hex'),
  }
}

async function replace() {
  const file = masterFile(temporaryFolder(), 'new.mp4', { seconds: 2 })
  const { packagingId } = await startPackaging(app.ctx, { videoId, source: { file }, ladder: [144], actor: 'test' })
  await packageVideo(app.ctx, { packagingId, signal: new AbortController().signal })
  app.clock.advance(10)
}

test('whoever watches a video that is replaced plays on; whoever opens it then plays the new one', async () => {
  const before = await watch()
  const oldKey = await before.key()
  app.clock.advance(60)
  await replace()
  const after = await watch()

  // A page that says nothing for so long gets no keys.
  expect(await before.beat()).toMatchObject({ state: 'live' })
  expect((await before.get('v360/s0000.m4s')).text).toBe('v360/s0000.m4s')
  expect((await before.get('master.m3u8')).text).toBe('master.m3u8')
  expect(await before.key()).toBe(oldKey)
  expect((await after.get('v360/s0000.m4s')).status).toBe(404)
  expect((await after.get('master.m3u8')).text).toContain('v144/index.m3u8')
  expect((await after.get('v144/s0000.m4s')).status).toBe(200)
  expect(await after.key()).not.toBe(oldKey)
})

test('a path renewed before its video is replaced stays with the old one, and is the last; then its bytes go', async () => {
  const hour = 3600
  const early = await watch()
  const oldKey = await early.key()
  app.clock.advance(7 * hour)
  const { session = '' } = await early.beat()
  const renewed = along(early.base.replace(/[^/]+$/, session))
  await replace()
  for (const path of [early, renewed]) {
    expect(await path.key()).toBe(oldKey)
    expect((await path.get('v144/s0000.m4s')).status).toBe(200)
  }
  app.clock.advance(7 * hour)
  expect(await renewed.beat()).toEqual({ state: 'live' })
  expect(await renewed.key()).toBe(oldKey)
  app.clock.advance(4.9 * hour)
  await removeLeftovers(app.ctx)
  expect((await renewed.get('v144/s0000.m4s')).status).toBe(200)
  app.clock.advance(0.2 * hour)
  expect((await renewed.get('v144/s0000.m4s')).status).toBe(403)
  expect(await renewed.beat()).toEqual({ state: 'ended', reason: 'expired' })
  app.clock.advance(hour)
  const before = await played()
  await removeLeftovers(app.ctx)
  expect([before, await played()]).toEqual([2, 1])
  expect(await renewed.beat()).toEqual({ state: 'ended', reason: 'expired' })
  expect((await (await watch()).get('v144/s0000.m4s')).status).toBe(200)
})

/** How many assets of the video have bytes in storage. */
async function played(): Promise<number> {
  const assets = new Set<string | undefined>()
  for await (const { path } of app.ctx.storage.list('media')) assets.add(path.split('/')[1])
  return assets.size
}
