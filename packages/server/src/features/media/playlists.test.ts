import { expect, test } from 'vitest'
import { segmentsPerKey } from './media-key.ts'
import { captionPlaylist, masterPlaylist, mediaPlaylist } from './playlists.ts'

const segments = Array.from({ length: 11 }, (_, i) => ({ seconds: i === 10 ? 0.4 : 6.006, iv: Buffer.alloc(16, i) }))

test('a rendition changes its key every few segments and its vector with each', () => {
  const lines = mediaPlaylist(segments).split('\n')
  const keys = lines.filter((line) => line.startsWith('#EXT-X-KEY'))
  expect(keys).toHaveLength(segments.length)
  expect(keys.map((line) => Number(/key\/(\d+)"/.exec(line)?.[1]))).toEqual(
    segments.map((_, i) => Math.floor(i / segmentsPerKey)),
  )
  expect(new Set(keys.map((line) => /IV=0x([0-9A-F]{32})$/.exec(line)?.[1])).size).toBe(segments.length)
})

test('all renditions have one target, however their segments come out, and they end', () => {
  for (const given of [segments, segments.slice(0, 1), segments.slice(-1)])
    expect(mediaPlaylist(given)).toContain('#EXT-X-TARGETDURATION:6\n')
  const text = mediaPlaylist(segments)
  expect(text.endsWith('s0010.m4s\n#EXT-X-ENDLIST\n')).toBe(true)
  expect(text.indexOf('#EXT-X-MAP')).toBeLessThan(text.indexOf('#EXT-X-KEY'))
})

test('the first playlist goes from low to high and counts sound and captions in', () => {
  const variant = (name: string, height: number, peak: number) => ({
    name,
    width: 2 * height,
    height,
    codec: 'avc1.64001f',
    bandwidth: { peak, average: peak / 2 },
  })
  const text = masterPlaylist({
    variants: [variant('v720', 720, 2000), variant('v360', 360, 1000)],
    audio: [
      { name: 'a-en', language: 'en', bandwidth: { peak: 100, average: 90 } },
      { name: 'a-it', language: 'it', bandwidth: { peak: 200, average: 80 } },
    ],
    captions: [{ name: 'c-fr', language: 'fr', bandwidth: { peak: 7, average: 7 } }],
  })
  expect([...text.matchAll(/[:,]BANDWIDTH=(\d+)/g)].map(([, value]) => Number(value))).toEqual([1207, 2207])
  expect([...text.matchAll(/AVERAGE-BANDWIDTH=(\d+)/g)].map(([, value]) => Number(value))).toEqual([597, 1097])
  expect([...text.matchAll(/^v\d+\/index\.m3u8$/gm)].map(([name]) => name)).toEqual([
    'v360/index.m3u8',
    'v720/index.m3u8',
  ])
  expect(text.match(/DEFAULT=YES/g)).toHaveLength(1)
  expect(text).toContain('TYPE=SUBTITLES,GROUP-ID="captions",NAME="Français",LANGUAGE="fr"')
})

test('a video without sound or captions names neither', () => {
  const variants = [
    { name: 'v360', width: 640, height: 360, codec: 'avc1.64001f', bandwidth: { peak: 1000, average: 500 } },
  ]
  const text = masterPlaylist({ variants, audio: [], captions: [] })
  expect(text).not.toMatch(/AUDIO|SUBTITLES|EXT-X-MEDIA:/)
  expect(text).toContain('CODECS="avc1.64001f"')
})

test('captions are one segment as long as the video', () => {
  expect(captionPlaylist('c-it', 65.5)).toContain('#EXT-X-TARGETDURATION:66\n')
  expect(captionPlaylist('c-it', 65.5)).toContain('#EXTINF:65.500000,\nc-it.vtt\n')
})
