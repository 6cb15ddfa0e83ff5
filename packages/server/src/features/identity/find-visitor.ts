import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Auth } from './auth.ts'
import { touchSession } from './identity-store.ts'
import type { FindVisitor, Visitor } from './visitor.ts'

const seenEveryMs = 5 * 60_000

/** Whoever is signed in, and whether a second factor protects the account. */
export interface SignedIn extends Visitor {
  hasSecondFactor: boolean
  /** An operator may do nothing but set up the second factor until there is one. */
  mustEnrol: boolean
}

/** Whoever the cookies sign in, an operator without a second factor among them. */
export async function findSignedIn(
  deps: { auth: Auth; db: Database; clock: Clock },
  headers: IncomingHttpHeaders,
): Promise<SignedIn | undefined> {
  if (headers.cookie === undefined) return undefined
  const found = await deps.auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) }).catch(refuse)
  if (!found) return undefined
  const { user, session } = found
  if (deps.clock.now().getTime() - session.updatedAt.getTime() > seenEveryMs) await touchSession(deps.db, session.id)
  const role = user.role === 'operator' ? 'operator' : 'learner'
  const hasSecondFactor = user.twoFactorEnabled === true
  return {
    accountId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    isEmailVerified: user.emailVerified,
    role,
    hasSecondFactor,
    mustEnrol: role === 'operator' && !hasSecondFactor,
  }
}

/** To every page but those of the account, an operator without a second factor is a stranger. */
export function visitorFinder(deps: { auth: Auth; db: Database; clock: Clock }): FindVisitor {
  return async (headers) => {
    const found = await findSignedIn(deps, headers)
    if (!found || found.mustEnrol) return undefined
    const { accountId, sessionId, name, email, isEmailVerified, role } = found
    return { accountId, sessionId, name, email, isEmailVerified, role }
  }
}

// The library hides why it could not look; that it could not is all a page needs.
function refuse(cause: unknown): never {
  throw new AppError('Unavailable', { cause })
}
