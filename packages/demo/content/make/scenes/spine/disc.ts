import type { Clock } from '../../stage/clock.ts'
import { arc, mix, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'

/** Two lumbar vertebrae cut open from the side, and the disc between them at work. */
export const disc: Scene = {
  still: { cue: 1, after: 3 },
  draw(pen, clock) {
    const press = clock.during(1, 1, 0.4) * (0.8 + 0.2 * clock.swing(1, 2.6, 1.4))
    const thirst = clock.rise(3, 0.3, 2.2) * (1 - clock.rise(3, 3.4, 2.2)) * 0.7 + evening(clock) * 0.7
    const tilt = 9 * clock.swing(2, 4.6, 0.3) * (1 - clock.rise(3, -0.5, 0.6))
    const height = mix(86, 58, Math.max(press, thirst))
    const bulge = 20 * press + 6 * thirst

    const upper: Point = [0, -height / 2 - 72]
    const lower: Point = [0, height / 2 + 72]
    drawBody(pen, upper, -tilt, clock.rise(0, 0, 1.6))
    drawBody(pen, lower, tilt, clock.rise(0, 0.3, 1.6))
    drawDisc(pen, height, bulge, tilt, clock.rise(0, 1.2, 1.8))

    const named = clock.rise(0, 2, 1) * (1 - clock.rise(1))
    pen.label('ring', [216, -64], [138, -6], named)
    pen.label('core', [216, 66], [18, 6], named)
    for (const x of [-90, 0, 90]) pen.arrow([x, -272], [x, -222 + 12 * press], { draw: press, alpha: press })
    for (const [from, to] of pushes) pen.arrow(from, to, { draw: press, alpha: press, width: 2.6 })
    drawWater(pen, clock)
    drawRuler(pen, clock, -upper[1] + 62, 86 / 2 + 72 + 62)
  },
}

const evening = (clock: Clock): number =>
  clock.during(4, 4, 0.2) * (0.5 + 0.5 * Math.cos(Math.max(0, clock.since(4) - 1.4) * 1.6)) * clock.rise(4, 0, 1.4)

const pushes: [Point, Point][] = [
  [
    [-42, 0],
    [-88, 0],
  ],
  [
    [42, 0],
    [88, 0],
  ],
  [
    [0, -5],
    [0, -24],
  ],
  [
    [0, 5],
    [0, 24],
  ],
]

function drawBody(pen: Pen, at: Point, tilt: number, draw: number): void {
  const outline = smooth(
    [
      [-158, -62],
      [0, -54],
      [158, -62],
      [138, 0],
      [158, 62],
      [0, 54],
      [-158, 62],
      [-138, 0],
    ],
    true,
    10,
  )
  pen.line(placed(outline, at, tilt), { closed: true, draw, fill: 'paper', width: 3 })
  for (let i = -5; i <= 5; i++) {
    const grain: Point[] = [
      [i * 24, -30 + Math.abs(i) * 1.5],
      [i * 23, 30 - Math.abs(i) * 1.5],
    ]
    pen.line(placed(grain, at, tilt), { draw, ink: 'faint', width: 2 })
  }
}

function drawDisc(pen: Pen, height: number, bulge: number, tilt: number, draw: number): void {
  const lean = Math.tan((tilt * Math.PI) / 180)
  const h = (x: number): number => height / 2 + x * lean
  const side = (sign: number, x: number, out: number): Point[] =>
    smooth(
      [
        [sign * x, -h(sign * x) + 8],
        [sign * (x + out), 0],
        [sign * x, h(sign * x) - 8],
      ],
      false,
      12,
    )
  const left = side(-1, 150, 14 + bulge)
  const right = side(1, 150, 14 + bulge)
  pen.line([...right, ...left.toReversed()], { closed: true, draw, fill: 'tint', width: 0 })
  for (const [x, share] of [
    [150, 1],
    [124, 0.85],
    [98, 0.7],
    [74, 0.55],
  ] as const) {
    for (const sign of [-1, 1]) {
      pen.line(side(sign, x, (14 + bulge) * share), {
        draw,
        ink: x === 150 ? 'ink' : 'accent',
        width: x === 150 ? 3 : 2,
      })
    }
  }
  const shift = tilt * 2.4
  pen.line(arc(shift, 0, 52 + bulge * 0.7, height * 0.33, -90, 270), {
    closed: true,
    draw,
    fill: 'paper',
    ink: 'accent',
    width: 3,
  })
}

/** Drops that leave the disc by day and return by night. */
function drawWater(pen: Pen, clock: Clock): void {
  const out = clock.rise(3, 0.4, 2.2) - clock.rise(3, 2.8, 1.8)
  const seen = Math.min(1, out * 4)
  for (const sign of [-1, 1]) {
    for (const [i, y] of [-22, 0, 22].entries()) {
      const x = mix(60, 232 + (i % 2) * 22, out)
      const drop = smooth(
        [
          [0, -11],
          [7, 3],
          [0, 10],
          [-7, 3],
        ],
        true,
        6,
      )
      pen.line(placed(drop, [sign * x, y * mix(0.5, 1.5, out)], 0), {
        closed: true,
        fill: 'paper',
        ink: 'accent',
        width: 2.4,
        alpha: seen,
      })
    }
  }
}

/** A measure beside the bones: how tall they stand now, against the morning. */
function drawRuler(pen: Pen, clock: Clock, now: number, morning: number): void {
  const seen = clock.during(4, 4, 0.1)
  pen.line(
    [
      [-232, -morning],
      [-188, -morning],
    ],
    { ink: 'faint', width: 2.4, alpha: seen },
  )
  pen.line(
    [
      [-232, -now],
      [-188, -now],
    ],
    { ink: 'accent', width: 3, alpha: seen },
  )
  pen.line(
    [
      [-210, -now],
      [-210, now],
    ],
    { ink: 'accent', width: 3, alpha: seen },
  )
  pen.line(
    [
      [-232, now],
      [-188, now],
    ],
    { ink: 'accent', width: 3, alpha: seen },
  )
}
