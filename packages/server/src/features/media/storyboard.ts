import type { Shape } from './ladder.ts'
import type { Source } from './source.ts'

export interface Storyboard {
  tile: Shape
  everySeconds: number
  count: number
}

const mostTiles = 300
const shortestSeconds = 2
const longSide = 160

/** Small pictures to find one's way by: one for every two seconds, or fewer where the video is long. */
export function planStoryboard({ durationSeconds, video }: Source): Storyboard {
  const everySeconds = Math.max(shortestSeconds, Math.ceil(durationSeconds / mostTiles))
  const scale = longSide / Math.max(video.width, video.height)
  const side = (size: number) => Math.max(2, 2 * Math.round((size * scale) / 2))
  const count = Math.max(1, Math.ceil(durationSeconds / everySeconds))
  return { tile: { width: side(video.width), height: side(video.height) }, everySeconds, count }
}

/** Which tile shows which moment. */
export function storyboardVtt({ tile, everySeconds, count }: Storyboard, durationSeconds: number): string {
  const cues = Array.from({ length: count }, (_, i) => {
    const [start, end] = [i * everySeconds, Math.min((i + 1) * everySeconds, durationSeconds)]
    const place = [(i % 10) * tile.width, Math.floor(i / 10) * tile.height, tile.width, tile.height]
    return `${show(start)} --> ${show(end)}\nstoryboard.jpg#xywh=${place.join(',')}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

function show(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)
}
