import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { hasPassword } from './identity-store.ts'
import { tidyPassword } from './rules.ts'
import { tidyCode } from './sign-in-by-code.ts'
import type { Visitor } from './visitor.ts'

/** What someone who is signed in shows before a step that cannot be taken back: the password, or a code mailed to them. */
export interface Proof {
  password?: string | undefined
  code?: string | undefined
}

/** Which of the two an account has. */
export async function proofOf(deps: IdentityDeps, visitor: Visitor): Promise<'password' | 'code'> {
  return (await hasPassword(deps.db, visitor.accountId)) ? 'password' : 'code'
}

export async function sendProofCode(deps: IdentityDeps, caller: Caller, { email }: Visitor): Promise<void> {
  await ask(deps, caller, (headers) =>
    deps.auth.api.sendVerificationOTP({ body: { email, type: 'email-verification' }, headers, asResponse: true }),
  )
}

/** Whether it is them; a code proves it once. */
export async function proveIdentity(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, proof }: { visitor: Visitor; proof: Proof },
): Promise<boolean> {
  const { password, code } = proof
  if (password !== undefined && password !== '') {
    const body = { password: tidyPassword(password) }
    return (await ask(deps, caller, (headers) => deps.auth.api.verifyPassword({ body, headers, asResponse: true })))
      .isOk
  }
  if (code === undefined || code === '') return false
  const body = { email: visitor.email, otp: tidyCode(code) }
  return (await ask(deps, caller, (headers) => deps.auth.api.verifyEmailOTP({ body, headers, asResponse: true }))).isOk
}
