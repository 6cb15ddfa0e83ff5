import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { Random } from './random.ts'

/** What each key is for; one purpose, one key. */
export type KeyPurpose =
  | 'partner-token'
  | 'playback-token'
  | 'playback-session'
  | 'media-seal'
  | 'purchase-intent'
  | 'identity-seal'
  | 'mail-seal'
  | 'account'
  | 'sandbox-callback'
  | 'watermark'

/** 32 bytes derived from the deployment's secret for one purpose. */
export function deriveKey(secret: Buffer, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'osteocom', purpose, 32))
}

const nonceLength = 12
const tagLength = 16

/** AES-256-GCM: nonce, tag, ciphertext. */
export function seal(key: Buffer, random: Random, plain: Buffer): Buffer {
  const nonce = random(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** The plain bytes, or an error when the key is another or a byte was changed. */
export function unseal(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength))
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()])
}
