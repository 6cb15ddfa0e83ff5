import { mix, type Point, smooth } from '../../stage/curve.ts'
import type { Ink, Pen } from '../../stage/pen.ts'

/** A rib pair seen from the front: how wide, how high behind, at the side and at the breastbone. */
interface Rib {
  wide: number
  back: number
  side: number
  front: number
}

const ribs: Rib[] = [
  { wide: 62, back: -228, side: -212, front: -196 },
  { wide: 98, back: -206, side: -176, front: -168 },
  { wide: 124, back: -182, side: -138, front: -140 },
  { wide: 142, back: -156, side: -100, front: -112 },
  { wide: 155, back: -128, side: -62, front: -84 },
  { wide: 164, back: -98, side: -24, front: -58 },
  { wide: 170, back: -66, side: 14, front: -38 },
  { wide: 172, back: -34, side: 52, front: -24 },
  { wide: 168, back: 0, side: 90, front: -12 },
  { wide: 158, back: 34, side: 124, front: 0 },
]

const ribCount = ribs.length

interface ChestStyle {
  /** 0 breathed out, 1 breathed in. */
  breath: number
  draw?: (rib: number) => number
  ink?: (rib: number) => Ink
  width?: (rib: number) => number
}

/** How a rib lies when the chest is filled so far: the lower it is, the more it swings out and up. */
export function ribAt(index: number, breath: number): Rib {
  const rib = ribs[index] ?? { wide: 0, back: 0, side: 0, front: 0 }
  const swing = breath * (0.35 + index / ribs.length)
  return { wide: rib.wide + 17 * swing, back: rib.back, side: rib.side - 22 * swing, front: rib.front - 9 * breath }
}

/** The front arc of one rib, from its outermost point to the breastbone; `sign` is the side. */
function ribFront(index: number, breath: number, sign: number): Point[] {
  const { wide, side, front } = ribAt(index, breath)
  const isFalse = index > 6
  const end: Point = isFalse ? [sign * (16 + (index - 6) * 13), front + (index - 6) * 20] : [sign * 13, front]
  return smooth([
    [sign * wide * 0.93, side - 26],
    [sign * wide, side],
    [sign * wide * 0.88, side + 22],
    [sign * wide * 0.55, mix(side, end[1], 0.42) + 14],
    end,
  ])
}

export function drawBackRibs(pen: Pen, { breath, draw = () => 1 }: ChestStyle): void {
  for (let i = 0; i < ribCount; i++) {
    const { wide, back, side } = ribAt(i, breath)
    for (const sign of [-1, 1]) {
      pen.line(
        smooth([
          [sign * 9, back],
          [sign * wide * 0.5, back - 10],
          [sign * wide * 0.93, side - 26],
        ]),
        { ink: 'faint', width: 2.4, draw: draw(i) },
      )
    }
  }
}

export function drawFrontRibs(
  pen: Pen,
  { breath, draw = () => 1, ink = () => 'ink', width = () => 3 }: ChestStyle,
): void {
  for (let i = 0; i < ribCount; i++) {
    for (const sign of [-1, 1]) pen.line(ribFront(i, breath, sign), { draw: draw(i), ink: ink(i), width: width(i) })
  }
}

/** Breastbone and collarbones. */
export function drawSternum(pen: Pen, breath: number, draw: number): void {
  const y = -9 * breath
  const bone: Point[] = [
    [-22, -214 + y],
    [0, -206 + y],
    [22, -214 + y],
    [16, -184 + y],
    [11, -150 + y],
    [14, -70 + y],
    [9, -44 + y],
    [4, -18 + y],
    [-4, -18 + y],
    [-9, -44 + y],
    [-14, -70 + y],
    [-11, -150 + y],
    [-16, -184 + y],
  ]
  pen.line(smooth(bone, true, 6), { closed: true, fill: 'paper', draw, width: 2.8 })
  for (const sign of [-1, 1]) {
    const collar: Point[] = [
      [22, -212],
      [70, -226],
      [120, -240],
      [172, -234],
    ]
    pen.line(smooth(collar.map(([x, cy]): Point => [sign * x, cy + y * 0.6])), { draw, width: 3 })
  }
}

/** The spine behind it all, as quiet beads. */
export function drawBackbone(pen: Pen, draw: number): void {
  for (let i = 0; i < 15; i++) {
    const [y, w] = [-238 + i * 31, 11 + i * 0.8]
    pen.line(
      smooth(
        [
          [-w, y - 11],
          [w, y - 11],
          [w - 3, y],
          [w, y + 11],
          [-w, y + 11],
          [-w + 3, y],
        ],
        true,
        4,
      ),
      { closed: true, ink: 'faint', width: 2, draw },
    )
  }
}

/** The line of the dome of the diaphragm, from the left edge of the chest to the right. */
export function domeLine(breath: number): Point[] {
  const { wide, side } = ribAt(9, breath)
  const top = mix(-6, 62, breath)
  const edge = side + 16
  return smooth([
    [-wide * 0.92, edge],
    [-wide * 0.84, mix(top, edge, 0.4)],
    [-wide * 0.5, top - 8],
    [-14, top + 24 + 8 * breath],
    [wide * 0.5, top + 8],
    [wide * 0.84, mix(top, edge, 0.46)],
    [wide * 0.92, edge],
  ])
}

/** Both lungs, resting on the dome and filling the cage. */
export function lungs(breath: number): [Point[], Point[]] {
  const side = (sign: number): Point[] => {
    const w = (i: number) => ribAt(i, breath).wide * 0.86
    const floor = mix(-14, 54, breath) + (sign > 0 ? 14 : 0)
    const heart = sign > 0 ? 26 : 0
    return smooth(
      [
        [sign * 34, -196],
        [sign * 52, -214],
        [sign * w(1) * 0.86, -176],
        [sign * w(3), -104],
        [sign * w(5), -34],
        [sign * w(7) * 0.98, floor + 26],
        [sign * w(7) * 0.62, floor + 2],
        [sign * (46 + heart), floor + 16],
        [sign * (36 + heart), floor - 60],
        [sign * 30, -110],
      ],
      true,
      8,
    )
  }
  return [side(-1), side(1)]
}
