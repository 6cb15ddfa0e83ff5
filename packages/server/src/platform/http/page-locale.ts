import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, negotiateLocale } from '../i18n/index.ts'

const yearSeconds = 365 * 24 * 3600

/**
 * The reader's language: what the address asks for, what was chosen before, what whoever sent the reader here spoke, what
 * the browser prefers. Asked for or suggested, it is remembered for a year, so that the next page speaks it too.
 */
export function pageLocale(request: FastifyRequest, reply: FastifyReply, suggested?: Locale): Locale {
  const { lang } = request.query as { lang?: unknown }
  const asked = typeof lang === 'string' ? lang : undefined
  const remembered = rememberedLanguage(request.headers.cookie)
  const locale = negotiateLocale(asked ?? remembered ?? suggested, request.headers['accept-language'])
  if (asked !== undefined || (remembered === undefined && suggested !== undefined))
    reply.header('set-cookie', `lang=${locale}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`)
  return locale
}

/** The reader's language where the address has no say in it: an answer to something that failed. */
export function knownLocale(request: FastifyRequest): Locale {
  return negotiateLocale(rememberedLanguage(request.headers.cookie), request.headers['accept-language'])
}

function rememberedLanguage(cookies = ''): string | undefined {
  return /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(cookies)?.[1]
}
