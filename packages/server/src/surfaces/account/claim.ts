import { claimCustomers, findClaimable } from '../../features/licensing/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { AccountContext } from './account-context.ts'
import { goOn, requireSignedIn, sceneOf } from './scene.ts'
import { claimPage } from './views/index.ts'

/** Taking courses bought from partners' own shops into the account. */
export function claimRoutes(app: HttpApp, ctx: AccountContext): void {
  app.get('/account/claim', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId, email } = await requireSignedIn(ctx, scene)
    const found = await findClaimable(ctx.db, { accountId, now: ctx.clock.now() })
    const courses = found.map(({ title, language, partnerName }) => ({ title, language, partner: partnerName }))
    return reply.send(claimPage(scene.stage, { email, courses }))
  })

  app.post('/account/claim', async (request, reply) => {
    const scene = sceneOf(ctx, request, reply)
    const { accountId } = await requireSignedIn(ctx, scene)
    await claimCustomers(ctx, { accountId })
    goOn(reply, scene)
  })
}
