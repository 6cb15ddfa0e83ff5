import { holdsCardNumber } from '../../platform/card-number.ts'
import { isCommonPassword } from './common-passwords.ts'

export type FieldFault =
  | 'name-missing'
  | 'name-too-long'
  | 'name-is-card'
  | 'email-invalid'
  | 'password-too-short'
  | 'password-too-long'
  | 'password-too-common'

export const minPasswordLength = 10
const maxPasswordLength = 128
const maxNameLength = 100
const maxEmailLength = 254

// One address as mail servers take it, in ASCII: what reads alike is not alike, and nobody shall get another's letters.
const emailPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/

/** The address as it is kept: trimmed and in small letters. */
export function tidyEmail(text: string): string {
  return text.trim().toLowerCase()
}

export function emailFault(email: string): FieldFault | undefined {
  const isAddress = email.length <= maxEmailLength && emailPattern.test(email) && !holdsCardNumber(email)
  return isAddress ? undefined : 'email-invalid'
}

/** The name as it is kept: composed, in one line. */
export function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

export function nameFault(name: string): FieldFault | undefined {
  if (name === '') return 'name-missing'
  if (name.length > maxNameLength) return 'name-too-long'
  return holdsCardNumber(name) ? 'name-is-card' : undefined
}

/** The password as it is hashed: keyboards compose the same letters differently. */
export function tidyPassword(text: string): string {
  return text.normalize('NFKC')
}

export function passwordFault(password: string, email: string): FieldFault | undefined {
  if (password.length < minPasswordLength) return 'password-too-short'
  if (password.length > maxPasswordLength) return 'password-too-long'
  return isCommonPassword(password) || password.toLowerCase() === email ? 'password-too-common' : undefined
}

/** What is wrong with each field; undefined where nothing is. */
export function faults<Field extends string>(
  found: Record<Field, FieldFault | undefined>,
): Partial<Record<Field, FieldFault>> | undefined {
  const wrong = Object.entries(found).filter(([, fault]) => fault !== undefined)
  return wrong.length === 0 ? undefined : (Object.fromEntries(wrong) as Partial<Record<Field, FieldFault>>)
}
