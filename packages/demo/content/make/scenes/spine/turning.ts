import type { Clock } from '../../stage/clock.ts'
import { arc, circle, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { drawHead, drawSacrum, drawVertebra, spineLine, vertebrae } from './column.ts'

const dials = [
  { words: 'Neck', degrees: 80, from: 2, delay: 0.8, y: -176, size: 0.8 },
  { words: 'Chest', degrees: 35, from: 3, delay: 0.2, y: 0, size: 0.95 },
  { words: 'Lower back', degrees: 12, from: 3, delay: 2.2, y: 186, size: 1.1 },
] as const

/** The column bends, then three vertebrae seen from above show how far each region turns. */
export const turning: Scene = {
  still: { cue: 3, after: 4.6 },
  draw(pen, clock) {
    const aside = clock.rise(2, 0, 1.2)
    pen.within(-150 * aside, 34, 0.84, () => drawBending(pen, clock))
    for (const dial of dials) drawDial(pen, clock, dial)
  },
}

function drawBending(pen: Pen, clock: Clock): void {
  const quiet = 1 - clock.rise(2, -0.6, 0.6)
  const bend = (30 * clock.swing(1, 5.4, 0.4) + 5 * clock.swing(0, 3.2, 2)) * quiet + 6 * clock.swing(4, 4.6, 0.5)
  const line = spineLine({ bend })
  const bones = vertebrae(line)
  const top = line[0] ?? [0, 0]
  const turn = -bend
  drawHead(pen, [top[0] + 4, top[1] - 6], clock.rise(0, 0.2, 1.4), turn)
  drawSacrum(pen, clock.rise(0, 0.6, 1.2))
  for (const [i, bone] of bones.entries()) {
    const isBender = bone.region !== 'chest' && clock.during(1) > 0.5
    const region = dials[bone.region === 'neck' ? 0 : bone.region === 'chest' ? 1 : 2]
    const isTurner = clock.rise(region.from, region.delay, 0.8) * (1 - clock.rise(4)) > 0.5
    drawVertebra(pen, bone, { draw: clock.rise(0, i * 0.05, 0.7), fill: isBender || isTurner ? 'tint' : 'paper' })
  }
}

function drawDial(pen: Pen, clock: Clock, { words, degrees, from, delay, y, size }: (typeof dials)[number]): void {
  const seen = clock.rise(2, 0.8 + delay * 0.2, 1)
  const swing =
    clock.rise(from, delay, 1.4) * (0.75 + 0.25 * Math.cos(Math.max(0, clock.since(from) - delay - 1.4) * 1.5))
  const turn = degrees * swing
  const at: Point = [84, y]
  const radius = 66 * size
  pen.line(circle(at[0], at[1], radius), { ink: 'faint', width: 2, draw: seen })
  const wedge: Point[] = [at, ...arc(at[0], at[1], radius, radius, -90, -90 + turn)]
  if (turn > 0.5) pen.line(wedge, { closed: true, fill: 'tint', width: 0, alpha: seen })
  pen.line([at, [at[0], at[1] - radius]], { ink: 'faint', width: 2, alpha: seen })
  const shape = (outline: readonly Point[]): Point[] => placed(outline, at, turn, size)
  pen.line(
    shape(
      smooth(
        [
          [-7, 18],
          [-38, 10],
          [-40, 19],
          [-12, 28],
          [-4, 58],
          [4, 58],
          [12, 28],
          [40, 19],
          [38, 10],
          [7, 18],
        ],
        true,
        6,
      ),
    ),
    { closed: true, fill: 'paper', draw: seen, width: 2.4 },
  )
  pen.line(
    shape(
      smooth(
        [
          [-30, -8],
          [0, -34],
          [30, -8],
          [20, 12],
          [0, 6],
          [-20, 12],
        ],
        true,
        6,
      ),
    ),
    { closed: true, fill: 'paper', draw: seen, width: 2.6 },
  )
  if (turn > 3) pen.arrowAlong(arc(at[0], at[1], radius + 10, radius + 10, -90, -90 + turn), { alpha: seen })
  pen.text(words, [188, y - 16], { alpha: seen })
  pen.text(`about ${degrees}°`, [188, y + 16], {
    ink: 'accent',
    size: 26,
    weight: 600,
    alpha: clock.rise(from, delay, 1),
  })
}
