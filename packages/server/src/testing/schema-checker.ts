import { Ajv2020 } from 'ajv/dist/2020.js'

/** Checks values against the schemas inside a document, each named by its path there; says what is wrong, or nothing. */
export function schemaChecker(document: object): (path: readonly string[], value: unknown) => string {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema(document, 'document')
  return (path, value) => {
    const pointer = path.map((part) => part.replaceAll('/', '~1')).join('/')
    const validate = ajv.getSchema(`document#/${pointer}`)
    if (!validate) return `there is no schema at ${pointer}`
    return validate(value) ? '' : ajv.errorsText(validate.errors)
  }
}
