import type { Clock } from '../../stage/clock.ts'
import { arc, type Point } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { walkerAt } from './gait.ts'
import { drawGround, drawWalker } from './walker.ts'

const secondsPerCycle = 2.4

/** A walker in slow motion, and a dial that shows where in the cycle the near leg is. */
export const cycle: Scene = {
  still: { cue: 1, after: 3.4 },
  draw(pen, clock) {
    const travelled = travelledAt(clock)
    const walker = walkerAt(travelled)
    const share = travelled % 1
    const isHeld = share < 0.6
    const lit = (clock.during(1) > 0.5 && isHeld) || (clock.during(2) > 0.5 && !isHeld)
    pen.within(0, 10, 1, () => {
      drawGround(pen, travelled, clock.rise(0, 0, 1.6))
      drawWalker(
        pen,
        walker,
        (part) => clock.rise(0, 0.2 + part * 0.3, 1.4),
        lit ? { draw: 1, ink: 'accent', fill: 'tint' } : undefined,
      )
      const both = clock.during(3, 3, 0.4) * (share < 0.1 || Math.abs(share - 0.55) < 0.06 ? 1 : 0.15)
      for (const leg of walker.legs)
        pen.line(
          [
            [leg.heel[0] + 10, 256],
            [leg.toe[0] - 10, 256],
          ],
          { ink: 'accent', width: 5, alpha: both },
        )
    })
    drawDial(pen, clock, share)
  },
}

function travelledAt(clock: Clock): number {
  const walking = Math.max(0, clock.since(0) - 2)
  return 0.02 + (walking - Math.min(walking, 1) * 0.5) / secondsPerCycle
}

function drawDial(pen: Pen, clock: Clock, share: number): void {
  const seen = clock.rise(1, 0.2, 1.2)
  const centre: Point = [-236, -166]
  const angle = (part: number) => -90 - part * 360
  const ring = (from: number, to: number) => arc(centre[0], centre[1], 76, 76, angle(from), angle(to))
  pen.line(ring(0, 1), { ink: 'faint', width: 2, draw: seen })
  pen.line(ring(0, 0.6), { ink: 'accent', width: 8, draw: clock.rise(1, 0.6, 1.8) })
  pen.line(ring(0.62, 0.98), { ink: 'ink', width: 4, draw: clock.rise(2, 0.3, 1.6) })
  const hand = arc(centre[0], centre[1], 54, 54, angle(share), angle(share))[0] ?? centre
  pen.line([centre, hand], { width: 3, alpha: seen })
  pen.dot(centre, 5, 'ink', seen)
  pen.text('٦٠٪', [centre[0] - 100, centre[1] + 62], {
    align: 'center',
    size: 26,
    weight: 600,
    ink: 'accent',
    alpha: clock.rise(1, 1.4),
  })
  pen.text('٤٠٪', [centre[0] + 104, centre[1] - 52], {
    align: 'center',
    size: 26,
    weight: 600,
    alpha: clock.rise(2, 1.2),
  })
}
