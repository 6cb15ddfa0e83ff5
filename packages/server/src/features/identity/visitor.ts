import type { IncomingHttpHeaders } from 'node:http'

/** Whoever is signed in. */
export interface Visitor {
  accountId: string
  /** The log-in this request came with. */
  sessionId: string
  name: string
  email: string
  isEmailVerified: boolean
  role: 'learner' | 'operator'
}

/** Whose log-in the request's cookies carry, if anyone's. Asked anew each time: a log-in that was ended ends at once. */
export type FindVisitor = (headers: IncomingHttpHeaders) => Promise<Visitor | undefined>
