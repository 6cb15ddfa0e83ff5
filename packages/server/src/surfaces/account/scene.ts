import { setTimeout } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, findSignedIn, type SignedIn } from '../../features/identity/index.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import type { AccountContext } from './account-context.ts'
import { nextPath } from './next-path.ts'
import type { Stage } from './views/index.ts'

/** One request for an account page: who asks, for what, and how the page is shown. */
export interface Scene {
  caller: Caller
  stage: Stage
  form: Readonly<Record<string, string>>
  query: Readonly<Record<string, unknown>>
}

/** The scene of a request; `url` is the page that GET shows, where a form is not posted to it. */
export function sceneOf(ctx: AccountContext, request: FastifyRequest, reply: FastifyReply, url?: string): Scene {
  const form = (request.body ?? {}) as Record<string, string>
  const query = request.query as Record<string, unknown>
  const locale = pageLocale(request, reply)
  const next = nextPath(form.next ?? query.next)
  const { cookie, 'user-agent': userAgent } = request.headers
  return {
    caller: { cookie, userAgent, address: request.ip, locale, next },
    stage: {
      site: ctx.site,
      locale,
      next,
      url: url ?? (request.method === 'GET' ? request.url : pathOf(request, next)),
    },
    form,
    query,
  }
}

function pathOf({ url }: FastifyRequest, next: string | undefined): string {
  const path = url.split('?')[0] ?? '/'
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`
}

/** Whoever is signed in, on the stage from now on; others are sent to sign in, operators to their second factor. */
export async function requireSignedIn(
  ctx: AccountContext,
  { caller, stage }: Scene,
  { mayLackFactor = false }: { mayLackFactor?: boolean } = {},
): Promise<SignedIn> {
  const visitor = await findSignedIn(ctx, { cookie: caller.cookie })
  if (!visitor || (visitor.mustEnrol && !mayLackFactor)) throw new AppError('SignInRequired')
  stage.visitor = { name: visitor.name }
  return visitor
}

/** Goes on to where the person was on the way to. */
export function goOn(reply: FastifyReply, { stage }: Scene, cookies: string[] = []): void {
  leave(reply, stage.next ?? stage.site.home, cookies)
}

export function leave(reply: FastifyReply, path: string, cookies: string[] = []): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
  reply.redirect(path, 303)
}

const steadyMs = 300

/** Does the work in the same time whatever it finds, so that the time tells nothing about whose address it was. */
export async function steadily<Result>(work: Promise<Result>): Promise<Result> {
  const [result] = await Promise.all([work, setTimeout(steadyMs)])
  return result
}
