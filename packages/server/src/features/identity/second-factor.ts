import { ask, type Caller, type IdentityDeps, wordOf } from './caller.ts'
import { note } from './note.ts'
import { tidyPassword } from './rules.ts'
import { type SignInOutcome, signedIn } from './sign-in.ts'
import { tidyCode } from './sign-in-by-code.ts'
import type { Visitor } from './visitor.ts'

/** Opens an enrolment; a new one each time, until a code from the app has confirmed it. */
export async function beginSecondFactor(
  deps: IdentityDeps,
  caller: Caller,
  password: string | undefined,
): Promise<{ outcome: 'begun'; uri: string } | { outcome: 'wrong-password' }> {
  const body = { ...given(password), method: 'totp' as const }
  const reply = await ask(deps, caller, (headers) => deps.auth.api.enableTwoFactor({ body, headers, asResponse: true }))
  const uri = wordOf(reply.body, 'totpURI')
  return reply.isOk && uri !== undefined ? { outcome: 'begun', uri } : { outcome: 'wrong-password' }
}

/** Switches the second factor on, and gives out the backup codes. */
export async function confirmSecondFactor(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, code }: { visitor: Visitor; code: string },
): Promise<{ outcome: 'enrolled'; cookies: string[]; backupCodes: string[] } | { outcome: 'wrong' }> {
  const body = { code: tidyCode(code) }
  const reply = await ask(deps, caller, (headers) => deps.auth.api.verifyTOTP({ body, headers, asResponse: true }))
  if (!reply.isOk) return { outcome: 'wrong' }
  const { backupCodes } = await deps.auth.api.viewBackupCodes({ body: { userId: visitor.accountId } })
  await note(deps, 'account.second-factor-enrolled', visitor.accountId)
  return { outcome: 'enrolled', cookies: reply.cookies, backupCodes }
}

/** Makes new backup codes; the old ones are worth nothing from now on. */
export async function renewBackupCodes(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, password }: { visitor: Visitor; password: string | undefined },
): Promise<string[] | undefined> {
  const reply = await ask(deps, caller, (headers) =>
    deps.auth.api.generateBackupCodes({ body: given(password), headers, asResponse: true }),
  )
  if (!reply.isOk) return undefined
  const { backupCodes } = await deps.auth.api.viewBackupCodes({ body: { userId: visitor.accountId } })
  await note(deps, 'account.backup-codes-renewed', visitor.accountId)
  return backupCodes
}

/** Switches the second factor off. */
export async function disableSecondFactor(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, password }: { visitor: Visitor; password: string | undefined },
): Promise<{ outcome: 'disabled'; cookies: string[] } | { outcome: 'wrong-password' } | { outcome: 'required' }> {
  if (visitor.role === 'operator') return { outcome: 'required' }
  const reply = await ask(deps, caller, (headers) =>
    deps.auth.api.disableTwoFactor({ body: given(password), headers, asResponse: true }),
  )
  if (!reply.isOk) return { outcome: 'wrong-password' }
  await note(deps, 'account.second-factor-disabled', visitor.accountId)
  return { outcome: 'disabled', cookies: reply.cookies }
}

/** The second step of signing in: a code from the app, or one of the backup codes. */
export async function passSecondFactor(
  deps: IdentityDeps,
  caller: Caller,
  text: string,
): Promise<SignInOutcome | { outcome: 'begin-again' }> {
  const code = tidyCode(text)
  const reply = await ask(deps, caller, (headers) =>
    /^\d{6}$/.test(code)
      ? deps.auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
      : deps.auth.api.verifyBackupCode({ body: { code: backupCodeForm(code) }, headers, asResponse: true }),
  )
  if (reply.isOk) return signedIn(deps, reply)
  await note(deps, 'account.second-factor-refused', undefined)
  if (reply.code === 'INVALID_TWO_FACTOR_COOKIE') return { outcome: 'begin-again' }
  const isSpent = reply.code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE' || reply.code === 'ACCOUNT_TEMPORARILY_LOCKED'
  return { outcome: isSpent ? 'spent' : 'wrong' }
}

function backupCodeForm(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

function given(password: string | undefined): { password?: string } {
  return password === undefined || password === '' ? {} : { password: tidyPassword(password) }
}
