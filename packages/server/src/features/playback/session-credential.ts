import { createHmac, timingSafeEqual } from 'node:crypto'

const sessionBytes = 16
const bodyBytes = sessionBytes + 4 + 4
const signatureBytes = 24
const shape = /^[A-Za-z0-9_-]{64}$/

/** What the media path carries in place of a cookie: which session, since when and until when; 64 characters. */
export interface SessionCredential {
  sessionId: Buffer
  /** Stands in the path itself; signed here, not carried twice. */
  videoId: string
  /** When the watching began: renewing does not move it. */
  openedAt: Date
  expiresAt: Date
}

export function encodeCredential(key: Buffer, { sessionId, videoId, openedAt, expiresAt }: SessionCredential): string {
  const body = Buffer.alloc(bodyBytes)
  sessionId.copy(body)
  body.writeUInt32BE(seconds(expiresAt), sessionBytes)
  body.writeUInt32BE(seconds(openedAt), sessionBytes + 4)
  return Buffer.concat([body, sign(key, body, videoId)]).toString('base64url')
}

/** The credential when we made it for this video; its expiry is for the caller to weigh. */
export function decodeCredential(key: Buffer, text: string, videoId: string): SessionCredential | undefined {
  if (!shape.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  const body = bytes.subarray(0, bodyBytes)
  if (!timingSafeEqual(sign(key, body, videoId), bytes.subarray(bodyBytes))) return undefined
  return {
    sessionId: body.subarray(0, sessionBytes),
    videoId,
    openedAt: new Date(body.readUInt32BE(sessionBytes + 4) * 1000),
    expiresAt: new Date(body.readUInt32BE(sessionBytes) * 1000),
  }
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}

function sign(key: Buffer, body: Buffer, videoId: string): Buffer {
  return createHmac('sha256', key).update(body).update(videoId).digest().subarray(0, signatureBytes)
}
