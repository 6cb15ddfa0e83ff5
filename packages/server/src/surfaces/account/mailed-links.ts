import {
  confirmNewEmail,
  minPasswordLength,
  minutesOfReset,
  readMailedToken,
  requestReset,
  resetPassword,
  verifyEmail,
} from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { leave, requireSignedIn, sceneOf, steadily } from './scene.ts'
import { enter } from './sign-in.ts'
import {
  addressPage,
  carrying,
  checkMailPage,
  expiredPage,
  newEmailPage,
  resetPage,
  verifyPage,
} from './views/index.ts'

/** What letters lead to. Opening a link changes nothing, since mail programs open them too: a button does. */
export function mailedLinkRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account/forgot', async (request, reply) =>
    reply.send(addressPage(sceneOf(ctx, request, reply).stage, { purpose: 'reset' })),
  )

  app.post('/account/forgot', async (request, reply) => {
    const { caller, stage, form } = sceneOf(ctx, request, reply)
    const { email = '' } = form
    await limits.letter(caller, email)
    const outcome = await steadily(requestReset(ctx, caller, email))
    if (outcome.outcome === 'refused') {
      return reply.code(422).send(addressPage(stage, { purpose: 'reset', email, fault: outcome.fault }))
    }
    return reply.send(checkMailPage(stage, { kind: 'reset', email: outcome.email, minutes: minutesOfReset }))
  })

  app.get('/account/reset', async (request, reply) => {
    const { stage, query } = sceneOf(ctx, request, reply)
    if (typeof query.token !== 'string') return reply.send(expiredPage(stage, 'reset'))
    return reply.send(resetPage(stage, { token: query.token, minLength: minPasswordLength }))
  })

  app.post('/account/reset', async (request, reply) => {
    const { caller, stage, form } = sceneOf(ctx, request, reply)
    const { token = '', password = '' } = form
    await limits.step(caller)
    const outcome = await resetPassword(ctx, caller, { token, password })
    switch (outcome.outcome) {
      case 'refused':
        return reply.code(422).send(resetPage(stage, { token, minLength: minPasswordLength, fault: outcome.fault }))
      case 'expired':
        return reply.code(422).send(expiredPage(stage, 'reset'))
      case 'done': {
        const path = carrying('/account/sign-in', stage.next)
        return leave(reply, `${path}${path.includes('?') ? '&' : '?'}news=resetDone`)
      }
    }
  })

  app.get('/account/verify-email', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { token = '' } = scene.query
    if (typeof token !== 'string') return reply.send(expiredPage(scene.stage, 'sign-in'))
    const mailed = readMailedToken(token)
    if (!mailed) return reply.send(expiredPage(scene.stage, 'sign-in'))
    if (mailed.newEmail === undefined) return reply.send(verifyPage(scene.stage, { token, email: mailed.email }))
    await requireSignedIn(ctx, scene)
    return reply.send(newEmailPage(scene.stage, { token, email: mailed.newEmail }))
  })

  app.post('/account/verify-email', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { token = '', password = '' } = scene.form
    const mailed = readMailedToken(token)
    if (!mailed) return reply.code(422).send(expiredPage(scene.stage, 'sign-in'))
    if (mailed.newEmail !== undefined) {
      const { accountId } = await requireSignedIn(ctx, scene)
      const outcome = await confirmNewEmail(ctx, scene.caller, { token, accountId })
      if (outcome === 'expired') return reply.code(422).send(expiredPage(scene.stage, 'account'))
      return leave(reply, '/account?saved')
    }
    await limits.guess(scene.caller, mailed.email)
    const outcome = await verifyEmail(ctx, scene.caller, { token, password })
    switch (outcome.outcome) {
      case 'wrong':
      case 'spent':
        return reply.code(422).send(verifyPage(scene.stage, { token, email: mailed.email, isWrong: true }))
      case 'expired':
        return reply.code(422).send(expiredPage(scene.stage, 'sign-in'))
      case 'signed-in':
      case 'second-factor':
        return enter(reply, scene, outcome)
    }
  })
}
