import { seal, unseal } from '../../platform/keys.ts'
import type { Random } from '../../platform/random.ts'
import type { Mail } from './mail.ts'

/** A letter as it is kept: recipient and words unreadable without the key. */
export function sealMail({ random, mailSealKey }: { random: Random; mailSealKey: Buffer }, mail: Mail): Buffer {
  return seal(mailSealKey, random, Buffer.from(JSON.stringify(mail)))
}

/** The letter that was sealed. */
export function unsealMail({ mailSealKey }: { mailSealKey: Buffer }, sealed: Buffer): Mail {
  return JSON.parse(unseal(mailSealKey, sealed).toString(), revive) as Mail
}

function revive(key: string, value: unknown): unknown {
  return key === 'paidAt' ? new Date(String(value)) : value
}
