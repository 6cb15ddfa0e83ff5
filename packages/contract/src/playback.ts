import Type, { type Static } from 'typebox'

/** What the player tells the server while it plays: where it is, in seconds, and what it is doing. */
export const Heartbeat = Type.Object({
  position: Type.Number({ minimum: 0, maximum: 1_000_000 }),
  state: Type.Union([Type.Literal('playing'), Type.Literal('paused'), Type.Literal('seeking'), Type.Literal('ended')]),
})
export type Heartbeat = Static<typeof Heartbeat>

export type PlaybackEndReason = 'revoked' | 'superseded' | 'expired'

/** What the server answers. A `session` replaces the one in the media path from then on. */
export type HeartbeatReply = { state: 'live'; session?: string } | { state: 'ended'; reason: PlaybackEndReason }
