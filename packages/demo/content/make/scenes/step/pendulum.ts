import type { Clock } from '../../stage/clock.ts'
import { type Point, arc, between, mix, plot, reach } from '../../stage/curve.ts'
import type { Pen } from '../../stage/pen.ts'
import type { Scene } from '../../stage/scene.ts'
import { bone, groundLevel } from './walker.ts'

const legLength = 410
const reachDegrees = 24

/** A leg as an upside-down pendulum: the body vaults over the foot, height turns into speed and back. */
export const pendulum: Scene = {
  still: { cue: 1, after: 2.6 },
  draw: (pen, clock) => pen.within(-6, 26, 0.98, () => drawVault(pen, clock)),
}

/** Where in the vault the body is, from -1 (landing) to 1 (leaving); slower at the top. */
function vaultAt(clock: Clock): number {
  const s = Math.max(0, clock.since(0) - 1.6) / 2.6
  const u = (s % 2 < 1 ? s % 1 : 1 - (s % 1)) * 2 - 1
  return u * 0.72 + u * u * u * 0.28
}

const pathOf = (foot: Point): Point[] => arc(foot[0], foot[1], legLength, legLength, -90 + reachDegrees + 3, -90 - reachDegrees - 3)

function drawVault(pen: Pen, clock: Clock): void {
  const foot: Point = [30, groundLevel]
  const u = vaultAt(clock)
  const body = reach(foot, -legLength, u * reachDegrees)
  const height = 1 - u * u
  pen.line([[340, groundLevel], [-330, groundLevel]], { ink: 'faint', width: 2.4, draw: clock.rise(0, 0, 1.4) })
  pen.line(pathOf(foot), { ink: 'accent', width: 2.6, draw: clock.rise(0, 0.6, 1.8), dashed: clock.rise(0, 0.6, 1.8) >= 1 })
  for (const past of [-1, -0.5, 0, 0.5, 1]) {
    pen.line([foot, reach(foot, -legLength, past * reachDegrees)], { ink: 'faint', width: 2, draw: clock.rise(0, 1, 1.4) })
  }
  const knee = between(body, foot, 0.5)
  pen.line(bone(knee, between(foot, body, 0.06), 16), { closed: true, fill: 'paper', draw: clock.rise(0, 0.2, 1.6) })
  pen.line(bone(between(body, foot, 0.08), knee, 19), { closed: true, fill: 'paper', draw: clock.rise(0, 0.4, 1.6) })
  const sole: Point[] = [[24, 6], [30, -16], [8, -24], [-30, -8], [-62, 0], [-62, 6]]
  pen.line(sole.map(([x, y]): Point => [foot[0] + x, foot[1] + y - 6]), { closed: true, fill: 'paper', draw: clock.rise(0, 0.2, 1.4) })
  pen.line(arc(body[0], body[1], 32, 32, -90, 270), { closed: true, fill: 'tint', ink: 'accent', width: 4, draw: clock.rise(0, 0.9, 1.2) })
  pen.dot(body, 5, 'accent', clock.rise(0, 1.4))
  pen.label('مركز الجسم', [196, -224], [body[0] + 22, body[1] - 16], clock.rise(0, 2.4, 0.9) * (1 - clock.rise(1)), { align: 'left' })
  drawStores(pen, clock, height)
  drawRise(pen, clock, foot)
  drawForce(pen, clock, body, u)
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
    pen.line([[x - 20, 30], [x - 20, top], [x + 20, top], [x + 20, 30]], { closed: true, fill: 'tint', ink: 'accent', width: 2.6, alpha: isShown })
    pen.text(words, [x, 58], { align: 'center', size: 19, alpha: isShown })
  }
}

function drawForce(pen: Pen, clock: Clock, body: Point, u: number): void {
  const seen = clock.during(2, 3, 0.4)
  pen.arrow([body[0] - 36, body[1]], [body[0] - 44 - 74 * Math.abs(u), body[1]], { alpha: seen * Math.min(1, Math.abs(u) * 3) })
}

/** How far the centre rises between its lowest and its highest point. */
function drawRise(pen: Pen, clock: Clock, foot: Point): void {
  const seen = clock.rise(4, 0.3, 1)
  const low = reach(foot, -legLength, reachDegrees)[1]
  const high = foot[1] - legLength
  for (const y of [low, high]) pen.line(plot(-250, 250, () => y, 2), { ink: 'faint', width: 2, alpha: seen })
  pen.line([[-236, low], [-236, high]], { ink: 'accent', width: 5, draw: seen })
  pen.text('بضعة سنتيمترات', [-236, high - 34], { align: 'center', size: 20, ink: 'accent', alpha: seen })
}
