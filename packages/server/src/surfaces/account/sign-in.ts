import type { FastifyReply } from 'fastify'
import {
  findSignedIn,
  hoursOfVerification,
  passSecondFactor,
  type SignInOutcome,
  signIn,
  signOut,
} from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { goOn, leave, type Scene, sceneOf, steadily } from './scene.ts'
import { carrying, checkMailPage, factorPage, type SignInNews, signInPage } from './views/index.ts'

export function signInRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account/sign-in', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const visitor = await findSignedIn(ctx, request.headers)
    if (visitor?.mustEnrol) return leave(reply, carrying('/account/second-factor', scene.stage.next))
    if (visitor) return goOn(reply, scene)
    return reply.send(signInPage(scene.stage, { news: newsOf(scene.query.news) }))
  })

  app.post('/account/sign-in', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { email = '', password = '' } = scene.form
    await limits.guess(scene.caller, email)
    const outcome = await steadily(signIn(ctx, scene.caller, { email, password }))
    switch (outcome.outcome) {
      case 'unverified':
        return reply.send(
          checkMailPage(scene.stage, { kind: 'verify', email: outcome.email, hours: hoursOfVerification }),
        )
      case 'wrong':
      case 'spent':
        return reply.code(422).send(signInPage(scene.stage, { email, news: 'wrong' }))
      case 'signed-in':
      case 'second-factor':
        return enter(reply, scene, outcome)
    }
  })

  app.get('/account/second-step', async (request, reply) => reply.send(factorPage(sceneOf(ctx, request, reply).stage)))

  app.post('/account/second-step', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    await limits.step(scene.caller)
    const outcome = await passSecondFactor(ctx, scene.caller, scene.form.code ?? '')
    switch (outcome.outcome) {
      case 'wrong':
        return reply.code(422).send(factorPage(scene.stage, { isWrong: true }))
      case 'begin-again':
      case 'spent': {
        const news = outcome.outcome === 'spent' ? 'spent' : 'beginAgain'
        return reply.code(422).send(signInPage(scene.stage, { news }))
      }
      case 'signed-in':
      case 'second-factor':
        return enter(reply, scene, outcome)
    }
  })

  app.post('/account/sign-out', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    leave(reply, scene.stage.next ?? '/account/sign-in', await signOut(ctx, scene.caller))
  })
}

/** In: to where the person was on the way to, by the second step or the welcome where there is one. */
export function enter(
  reply: FastifyReply,
  scene: Scene,
  outcome: Extract<SignInOutcome, { outcome: 'signed-in' | 'second-factor' }>,
): void {
  const { next } = scene.stage
  if (outcome.outcome === 'second-factor') return leave(reply, carrying('/account/second-step', next), outcome.cookies)
  if (outcome.isNew) return leave(reply, carrying('/account/welcome', next), outcome.cookies)
  goOn(reply, scene, outcome.cookies)
}

function newsOf(text: unknown): SignInNews | undefined {
  return text === 'resetDone' ? text : undefined
}
