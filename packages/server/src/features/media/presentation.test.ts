import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoChannels } from '@osteocom/demo/content'
import { expect, test } from 'vitest'
import { seedDemoCourses } from '../../surfaces/demo/seed-courses.ts'
import { part } from '../../testing/answer.ts'
import type { GivenChannel } from '../../testing/given.ts'
import { type Presentation, walkPresentation } from '../../testing/hls/presentation.ts'
import { masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { app, folder } = room

/** What a player comes to that opens the video's page, checked as a whole. */
async function present(channel: GivenChannel, videoId = channel.videoIds[0] ?? ''): Promise<Presentation> {
  // Whoever begins at the very moment of a change stays with what was there before.
  app.clock.advance(10)
  const partner = await app.given.partner({ channels: [channel] })
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const answer = await app.call('contentLicensing_videoAccess', body, partner)
  const page = await app.get(`/en/videoaccess?signature=${part(answer.body, 'tokenAuthVideo')}`)
  const base = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(page.text)?.[0] ?? ''
  return walkPresentation(`${app.url}${base}/master.m3u8`)
}

const [subRip, webVtt] = [join(folder, 'it.srt'), join(folder, 'fr.vtt')]
writeFileSync(subRip, '1\n00:00:01,000 --> 00:00:02,500\n<font color="red">Uno & due</font>\n')
writeFileSync(webVtt, 'WEBVTT\n\nNOTE\nnothing\n\n00:01.000 --> 00:02.500 line:10%\nUn\n')
const tongues = [
  { pitch: 440, language: 'eng' },
  { pitch: 880, language: 'ita' },
]
const captions = [
  { language: 'it', path: subRip },
  { language: 'fr', path: webVtt },
]

type Make = Parameters<typeof masterFile>[2]
const sources: Record<string, [make: Make, request?: Parameters<typeof room.make>[2]]> = {
  'two languages and captions in two': [{ size: '640x360', seconds: 13, tones: tongues }, { captions }],
  'no sound': [{ seconds: 4 }],
  'a picture that stands upright': [{ size: '180x320', seconds: 4, tones: [{ pitch: 300 }] }],
  'a rate that changes': [
    {
      seconds: 8,
      tones: [{ pitch: 300 }],
      filter: "select='gt(mod(n,50),35)+not(mod(n,4))'",
      video: ['-fps_mode', 'vfr', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    },
  ],
  'an odd length': [{ rate: '30000/1001', seconds: 14.733, tones: [{ pitch: 300 }] }],
  'seven pictures a second': [{ rate: '7', seconds: 13.1, tones: [{ pitch: 300 }] }],
  'a second of length': [{ seconds: 1, tones: [{ pitch: 300 }] }],
}
for (const [title, [make, request]] of Object.entries(sources)) {
  test(`what is packaged from a file with ${title} is sound HLS`, async () => {
    const channel = await app.given.channel()
    const made = await room.make(channel.videoIds[0] ?? '', masterFile(folder, `${title}.mp4`, make), request)
    expect(made.problem).toBeNull()
    const { problems, variants, audio } = await present(channel)
    expect(problems).toEqual([])
    expect([...variants, ...audio].filter(({ isEncrypted }) => !isEncrypted)).toEqual([])
  })
}

test('what replaces a video is sound HLS, and so is what goes on playing', async () => {
  const channel = await app.given.channel()
  const [videoId = ''] = channel.videoIds
  for (const pitch of [300, 500]) {
    await room.make(videoId, masterFile(folder, `${pitch}.mp4`, { seconds: 7, tones: [{ pitch }] }))
    expect((await present(channel)).problems).toEqual([])
  }
})

test('every lesson of the demo is sound HLS', async () => {
  await seedDemoCourses(app.ctx)
  for (const { id, videos } of demoChannels) {
    const channel = { id, videoIds: videos.map((video) => video.id) }
    for (const videoId of channel.videoIds)
      expect([videoId, (await present(channel, videoId)).problems]).toEqual([videoId, []])
  }
})
