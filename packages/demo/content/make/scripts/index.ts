import type { Script } from '../narration/script.ts'
import * as breath from './breath.ts'
import * as spine from './spine.ts'
import * as step from './step.ts'

/** Each lesson's words, by the lesson's slug. */
export const scripts: Record<string, Script> = {
  'three-curves-one-column': spine.threeCurves,
  'what-a-disc-does': spine.disc,
  'lifting-without-fear': spine.lifting,
  'bend-lean-turn': spine.turning,
  'la-cupola-che-scende': breath.dome,
  'le-costole-come-un-secchio': breath.bucket,
  'respirare-lento': breath.slow,
  'dawrat-al-khutwa': step.cycle,
  'al-bandul-al-maqlub': step.pendulum,
  'qaws-al-qadam': step.arch,
}
