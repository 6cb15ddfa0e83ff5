import type { Clock } from '../../platform/clock.ts'
import { newId, type Random } from '../../platform/random.ts'
import { signToken, type TokenKind, verifyToken } from '../../platform/tokens.ts'

export interface PlaybackTicket {
  customerId: string
  partnerId: string
  channelId: string
  videoId: string
}

export function signPlaybackToken(
  deps: { clock: Clock; random: Random; playbackToken: TokenKind },
  { customerId, partnerId, channelId, videoId }: PlaybackTicket,
): string {
  const more = { partner: partnerId, channel: channelId, video: videoId }
  return signToken(deps.clock, deps.playbackToken, { subject: customerId, id: newId(deps), more })
}

/** The ticket a token holds, with the token's id, or why it opens nothing. */
export async function readPlaybackToken(
  deps: { clock: Clock; playbackToken: TokenKind },
  token: string,
): Promise<{ ticket: PlaybackTicket; tokenId: string } | { refused: 'expired' | 'invalid' }> {
  const verified = await verifyToken(deps.clock, deps.playbackToken, token)
  if ('refused' in verified) return verified
  const { subject, id, more } = verified.claims
  const { partner, channel, video } = more
  if (partner === undefined || channel === undefined || video === undefined) return { refused: 'invalid' }
  return { ticket: { customerId: subject, partnerId: partner, channelId: channel, videoId: video }, tokenId: id }
}
