import type { Clock } from '../../stage/clock.ts'
import { arc, mix, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { drawBackbone, drawBackRibs, drawFrontRibs, drawSternum, ribAt } from './chest.ts'

/** The ribs swing like a bucket's handle below and like a pump's above. */
export const bucket: Scene = {
  still: { cue: 1, after: 2.6 },
  draw(pen, clock) {
    const aside = clock.during(1, 2)
    pen.within(-84 * aside, 34, 0.98, () => drawCage(pen, clock))
    drawBucket(pen, clock)
    drawPump(pen, clock)
  },
}

const lift = (clock: Clock): number => {
  const s = clock.since(0) - 3
  return s < 0 ? 0 : 0.5 - 0.5 * Math.cos(s * 1.35)
}

function drawCage(pen: Pen, clock: Clock): void {
  const breath = lift(clock) * 1.25
  const low = clock.during(1) > 0.5
  const high = clock.during(2) > 0.5
  const isLit = (i: number) => (low && i > 5) || (high && i < 5)
  const grow = (i: number) => clock.rise(0, 0.1 + i * 0.14, 1.2)
  drawBackbone(pen, clock.rise(0, 0, 1.4))
  drawBackRibs(pen, { breath, draw: grow })
  drawFrontRibs(pen, {
    breath,
    draw: grow,
    ink: (i) => (isLit(i) ? 'accent' : 'ink'),
    width: (i) => (isLit(i) ? 5 : 2.8),
  })
  drawSternum(pen, breath, clock.rise(0, 0.4, 1.4))

  const joints = clock.during(0, 0, 2.4)
  for (let i = 0; i < 10; i++)
    for (const sign of [-1, 1]) pen.dot([sign * 10, ribAt(i, breath).back], 5, 'accent', joints)
  const measure = clock.during(3, 3, 0.4)
  const { wide, side } = ribAt(8, breath)
  for (const sign of [-1, 1]) {
    pen.line(
      [
        [sign * wide, side],
        [sign * wide, 196],
      ],
      { ink: 'accent', width: 2, alpha: measure, dashed: true },
    )
    pen.arrow([0, 196], [sign * wide, 196], { alpha: measure })
  }
  const hands = clock.rise(4, 0.3, 1.4)
  for (const sign of [-1, 1]) drawHand(pen, sign, ribAt(7, breath).wide, ribAt(7, breath).side, hands)
}

function drawBucket(pen: Pen, clock: Clock): void {
  const seen = clock.during(1, 1, 0.6)
  const [x, y] = [226, 40]
  const raise = mix(0.25, 1, lift(clock))
  const pail: Point[] = [
    [x - 62, y],
    [x - 46, y + 96],
    [x + 46, y + 96],
    [x + 62, y],
  ]
  pen.line(
    smooth([
      [x - 46, y + 96],
      [x, y + 106],
      [x + 46, y + 96],
    ]),
    { draw: seen, alpha: seen },
  )
  pen.line([pail[1] ?? [0, 0], pail[0] ?? [0, 0]], { draw: seen, alpha: seen })
  pen.line([pail[2] ?? [0, 0], pail[3] ?? [0, 0]], { draw: seen, alpha: seen })
  pen.line(arc(x, y, 62, 15, 0, 360), { closed: true, fill: 'paper', draw: seen, alpha: seen })
  pen.line(arc(x, y, 64, 80 * (raise * 2 - 1), 180, 360), { ink: 'accent', width: 5, draw: seen, alpha: seen })
  for (const sign of [-1, 1]) pen.dot([x + sign * 62, y], 5, 'accent', seen)
}

function drawPump(pen: Pen, clock: Clock): void {
  const seen = clock.during(2, 2, 0.6)
  const at: Point = [222, 60]
  const turn = mix(24, -16, lift(clock))
  const cylinder: Point[] = [
    [-20, 0],
    [20, 0],
    [20, 100],
    [-20, 100],
  ]
  pen.line(placed(cylinder, at, 0), { closed: true, fill: 'paper', draw: seen, alpha: seen })
  pen.line(
    placed(
      [
        [-40, 100],
        [40, 100],
      ],
      at,
      0,
    ),
    { width: 4, draw: seen, alpha: seen },
  )
  pen.line(
    placed(
      [
        [-18, 26],
        [-48, 26],
        [-54, 40],
      ],
      at,
      0,
    ),
    { draw: seen, alpha: seen, width: 4 },
  )
  pen.line(
    [
      [at[0], at[1]],
      [at[0], at[1] - 30],
    ],
    { draw: seen, alpha: seen, width: 4 },
  )
  pen.line(
    placed(
      [
        [-24, 0],
        [96, 0],
      ],
      [at[0], at[1] - 32],
      turn,
    ),
    { ink: 'accent', width: 6, draw: seen, alpha: seen },
  )
  pen.dot([at[0], at[1] - 32], 7, 'accent', seen)
}

function drawHand(pen: Pen, sign: number, wide: number, side: number, draw: number): void {
  const hand: Point[] = [
    [62, -20],
    [26, -28],
    [-6, -40],
    [-14, -30],
    [6, -16],
    [-34, -16],
    [-40, -6],
    [-34, 0],
    [-44, 4],
    [-44, 14],
    [-36, 16],
    [-40, 24],
    [-32, 30],
    [-20, 28],
    [10, 28],
    [62, 20],
  ]
  const outline = smooth(
    hand.map(([x, y]): Point => [sign * (wide + x * 0.9), side + y]),
    false,
    5,
  )
  pen.line(outline, { fill: 'tint', draw, width: 2.8, ink: 'accent' })
}
