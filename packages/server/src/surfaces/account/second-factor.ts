import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  hasPassword,
  renewBackupCodes,
} from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { accountHome } from './manage.ts'
import { leave, requireSignedIn, sceneOf } from './scene.ts'
import { backupCodesPage, beginEnrolPage, enrolPage, expiredPage, speak } from './views/index.ts'

const enrolling = { mayLackFactor: true }

/** Setting up a second factor, and what follows once there is one. */
export function secondFactorRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account/second-factor', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId, mustEnrol, hasSecondFactor } = await requireSignedIn(ctx, scene, enrolling)
    if (hasSecondFactor) return leave(reply, '/account')
    const isWithPassword = await hasPassword(ctx.db, accountId)
    return reply.send(beginEnrolPage(scene.stage, { hasPassword: isWithPassword, isRequired: mustEnrol }))
  })

  app.post('/account/second-factor', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { email, mustEnrol, hasSecondFactor } = await requireSignedIn(ctx, scene, enrolling)
    if (hasSecondFactor) return leave(reply, '/account')
    await limits.guess(scene.caller, email)
    const outcome = await beginSecondFactor(ctx, scene.caller, scene.form.password)
    if (outcome.outcome === 'begun') return reply.send(enrolPage(scene.stage, { uri: outcome.uri }))
    const page = beginEnrolPage(scene.stage, { hasPassword: true, isWrong: true, isRequired: mustEnrol })
    return reply.code(422).send(page)
  })

  app.post('/account/second-factor/confirm', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account/second-factor')
    const visitor = await requireSignedIn(ctx, scene, enrolling)
    const { code = '', uri = '' } = scene.form
    await limits.guess(scene.caller, visitor.email)
    const outcome = await confirmSecondFactor(ctx, scene.caller, { visitor, code })
    if (outcome.outcome === 'wrong') {
      // The page says again what it said before, so what it sent comes back; nothing here relies on it.
      const isOurs = uri.startsWith('otpauth://totp/') && URL.canParse(uri)
      const page = isOurs ? enrolPage(scene.stage, { uri, isWrong: true }) : expiredPage(scene.stage, 'account')
      return reply.code(422).send(page)
    }
    for (const cookie of outcome.cookies) reply.header('set-cookie', cookie)
    return reply.send(backupCodesPage(scene.stage, outcome.backupCodes))
  })

  app.post('/account/second-factor/codes', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const visitor = await requireSignedIn(ctx, scene)
    await limits.guess(scene.caller, visitor.email)
    const codes = await renewBackupCodes(ctx, scene.caller, { visitor, password: scene.form.password })
    if (codes) return reply.send(backupCodesPage(scene.stage, codes))
    const second = speak(scene.stage.locale)('fault.proof-wrong')
    return reply.code(422).send(await accountHome(ctx, scene, visitor, { errors: { second } }))
  })

  app.post('/account/second-factor/disable', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const visitor = await requireSignedIn(ctx, scene)
    await limits.guess(scene.caller, visitor.email)
    const outcome = await disableSecondFactor(ctx, scene.caller, { visitor, password: scene.form.password })
    if (outcome.outcome === 'disabled') return leave(reply, '/account?saved', outcome.cookies)
    const t = speak(scene.stage.locale)
    const second = outcome.outcome === 'required' ? t('second.required') : t('fault.proof-wrong')
    return reply.code(422).send(await accountHome(ctx, scene, visitor, { errors: { second } }))
  })
}
