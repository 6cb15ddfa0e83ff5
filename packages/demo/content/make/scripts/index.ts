import type { Script } from '../narration/script.ts'
import * as spine from './spine.ts'

/** Each lesson's words, by the lesson's slug. */
export const scripts: Record<string, Script> = {
  'three-curves-one-column': spine.threeCurves,
}
