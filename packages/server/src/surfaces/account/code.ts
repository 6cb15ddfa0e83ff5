import { minutesOfCode, sendCode, signInByCode } from '../../features/identity/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import type { Limits } from './limits.ts'
import { sceneOf, steadily } from './scene.ts'
import { enter } from './sign-in.ts'
import { addressPage, codePage } from './views/index.ts'

/** Signing in, or up, by a code that is mailed: to known and unknown addresses alike. */
export function codeRoutes(app: HttpApp, ctx: AccountContext, limits: Limits): void {
  for (const path of ['/account/code', '/account/verify-code']) {
    app.get(path, async (request, reply) =>
      reply.send(addressPage(sceneOf(ctx, request, reply, path).stage, { purpose: 'code' })),
    )
  }

  app.post('/account/code', async (request, reply) => {
    const { caller, stage, form } = sceneOf(ctx, request, reply)
    const { email = '' } = form
    await limits.letter(caller, email)
    const outcome = await steadily(sendCode(ctx, caller, email))
    if (outcome.outcome === 'refused') {
      return reply.code(422).send(addressPage(stage, { purpose: 'code', email, fault: outcome.fault }))
    }
    return reply.send(codePage(stage, { email: outcome.email, minutes: minutesOfCode }))
  })

  app.post('/account/verify-code', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { email = '', code = '' } = scene.form
    await limits.guess(scene.caller, email)
    const outcome = await steadily(signInByCode(ctx, scene.caller, { email, code }))
    switch (outcome.outcome) {
      case 'wrong':
      case 'spent':
        return reply
          .code(422)
          .send(codePage(scene.stage, { email, minutes: minutesOfCode, fault: `code-${outcome.outcome}` }))
      case 'signed-in':
      case 'second-factor':
        return enter(reply, scene, outcome)
    }
  })
}
