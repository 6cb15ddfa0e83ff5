import type { FindVisitor } from '../../features/identity/index.ts'
import {
  findOutbox,
  findOutboxEntry,
  type Letterhead,
  type OutboxEntry,
  printLetter,
} from '../../features/mailing/index.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Asset } from '../../platform/html/index.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import { pageHeaders, pageScope } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Log } from '../../platform/log.ts'
import type { Site } from '../../platform/pages/index.ts'
import { letterPage, outboxAssets, outboxPage } from './views/index.ts'

export interface OutboxContext {
  db: Database
  log: Log
  mode: 'test' | 'live'
  site: Site
  mailSealKey: Buffer
  letterhead: Letterhead
  postOffice: object | undefined
  findVisitor: FindVisitor
}

const shown = 100
const letterPath = '/outbox/:mailId'
const sheetPath = '/outbox/:mailId/letter'
type ById = { Params: { mailId: string } }

/** `/outbox`, in test mode: the letters written here, so that a newcomer can follow their links without a mail server. */
export function outboxSurface(app: HttpApp, ctx: OutboxContext): { assets: Asset[] } {
  if (ctx.mode !== 'test') return { assets: [] }
  const isSent = ctx.postOffice !== undefined

  pageScope(app, ctx, (scope) => {
    scope.get('/outbox', async (request, reply) => {
      const locale = pageLocale(request, reply)
      const visitor = await ctx.findVisitor(request.headers)
      const entries = (await findOutbox(ctx, { limit: shown })).map((entry) => ({
        ...entry,
        subject: printLetter(ctx.letterhead, entry.mail).subject,
      }))
      return outboxPage({ site: ctx.site, locale, url: request.url, visitor, entries, isSent })
    })

    scope.get<ById>(letterPath, async (request, reply) => {
      const entry = await requireEntry(ctx, request.params.mailId)
      const locale = pageLocale(request, reply)
      const visitor = await ctx.findVisitor(request.headers)
      const policy = pageHeaders({})['content-security-policy']
      reply.header('content-security-policy', `${policy}; frame-src 'self'`)
      const letter = printLetter(ctx.letterhead, entry.mail)
      return letterPage({ site: ctx.site, locale, url: request.url, visitor, entry, letter, isSent })
    })

    scope.get<ById>(sheetPath, async (request, reply) => {
      const entry = await requireEntry(ctx, request.params.mailId)
      reply.header('content-security-policy', sheetPolicy)
      return printLetter(ctx.letterhead, entry.mail).html
    })
  })
  for (const path of ['/outbox', letterPath, sheetPath]) refuseOtherMethods(app, path, ['GET', 'HEAD'])
  return { assets: outboxAssets }
}

// What a mail program would allow: styles, and links that are clicked.
const sheetPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  'sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox'

async function requireEntry(ctx: OutboxContext, id: string): Promise<OutboxEntry> {
  const entry = /^[0-9a-f]{24}$/.test(id) ? await findOutboxEntry(ctx, id) : undefined
  if (!entry) throw new AppError('NotFound')
  return entry
}
