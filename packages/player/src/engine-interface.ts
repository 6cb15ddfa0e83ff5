export type Choice = { label: string; lang?: string | undefined; isChosen: boolean }

/** What the product asks of whatever plays the stream. */
export interface Engine {
  load(): void
  /** Asks again for what was refused, after the session's token was renewed. */
  retry(): void
  /** Lets go of stream and buffer for good. */
  drop(): void
  /** The rungs, best first, by height; none where the browser itself decides. */
  qualities(): Choice[]
  /** -1 leaves the choice to the engine. */
  chooseQuality(index: number): void
  audios(): Choice[]
  chooseAudio(index: number): void
  captions(): Choice[]
  /** -1 switches captions off. */
  chooseCaptions(index: number): void
}

export type EngineOptions = {
  video: HTMLVideoElement
  source: string
  startSeconds: number
  captions: string
  /** The address to ask in place of the one in the playlist. */
  address: (url: string) => string
  /** Awaited before each key request. */
  beforeKey: () => Promise<void>
  onKeyTooEarly: () => void
  onRefused: () => void
  onBroken: () => void
  /** A request found no server. */
  onLost: () => void
  /** A request was answered. */
  onFlowing: () => void
}
