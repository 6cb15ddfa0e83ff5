/** One sentence of the narration as the drawing sees it. */
export interface Cue {
  start: number
  end: number
  phrase: string
}

/** From 0 to 1 with a soft start and a soft stop. */
export function ease(u: number): number {
  const x = Math.max(0, Math.min(1, u))
  return x * x * x * (x * (6 * x - 15) + 10)
}

/** Film time, asked in terms of the sentences being spoken. */
export class Clock {
  readonly t: number
  readonly cues: readonly Cue[]

  constructor(t: number, cues: readonly Cue[]) {
    this.t = t
    this.cues = cues
  }

  /** Seconds since sentence `cue` began; negative before. */
  since(cue: number): number {
    return this.t - (this.cues[cue]?.start ?? Number.POSITIVE_INFINITY)
  }

  /** Rises from 0 to 1 once, starting `delay` seconds into sentence `cue`. */
  rise(cue: number, delay = 0, seconds = 1): number {
    return ease((this.since(cue) - delay) / seconds)
  }

  /** 1 while sentences `first` to `last` are spoken, with soft edges. */
  during(first: number, last = first, delay = 0): number {
    return this.rise(first, delay, 0.8) * (1 - this.rise(last + 1, 0, 0.6))
  }

  /** A calm swing between -1 and 1 that starts at 0 with sentence `cue`. */
  swing(cue: number, period: number, delay = 0): number {
    const s = this.since(cue) - delay
    return s <= 0 ? 0 : Math.sin((2 * Math.PI * s) / period) * ease(s / 1.2)
  }
}
