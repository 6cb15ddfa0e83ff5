import type { ProductQuestion } from '../../features/licensing/index.ts'

/** What an address of ours asks for; what is missing, malformed or said twice is undefined. */
export interface CardQuery extends ProductQuestion {
  /** The partner's word for who visits; a text that no token can have where it was said twice. */
  token: string | undefined
  lang: string | undefined
  theme: string | undefined
  /** The origin of the page that adapts its frame. */
  fit: string | undefined
}

const maxClientId = 64
const maxUserId = 512

/** Reads the address by hand: nothing is guessed, and nothing is refused either, since a card answers all. */
export function readCardQuery(url: string): CardQuery {
  const parameters = decodeQuery(url)
  const only = (name: string) => {
    const values = parameters.get(name)
    return values?.length === 1 ? values[0] : undefined
  }
  const token = parameters.get('partnerUserToken')?.join(' ')
  return {
    clientId: when(only('clientId'), (text) => isText(text, maxClientId)),
    productId: when(only('productId'), (text) => /^[0-9a-f]{24}$/.test(text)),
    partnerUserId: when(only('partnerUserId'), (text) => isText(text, maxUserId)),
    token: token === '' ? undefined : token,
    lang: only('lang'),
    theme: only('theme'),
    fit: only('fit'),
  }
}

/** Every value by its name; undefined stands for one whose bytes are no text. */
function decodeQuery(url: string): Map<string, (string | undefined)[]> {
  const query = url.slice(url.indexOf('?') + 1, url.includes('?') ? undefined : 0)
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [decode(name), decode(value.join('='))] as const
  })
  const parameters = new Map<string, (string | undefined)[]>()
  for (const [name, value] of pairs) {
    if (name !== undefined) parameters.set(name, [...(parameters.get(name) ?? []), value])
  }
  return parameters
}

function decode(text: string): string | undefined {
  // Bytes beyond ASCII reach us only from what is no browser, and in an encoding that nobody named.
  if (/[^\x21-\x7e]/.test(text)) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function isText(text: string, maxLength: number): boolean {
  if (text === '' || text.includes('\0') || text.length > 2 * maxLength) return false
  return Array.from(text).length <= maxLength
}

function when(text: string | undefined, isSound: (text: string) => boolean): string | undefined {
  return text !== undefined && isSound(text) ? text : undefined
}
