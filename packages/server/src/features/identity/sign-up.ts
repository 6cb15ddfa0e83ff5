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

/** Makes an account that waits for its address to be confirmed; an address that has one gets a letter saying so instead. */
export async function signUp(
  deps: IdentityDeps,
  caller: Caller,
  asked: SignUp,
): Promise<
  | { outcome: 'check-mail'; email: string }
  | { outcome: 'refused'; faults: Partial<Record<'name' | 'email' | 'password', FieldFault>> }
> {
  const [name, email, password] = [tidyName(asked.name), tidyEmail(asked.email), tidyPassword(asked.password)]
  const wrong = faults({
    name: nameFault(name),
    email: emailFault(email),
    password: passwordFault(password, email),
  })
  if (wrong) return { outcome: 'refused', faults: wrong }
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
