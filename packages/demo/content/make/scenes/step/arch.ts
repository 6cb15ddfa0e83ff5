import type { Clock } from '../../stage/clock.ts'
import { mix, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'

/** The bones of the foot from its inner side, set like the stones of a bridge; toes to the left. */
export const arch: Scene = {
  still: { cue: 1, after: 3 },
  draw(pen, clock) {
    const load =
      clock.during(2, 2, 0.5) * (0.75 + 0.25 * Math.cos(Math.max(0, clock.since(2) - 1.6) * 2.4)) +
      0.7 * clock.during(4, 4) * Math.max(0, Math.sin(clock.since(4) * 1.5))
    const push = clock.during(3, 3, 0.4) + clock.during(4, 4) * Math.max(0, -Math.sin(clock.since(4) * 1.5))
    pen.within(-6, 30, 1.08, () => drawFoot(pen, clock, load, push))
  },
}

interface Stone {
  outline: Point[]
  at: Point
}

const stones: Stone[] = [
  {
    at: [150, 66],
    outline: [
      [-62, -20],
      [-40, -44],
      [8, -40],
      [48, -34],
      [68, -4],
      [62, 36],
      [34, 44],
      [4, 26],
      [-40, 4],
    ],
  },
  {
    at: [90, 0],
    outline: [
      [-44, -8],
      [-40, -42],
      [-8, -58],
      [38, -50],
      [52, -16],
      [30, 8],
      [-12, 18],
    ],
  },
  {
    at: [22, 12],
    outline: [
      [-24, -30],
      [2, -36],
      [22, -30],
      [24, 18],
      [2, 30],
      [-20, 20],
    ],
  },
  {
    at: [-28, 26],
    outline: [
      [-26, -28],
      [18, -36],
      [22, 22],
      [-22, 20],
    ],
  },
  {
    at: [-120, 62],
    outline: [
      [-76, 6],
      [-58, -12],
      [0, -32],
      [56, -46],
      [62, -2],
      [0, 6],
      [-46, 32],
      [-70, 30],
    ],
  },
]

const shin: Point[] = [
  [68, -216],
  [71, -140],
  [62, -88],
  [50, -58],
  [94, -46],
  [134, -52],
  [128, -86],
  [112, -140],
  [112, -216],
]

const toes: Stone[] = [
  {
    at: [-224, 86],
    outline: [
      [-30, -8],
      [0, -12],
      [24, -18],
      [26, 16],
      [0, 10],
      [-28, 14],
    ],
  },
  {
    at: [-276, 92],
    outline: [
      [-20, 2],
      [-6, -10],
      [18, -12],
      [20, 12],
      [-4, 14],
    ],
  },
]

function drawFoot(pen: Pen, clock: Clock, load: number, push: number): void {
  const heelLift = -24 * push
  const ball: Point = [-202, 104]
  // About the ball of the foot, everything but the toes turns as the heel rises.
  const lifted = (at: Point): Point => placed([[at[0] - ball[0], at[1] - ball[1]]], ball, heelLift)[0] ?? at
  const sunk = ([x, y]: Point): Point => {
    const middle = Math.max(0, 1 - ((x + 20) / 200) ** 2)
    return [x + Math.sign(x + 20) * 9 * load * (1 - middle), Math.min(y + 24 * load * middle, Math.max(y, 118))]
  }
  const settle = (points: readonly Point[]): Point[] => points.map((p) => lifted(sunk(p)))

  pen.line(
    [
      [330, 122],
      [-340, 122],
    ],
    { ink: 'faint', width: 2.4, draw: clock.rise(0, 0, 1.4) },
  )
  drawSkin(pen, settle, clock.rise(0, 0.4, 2))
  const band = settle(
    smooth([
      [186, 104],
      [100, mix(100, 74, push)],
      [-60, mix(98, 82, push)],
      [-196, 106],
    ]),
  )
  pen.line(band, { ink: 'accent', width: mix(6, 4, load) + 3 * push, draw: clock.rise(1, 0.2, 1.6) })
  for (const [i, { outline, at }] of stones.entries()) {
    const shape = settle(
      smooth(
        outline.map(([x, y]): Point => [at[0] + x, at[1] + y]),
        true,
        6,
      ),
    )
    pen.line(shape, {
      closed: true,
      fill: clock.during(0, 0, 1.6 + i * 0.3) > 0.5 ? 'tint' : 'paper',
      draw: clock.rise(0, 0.2 + i * 0.25, 1.1),
      width: 2.8,
    })
  }
  for (const { outline, at } of toes) {
    const shape = smooth(
      outline.map(([x, y]): Point => [at[0] + x, at[1] + y]),
      true,
      6,
    )
    pen.line(shape, { closed: true, fill: 'paper', draw: clock.rise(0, 1.4, 1), width: 2.6 })
  }
  pen.line(settle(smooth(shin, false, 6)), { fill: 'paper', draw: clock.rise(0, 0.8, 1.4), width: 2.6 })
  drawWords(pen, clock, band, lifted)
  const weight = clock.during(2, 2, 0.3)
  pen.arrow([86, -236], [86, -156 + 20 * load], { draw: weight, alpha: weight, width: 4 })
  const rise = clock.during(3, 3, 0.6)
  const heel = lifted([196, 112])
  pen.arrow([heel[0] + 66, heel[1] + 60], [heel[0] + 66, heel[1] - 20], { draw: rise, alpha: rise, width: 4 })
}

function drawSkin(pen: Pen, settle: (points: readonly Point[]) => Point[], draw: number): void {
  const top: Point[] = [
    [128, -210],
    [120, -130],
    [56, -96],
    [-30, -52],
    [-120, 0],
    [-200, 52],
    [-250, 66],
  ]
  const heel: Point[] = [
    [196, -210],
    [190, -120],
    [206, -30],
    [240, 40],
    [236, 96],
    [206, 118],
    [120, 116],
    [20, 104],
    [-80, 112],
    [-190, 120],
  ]
  pen.line(settle(smooth(top)), { ink: 'faint', width: 2.4, draw })
  pen.line(settle(smooth(heel)), { ink: 'faint', width: 2.4, draw })
  pen.line(
    smooth([
      [-250, 66],
      [-300, 74],
      [-312, 98],
      [-290, 116],
      [-240, 118],
      [-190, 120],
    ]),
    { ink: 'faint', width: 2.4, draw },
  )
}

function drawWords(pen: Pen, clock: Clock, band: readonly Point[], lifted: (at: Point) => Point): void {
  const tie = clock.during(1, 1, 1.2)
  const middle = band[Math.floor(band.length * 0.5)] ?? [0, 0]
  pen.label('رباط باطن القدم', [middle[0] + 10, 178], middle, tie, { align: 'center', ink: 'accent' })
  const stone = clock.during(0, 0, 2.6)
  pen.label('حجر القمة', [-96, -130], lifted([70, -34]), stone, { align: 'right' })
}
