import { ease } from '../../stage/clock.ts'
import { between, distance, mix, type Point, placed } from '../../stage/curve.ts'

const thigh = 122
const shank = 116
/** The height of the ground in the drawing area. */
export const ground = 236
/** How far a cycle carries the body. */
export const stride = 330
/** The share of a cycle for which a foot stands. */
const standing = 0.6

export interface Leg {
  hip: Point
  knee: Point
  ankle: Point
  heel: Point
  toe: Point
}

export interface Walker {
  hip: Point
  legs: [near: Leg, far: Leg]
  phase: number
}

interface Foot {
  ankle: Point
  heel: Point
  toe: Point
}

const fromHeel = { ankle: [-16, -25], toe: [-84, 0] } as const

/** A foot whose heel is at `heel`, its toe raised by `pitch` degrees. */
function footOnHeel(heel: Point, pitch: number): Foot {
  const [ankle, toe] = placed([fromHeel.ankle, fromHeel.toe], heel, pitch)
  return { heel, ankle: ankle ?? heel, toe: toe ?? heel }
}

/** Where a foot is in its cycle, which begins as the heel lands; forwards is to the left. */
function footAt(phase: number): Foot {
  const p = ((phase % 1) + 1) % 1
  const heel: Point = [-70 + stride * Math.min(p, standing), ground]
  if (p < 0.4) return footOnHeel(heel, 20 * (1 - ease(p / 0.1)))
  const rise = -46 * ease((Math.min(p, standing) - 0.4) / 0.28)
  const [back] = placed([[84, 0]], [heel[0] - 84, ground], rise)
  const pushing = footOnHeel(back ?? heel, rise)
  if (p < standing) return pushing
  const u = (p - standing) / (1 - standing)
  const landing = footOnHeel([-70, ground], 20)
  const [x, y] = between(pushing.ankle, landing.ankle, u * u * (3 - 2 * u))
  const pitch = mix(rise, 20, ease(u * 1.15))
  const [offset] = placed([fromHeel.ankle], [0, 0], pitch)
  return footOnHeel([x - (offset?.[0] ?? 0), y - 20 * Math.sin(Math.PI * u) - (offset?.[1] ?? 0)], pitch)
}

/** A leg between hip and foot, the knee bending forwards. */
function legAt(hip: Point, phase: number): Leg {
  const { ankle, heel, toe } = footAt(phase)
  const span = Math.min(distance(hip, ankle), thigh + shank - 0.5)
  const angle = Math.atan2(ankle[1] - hip[1], ankle[0] - hip[0])
  const bend = Math.acos((thigh ** 2 + span ** 2 - shank ** 2) / (2 * thigh * span))
  const knee: Point = [hip[0] + thigh * Math.cos(angle + bend), hip[1] + thigh * Math.sin(angle + bend)]
  return { hip, knee, ankle, heel, toe }
}

/** A walking body at a phase of its cycle; it is lowest while both feet stand. */
export function walkerAt(phase: number): Walker {
  const hip: Point = [0, ground - 255 + 5 * Math.cos(4 * Math.PI * (phase - 0.05))]
  return { hip, legs: [legAt(hip, phase), legAt(hip, phase + 0.5)], phase }
}
