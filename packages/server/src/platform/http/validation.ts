import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import type { Static, TSchema } from 'typebox'
import { AppError, type FieldProblem } from '../errors.ts'

const ajv = new Ajv({ coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, strict: false })
addFormats.default(ajv, ['email'])

/** A check that passes a value on with its type, or refuses it with every faulty field named. */
export function validator<Schema extends TSchema>(schema: Schema): (value: unknown) => Static<Schema> {
  const validate = ajv.compile(schema)
  return (value) => {
    if (validate(value)) return value as Static<Schema>
    throw new AppError('InvalidInput', { fields: (validate.errors ?? []).slice(0, 20).map(toProblem) })
  }
}

function toProblem({ instancePath, keyword, params, message = 'is not valid' }: ErrorObject): FieldProblem {
  const path = instancePath.slice(1).replaceAll('/', '.')
  if (keyword !== 'required') return { field: path, problem: message }
  const missing = String(params.missingProperty)
  return { field: path === '' ? missing : `${path}.${missing}`, problem: 'is required' }
}
