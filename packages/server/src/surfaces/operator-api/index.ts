import type { FindVisitor } from '../../features/identity/index.ts'
import type { PackagingDeps } from '../../features/media/index.ts'
import { parseJson } from '../../platform/http/json-body.ts'
import type { RateLimit } from '../../platform/http/rate-limit.ts'
import { requirePlainBody } from '../../platform/http/request-headers.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { mountAuthors } from './authors.ts'
import { mountChannels } from './channels.ts'
import { operatorsOnly } from './operators-only.ts'
import type { TusContext } from './tus-server.ts'
import { mountUploadList } from './upload-list.ts'
import { mountUploads } from './uploads.ts'
import { mountVideos } from './videos.ts'

export interface OperatorApiContext extends TusContext, PackagingDeps {
  findVisitor: FindVisitor
}

/** What operators' pages speak to: JSON, and the bytes of files. */
export function operatorApi(app: HttpApp, ctx: OperatorApiContext, strangerLimit: RateLimit): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
      parseJson(body),
    )
    scope.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body)
    operatorsOnly(scope, { ...ctx, strangerLimit })
    scope.addHook('onRequest', async (request) => requirePlainBody(request))
    mountUploads(scope, ctx)
    mountUploadList(scope, ctx)
    mountChannels(scope, ctx)
    mountVideos(scope, ctx)
    mountAuthors(scope, ctx)
  })
}
