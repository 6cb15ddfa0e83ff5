import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentDir, demoAuthors, demoChannels } from './index.ts'

const read = (path: string): string => readFileSync(join(contentDir, path), 'utf8')
const videos = demoChannels.flatMap((channel) => channel.videos)

test('every id is 24 lower-case hex digits and belongs to one thing', () => {
  const ids = [...demoAuthors, ...demoChannels, ...videos].map(({ id }) => id)
  expect(ids.filter((id) => !/^[0-9a-f]{24}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('every author named is listed and has a portrait', () => {
  const known = new Set(demoAuthors.map(({ id }) => id))
  expect([...demoChannels, ...videos].flatMap(({ authors }) => authors).filter((id) => !known.has(id))).toEqual([])
  for (const { image } of demoAuthors) expect(sizeOf(image)).toBeGreaterThan(1000)
})

test('every channel has its cover, background and trailer', () => {
  for (const { cover, background, trailer } of demoChannels) {
    for (const path of [cover, background, trailer]) expect(sizeOf(path), path).toBeGreaterThan(10_000)
  }
})

describe.each(videos)('lesson $slug', (video) => {
  test('has every picture and its trailer', () => {
    const { cover, background, trailer, poster, storyboard } = video
    for (const path of [cover, background, trailer, poster, storyboard.image]) {
      expect(sizeOf(path), path).toBeGreaterThan(10_000)
    }
  })

  test('has playlists as long as it says, whose byte ranges end with their file', () => {
    const names = [...video.renditions.map(({ name }) => name), ...video.audio.map(({ language }) => `a-${language}`)]
    for (const name of names) {
      const playlist = read(`${video.dir}/${name}.m3u8`)
      const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, s]) => sum + Number(s), 0)
      expect(Math.abs(seconds - video.durationSeconds), name).toBeLessThan(0.05)
      const [, length, offset] = [...playlist.matchAll(/#EXT-X-BYTERANGE:(\d+)@(\d+)/g)].at(-1) ?? []
      expect(Number(length) + Number(offset), name).toBe(sizeOf(`${video.dir}/${name}.mp4`))
    }
  })

  test('has captions of at most two lines of 42 characters that never overlap', () => {
    for (const { file } of video.captions) {
      const cues = read(file).split('\n\n').slice(1)
      expect(cues.length, file).toBeGreaterThan(3)
      let last = ''
      for (const cue of cues) {
        const [, time = '', ...lines] = cue.trim().split('\n')
        const [start = '', end = ''] = time.split(' --> ')
        expect(start >= last && end > start, `${file}: ${time}`).toBe(true)
        expect(lines.length, cue).toBeLessThanOrEqual(2)
        for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(42)
        last = end
      }
    }
  })

  test('has a storyboard tile for every two seconds', () => {
    const tiles = read(video.storyboard.vtt).match(/storyboard\.jpg#xywh=\d+,\d+,160,90/g) ?? []
    expect(tiles.length).toBe(Math.ceil(video.durationSeconds / 2))
  })
})

function sizeOf(path: string): number {
  return statSync(join(contentDir, path)).size
}
