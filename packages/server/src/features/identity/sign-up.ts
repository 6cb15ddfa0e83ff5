import { AppError } from '../../platform/errors.ts'
import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { consentTexts } from './consent.ts'
import { findAccountId } from './identity-store.ts'
import { note } from './note.ts'
import { recordConsent } from './record-consent.ts'
import {
  emailFault,
  type FieldFault,
  faults,
  nameFault,
  passwordFault,
  tidyEmail,
  tidyName,
  tidyPassword,
} from './rules.ts'

interface SignUp {
  name: string
  email: string
  password: string
  hasMarketingConsent: boolean
}

type SignUpFaults = Partial<Record<'name' | 'email' | 'password', FieldFault>>

/** What stands against signing up like this; undefined where nothing does. */
export function signUpFaults(asked: Omit<SignUp, 'hasMarketingConsent'>): SignUpFaults | undefined {
  const { name, email, password } = tidy(asked)
  return faults({ name: nameFault(name), email: emailFault(email), password: passwordFault(password, email) })
}

function tidy({ name, email, password }: Omit<SignUp, 'hasMarketingConsent'>) {
  return { name: tidyName(name), email: tidyEmail(email), password: tidyPassword(password) }
}

/** Makes an account that waits for its address to be confirmed; an address that has one gets a letter saying so instead. */
export async function signUp(
  deps: IdentityDeps,
  caller: Caller,
  asked: SignUp,
): Promise<{ outcome: 'check-mail'; email: string } | { outcome: 'refused'; faults: SignUpFaults }> {
  const wrong = signUpFaults(asked)
  if (wrong) return { outcome: 'refused', faults: wrong }
  const { name, email, password } = tidy(asked)
  const { isOk, code, occasion } = await ask(deps, caller, (headers) =>
    deps.auth.api.signUpEmail({ body: { name, email, password }, headers, asResponse: true }),
  )
  // Of two at once the second one finds the address taken.
  if (!isOk && !(await findAccountId(deps.db, email))) throw new AppError('Unavailable', { cause: code })
  const accountId = occasion.createdAccountId
  if (accountId !== undefined) {
    await recordConsent(deps, {
      accountId,
      kind: 'marketing',
      isGiven: asked.hasMarketingConsent,
      textVersion: consentTexts.marketing,
      givenAt: 'sign-up',
    })
    await note(deps, 'account.created', accountId)
  }
  return { outcome: 'check-mail', email }
}
