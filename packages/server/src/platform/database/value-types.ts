import type { PostgresType } from 'postgres'

type Parse = (text: string) => unknown
type Serialize = (value: unknown) => string

/** bigint as a number while a number can hold it exactly; beyond that the query fails rather than round. */
function parseBigint(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The integer ${text} from the database does not fit a number`)
  return value
}

const asIs: Parse = (text) => text
const toText: Serialize = (value) => (value instanceof Date ? value.toISOString() : String(value))
const toTime: Serialize = (value) => (value instanceof Date ? value : new Date(String(value))).toISOString()

interface Scalar {
  readonly oid: number
  readonly arrayOid: number
  readonly parse: Parse
  readonly serialize: Serialize
}

const scalars: Record<string, Scalar> = {
  bool: {
    oid: 16,
    arrayOid: 1000,
    parse: (text) => text === 't',
    serialize: (value) => (value === true || value === 't' ? 't' : 'f'),
  },
  bytea: {
    oid: 17,
    arrayOid: 1001,
    parse: (text) => Buffer.from(text.slice(2), 'hex'),
    serialize: (value) =>
      `\\x${(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))).toString('hex')}`,
  },
  int2: { oid: 21, arrayOid: 1005, parse: Number, serialize: toText },
  int4: { oid: 23, arrayOid: 1007, parse: Number, serialize: toText },
  int8: { oid: 20, arrayOid: 1016, parse: parseBigint, serialize: toText },
  float4: { oid: 700, arrayOid: 1021, parse: Number, serialize: toText },
  float8: { oid: 701, arrayOid: 1022, parse: Number, serialize: toText },
  numeric: { oid: 1700, arrayOid: 1231, parse: asIs, serialize: toText },
  text: { oid: 25, arrayOid: 1009, parse: asIs, serialize: toText },
  varchar: { oid: 1043, arrayOid: 1015, parse: asIs, serialize: toText },
  uuid: { oid: 2950, arrayOid: 2951, parse: asIs, serialize: toText },
  // A calendar day has no time zone: it stays the text it is.
  date: { oid: 1082, arrayOid: 1182, parse: asIs, serialize: (value) => toText(value).slice(0, 10) },
  timestamp: { oid: 1114, arrayOid: 1115, parse: asIs, serialize: toText },
  timestamptz: { oid: 1184, arrayOid: 1185, parse: (text) => new Date(text), serialize: toTime },
  json: { oid: 114, arrayOid: 199, parse: JSON.parse, serialize: JSON.stringify },
  jsonb: { oid: 3802, arrayOid: 3807, parse: JSON.parse, serialize: JSON.stringify },
}

/** How values cross the wire, both ways, arrays included, without asking the server for its types at every connection. */
export const valueTypes: Record<string, PostgresType> = Object.fromEntries(
  Object.entries(scalars).flatMap(([name, { oid, arrayOid, parse, serialize }]) => [
    [name, { to: oid, from: [oid], parse, serialize }],
    [
      `${name}Array`,
      { to: arrayOid, from: [arrayOid], parse: arrayParser(parse), serialize: arraySerializer(serialize) },
    ],
  ]),
)

function arraySerializer(serialize: Serialize): Serialize {
  const element = (value: unknown): string => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return write(value)
    return `"${serialize(value).replaceAll(/["\\]/g, '\\$&')}"`
  }
  const write = (values: unknown[]): string => `{${values.map(element).join(',')}}`
  // A ready-made array literal passes.
  return (value) => (Array.isArray(value) ? write(value) : String(value))
}

/** The driver hands over an array's text without its first brace to a parser marked so. */
function arrayParser(parse: Parse): Parse {
  return Object.assign((text: string) => readArray(text, parse), { array: true })
}

function readArray(text: string, parse: Parse): unknown[] {
  const root: unknown[] = []
  const open: unknown[][] = [root]
  for (const [, brace, quoted, bare] of text.matchAll(/([{}])|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)) {
    const current = open.at(-1) ?? root
    if (brace === '{') {
      const inner: unknown[] = []
      current.push(inner)
      open.push(inner)
    } else if (brace === '}') open.pop()
    else if (quoted !== undefined) current.push(parse(quoted.replaceAll(/\\(.)/gs, '$1')))
    else if (bare !== undefined) current.push(bare === 'NULL' ? null : parse(bare))
  }
  return root
}
