import fc from 'fast-check'

/** As much of JSON Schema as the reference uses. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMaximum?: number
  pattern?: string
  format?: string
}

/** Values a schema allows. */
export function allowed(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'object':
      return fc.record(mapValues(schema.properties ?? {}, allowed), { requiredKeys: schema.required ?? [] })
    case 'array':
      return fc.array(allowed(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      })
    case 'number':
      return fc
        .integer({ min: (schema.minimum ?? 0) * 100, max: (schema.exclusiveMaximum ?? 1e6) * 100 - 1 })
        .map((cents) => cents / 100)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return text(schema)
    default:
      throw new Error(`the reference uses a type this does not know: ${schema.type}`)
  }
}

function text({ format, pattern, minLength = 0, maxLength = 50 }: Schema): fc.Arbitrary<string> {
  if (format === 'email')
    return fc
      .tuple(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.stringMatching(/^[a-z]{1,20}$/))
      .map(([a, b]) => `${a}@${b}.example`)
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  // JSON carries NUL and half a surrogate pair, the platform refuses them; both have a test of their own.
  return fc
    .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 50) })
    .filter((each) => !each.includes('\0') && each.length <= maxLength)
}

export interface Spoilt {
  body: Record<string, unknown>
  /** Where the fault is, as a refusal names it. */
  field: string
}

/** A copy of a good body with one fault that the schema forbids. */
export function spoil(schema: Schema, good: Record<string, unknown>): fc.Arbitrary<Spoilt> {
  const required = schema.required ?? []
  const fields = Object.entries(schema.properties ?? {})
  const without = fc.constantFrom(...required).map((field) => {
    const { [field]: _gone, ...body } = good
    return { body, field }
  })
  const wrong = fc
    .constantFrom(...fields)
    .chain(([field, each]) => forbidden(each).map((value) => ({ body: { ...good, [field]: value }, field })))
  return fc.oneof({ weight: 1, arbitrary: without }, { weight: 4, arbitrary: wrong })
}

/** Values a schema forbids. */
function forbidden(schema: Schema): fc.Arbitrary<unknown> {
  const otherTypes = fc.jsonValue().filter((value) => typeOf(value) !== schema.type)
  const outside: fc.Arbitrary<unknown>[] = []
  if (schema.minLength) outside.push(fc.constant(''))
  if (schema.maxLength)
    outside.push(fc.integer({ min: schema.maxLength + 1, max: 6000 }).map((length) => 'x'.repeat(length)))
  if (schema.pattern)
    outside.push(fc.string({ unit: 'grapheme' }).filter((value) => !new RegExp(schema.pattern ?? '').test(value)))
  if (schema.format === 'email') outside.push(fc.string().filter((value) => !value.includes('@')))
  if (schema.minItems) outside.push(fc.constant([]))
  if (schema.items) outside.push(forbidden(schema.items).map((value) => [value]))
  if (schema.minimum !== undefined)
    outside.push(fc.double({ max: schema.minimum - 0.01, noNaN: true, noDefaultInfinity: true }))
  if (schema.exclusiveMaximum !== undefined)
    outside.push(fc.double({ min: schema.exclusiveMaximum, noNaN: true, noDefaultInfinity: true }))
  return fc.oneof(otherTypes, ...outside)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function mapValues<In, Out>(record: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
