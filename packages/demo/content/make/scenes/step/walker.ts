import { circle, distance, mix, type Point, placed, reach, smooth } from '../../stage/curve.ts'
import type { Ink, Pen } from '../../stage/pen.ts'
import { ground, type Leg, stride, type Walker } from './gait.ts'

/** A long bone: slim in the middle, knobbed at both ends. */
export function bone(from: Point, to: Point, wide: number): Point[] {
  const length = distance(from, to)
  const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI
  const half = [
    [-wide * 0.5, -wide * 0.3],
    [wide * 0.1, -wide * 0.85],
    [wide, -wide * 0.55],
    [length * 0.5, -wide * 0.36],
    [length - wide, -wide * 0.55],
    [length - wide * 0.1, -wide * 0.8],
    [length + wide * 0.4, -wide * 0.3],
  ] as const
  const outline: Point[] = [...half, ...half.toReversed().map(([x, y]): Point => [x, -y])]
  return placed(smooth(outline, true, 5), from, turn)
}

interface LegStyle {
  draw: number
  ink?: Ink
  fill?: Ink
}

function drawLeg(
  pen: Pen,
  { hip, knee, ankle, heel, toe }: Leg,
  { draw, ink = 'ink', fill = 'paper' }: LegStyle,
): void {
  const turn = (Math.atan2(toe[1] - heel[1], toe[0] - heel[0]) * 180) / Math.PI
  const foot = smooth(
    [
      [2, -3],
      [0, -16],
      [12, -27],
      [24, -30],
      [44, -22],
      [70, -10],
      [86, -5],
      [84, 0],
      [62, -1],
      [40, -8],
      [20, -1],
    ],
    true,
    5,
  )
  const mirrored = foot.map(([x, y]): Point => [x, -y])
  pen.line(placed(mirrored, heel, turn), { closed: true, fill, ink, draw, width: 2.6 })
  pen.line(bone(knee, ankle, 12), { closed: true, fill, ink, draw, width: 2.6 })
  pen.line(bone(hip, knee, 15), { closed: true, fill, ink, draw, width: 2.6 })
  pen.line(circle(knee[0] - 8, knee[1] - 2, 6), { closed: true, fill, ink, draw, width: 2 })
}

/** Pelvis, spine, ribs and head, swaying a little with the step. */
function drawTrunk(pen: Pen, { hip: [x, y], phase }: Walker, draw: number): void {
  const sway = Math.sin(phase * 4 * Math.PI) * 2
  const spine = smooth([
    [x + 12, y - 30],
    [x + 2, y - 66],
    [x + 12, y - 104],
    [x + 24, y - 146],
    [x + 16, y - 186],
    [x + 2 + sway * 0.4, y - 214],
  ])
  for (let i = 2; i < spine.length - 1; i += 3) {
    const [bx, by] = spine[i] ?? [0, 0]
    pen.line(
      [
        [bx - 8, by],
        [bx + 8, by - 1],
      ],
      { draw, width: 5.5, ink: 'faint' },
    )
  }
  const pelvis = smooth(
    [
      [x - 22, y - 30],
      [x - 4, y - 46],
      [x + 26, y - 44],
      [x + 32, y - 22],
      [x + 12, y - 4],
      [x + 4, y + 14],
      [x - 10, y + 10],
      [x - 10, y - 8],
    ],
    true,
    6,
  )
  pen.line(pelvis, { closed: true, fill: 'paper', draw, width: 2.6 })
  for (let i = 0; i < 7; i++) {
    const [top, deep] = [y - 192 + i * 15, 30 + 26 * Math.sin(((i + 1.4) / 8.4) * Math.PI)]
    pen.line(
      smooth([
        [x + 18 + Math.sin(i / 2) * 6, top],
        [x - deep * 0.3, top + 2],
        [x - deep, top + 17],
        [x - deep * 0.82, top + 26],
      ]),
      { draw, width: 2.2 },
    )
  }
  const head = smooth(
    [
      [14, 2],
      [34, -14],
      [40, -44],
      [24, -70],
      [-8, -74],
      [-32, -58],
      [-38, -38],
      [-46, -22],
      [-38, -18],
      [-40, -8],
      [-36, 4],
      [-14, 8],
    ],
    false,
    6,
  )
  pen.line(placed(head, [x + 2 + sway * 0.5, y - 222], 0, 0.86), { draw, width: 2.6 })
}

/** An arm that swings against the leg of its side. */
function drawArm(pen: Pen, { hip: [x, y] }: Walker, phase: number, draw: number, ink: Ink = 'ink'): void {
  const shoulder: Point = [x + 10, y - 184]
  const swing = 3 + 22 * Math.cos(phase * 2 * Math.PI)
  const elbow = reach(shoulder, 88, swing)
  const hand = reach(elbow, 78, swing - 16 - 8 * Math.cos(phase * 2 * Math.PI))
  pen.line(bone(shoulder, elbow, 10), { closed: true, fill: 'paper', ink, draw, width: 2.4 })
  pen.line(bone(elbow, hand, 8), { closed: true, fill: 'paper', ink, draw, width: 2.4 })
  pen.line(
    placed(
      smooth(
        [
          [-8, 0],
          [-10, 16],
          [-4, 28],
          [6, 24],
          [8, 2],
        ],
        true,
        5,
      ),
      hand,
      swing,
    ),
    { closed: true, fill: 'paper', ink, draw, width: 2.2 },
  )
}

/** The whole walker, far side quiet and near side in ink. */
export function drawWalker(
  pen: Pen,
  walker: Walker,
  draw: (part: number) => number,
  near: LegStyle | undefined = undefined,
): void {
  drawArm(pen, walker, walker.phase + 0.5, draw(4), 'faint')
  drawLeg(pen, walker.legs[1], { draw: draw(1), ink: 'faint' })
  drawTrunk(pen, walker, draw(2))
  drawLeg(pen, walker.legs[0], near ?? { draw: draw(0) })
  drawArm(pen, walker, walker.phase, draw(3))
}

/** Ground that passes under a walker: `travelled` in cycles. */
export function drawGround(pen: Pen, travelled: number, draw: number): void {
  pen.line(
    [
      [350, ground],
      [-350, ground],
    ],
    { ink: 'faint', width: 2.4, draw },
  )
  for (let i = -5; i < 6; i++) {
    const x = i * 66 + ((travelled * stride) % 66)
    if (Math.abs(x) < 340)
      pen.line(
        [
          [x, ground + 8],
          [x + 10, ground + 18],
        ],
        { ink: 'faint', width: 2.2, alpha: mix(0, 1, draw) },
      )
  }
}
