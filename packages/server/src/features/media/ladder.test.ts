import { expect, test } from 'vitest'
import { defaultLadder, planRungs } from './ladder.ts'

const rungs = (width: number, height: number) =>
  planRungs({ width, height }, defaultLadder).map((rung) => `${rung.name} ${rung.width}×${rung.height}`)

const planned: Record<string, [number, number, string[]]> = {
  'Full HD': [1920, 1080, ['v480 854×480', 'v240 426×240', 'v720 1280×720', 'v1080 1920×1080']],
  '4K, never above the ladder': [3840, 2160, ['v480 854×480', 'v240 426×240', 'v720 1280×720', 'v1080 1920×1080']],
  'a telephone held upright': [1080, 1920, ['v480 480×854', 'v240 240×426', 'v720 720×1280', 'v1080 1080×1920']],
  'a wide film': [1920, 800, ['v480 854×356', 'v240 426×178', 'v720 1280×534', 'v1080 1920×800']],
  'television of old': [768, 576, ['v480 640×480', 'v240 320×240']],
  'between two rungs': [640, 360, ['v360 640×360', 'v240 426×240']],
  'a little above a rung': [900, 506, ['v480 854×480', 'v240 426×240']],
  'below every rung': [320, 180, ['v180 320×180']],
  'odd sizes': [641, 361, ['v361 640×360', 'v240 426×240']],
}
for (const [title, [width, height, expected]] of Object.entries(planned)) {
  test(`plans for ${title}`, () => expect(rungs(width, height)).toEqual(expected))
}

test('no rung is larger than its source, and all sizes are even', () => {
  for (let width = 32; width < 2200; width += 37) {
    for (let height = 32; height < 2200; height += 41) {
      for (const rung of planRungs({ width, height }, defaultLadder)) {
        expect(rung.width <= width && rung.height <= height, `${width}×${height} ${rung.name}`).toBe(true)
        expect(rung.width % 2 === 0 && rung.height % 2 === 0).toBe(true)
      }
    }
  }
})
