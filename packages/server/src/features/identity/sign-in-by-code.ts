import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { findAccountId } from './identity-store.ts'
import { note } from './note.ts'
import { emailFault, type FieldFault, tidyEmail } from './rules.ts'
import { type SignInOutcome, signedIn } from './sign-in.ts'

/** Mails a one-time code, to an address with an account as to one without. */
export async function sendCode(
  deps: IdentityDeps,
  caller: Caller,
  text: string,
): Promise<{ outcome: 'sent'; email: string } | { outcome: 'refused'; fault: FieldFault }> {
  const email = tidyEmail(text)
  const fault = emailFault(email)
  if (fault) return { outcome: 'refused', fault }
  await ask(deps, caller, (headers) =>
    deps.auth.api.sendVerificationOTP({ body: { email, type: 'sign-in' }, headers, asResponse: true }),
  )
  return { outcome: 'sent', email }
}

/** Signs in with a mailed code; an address without an account gets one. */
export async function signInByCode(
  deps: IdentityDeps,
  caller: Caller,
  claim: { email: string; code: string },
): Promise<SignInOutcome> {
  const email = tidyEmail(claim.email)
  if (emailFault(email)) return { outcome: 'wrong' }
  const reply = await ask(deps, caller, (headers) =>
    deps.auth.api.signInEmailOTP({ body: { email, otp: tidyCode(claim.code) }, headers, asResponse: true }),
  )
  if (reply.occasion.createdAccountId) await note(deps, 'account.created', reply.occasion.createdAccountId)
  if (reply.isOk) return signedIn(deps, reply)
  await note(deps, 'account.sign-in-refused', await findAccountId(deps.db, email))
  return { outcome: reply.code === 'TOO_MANY_ATTEMPTS' ? 'spent' : 'wrong' }
}

/** A code as people type it: in groups, or in the digits of their own language. */
export function tidyCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\s-]/g, '')
}
