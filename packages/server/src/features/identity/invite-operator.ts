import { AppError, invalidField } from '../../platform/errors.ts'
import { recordAudit } from '../audit/index.ts'
import { queueMail } from '../mailing/index.ts'
import { hoursOfInvitation } from './auth.ts'
import type { IdentityDeps } from './caller.ts'
import { findAccountId, updateRole } from './identity-store.ts'
import { links } from './links.ts'
import { during } from './occasion.ts'
import { emailFault, nameFault, tidyEmail, tidyName } from './rules.ts'

/** Makes an operator, of a new account or of one that is there, and mails a link to set its password. */
export async function inviteOperator(
  deps: IdentityDeps,
  asked: { email: string; name: string; actor: string },
): Promise<{ accountId: string; email: string }> {
  const [email, name] = [tidyEmail(asked.email), tidyName(asked.name)]
  if (emailFault(email)) throw invalidField('email', 'must be an e-mail address')
  if (nameFault(name)) throw invalidField('name', 'must have 1 to 100 characters')
  const { internalAdapter } = await deps.auth.$context
  const occasion = { locale: 'en' as const, next: undefined, letters: [] }
  const known = await findAccountId(deps.db, email)
  const accountId =
    known ??
    (await during(occasion, () => internalAdapter.createUser({ email, name }, { method: 'email-password' }))).id
  await updateRole(deps.db, accountId, 'operator')
  const token = deps.random(24).toString('base64url')
  const reset = await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: accountId,
    expiresAt: new Date(deps.clock.now().getTime() + hoursOfInvitation * 3600_000),
  })
  if (!reset) throw new AppError('Unavailable')
  await recordAudit(deps, { actor: asked.actor, action: 'operator.invited', subject: `account:${accountId}` })
  const url = links(deps.publicUrl).reset(token, undefined)
  await queueMail(deps, {
    to: email,
    locale: 'en',
    accountId,
    kind: 'operator-invitation',
    name,
    url,
    hours: hoursOfInvitation,
  })
  return { accountId, email }
}
