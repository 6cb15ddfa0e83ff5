import type { Clock } from '../../stage/clock.ts'
import { arc, mix, type Point, plot, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'

/** The wave of the breath, the wave of the heart, and how they fall into step. */
export const slow: Scene = {
  still: { cue: 2, after: 3.6 },
  draw(pen, clock) {
    drawWaves(pen, clock)
    drawGuide(pen, clock)
  },
}

const [left, right] = [-300, 320]

function drawWaves(pen: Pen, clock: Clock): void {
  const seen = 1 - clock.rise(3, -0.4, 0.8)
  if (seen <= 0) return
  const calm = clock.rise(2, 0.2, 2)
  const length = mix(118, 310, calm)
  const flow = clock.t * mix(62, 50, calm)
  const wave = (x: number) => Math.sin((2 * Math.PI * (x + flow)) / length)
  const lag = mix(0.9, 0, calm)
  const heart = (x: number) => Math.sin((2 * Math.PI * (x + flow)) / length - lag)

  pen.text('respiro', [left, -214], { alpha: clock.rise(0, 0.8) * seen })
  pen.line(
    [
      [left, -110],
      [right, -110],
    ],
    { ink: 'faint', width: 2, draw: clock.rise(0, 0, 1.6), alpha: seen },
  )
  pen.line(
    plot(left, right, (x) => -110 - mix(44, 58, calm) * wave(x), 150),
    { width: 4, draw: clock.rise(0, 0.4, 2.2), alpha: seen },
  )

  pen.text('battito', [left, 46], { ink: 'accent', alpha: clock.rise(1, 0.4) * seen })
  pen.line(
    [
      [left, 140],
      [right, 140],
    ],
    { ink: 'faint', width: 2, draw: clock.rise(1, 0, 1.4), alpha: seen },
  )
  pen.line(
    plot(left, right, (x) => 140 - mix(18, 56, calm) * heart(x), 150),
    { ink: 'accent', width: 4, draw: clock.rise(1, 0.2, 2), alpha: seen },
  )
  const beat = 1 + 0.12 * Math.max(0, Math.sin(clock.t * mix(7, 6 + heart(right), calm)))
  const pulse: Point[] = [
    [0, 22],
    [-24, -2],
    [-22, -20],
    [-8, -22],
    [0, -10],
    [8, -22],
    [22, -20],
    [24, -2],
  ]
  pen.line(
    smooth(
      pulse.map(([x, y]): Point => [left + 130 + x * beat * 0.7, 44 + y * beat * 0.7]),
      true,
      6,
    ),
    { closed: true, ink: 'accent', fill: 'tint', alpha: clock.rise(1, 0.4) * seen },
  )
  pen.text(calm > 0.5 ? '6 al minuto' : '12–20 al minuto', [right, -214], {
    align: 'right',
    ink: 'accent',
    weight: 600,
    size: 24,
    alpha: clock.rise(0, 1.4) * seen,
  })
}

/** A ring that fills for five seconds and empties for five. */
function drawGuide(pen: Pen, clock: Clock): void {
  const seen = clock.rise(3, 0.2, 1)
  if (seen <= 0) return
  const s = Math.max(0, clock.since(3) - 1)
  const fill = 0.5 - 0.5 * Math.cos((s / 5) * Math.PI)
  const radius = mix(98, 196, fill)
  pen.line(arc(0, -6, 208, 208, -90, 270), { ink: 'faint', width: 2, draw: seen })
  pen.line(arc(0, -6, radius, radius, -90, 270), { closed: true, fill: 'tint', ink: 'accent', width: 3, alpha: seen })
  for (const share of [0.9, 0.78])
    pen.line(arc(0, -6, radius * share, radius * share, -90, 270), { ink: 'accent', width: 1.6, alpha: seen * 0.5 })
  pen.line(arc(0, -6, 222, 222, -90, -90 + ((s % 10) / 10) * 360), { ink: 'accent', width: 6, alpha: seen })
  const isIn = s % 10 < 5
  pen.text(isIn ? 'inspira' : 'espira', [0, -20], { align: 'center', size: 34, serif: true, weight: 400, alpha: seen })
  pen.text(String(Math.floor(s % 5) + 1), [0, 24], { align: 'center', size: 26, ink: 'accent', alpha: seen })
}
