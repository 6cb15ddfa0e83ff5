import type { FastifyRequest } from 'fastify'
import type { FindVisitor, Visitor } from '../../features/identity/index.ts'
import { AppError } from '../../platform/errors.ts'

/** Whoever is signed in; anyone else is sent to sign in and comes back. */
export async function requireVisitor(
  { findVisitor }: { findVisitor: FindVisitor },
  { headers }: FastifyRequest,
): Promise<Visitor> {
  const visitor = await findVisitor(headers)
  if (!visitor) throw new AppError('SignInRequired')
  return visitor
}
