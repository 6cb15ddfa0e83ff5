import type { Clock } from '../../stage/clock.ts'
import { arc, between, mix, type Point, smooth } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { ground } from './gait.ts'
import { bone } from './walker.ts'

const legLength = 410
const reachDegrees = 24

/** A leg as an upside-down pendulum: the body vaults over the foot, height turns into speed and back. */
export const pendulum: Scene = {
  still: { cue: 1, after: 2.6 },
  draw: (pen, clock) => pen.within(-6, 26, 0.98, () => drawVault(pen, clock)),
}

const stepSeconds = 2.2
const halfStep = legLength * Math.sin((reachDegrees * Math.PI) / 180)

/** Where in its step the body is, from -1 (landing) to 1 (leaving). */
function vaultAt(clock: Clock): number {
  const s = Math.max(0, clock.since(0) - 1.8) / stepSeconds + 0.5
  const u = (s % 1) * 2 - 1
  // Slower over the top, where height has been bought with speed.
  return u * 0.72 + u * u * u * 0.28
}

function drawVault(pen: Pen, clock: Clock): void {
  const u = vaultAt(clock)
  const turn = (u * reachDegrees * Math.PI) / 180
  const foot: Point = [legLength * Math.sin(turn), ground]
  const body: Point = [0, ground - legLength * Math.cos(turn)]
  const share = (foot[0] + halfStep) / (2 * halfStep)
  const swinging: Point = [mix(halfStep, -halfStep, share), ground - 30 * Math.sin(share * Math.PI)]

  pen.line(
    [
      [340, ground],
      [-330, ground],
    ],
    { ink: 'faint', width: 2.4, draw: clock.rise(0, 0, 1.4) },
  )
  for (const k of [-1, 0, 1]) drawPath(pen, foot[0] + k * 2 * halfStep, clock.rise(0, 0.9 + k * 0.4, 1.6))
  pen.line([body, swinging], { ink: 'faint', width: 3, draw: clock.rise(0, 1.4, 1.4) })
  drawStanding(pen, body, foot, clock)
  pen.line(arc(body[0], body[1], 32, 32, -90, 270), {
    closed: true,
    fill: 'tint',
    ink: 'accent',
    width: 4,
    draw: clock.rise(0, 0.9, 1.2),
  })
  pen.dot(body, 5, 'accent', clock.rise(0, 1.4))
  pen.label('مركز الجسم', [150, -236], [body[0] + 24, body[1] - 18], clock.rise(0, 2.4, 0.9) * (1 - clock.rise(1)), {
    align: 'left',
  })
  drawStores(pen, clock, 1 - u * u)
  drawRise(pen, clock)
  const speed = clock.during(2, 3, 0.4)
  pen.arrow([-44, body[1]], [-52 - 84 * Math.abs(u), body[1]], { alpha: speed * Math.min(1, Math.abs(u) * 3) })
}

/** The arc of the body's centre over one foot, as far as the page reaches. */
function drawPath(pen: Pen, footX: number, draw: number): void {
  const path = arc(footX, ground, legLength, legLength, -90 + reachDegrees, -90 - reachDegrees)
  pen.line(
    path.filter(([x]) => Math.abs(x) < 320),
    { ink: 'accent', width: 2.6, draw, dashed: draw >= 1 },
  )
}

function drawStanding(pen: Pen, body: Point, foot: Point, clock: Clock): void {
  const knee = between(body, foot, 0.5)
  pen.line(bone(knee, between(foot, body, 0.06), 16), { closed: true, fill: 'paper', draw: clock.rise(0, 0.2, 1.6) })
  pen.line(bone(between(body, foot, 0.08), knee, 19), { closed: true, fill: 'paper', draw: clock.rise(0, 0.4, 1.6) })
  const sole = smooth(
    [
      [26, 0],
      [30, -16],
      [8, -27],
      [-24, -14],
      [-58, -8],
      [-64, 0],
    ],
    false,
    6,
  )
  pen.line(
    sole.map(([x, y]): Point => [foot[0] + x, foot[1] + y]),
    { closed: true, fill: 'paper', draw: clock.rise(0, 0.2, 1.4) },
  )
}

/** Two columns that trade with each other: height and speed. */
function drawStores(pen: Pen, clock: Clock, height: number): void {
  const seen = clock.rise(1, 0.3, 1) * (1 - clock.rise(4, 0, 0.6))
  const columns = [
    { words: 'ارتفاع', x: -300, share: height },
    { words: 'سرعة', x: -226, share: 1 - height },
  ]
  for (const [i, { words, x, share }] of columns.entries()) {
    const isShown = i === 0 ? seen : seen * clock.rise(2, 0.2, 1)
    const top = mix(30, -150, 0.1 + 0.9 * share)
    pen.line(
      [
        [x - 20, 30],
        [x - 20, top],
        [x + 20, top],
        [x + 20, 30],
      ],
      { closed: true, fill: 'tint', ink: 'accent', width: 2.6, alpha: isShown },
    )
    pen.text(words, [x, 58], { align: 'center', size: 19, alpha: isShown })
  }
}

/** How far the centre rises between its lowest and its highest point. */
function drawRise(pen: Pen, clock: Clock): void {
  const seen = clock.rise(4, 0.3, 1)
  const low = ground - legLength * Math.cos((reachDegrees * Math.PI) / 180)
  const high = ground - legLength
  for (const y of [low, high])
    pen.line(
      [
        [-250, y],
        [250, y],
      ],
      { ink: 'faint', width: 2, alpha: seen },
    )
  pen.line(
    [
      [-236, low],
      [-236, high],
    ],
    { ink: 'accent', width: 5, draw: seen },
  )
  pen.text('بضعة سنتيمترات', [-236, high - 34], { align: 'center', size: 20, ink: 'accent', alpha: seen })
}
