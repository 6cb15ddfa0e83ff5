import { ask, type Caller, type IdentityDeps, type Reply, signedInAccount } from './caller.ts'
import { findAccountId } from './identity-store.ts'
import { note } from './note.ts'
import { emailFault, tidyEmail, tidyPassword } from './rules.ts'

export type SignInOutcome =
  | { outcome: 'signed-in'; cookies: string[]; isNew: boolean }
  | { outcome: 'second-factor'; cookies: string[] }
  | { outcome: 'wrong' }
  /** Too many wrong tries: what they were tried on is worth nothing any more. */
  | { outcome: 'spent' }

/** Signs in by password. An address that was never confirmed gets its letter again, for whoever knows the password. */
export async function signIn(
  deps: IdentityDeps,
  caller: Caller,
  claim: { email: string; password: string },
): Promise<SignInOutcome | { outcome: 'unverified'; email: string }> {
  const [email, password] = [tidyEmail(claim.email), tidyPassword(claim.password)]
  if (emailFault(email) || password === '') return { outcome: 'wrong' }
  const reply = await ask(deps, caller, (headers) =>
    deps.auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
  )
  if (reply.isOk) return signedIn(deps, reply)
  if (reply.code === 'EMAIL_NOT_VERIFIED') {
    await ask(deps, { ...caller, cookie: undefined }, (headers) =>
      deps.auth.api.sendVerificationEmail({ body: { email }, headers, asResponse: true }),
    )
    return { outcome: 'unverified', email }
  }
  await note(deps, 'account.sign-in-refused', await findAccountId(deps.db, email))
  return { outcome: 'wrong' }
}

/** What a sign-in the library took amounts to, noted. */
export async function signedIn(deps: IdentityDeps, reply: Reply): Promise<SignInOutcome> {
  const account = signedInAccount(reply)
  if (!account) return { outcome: 'second-factor', cookies: reply.cookies }
  await note(deps, 'account.signed-in', account.id)
  return { outcome: 'signed-in', cookies: reply.cookies, isNew: account.name === '' }
}
