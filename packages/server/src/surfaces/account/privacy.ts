import {
  consentTexts,
  findConsents,
  proofOf,
  proveIdentity,
  recordConsent,
  sendProofCode,
  signOut,
} from '../../features/identity/index.ts'
import { erasePerson, exportPerson } from '../../features/privacy/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { leave, requireSignedIn, sceneOf } from './scene.ts'
import { erasedPage, erasePage, privacyPage, speak } from './views/index.ts'

/** What one agreed to, everything stored about one, and the end of it. */
export function privacyRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account/privacy', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId } = await requireSignedIn(ctx, scene)
    const consents = await findConsents(ctx.db, accountId)
    const hasMarketing = consents.find(({ kind }) => kind === 'marketing')?.isGiven ?? false
    return reply.send(privacyPage(scene.stage, { consents, hasMarketing, isSaved: 'saved' in scene.query }))
  })

  app.post('/account/privacy/marketing', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account/privacy')
    const { accountId } = await requireSignedIn(ctx, scene)
    await recordConsent(ctx, {
      accountId,
      kind: 'marketing',
      isGiven: scene.form.marketing === 'yes',
      textVersion: consentTexts.marketing,
      givenAt: 'privacy-page',
    })
    leave(reply, '/account/privacy?saved')
  })

  app.get('/account/privacy/export', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId } = await requireSignedIn(ctx, scene)
    await limits.step(scene.caller)
    const everything = await exportPerson(ctx, accountId)
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .send(JSON.stringify(everything, null, 2))
  })

  app.get('/account/erase', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const visitor = await requireSignedIn(ctx, scene)
    const proof = await proofOf(ctx, visitor)
    return reply.send(erasePage(scene.stage, { email: visitor.email, proof, isCodeSent: false }))
  })

  app.post('/account/erase', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const visitor = await requireSignedIn(ctx, scene)
    const { email, accountId } = visitor
    const { step, password, code } = scene.form
    const proof = await proofOf(ctx, visitor)
    if (step === 'mail-code') {
      await limits.letter(scene.caller, email)
      await sendProofCode(ctx, scene.caller, visitor)
      return reply.send(erasePage(scene.stage, { email, proof, isCodeSent: true }))
    }
    await limits.guess(scene.caller, email)
    if (!(await proveIdentity(ctx, scene.caller, { visitor, proof: { password, code } }))) {
      const error = speak(scene.stage.locale)('fault.proof-wrong')
      return reply.code(422).send(erasePage(scene.stage, { email, proof, isCodeSent: code !== undefined, error }))
    }
    await erasePerson(ctx, { accountId, locale: scene.caller.locale })
    for (const cookie of await signOut(ctx, scene.caller)) reply.header('set-cookie', cookie)
    delete scene.stage.visitor
    return reply.send(erasedPage({ ...scene.stage, url: '/account/sign-in' }))
  })
}
