import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { requireVideoRight, type VideoClaim } from '../licensing/index.ts'
import { signPlaybackToken } from './playback-token.ts'

/** A ticket that opens the player for one customer and one video, or `AccessDenied`. */
export async function issuePlaybackToken(
  deps: { db: Database; clock: Clock; random: Random; playbackToken: TokenKind },
  claim: VideoClaim,
): Promise<string> {
  const { customerId } = await requireVideoRight(deps, claim)
  const { partnerId, channelId, videoId } = claim
  return signPlaybackToken(deps, { customerId, partnerId, channelId, videoId })
}
