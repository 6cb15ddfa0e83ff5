import type { Clock } from '../../stage/clock.ts'
import { mix, type Point, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { drawHead, drawSacrum, drawVertebra, spineLine, vertebrae } from './column.ts'

const names = [
  { region: 'neck', words: 'Neck · 7', at: [150, -212], from: 0 },
  { region: 'chest', words: 'Chest · 12', at: [190, -60], from: 7 },
  { region: 'loin', words: 'Lower back · 5', at: [170, 165], from: 19 },
] as const

/** The column draws itself, shows its curves, and gives under a load where a straight rod does not. */
export const threeCurves: Scene = {
  still: { cue: 3, after: 1.5 },
  draw: (pen, clock) => pen.within(0, 30, 0.87, () => drawColumn(pen, clock)),
}

function drawColumn(pen: Pen, clock: Clock): void {
  const press =
    clock.rise(4, 0.8, 1.4) *
    (0.55 + 0.45 * Math.cos(Math.max(0, clock.since(4) - 2.2) * 2.1)) *
    (1 - clock.rise(5, 0, 1.2))
  const sway = clock.swing(5, 4.4, 0.8) * 5
  const line = spineLine({ load: press, bend: sway })
  const bones = vertebrae(line)
  const top = line[0] ?? [0, 0]

  const plumb = clock.during(0, 0, 1.2) * 0.9
  pen.line(
    [
      [4, -300],
      [4, 300],
    ],
    { ink: 'faint', width: 2, alpha: plumb, dashed: true },
  )
  drawHead(pen, [top[0] + 4, top[1] - 6], clock.rise(0, 0, 1.6), -sway * 0.6)
  drawSacrum(pen, clock.rise(0, 1.2, 1.2))

  for (const [i, bone] of bones.entries()) {
    const isNamed = names.findLast((name) => i >= name.from)
    const spoken = isNamed ? clock.during(1, 1, 0.4 + names.indexOf(isNamed) * 1.5) : 0
    const grown = clock.during(2, 3, 0.3 + i * 0.07)
    drawVertebra(pen, bone, {
      draw: clock.rise(0, 0.2 + i * 0.055, 0.7),
      fill: spoken > 0.5 || grown > 0.5 ? 'tint' : 'paper',
    })
  }
  names.forEach(({ words, at, from }, n) => {
    const bone = bones[from + (n === 0 ? 3 : n === 1 ? 5 : 2)]
    if (bone)
      pen.label(
        words,
        at,
        [bone.at[0] + bone.width * 1.45, bone.at[1] + bone.height * 0.7],
        clock.rise(1, 0.4 + n * 1.5, 0.9) * (1 - clock.rise(4)),
      )
  })
  curveMarks(line).forEach((mark, n) => {
    pen.line(mark, { ink: 'accent', width: 4, draw: clock.rise(1, 0.2 + n * 1.5, 1.2), alpha: 1 - clock.rise(2) })
  })

  const load = clock.during(4, 4, 0.4)
  for (const x of [-26, 0, 26]) {
    const tip: Point = [top[0] + x, top[1] - mix(112, 96, load) + 4]
    pen.arrow([tip[0], tip[1] - 52], tip, { draw: load, alpha: load })
  }
  const weight = clock.during(3, 3, 0.3)
  const from = bones[0]?.at ?? [0, 0]
  const to = bones[23]?.at ?? [0, 0]
  pen.arrow([-100, from[1]], [-100, to[1]], { draw: weight, alpha: weight, ink: 'accent' })
  pen.text('more and', [-118, 20], { align: 'right', alpha: weight, ink: 'accent' })
  pen.text('more weight', [-118, 48], { align: 'right', alpha: weight, ink: 'accent' })
}

/** Three strokes in front of and behind the column, following its curves. */
function curveMarks(line: readonly Point[]): Point[][] {
  const part = (a: number, b: number, dx: number) =>
    smooth(
      line.slice(Math.floor(line.length * a), Math.floor(line.length * b)).map(([x, y]): Point => [x + dx, y]),
      false,
      2,
    )
  return [part(0.04, 0.27, -34), part(0.32, 0.66, -46), part(0.74, 0.98, -54)]
}
