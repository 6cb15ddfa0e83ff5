import { queueMail } from '../mailing/index.ts'
import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { findAccount } from './identity-store.ts'
import { readMailedToken } from './mailed-token.ts'
import { note } from './note.ts'
import { type SignInOutcome, signIn } from './sign-in.ts'

/**
 * Confirms an address and signs in. The letter proves the mailbox, the password that its reader is who signed up: so
 * nobody can set up an account in another's name and have the other one confirm it.
 */
export async function verifyEmail(
  deps: IdentityDeps,
  caller: Caller,
  { token, password }: { token: string; password: string },
): Promise<SignInOutcome | { outcome: 'expired' }> {
  const mailed = readMailedToken(token)
  if (!mailed || mailed.newEmail !== undefined) return { outcome: 'expired' }
  const credentials = { email: mailed.email, password }
  const knows = await ask(deps, { ...caller, cookie: undefined }, (headers) =>
    deps.auth.api.signInEmail({ body: credentials, headers, asResponse: true }),
  )
  if (knows.isOk) return expectVerified(await signIn(deps, caller, credentials))
  if (knows.code !== 'EMAIL_NOT_VERIFIED') return { outcome: 'wrong' }
  const confirmed = await ask(deps, { ...caller, cookie: undefined }, (headers) =>
    deps.auth.api.verifyEmail({ query: { token }, headers, asResponse: true }),
  )
  if (!confirmed.isOk) return { outcome: 'expired' }
  return expectVerified(await signIn(deps, caller, credentials))
}

function expectVerified(outcome: Awaited<ReturnType<typeof signIn>>): SignInOutcome | { outcome: 'expired' } {
  return outcome.outcome === 'unverified' ? { outcome: 'expired' } : outcome
}

/** Gives the account of whoever is signed in its new address, as the letter to that address asks. */
export async function confirmNewEmail(
  deps: IdentityDeps,
  caller: Caller,
  { token, accountId }: { token: string; accountId: string },
): Promise<'changed' | 'expired'> {
  const before = await findAccount(deps.db, accountId)
  const confirmed = await ask(deps, caller, (headers) =>
    deps.auth.api.verifyEmail({ query: { token }, headers, asResponse: true }),
  )
  if (!confirmed.isOk) return 'expired'
  // To the mailbox that is left behind: its holder may not be who did this.
  const after = await findAccount(deps.db, accountId)
  if (before && before.email !== after?.email) {
    const { name, email: to } = before
    await queueMail(deps, { kind: 'email-changed', to, name, locale: caller.locale, accountId })
  }
  await note(deps, 'account.email-changed', accountId)
  return 'changed'
}
