import { type ErrorCode, errors } from '@osteocom/contract'

/** What is wrong with one field, in words for the person who sent it. */
export interface FieldProblem {
  field: string
  problem: string
}

/** A refusal. Status and text stand in the contract's table. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly fields: FieldProblem[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, options: { fields?: FieldProblem[]; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(errors[code].text, { cause: options.cause })
    this.code = code
    this.fields = options.fields
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export function invalidField(field: string, problem: string): AppError {
  return new AppError('InvalidInput', { fields: [{ field, problem }] })
}
