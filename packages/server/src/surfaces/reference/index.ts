import { type ErrorCode, errors } from '@osteocom/contract'
import { AppError } from '../../platform/errors.ts'
import type { Asset, Shell } from '../../platform/html/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { errorListPage, errorPage, referenceStyles } from './views/errors.tsx'

/** A page for every error code, where `problem+json` and the reference point to. */
export function errorReference(app: HttpApp, shell: Shell): { assets: Asset[] } {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, max-age=600',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  }
  app.get('/docs/errors/', async (_request, reply) => reply.headers(headers).send(errorListPage(shell)))
  app.get<{ Params: { code: string } }>('/docs/errors/:code', async (request, reply) => {
    const { code } = request.params
    if (!isErrorCode(code)) throw new AppError('NotFound')
    return reply.headers(headers).send(errorPage(shell, code))
  })
  return { assets: [referenceStyles] }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
