import type { FastifyReply } from 'fastify'
import {
  changeName,
  changePassword,
  endOtherSessions,
  endSession,
  findSessions,
  hasPassword,
  minPasswordLength,
  requestNewEmail,
  type SignedIn,
  sendProofCode,
} from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import { deviceOf } from './device.ts'
import type { Limits } from './limits.ts'
import { leave, requireSignedIn, type Scene, sceneOf } from './scene.ts'
import { type AccountView, accountHomePage, checkMailPage, speak } from './views/index.ts'

const saved = '/account?saved'

/** The account's own page and what is changed on it. */
export function manageRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  app.get('/account', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const visitor = await requireSignedIn(ctx, scene)
    return reply.send(await accountHome(ctx, scene, visitor, { isSaved: 'saved' in scene.query }))
  })

  app.post('/account/name', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const visitor = await requireSignedIn(ctx, scene)
    const { name = '' } = scene.form
    const outcome = await changeName(ctx, { accountId: visitor.accountId, name })
    if (outcome.outcome === 'changed') return leave(reply, saved)
    const error = speak(scene.stage.locale)(`fault.${outcome.fault}`)
    return refuse(reply, await accountHome(ctx, scene, visitor, { name, errors: { name: error } }))
  })

  app.post('/account/email', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const visitor = await requireSignedIn(ctx, scene)
    const { email = '', password, code, step } = scene.form
    if (step === 'mail-code') {
      await limits.letter(scene.caller, visitor.email)
      await sendProofCode(ctx, scene.caller, visitor)
      return reply.send(await accountHome(ctx, scene, visitor, { newEmail: email, isCodeSent: true }))
    }
    await limits.guess(scene.caller, visitor.email)
    const outcome = await requestNewEmail(ctx, scene.caller, { visitor, email, proof: { password, code } })
    if (outcome.outcome === 'sent') {
      return reply.send(checkMailPage(scene.stage, { kind: 'newEmail', email: outcome.email }))
    }
    const errors = { [outcome.field]: speak(scene.stage.locale)(`fault.${outcome.fault}`) }
    return refuse(
      reply,
      await accountHome(ctx, scene, visitor, { newEmail: email, isCodeSent: code !== undefined, errors }),
    )
  })

  app.post('/account/password', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const visitor = await requireSignedIn(ctx, scene)
    const { current = '', password = '' } = scene.form
    await limits.guess(scene.caller, visitor.email)
    const outcome = await changePassword(ctx, scene.caller, { visitor, current, password })
    if (outcome.outcome === 'changed') return leave(reply, saved, outcome.cookies)
    const errors = { [outcome.field]: speak(scene.stage.locale)(`fault.${outcome.fault}`) }
    return refuse(reply, await accountHome(ctx, scene, visitor, { errors }))
  })

  app.post('/account/sessions/end', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    const { accountId } = await requireSignedIn(ctx, scene)
    await endSession(ctx, { accountId, sessionId: scene.form.session ?? '' })
    leave(reply, saved)
  })

  app.post('/account/sessions/end-others', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply, '/account')
    await endOtherSessions(ctx, await requireSignedIn(ctx, scene))
    leave(reply, saved)
  })
}

function refuse(reply: FastifyReply, page: string): FastifyReply {
  return reply.code(422).send(page)
}

/** The account's page as it stands, with what has just been tried on it. */
export async function accountHome(
  ctx: AccountContext,
  { stage }: Scene,
  visitor: SignedIn,
  change: Partial<AccountView>,
): Promise<string> {
  const { accountId, sessionId, name, email, role, hasSecondFactor } = visitor
  const [sessions, isWithPassword] = await Promise.all([
    findSessions(ctx.db, accountId),
    hasPassword(ctx.db, accountId),
  ])
  const t = speak(stage.locale)
  return accountHomePage(stage, {
    name,
    email,
    role,
    hasSecondFactor,
    hasPassword: isWithPassword,
    minLength: minPasswordLength,
    sessions: sessions
      .map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }) => {
        const device = deviceOf(userAgent)
        return {
          id,
          device: device && t('sessions.device', device),
          address: ipAddress === '' ? null : ipAddress,
          signedInAt: createdAt,
          lastSeenAt,
          isThis: id === sessionId,
        }
      })
      .sort((one, other) => Number(other.isThis) - Number(one.isThis)),
    ...change,
  })
}
