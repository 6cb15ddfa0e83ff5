import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import { findLearnerRight } from '../licensing/index.ts'
import { openSession, type Playback, type Refused } from './open-playback.ts'
import { logInPrefix } from './playback-store.ts'
import type { Watermark } from './watermark.ts'

/**
 * Opens the player for whoever is signed in, as the customer of theirs who may watch: one session for each log-in and
 * video, so that a reload takes over from the page before it.
 */
export async function openLearnerPlayback(
  deps: { db: Database; clock: Clock; random: Random; playbackSessionKey: Buffer; watermark: Watermark },
  {
    accountId,
    sessionId,
    channelId,
    videoId,
    takesOver = false,
  }: { accountId: string; sessionId: string; channelId: string; videoId: string; takesOver?: boolean },
): Promise<{ playback: Playback } | Refused> {
  const right = await findLearnerRight(deps.db, { accountId, channelId, videoId, now: deps.clock.now() })
  if (!right) return { refused: 'revoked' }
  const tokenId = `${logInPrefix}${sessionId}:${videoId}`
  return openSession(deps, { ...right, channelId, videoId, tokenId, takesOver })
}
