import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { credentialLifeMs } from './playback-session.ts'
import { insertSession } from './playback-store.ts'
import { type PlaybackTicket, readPlaybackToken } from './playback-token.ts'
import { encodeCredential } from './session-credential.ts'

export interface Playback {
  partnerId: string
  videoId: string
  videoTitle: string
  /** What the media path carries. */
  session: string
  /** Where the learner left. */
  positionSeconds: number
  durationSeconds: number
}

type Deps = { db: Database; clock: Clock; random: Random; playbackSessionKey: Buffer }

/** Opens the player for a token, or says why not. An opened token's session outlives the token. */
export async function openPlayback(
  deps: Deps & { playbackToken: TokenKind },
  token: string,
): Promise<{ playback: Playback } | { refused: 'expired' | 'invalid' | 'revoked' }> {
  const read = await readPlaybackToken(deps, token)
  if ('refused' in read) return read
  return openSession(deps, { ...read.ticket, tokenId: read.tokenId })
}

/** Opens a session for one customer and one video where a live right covers it; `tokenId` has one session at a time. */
export async function openSession(
  deps: Deps,
  { partnerId, ...claim }: PlaybackTicket & { tokenId: string; positionSeconds?: number },
): Promise<{ playback: Playback } | { refused: 'revoked' }> {
  const { videoId } = claim
  const now = deps.clock.now()
  const sessionId = deps.random(16)
  const opened = await insertSession(deps.db, { ...claim, id: sessionId, now })
  if (!opened) return { refused: 'revoked' }
  const expiresAt = new Date(now.getTime() + credentialLifeMs)
  const session = encodeCredential(deps.playbackSessionKey, { sessionId, videoId, expiresAt })
  return { playback: { partnerId, videoId, session, ...opened } }
}
