import { createHmac, timingSafeEqual } from 'node:crypto'

const sessionBytes = 16
const videoBytes = 12
const bodyBytes = sessionBytes + 4 + videoBytes
const signatureBytes = 16
const shape = /^[A-Za-z0-9_-]{64}$/

/** What the media path carries in place of a cookie: which session, which video, until when; 64 characters. */
export interface SessionCredential {
  sessionId: Buffer
  videoId: string
  expiresAt: Date
}

export function encodeCredential(key: Buffer, { sessionId, videoId, expiresAt }: SessionCredential): string {
  const body = Buffer.alloc(bodyBytes)
  sessionId.copy(body)
  body.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), sessionBytes)
  body.write(videoId, sessionBytes + 4, 'hex')
  return Buffer.concat([body, sign(key, body)]).toString('base64url')
}

/** The credential when we made it for this video; its expiry is for the caller to weigh. */
export function decodeCredential(key: Buffer, text: string, videoId: string): SessionCredential | undefined {
  if (!shape.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  const body = bytes.subarray(0, bodyBytes)
  if (!timingSafeEqual(sign(key, body), bytes.subarray(bodyBytes))) return undefined
  const claimed = body.toString('hex', sessionBytes + 4)
  if (claimed !== videoId) return undefined
  return {
    sessionId: body.subarray(0, sessionBytes),
    videoId,
    expiresAt: new Date(body.readUInt32BE(sessionBytes) * 1000),
  }
}

function sign(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, signatureBytes)
}
