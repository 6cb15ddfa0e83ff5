import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { credentialLifeMs } from './playback-session.ts'
import { insertSession, lockCustomer, type OpenedSession } from './playback-store.ts'
import { type PlaybackTicket, readPlaybackToken } from './playback-token.ts'
import { encodeCredential } from './session-credential.ts'
import { shownCode, type Watermark } from './watermark.ts'

export interface Playback {
  partnerId: string
  videoId: string
  videoTitle: string
  /** What the media path carries. */
  session: string
  /** Where the learner left. */
  positionSeconds: number
  durationSeconds: number
  /** The key that playing begins with. */
  firstKey: number
  /** The code to show over the picture, where one is. */
  watermark?: string
}

/** Why no session was opened; `occupied` where as many lessons play as a customer may watch at once. */
export type Refused = { refused: 'revoked' | 'occupied' }

/** A page that is being left says so while the next one opens already. */
const leavingMs = 400

type Deps = { db: Database; clock: Clock; random: Random; playbackSessionKey: Buffer; watermark: Watermark }

/** Opens the player for a token, or says why not. An opened token's session outlives the token. */
export async function openPlayback(
  deps: Deps & { playbackToken: TokenKind },
  token: string,
  { takesOver = false }: { takesOver?: boolean } = {},
): Promise<{ playback: Playback } | Refused | { refused: 'expired' | 'invalid' }> {
  const read = await readPlaybackToken(deps, token)
  if ('refused' in read) return read
  return openSession(deps, { ...read.ticket, tokenId: read.tokenId, takesOver })
}

/**
 * Opens a session for one customer and one video where a live right covers it; `tokenId` has one session at a time, and
 * the customer two, unless this one takes over.
 */
export async function openSession(
  deps: Deps,
  { partnerId, ...claim }: PlaybackTicket & { tokenId: string; takesOver: boolean; positionSeconds?: number },
): Promise<{ playback: Playback } | Refused> {
  const { videoId } = claim
  const sessionId = deps.random(16)
  const insert = (now: Date) =>
    transaction(deps.db, async (tx) => {
      await lockCustomer(tx, claim.customerId)
      return insertSession(tx, { ...claim, id: sessionId, now })
    })
  let now = deps.clock.now()
  let opened = await insert(now)
  if (opened && !opened.isOpen) {
    await wait(leavingMs)
    now = deps.clock.now()
    opened = await insert(now)
  }
  if (!opened) return { refused: 'revoked' }
  if (!opened.isOpen) return { refused: 'occupied' }
  const expiresAt = new Date(now.getTime() + credentialLifeMs)
  const session = encodeCredential(deps.playbackSessionKey, { sessionId, videoId, openedAt: now, expiresAt })
  const code = shownCode(deps.watermark, sessionId, now)
  const watermark = code === undefined ? {} : { watermark: code }
  return { playback: { partnerId, videoId, session, ...placed(opened), ...watermark } }
}

function placed({ isOpen: _, keyPeriodSeconds, ...opened }: OpenedSession) {
  const { positionSeconds, durationSeconds } = opened
  // Whoever left near the end begins anew, as the player has it.
  const begins =
    positionSeconds < durationSeconds * 0.95 && positionSeconds < durationSeconds - 10 ? positionSeconds : 0
  return { ...opened, firstKey: Math.floor(begins / keyPeriodSeconds) }
}
