import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** Pages of strangers', on a port of their own, under whatever name below localhost they are asked for: `?frame=` says what to
 * frame, `?sandbox=` how, `?script=` what to run beside it. The frame has the given attributes otherwise. */
export async function strangersPages(frameAttributes: string): Promise<(name: string) => string> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://page.invalid')
    const attribute = (name: string, from: string) => {
      const value = searchParams.get(from)
      return value === null ? '' : ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
    }
    const frame = `<iframe ${frameAttributes}${attribute('src', 'frame')}${attribute('sandbox', 'sandbox')}></iframe>`
    const script = searchParams.has('script') ? `<script${attribute('src', 'script')} async></script>` : ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><title>A partner</title>${frame}${script}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return (name) => `http://${name}.localhost:${port}`
}

/** The address of a stranger's page that frames something. */
export function framing(origin: string, frame: string, more: Record<string, string> = {}): string {
  return `${origin}/?${new URLSearchParams({ frame, ...more })}`
}
