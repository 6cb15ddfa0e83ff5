import type { Clock } from './clock.ts'
import type { Pen } from './pen.ts'

/** A lesson's drawing: everything it shows follows from the clock alone. */
export interface Scene {
  draw(pen: Pen, clock: Clock): void
  /** The moment the poster and the cover show: so many seconds into a sentence. */
  still: { cue: number; after: number }
}
