/** What a page answered, and where it stood once every redirect had been followed. */
export interface VisitedPage {
  status: number
  /** Path and query. */
  url: string
  headers: Headers
  html: string
  /** Every address on the way, the last one included. */
  way: string[]
}

/** A browser without scripts: it keeps cookies, follows redirects and posts forms from our own pages. */
export interface TestVisitor {
  open(path: string, headers?: Record<string, string>): Promise<VisitedPage>
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<VisitedPage>
  /** What it would send as its Cookie header. */
  cookie(): string
  /** Every Set-Cookie line it was ever sent. */
  setCookies: readonly string[]
}

const mostRedirects = 5

export function testVisitor(
  app: { url: string; ctx: { publicUrl: string } },
  { cookie = '', headers: always = {} }: { cookie?: string; headers?: Record<string, string> } = {},
): TestVisitor {
  const jar = new Map<string, string>()
  const setCookies: string[] = []
  keep(cookie.split('; '))

  function keep(lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const cut = pair.indexOf('=')
      if (cut < 1) continue
      const isOver = attributes.some((text) => /^\s*max-age=(0|-\d+)\s*$/i.test(text))
      if (isOver) jar.delete(pair.slice(0, cut).trim())
      else jar.set(pair.slice(0, cut).trim(), pair.slice(cut + 1))
    }
  }

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function ask(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Response> {
    const sent = jar.size === 0 ? {} : { cookie: cookies() }
    const response = await fetch(app.url + path, {
      ...init,
      headers: { accept: 'text/html', ...always, ...sent, ...init.headers },
      redirect: 'manual',
    })
    const lines = response.headers.getSetCookie()
    setCookies.push(...lines)
    keep(lines)
    return response
  }

  async function follow(path: string, first: Response): Promise<VisitedPage> {
    const way = [path]
    let response = first
    for (;;) {
      const to = response.headers.get('location')
      const here = way.at(-1) ?? path
      if (to === null || response.status < 300 || response.status > 399) {
        return { status: response.status, url: here, headers: response.headers, html: await response.text(), way }
      }
      const target = new URL(to, `${app.ctx.publicUrl}${here}`)
      way.push(target.origin === app.ctx.publicUrl ? target.pathname + target.search : target.href)
      // Another origin is not ours to follow into.
      const isForeign = target.origin !== app.ctx.publicUrl
      if (isForeign || way.length > mostRedirects) {
        return { status: response.status, url: way.at(-1) ?? path, headers: response.headers, html: '', way }
      }
      await response.body?.cancel()
      response = await ask(target.pathname + target.search, { headers: {} })
    }
  }

  return {
    setCookies,
    cookie: cookies,
    open: async (path, headers = {}) => follow(path, await ask(path, { headers })),
    post: async (path, fields, headers = {}) =>
      follow(
        path,
        await ask(path, {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: { origin: app.ctx.publicUrl, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        }),
      ),
  }
}
