import { ask, type Caller, type IdentityDeps } from './caller.ts'
import { deleteOtherSessions, deleteSession, hasPassword, updateName } from './identity-store.ts'
import { note } from './note.ts'
import { type Proof, proveIdentity } from './prove-identity.ts'
import { passwordChanged } from './reset-password.ts'
import { emailFault, type FieldFault, nameFault, passwordFault, tidyEmail, tidyName, tidyPassword } from './rules.ts'
import type { Visitor } from './visitor.ts'

type Changed<Field extends string, Fault> =
  | { outcome: 'changed'; cookies: string[] }
  | { outcome: 'refused'; field: Field; fault: Fault }

export async function changeName(
  deps: IdentityDeps,
  { accountId, name: text }: { accountId: string; name: string },
): Promise<Changed<'name', FieldFault>> {
  const name = tidyName(text)
  const fault = nameFault(name)
  if (fault) return { outcome: 'refused', field: 'name', fault }
  await updateName(deps.db, accountId, name)
  return { outcome: 'changed', cookies: [] }
}

/** Mails a link to the new address; until it is opened the old one stays. Whether the new one is taken is not said. */
export async function requestNewEmail(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, email: text, proof }: { visitor: Visitor; email: string; proof: Proof },
): Promise<
  | { outcome: 'sent'; email: string }
  | { outcome: 'refused'; field: 'email' | 'proof'; fault: FieldFault | 'proof-wrong' }
> {
  const email = tidyEmail(text)
  const fault = emailFault(email) ?? (email === visitor.email ? 'email-invalid' : undefined)
  if (fault) return { outcome: 'refused', field: 'email', fault }
  if (!(await proveIdentity(deps, caller, { visitor, proof }))) {
    return { outcome: 'refused', field: 'proof', fault: 'proof-wrong' }
  }
  await ask(deps, caller, (headers) =>
    deps.auth.api.changeEmail({ body: { newEmail: email }, headers, asResponse: true }),
  )
  return { outcome: 'sent', email }
}

/** Sets another password, or the first one, and ends every other log-in. */
export async function changePassword(
  deps: IdentityDeps,
  caller: Caller,
  { visitor, current, password: text }: { visitor: Visitor; current: string; password: string },
): Promise<Changed<'current' | 'password', FieldFault | 'proof-wrong'>> {
  const password = tidyPassword(text)
  const fault = passwordFault(password, visitor.email)
  if (fault) return { outcome: 'refused', field: 'password', fault }
  const { accountId, sessionId } = visitor
  if (!(await hasPassword(deps.db, accountId))) {
    await ask(deps, caller, (headers) =>
      deps.auth.api.setPassword({ body: { newPassword: password }, headers, asResponse: true }),
    )
    await deleteOtherSessions(deps.db, accountId, sessionId)
    await passwordChanged(deps, caller, accountId)
    return { outcome: 'changed', cookies: [] }
  }
  const body = { currentPassword: tidyPassword(current), newPassword: password, revokeOtherSessions: true }
  const reply = await ask(deps, caller, (headers) => deps.auth.api.changePassword({ body, headers, asResponse: true }))
  if (!reply.isOk) return { outcome: 'refused', field: 'current', fault: 'proof-wrong' }
  await passwordChanged(deps, caller, accountId)
  return { outcome: 'changed', cookies: reply.cookies }
}

/** Ends one log-in of the account, at once. */
export async function endSession(
  deps: IdentityDeps,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  await deleteSession(deps.db, accountId, sessionId)
  await note(deps, 'account.session-ended', accountId)
}

/** Ends every log-in but this one. */
export async function endOtherSessions(deps: IdentityDeps, { accountId, sessionId }: Visitor): Promise<void> {
  await deleteOtherSessions(deps.db, accountId, sessionId)
  await note(deps, 'account.other-sessions-ended', accountId)
}

/** Ends this log-in; the cookies to forget it come back. */
export async function signOut(deps: IdentityDeps, caller: Caller): Promise<string[]> {
  return (await ask(deps, caller, (headers) => deps.auth.api.signOut({ headers, asResponse: true }))).cookies
}
