/** Hears what is wrong with a presentation, in words that follow the name of the place. */
export type Tell = (problem: string) => void

const shapes = {
  decimal: /^\d{1,20}$/,
  hex: /^0[xX][0-9A-F]+$/,
  float: /^\d+(?:\.\d+)?$/,
  quoted: /^"[^"\r\n]*"$/,
  enumerated: /^[^\s",]+$/,
  resolution: /^\d+x\d+$/,
}

/** Which attributes a tag may have, and how each is written (RFC 8216, 4.2); `!` stands after the required ones. */
export type Schema = Record<string, keyof typeof shapes | `${keyof typeof shapes}!`>

/** The values of an attribute list without their quotes; whatever breaks the grammar or the schema is told and left out. */
export function readAttributes(list: string, schema: Schema, tell: Tell): Record<string, string> {
  const values: Record<string, string> = {}
  const one = /([A-Z0-9-]+)=("[^"]*"|[^",]*)(,(?=.)|$)/y
  while (one.lastIndex < list.length) {
    const from = one.lastIndex
    const [, name = '', written = ''] = one.exec(list) ?? []
    if (name === '') {
      tell(`has attributes that cannot be read: ${list.slice(from)}`)
      break
    }
    const shape = schema[name]?.replace('!', '') as keyof typeof shapes | undefined
    if (shape === undefined) tell(`has an attribute ${name}, which is not known`)
    else if (name in values) tell(`has ${name} twice`)
    else if (!shapes[shape].test(written)) tell(`has ${name}=${written}, which is not ${shape}`)
    else values[name] = shape === 'quoted' ? written.slice(1, -1) : written
  }
  for (const [name, shape] of Object.entries(schema)) {
    if (shape.endsWith('!') && !(name in values)) tell(`lacks ${name}`)
  }
  return values
}
