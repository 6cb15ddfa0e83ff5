import { createServer } from 'node:http'
import { type ApiPartnerOptions, createApiPartner } from '../server.ts'
import { close, listen } from './stub-platform.ts'

export interface Seen {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads. */
  location: string
}

/** A shop that listens, and a browser in front of it: it keeps the cookie, follows nothing, and fills in no form by itself. */
export async function openShop(options: Omit<ApiPartnerOptions, 'basePath'>, basePath = '/shop') {
  const server = createServer(createApiPartner({ ...options, basePath }))
  const url = await listen(server)
  let cookie = ''

  async function ask(path: string, init: RequestInit = {}): Promise<Seen> {
    const headers = { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const location = response.headers.get('location') ?? ''
    return { status: response.status, headers: response.headers, text: await response.text(), location }
  }

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers })

  return {
    get: ask,
    post,
    /** Posts the page's form that leads to this path, with what it hides and what is filled in. */
    async submit(page: Seen, action: string, fields: Record<string, string> = {}): Promise<Seen> {
      return post(action, { ...hiddenFields(page.text, action), ...fields })
    },
    get cookie(): string {
      return cookie
    },
    set cookie(value: string) {
      cookie = value
    },
    close: () => close(server),
  }
}

export type Browser = Awaited<ReturnType<typeof openShop>>

function hiddenFields(markup: string, action: string): Record<string, string> {
  const form = markup.split('<form ').find((part) => part.includes(`action="${action}"`)) ?? ''
  const inputs = (form.split('</form>')[0] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]))
}
