import type { Scene } from '../stage/scene.ts'
import { bucket } from './breath/bucket.ts'
import { dome } from './breath/dome.ts'
import { slow } from './breath/slow.ts'
import { disc } from './spine/disc.ts'
import { lifting } from './spine/lifting.ts'
import { threeCurves } from './spine/three-curves.ts'
import { turning } from './spine/turning.ts'
import { arch } from './step/arch.ts'
import { cycle } from './step/cycle.ts'
import { pendulum } from './step/pendulum.ts'

/** Each lesson's drawing, by the lesson's slug. */
export const scenes: Record<string, Scene> = {
  'three-curves-one-column': threeCurves,
  'what-a-disc-does': disc,
  'lifting-without-fear': lifting,
  'bend-lean-turn': turning,
  'la-cupola-che-scende': dome,
  'le-costole-come-un-secchio': bucket,
  'respirare-lento': slow,
  'dawrat-al-khutwa': cycle,
  'al-bandul-al-maqlub': pendulum,
  'qaws-al-qadam': arch,
}
