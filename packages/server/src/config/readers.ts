/** What is wrong with a setting's text, in words that follow its name. */
export class Problem extends Error {}

export function oneOf<const Value extends string, const Unset extends Value | undefined>(
  values: readonly Value[],
  unset: Unset,
) {
  return (text: string | undefined): Value | Unset => {
    if (text === undefined) return unset
    const found = values.find((value) => value === text)
    if (found === undefined) throw new Problem(`must be one of ${values.join(', ')}; it is "${text}"`)
    return found
  }
}

export function integer<const Unset extends number | undefined>({
  min,
  max,
  unset,
}: {
  min: number
  max: number
  unset: Unset
}) {
  return (text: string | undefined): number | Unset => {
    if (text === undefined) return unset
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new Problem(`must be a whole number from ${min} to ${max}; it is "${text}"`)
    }
    return value
  }
}

export function list(pattern: RegExp, what: string) {
  return (text = ''): string[] => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
    if (!items.every((item) => pattern.test(item))) throw new Problem(`must be ${what}, comma-separated`)
    return items
  }
}

export function origin(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new Problem(`must be an address like https://courses.example, with no path; it is "${text}"`)
  }
  return url.origin
}

export function databaseUrl(text: string | undefined): string | undefined {
  if (text !== undefined && !/^postgres(ql)?:\/\//.test(text)) throw new Problem('must begin with postgres://')
  return text
}

export function secret(text: string | undefined): Buffer | undefined {
  if (text !== undefined && text.length < 32) throw new Problem('must be at least 32 characters of random text')
  return text === undefined ? undefined : Buffer.from(text)
}

export function text(given: string | undefined): string | undefined {
  return given
}

export function url(protocols: readonly string[]) {
  return (given: string | undefined): string | undefined => {
    if (given === undefined) return undefined
    if (!URL.canParse(given) || !protocols.includes(new URL(given).protocol)) {
      throw new Problem(`must begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`)
    }
    return given
  }
}

/** What object names begin with: nothing, or a path that ends in a slash. */
export function objectPrefix(given = ''): string {
  const prefix = given === '' || given.endsWith('/') ? given : `${given}/`
  if (!/^(?:[\w.-]*[\w-][\w.-]*\/)*$/.test(prefix)) {
    throw new Problem(`must be a path such as osteocom/, with no slash before it; it is "${given}"`)
  }
  return prefix
}
