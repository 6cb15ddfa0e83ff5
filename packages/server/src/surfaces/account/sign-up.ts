import {
  changeName,
  consentTexts,
  hoursOfVerification,
  minPasswordLength,
  recordConsent,
  signUp,
  signUpFaults,
} from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { goOn, requireSignedIn, sceneOf, steadily } from './scene.ts'
import { checkMailPage, signUpPage, welcomePage } from './views/index.ts'

export function signUpRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account/sign-up', async (request, reply) =>
    reply.send(signUpPage(sceneOf(ctx, request, reply).stage, minPasswordLength)),
  )

  app.post('/account/sign-up', async (request, reply) => {
    const { caller, stage, form } = sceneOf(ctx, request, reply)
    const { name = '', email = '', password = '' } = form
    const hasMarketingConsent = form.marketing === 'yes'
    if (signUpFaults({ name, email, password })) await limits.step(caller)
    else await limits.letter(caller, email)
    const outcome = await steadily(signUp(ctx, caller, { name, email, password, hasMarketingConsent }))
    if (outcome.outcome === 'refused') {
      const { faults } = outcome
      return reply.code(422).send(signUpPage(stage, minPasswordLength, { name, email, hasMarketingConsent, faults }))
    }
    return reply.send(checkMailPage(stage, { kind: 'verify', email: outcome.email, hours: hoursOfVerification }))
  })

  app.get('/account/welcome', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { name } = await requireSignedIn(ctx, scene)
    return reply.send(welcomePage(scene.stage, { name }))
  })

  app.post('/account/welcome', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId } = await requireSignedIn(ctx, scene)
    const { name = '', marketing } = scene.form
    const isGiven = marketing === 'yes'
    const outcome = await changeName(ctx, { accountId, name })
    if (outcome.outcome === 'refused') {
      const form = { name, hasMarketingConsent: isGiven, fault: outcome.fault }
      return reply.code(422).send(welcomePage(scene.stage, form))
    }
    await recordConsent(ctx, {
      accountId,
      kind: 'marketing',
      isGiven,
      textVersion: consentTexts.marketing,
      givenAt: 'sign-up',
    })
    goOn(reply, scene)
  })
}
