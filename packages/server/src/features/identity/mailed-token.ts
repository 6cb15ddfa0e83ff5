import { decodeJwt } from 'jose'

/** What a mailed confirmation says it is about. Nothing here is checked: the library does that when it is used. */
export function readMailedToken(token: string): { email: string; newEmail: string | undefined } | undefined {
  try {
    const { email, updateTo } = decodeJwt(token)
    if (typeof email !== 'string') return undefined
    return { email, newEmail: typeof updateTo === 'string' ? updateTo : undefined }
  } catch {
    return undefined
  }
}
