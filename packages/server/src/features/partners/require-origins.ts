import { invalidField } from '../../platform/errors.ts'
import { parseOrigin } from './origin.ts'

const maxOrigins = 50

/** Each origin once, as it is stored, or `InvalidInput` that says what is wrong. */
export function requireOrigins(texts: string[], mode: 'test' | 'live'): string[] {
  if (texts.length > maxOrigins) throw invalidField('origins', `must be at most ${maxOrigins}`)
  const parsed = texts.map((text) => {
    const result = parseOrigin(text, { allowHttp: mode === 'test' })
    if ('problem' in result) throw invalidField('origin', `${result.problem}: ${JSON.stringify(text)}`)
    return result.origin
  })
  return [...new Set(parsed)]
}
