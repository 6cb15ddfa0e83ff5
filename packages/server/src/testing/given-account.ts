import { randomBytes } from 'node:crypto'
import type { Context } from '../app/context.ts'
import { during } from '../features/identity/occasion.ts'

export interface GivenAccount {
  accountId: string
  email: string
  name: string
  /** What a browser that is signed in sends as its Cookie header. */
  cookie: string
}

/** An account with a verified address, signed in as by a mailed code; without a password unless one is given. */
export async function givenAccount(
  ctx: Context,
  change: { name?: string; email?: string; password?: string; role?: 'learner' | 'operator' } = {},
): Promise<GivenAccount> {
  const { name = 'Ada Learner', email = `ada-${randomBytes(6).toString('hex')}@example.com` } = change
  const occasion = { locale: 'en' as const, next: undefined, letters: [] }
  const otp = await ctx.auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  const response = await during(occasion, () =>
    ctx.auth.api.signInEmailOTP({ body: { email, otp, name }, headers: new Headers(), asResponse: true }),
  )
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ')
  const { user } = (await response.json()) as { user: { id: string } }
  if (change.password !== undefined) {
    await ctx.auth.api.setPassword({ body: { newPassword: change.password }, headers: new Headers({ cookie }) })
  }
  if (change.role !== undefined) {
    await ctx.db.updateTable('account').set({ role: change.role }).where('id', '=', user.id).execute()
  }
  return { accountId: user.id, email, name, cookie }
}
