import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { AppError } from '../errors.ts'
import type { Asset } from '../html/index.ts'
import type { HttpApp } from './server.ts'
import { refuseOtherMethods } from './strangers.ts'

type Encoding = 'br' | 'gzip' | 'identity'

/** Serves files whose names carry their hash, compressed once and then kept. */
export function serveAssets(app: HttpApp, assets: ReadonlyMap<string, Asset>): void {
  const encoded = new Map<string, Promise<Buffer>>()

  function encode(asset: Asset, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding} ${asset.url}`
    const known = encoded.get(key)
    if (known) return known
    const fresh = contentOf(asset).then((bytes) => compress(bytes, encoding))
    encoded.set(key, fresh)
    fresh.catch(() => encoded.delete(key))
    return fresh
  }

  app.get('/assets/*', async (request, reply) => {
    const asset = assets.get(request.url.split('?')[0] ?? '')
    if (!asset) throw new AppError('NotFound')
    const encoding = isCompressible(asset) ? acceptedEncoding(request.headers['accept-encoding']) : 'identity'
    const bytes = await encode(asset, encoding)
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return (
      reply
        .type(asset.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        // Module scripts and fonts of a sandboxed frame are fetched as if from another origin.
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(bytes)
    )
  })
  refuseOtherMethods(app, '/assets/*', ['GET', 'HEAD'])
}

function isCompressible({ type }: Asset): boolean {
  return /^text\/|javascript|json|svg/.test(type)
}

function acceptedEncoding(header = ''): Encoding {
  if (/\bbr\b/.test(header)) return 'br'
  return /\bgzip\b/.test(header) ? 'gzip' : 'identity'
}

async function contentOf({ body }: Asset): Promise<Buffer> {
  return 'path' in body ? readFile(body.path) : Buffer.from(body.content)
}

async function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    case 'gzip':
      return promisify(gzip)(bytes, { level: 9 })
    case 'identity':
      return bytes
  }
}
