import type { Clock } from '../../stage/clock.ts'
import { along, between, circle, distance, mix, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'

interface Pose {
  hip: Point
  knee: Point
  shoulder: Point
  elbow: Point
  hand: Point
}

const ankle: Point = [96, 224]
const far: Pose = { hip: [118, 16], knee: [80, 122], shoulder: [-14, -114], elbow: [-62, -34], hand: [-132, 30] }
const near: Pose = { hip: [104, 0], knee: [76, 116], shoulder: [42, -166], elbow: [34, -66], hand: [24, 4] }

/** A figure lifts a box, first far away, then close, and the lever is measured. */
export const lifting: Scene = {
  still: { cue: 2, after: 3.2 },
  draw(pen, clock) {
    const breath = clock.swing(4, 4.2, 1) * 0.06
    const close = clock.rise(3, 0.2, 2) + breath
    const pose = blend(far, near, close)
    const box: Point = [pose.hand[0] - 14, pose.hand[1] + 52]
    pen.line(
      [
        [-250, 246],
        [260, 246],
      ],
      { ink: 'faint', width: 2.4, draw: clock.rise(0, 0, 1.6) },
    )
    drawFigure(pen, pose, clock.rise(0, 0.2, 2.2))
    drawBox(pen, box, clock.rise(0, 1.6, 1))
    drawLever(pen, clock, pose.hip, box, close)
    drawMuscle(pen, clock, pose)
  },
}

function blend(a: Pose, b: Pose, u: number): Pose {
  return {
    hip: between(a.hip, b.hip, u),
    knee: between(a.knee, b.knee, u),
    shoulder: between(a.shoulder, b.shoulder, u),
    elbow: between(a.elbow, b.elbow, u),
    hand: between(a.hand, b.hand, u),
  }
}

/** A body in outline: each part a tapered limb, front of the body to the left. */
function drawFigure(pen: Pen, { hip, knee, shoulder, elbow, hand }: Pose, draw: number): void {
  pen.line(limb(ankle, [52, 240], 11, 7), { closed: true, draw, fill: 'paper' })
  pen.line(limb(knee, ankle, 23, 13), { closed: true, draw, fill: 'paper' })
  pen.line(limb(hip, knee, 35, 23), { closed: true, draw, fill: 'paper' })
  const torso = between(hip, shoulder, 0.5)
  const lean = (Math.atan2(shoulder[0] - hip[0], hip[1] - shoulder[1]) * 180) / Math.PI
  const half = distance(hip, shoulder) / 2
  const trunk = smooth(
    [
      [-36, half + 8],
      [-34, 20],
      [-42, -half + 34],
      [-18, -half - 14],
      [22, -half - 6],
      [40, -half + 40],
      [28, 26],
      [40, half - 4],
      [22, half + 26],
      [-18, half + 28],
    ],
    true,
    8,
  )
  pen.line(placed(trunk, torso, lean), { closed: true, draw, fill: 'paper', width: 2.8 })
  const head = placed([[-12, -half - 66]], torso, lean)[0] ?? shoulder
  pen.line(
    placed(
      smooth(
        [
          [-18, -34],
          [10, -38],
          [32, -18],
          [28, 12],
          [12, 30],
          [-8, 40],
          [-22, 36],
          [-28, 18],
          [-36, 8],
          [-28, -4],
          [-30, -20],
        ],
        true,
        6,
      ),
      head,
      lean * 0.7,
    ),
    { closed: true, draw, fill: 'paper' },
  )
  pen.line(limb(shoulder, elbow, 17, 12), { closed: true, draw, fill: 'paper' })
  pen.line(limb(elbow, hand, 13, 9), { closed: true, draw, fill: 'paper' })
}

function limb(from: Point, to: Point, wide: number, narrow: number): Point[] {
  const length = distance(from, to)
  const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI
  const outline = smooth(
    [
      [-wide * 0.9, 0],
      [0, -wide],
      [length * 0.45, -(wide + narrow) * 0.52],
      [length, -narrow],
      [length + narrow * 0.9, 0],
      [length, narrow],
      [length * 0.45, (wide + narrow) * 0.52],
      [0, wide],
    ],
    true,
    6,
  )
  return placed(outline, from, turn)
}

function drawBox(pen: Pen, [x, y]: Point, draw: number): void {
  const square: Point[] = [
    [x - 46, y - 42],
    [x + 46, y - 42],
    [x + 46, y + 42],
    [x - 46, y + 42],
  ]
  pen.line(square, { closed: true, draw, fill: 'tint', width: 3 })
  pen.text('10 kg', [x, y + 1], { align: 'center', size: 24, alpha: draw })
}

function drawLever(pen: Pen, clock: Clock, hip: Point, box: Point, close: number): void {
  const seen = clock.rise(2, 0, 1.2) * (1 - clock.rise(4, 0, 0.6))
  const pivot: Point = [hip[0] + 2, hip[1] - 28]
  const y = mix(-244, -296, Math.min(1, close))
  pen.line(
    [
      [box[0], y],
      [box[0], box[1] - 48],
    ],
    { ink: 'accent', width: 2, alpha: seen, dashed: true },
  )
  pen.line(
    [
      [pivot[0], y],
      [pivot[0], pivot[1]],
    ],
    { ink: 'accent', width: 2, alpha: seen, dashed: true },
  )
  pen.line(
    [pivot, [box[0], y]].map(([x]): Point => [x ?? 0, y]),
    { ink: 'accent', width: 4, draw: seen, alpha: seen },
  )
  pen.text(close > 0.5 ? '20 cm' : '50 cm', [(pivot[0] + box[0]) / 2, y - 24], {
    align: 'center',
    size: 26,
    ink: 'accent',
    alpha: seen,
  })
  pen.label(close > 0.5 ? 'about 40 kg' : 'about 100 kg', [222, hip[1] - 96], [pivot[0] + 24, hip[1] - 62], seen, {
    size: 26,
    weight: 600,
    ink: 'accent',
  })
}

/** The long muscle of the back, short-handled about its pivot. */
function drawMuscle(pen: Pen, clock: Clock, { hip, shoulder }: Pose): void {
  const seen = clock.rise(1, 0.2, 1.4)
  const back = between(hip, shoulder, 0.5)
  const lean = (Math.atan2(shoulder[0] - hip[0], hip[1] - shoulder[1]) * 180) / Math.PI
  const cord = placed(
    smooth(
      [
        [24, 74],
        [18, 30],
        [27, -30],
        [24, -76],
      ],
      false,
      8,
    ),
    back,
    lean,
  )
  pen.line(cord, { ink: 'accent', width: 7, draw: seen })
  const pivot: Point = [hip[0] + 2, hip[1] - 28]
  pen.line(circle(pivot[0], pivot[1], 8), { closed: true, fill: 'paper', width: 3, alpha: seen })
  const named = clock.during(1, 1, 0.8)
  const foot = along(cord, 0.2).at
  pen.label('joint', [206, pivot[1] + 66], pivot, named)
  pen.label('back muscle', [206, pivot[1] - 70], foot, named, { ink: 'accent' })
  pen.text('5 cm from the joint', [206, pivot[1] - 42], { ink: 'accent', size: 18, weight: 400, alpha: named })
}
