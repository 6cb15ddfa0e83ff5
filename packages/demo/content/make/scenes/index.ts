import type { Scene } from '../stage/scene.ts'
import { threeCurves } from './spine/three-curves.ts'

/** Each lesson's drawing, by the lesson's slug. */
export const scenes: Record<string, Scene> = {
  'three-curves-one-column': threeCurves,
}
