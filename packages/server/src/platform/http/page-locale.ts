import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, negotiateLocale } from '../i18n/index.ts'

const yearSeconds = 365 * 24 * 3600

/** The reader's language: what the address asks for (and is remembered for a year), what was chosen before, what the browser prefers. */
export function pageLocale(request: FastifyRequest, reply: FastifyReply): Locale {
  const { lang } = request.query as { lang?: unknown }
  const chosen = typeof lang === 'string' ? lang : undefined
  const locale = negotiateLocale(
    chosen ?? rememberedLanguage(request.headers.cookie),
    request.headers['accept-language'],
  )
  if (chosen !== undefined)
    reply.header('set-cookie', `lang=${locale}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`)
  return locale
}

function rememberedLanguage(cookies = ''): string | undefined {
  return /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(cookies)?.[1]
}
