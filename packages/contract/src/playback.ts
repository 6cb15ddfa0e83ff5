import Type, { type Static } from 'typebox'

const Seconds = Type.Number({ minimum: 0, maximum: 1_000_000 })

/**
 * What the player tells the server while it plays: where it is, in seconds, and what it is doing. All else is optional,
 * and counts from the opening of the page, so that a report that is lost is made good by the next one.
 */
export const Heartbeat = Type.Object({
  position: Seconds,
  state: Type.Union([Type.Literal('playing'), Type.Literal('paused'), Type.Literal('seeking'), Type.Literal('ended')]),
  /** Stretches of the video that were played, from and to. */
  watched: Type.Optional(Type.Array(Type.Tuple([Seconds, Seconds]), { maxItems: 16 })),
  /** Seconds the picture moved, by the clock on the wall. */
  played: Type.Optional(Seconds),
  /** Seconds of video for each of those. */
  speed: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 16 })),
  /** How often the picture stood still for want of data, and how long in all. */
  rebuffers: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  rebufferSeconds: Type.Optional(Seconds),
  /** From asking for the page to its first frame. */
  startupMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  /** The page is being left. */
  leaving: Type.Optional(Type.Boolean()),
})
export type Heartbeat = Static<typeof Heartbeat>

/**
 * `superseded`: the same link was opened again. `takenOver`: too many were watching, and this one gave way. `signedOut`: the
 * log-in it was opened under is over.
 */
export type PlaybackEndReason = 'revoked' | 'superseded' | 'takenOver' | 'signedOut' | 'expired'

/** What the server answers. A `session` replaces the one in the media path from then on, a `watermark` the one shown. */
export type HeartbeatReply =
  | { state: 'live'; session?: string; watermark?: string }
  | { state: 'ended'; reason: PlaybackEndReason }
