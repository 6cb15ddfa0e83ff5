/** What is said and shown while one sentence lasts. */
export interface Beat {
  /** The few words set beside the drawing; empty keeps the last ones. */
  phrase: string
  /** The caption by language: at most two lines of 42 characters. */
  caption: Record<string, string>
  /** What the voice reads where that is not the caption: vowelled Arabic, a number in words. */
  speech?: Record<string, string>
}

/** A lesson's words; the first audio language is the default. */
export interface Script {
  audio: string[]
  captions: string[]
  beats: Beat[]
}
