import { queueMail } from '../mailing/index.ts'
import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { confirmEmail, findAccount } from './identity-store.ts'
import { links } from './links.ts'
import { note } from './note.ts'
import { emailFault, type FieldFault, passwordFault, tidyEmail, tidyPassword } from './rules.ts'

/** Mails a link to set a password, where the address has an account. */
export async function requestReset(
  deps: IdentityDeps,
  caller: Caller,
  text: string,
): Promise<{ outcome: 'sent'; email: string } | { outcome: 'refused'; fault: FieldFault }> {
  const email = tidyEmail(text)
  const fault = emailFault(email)
  if (fault) return { outcome: 'refused', fault }
  await ask(deps, caller, (headers) =>
    deps.auth.api.requestPasswordReset({ body: { email }, headers, asResponse: true }),
  )
  return { outcome: 'sent', email }
}

/** Sets the password the link was mailed for, and ends every log-in. */
export async function resetPassword(
  deps: IdentityDeps,
  caller: Caller,
  { token, password: text }: { token: string; password: string },
): Promise<{ outcome: 'done' } | { outcome: 'expired' } | { outcome: 'refused'; fault: FieldFault }> {
  const password = tidyPassword(text)
  const fault = passwordFault(password, '')
  if (fault) return { outcome: 'refused', fault }
  const reply = await ask(deps, { ...caller, cookie: undefined }, (headers) =>
    deps.auth.api.resetPassword({ body: { token, newPassword: password }, headers, asResponse: true }),
  )
  const accountId = reply.occasion.resetAccountId
  if (!reply.isOk || accountId === undefined) return { outcome: 'expired' }
  // Whoever holds the letter holds the mailbox.
  await confirmEmail(deps.db, accountId)
  await passwordChanged(deps, caller, accountId)
  return { outcome: 'done' }
}

/** Tells the account's holder that its password is another one now. */
export async function passwordChanged(deps: IdentityDeps, { locale }: Caller, accountId: string): Promise<void> {
  await note(deps, 'account.password-changed', accountId)
  const account = await findAccount(deps.db, accountId)
  if (!account) return
  await queueMail(deps, {
    to: account.email,
    locale,
    accountId,
    kind: 'password-changed',
    name: account.name,
    accountUrl: links(deps.publicUrl).account(),
  })
}
