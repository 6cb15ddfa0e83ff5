import { createCipheriv, createHmac } from 'node:crypto'

/** One key serves this many segments: half a minute of play. */
export const segmentsPerKey = 5

/** Key number n of a video: 16 bytes that follow from its secret, so that no key is ever stored. */
export function mediaKey(videoSecret: Buffer, n: number): Buffer {
  return createHmac('sha256', videoSecret).update(`media-key:${n}`).digest().subarray(0, 16)
}

/** A whole segment under AES-128-CBC, as HLS wants it. */
export function encryptSegment(key: Buffer, iv: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}
