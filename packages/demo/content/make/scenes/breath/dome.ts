import type { Clock } from '../../stage/clock.ts'
import { type Point, plot, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { domeLine, drawBackbone, drawBackRibs, drawFrontRibs, drawSternum, lungs } from './chest.ts'

/** The diaphragm sinks and rises, and the lungs follow. */
export const dome: Scene = {
  still: { cue: 1, after: 3.2 },
  draw: (pen, clock) => pen.within(0, 22, 1.06, () => drawBreathing(pen, clock)),
}

function breathAt(clock: Clock): number {
  const slow = clock.rise(1, 0.3, 2.4) * (1 - clock.rise(3, 0.3, 2.6))
  const own = clock.since(4) < 0 ? 0 : 0.5 - 0.5 * Math.cos(clock.since(4) * 1.55)
  return slow + own * 0.9
}

function drawBreathing(pen: Pen, clock: Clock): void {
  const breath = breathAt(clock)
  const grow = (i: number) => clock.rise(0, 0.1 + i * 0.12, 1.2)
  drawBackbone(pen, clock.rise(0, 0, 1.4))
  drawBackRibs(pen, { breath, draw: grow })
  for (const lung of lungs(breath))
    pen.line(lung, { closed: true, fill: 'tint', ink: 'accent', width: 2, draw: clock.rise(0, 0.8, 1.6) })
  drawWindpipe(pen, clock.rise(0, 0.8, 1.6))
  pen.line(domeLine(breath), { ink: 'accent', width: 7, draw: clock.rise(0, 1.8, 1.6) })
  drawFrontRibs(pen, { breath, draw: grow, width: () => 2.4 })
  drawSternum(pen, breath, clock.rise(0, 0.4, 1.4))

  const named = clock.rise(0, 3, 0.8) * (1 - clock.rise(1))
  pen.label('diaframma', [204, 76], [104, 12], named, { ink: 'accent' })
  const down = clock.during(1, 1, 0.6)
  for (const x of [-84, 84]) pen.arrow([x, 116], [x, 172], { draw: down, alpha: down })
  const wide = clock.during(1, 1, 1.4)
  for (const sign of [-1, 1]) pen.arrow([sign * 206, 40], [sign * 254, 40], { draw: wide, alpha: wide })
  const up = clock.during(3, 3, 0.4)
  for (const x of [-84, 84]) pen.arrow([x, 176], [x, 120], { draw: up, alpha: up })
  drawAir(pen, clock)
  drawCount(pen, clock)
}

function drawWindpipe(pen: Pen, draw: number): void {
  for (const sign of [-1, 1]) {
    pen.line(
      smooth([
        [sign * 9, -276],
        [sign * 9, -200],
        [sign * 12, -168],
        [sign * 34, -136],
        [sign * 62, -112],
      ]),
      { draw, ink: 'accent', width: 2.2 },
    )
  }
}

/** Air drawn in from above, bead by bead. */
function drawAir(pen: Pen, clock: Clock): void {
  const seen = clock.during(2, 2, 0.2)
  const path = (sign: number): Point[] =>
    smooth([
      [0, -300],
      [0, -190],
      [sign * 24, -140],
      [sign * 70, -80],
      [sign * 92, -10],
    ])
  for (const sign of [-1, 1]) pen.arrowAlong(path(sign), { alpha: seen, draw: clock.rise(2, 0.3, 2.2) })
}

/** A breath seen as a wave, with the number of the day's breaths. */
function drawCount(pen: Pen, clock: Clock): void {
  const seen = clock.during(4, 4, 0.3)
  pen.line(
    plot(196, 316, (x) => -206 - 16 * Math.sin((x - 196) / 9.55), 60),
    { ink: 'accent', width: 3, draw: seen, alpha: seen },
  )
  pen.text('circa 20 000', [196, -160], { size: 26, weight: 600, ink: 'accent', alpha: seen })
  pen.text('respiri al giorno', [196, -130], { size: 18, weight: 400, alpha: seen })
}
