import { along, mix, type Point, placed, smooth } from '../../stage/curve.ts'
import type { Ink, Pen } from '../../stage/pen.ts'

/** One drawn vertebra: where it sits and how large it is. */
interface Vertebra {
  region: 'neck' | 'chest' | 'loin'
  at: Point
  /** Turn against the upright, in degrees. */
  tilt: number
  width: number
  height: number
}

const regions = [
  { region: 'neck', count: 7, from: [21, 11.5], to: [29, 14], gap: 3.5 },
  { region: 'chest', count: 12, from: [30, 15], to: [43, 21], gap: 3.5 },
  { region: 'loin', count: 5, from: [46, 24], to: [55, 28], gap: 7 },
] as const

// The living column seen from its left, as offsets from the plumb line: forwards is to the left.
const offsets = [-2, -17, -24, -12, 14, 36, 46, 42, 26, 2, -20, -30, -18, 8]

interface Posture {
  /** 0 is a straight rod, 1 the living curves. */
  curve?: number
  /** How far a load presses the column together, 0 to 1. */
  load?: number
  /** Bend of the whole column in degrees, positive forwards (to the left). */
  bend?: number
}

/** The line the vertebral bodies follow, from the base of the skull to the sacrum. */
export function spineLine({ curve = 1, load = 0, bend = 0 }: Posture = {}): Point[] {
  const sag = 1 + 0.5 * load
  const length = 498 - 26 * load
  const foot = 222
  const points = offsets.map((x, i): Point => [x * curve * sag, foot - length * (1 - i / (offsets.length - 1))])
  return smooth(points.map((p) => bent(p, foot, length, bend)))
}

/** Bends a point forwards about the foot of the column, more the higher it lies. */
function bent([x, y]: Point, foot: number, length: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  if (Math.abs(angle) < 0.001) return [x, y]
  const radius = length / angle
  const turn = ((foot - y) / length) * angle
  return [-radius + (radius + x) * Math.cos(turn), foot - (radius + x) * Math.sin(turn)]
}

/** The twenty-four vertebrae laid along a line, top first. */
export function vertebrae(line: readonly Point[]): Vertebra[] {
  const sizes = regions.flatMap(({ region, count, from, to, gap }) =>
    Array.from({ length: count }, (_, i) => {
      const u = i / (count - 1)
      return { region, width: mix(from[0], to[0], u), height: mix(from[1], to[1], u), gap }
    }),
  )
  const total = sizes.reduce((sum, size) => sum + size.height + size.gap, 0)
  let passed = 0
  return sizes.map(({ region, width, height, gap }) => {
    const { at, angle } = along(line, (passed + height / 2) / total)
    passed += height + gap
    return { region, at, tilt: (angle * 180) / Math.PI - 90, width, height: height * 0.98 }
  })
}

/** The body of a vertebra, waisted in front and behind. */
const body = (w: number, h: number): Point[] =>
  smooth(
    [
      [-w / 2, -h / 2],
      [0, -h * 0.44],
      [w / 2, -h / 2],
      [w * 0.44, 0],
      [w / 2, h / 2],
      [0, h * 0.44],
      [-w / 2, h / 2],
      [-w * 0.42, 0],
    ],
    true,
    5,
  )

/** The arch behind it: joint above, spinous process reaching back and down. */
function arch({ region, width: w, height: h }: Vertebra): Point[] {
  const long = region === 'chest' ? w * 1.02 : region === 'loin' ? w * 0.86 : w * 0.8
  const drop = region === 'chest' ? h * 1.05 : region === 'loin' ? h * 0.3 : h * 0.5
  const thick = region === 'loin' ? h * 0.62 : h * 0.42
  return smooth(
    [
      [w * 0.5, -h * 0.3],
      [w * 0.74, -h * 0.5],
      [w * 0.86, -h * 0.16],
      [w * 0.6 + long, drop - thick / 2],
      [w * 0.56 + long, drop + thick / 2],
      [w * 0.82, h * 0.36],
      [w * 0.5, h * 0.12],
    ],
    true,
    5,
  )
}

interface BoneStyle {
  draw?: number
  ink?: Ink
  fill?: Ink
  alpha?: number
}

export function drawVertebra(
  pen: Pen,
  bone: Vertebra,
  { draw = 1, ink = 'ink', fill = 'paper', alpha = 1 }: BoneStyle = {},
): void {
  pen.line(placed(arch(bone), bone.at, bone.tilt), { closed: true, fill: 'paper', ink, draw, width: 2, alpha })
  pen.line(placed(body(bone.width, bone.height), bone.at, bone.tilt), {
    closed: true,
    fill,
    ink,
    draw,
    width: 2.4,
    alpha,
  })
}

/** Sacrum and coccyx below the last vertebra. */
export function drawSacrum(pen: Pen, draw: number, at: Point = [10, 222], tilt = 0): void {
  const outline: Point[] = smooth(
    [
      [-26, 6],
      [26, -2],
      [54, 26],
      [66, 62],
      [58, 92],
      [46, 88],
      [38, 58],
      [8, 36],
    ],
    true,
    6,
  )
  pen.line(placed(outline, at, tilt), { closed: true, fill: 'paper', draw, width: 2.2 })
  for (const [i, u] of [0.3, 0.55, 0.8].entries()) {
    pen.line(
      placed(
        [
          [8 + 36 * u, 6 + 72 * u - i * 6],
          [40 + 18 * u, 4 + 56 * u - i],
        ],
        at,
        tilt,
      ),
      { draw, width: 1.6, ink: 'faint' },
    )
  }
  for (const [x, y, r] of [
    [48, 99, 6],
    [43, 109, 5],
    [36, 117, 3.6],
  ] as const) {
    pen.line(
      placed(
        smooth(
          [
            [x - r, y],
            [x, y - r * 0.8],
            [x + r, y],
            [x, y + r * 0.8],
          ],
          true,
          4,
        ),
        at,
        tilt,
      ),
      { closed: true, fill: 'paper', draw, width: 1.8 },
    )
  }
}

/** A quiet head in profile, looking left, whose base sits at `at`. */
export function drawHead(pen: Pen, at: Point, draw: number, tilt = 0): void {
  const profile: Point[] = smooth(
    [
      [16, -4],
      [40, -22],
      [54, -52],
      [46, -92],
      [12, -112],
      [-30, -108],
      [-58, -82],
      [-62, -60],
      [-72, -38],
      [-62, -34],
      [-64, -24],
      [-60, -18],
      [-62, -8],
      [-56, 6],
      [-38, 8],
      [-20, -2],
    ],
    false,
    6,
  )
  pen.line(placed(profile, at, tilt, 0.74), { draw, ink: 'faint', width: 2.4 })
}
