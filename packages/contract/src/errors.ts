/** Every refusal the platform can answer: its HTTP status and its text. Codes are stable; texts may be reworded. */
export const errors = {
  InvalidInput: { status: 400, text: 'The request is not valid.' },
  InvalidCredentials: { status: 401, text: 'The client id or the client secret is not valid.' },
  InvalidToken: { status: 401, text: 'The bearer token is missing, expired or not valid. Log in again.' },
  ClientMismatch: { status: 403, text: 'The clientId is not the one this token was issued to.' },
  AccessDenied: { status: 403, text: 'This customer may not watch this video.' },
  NotFound: { status: 404, text: 'There is nothing at this address.' },
  ProductNotInCatalog: { status: 404, text: 'A product is not in the catalog agreed with this partner.' },
  MethodNotAllowed: { status: 405, text: 'This address does not take that method.' },
  RequestTimeout: { status: 408, text: 'The request took too long to arrive.' },
  IdempotencyKeyInUse: { status: 409, text: 'A request with this Idempotency-Key is still running. Try again shortly.' },
  SessionEnded: { status: 410, text: 'This playback session has ended.' },
  PayloadTooLarge: { status: 413, text: 'The request body is too large.' },
  UnsupportedMediaType: { status: 415, text: 'The request body must be plain JSON in UTF-8.' },
  RangeNotSatisfiable: { status: 416, text: 'The requested range is outside the file.' },
  IdempotencyKeyReused: { status: 422, text: 'This Idempotency-Key was already used with other parameters.' },
  TooEarly: { status: 425, text: 'This key is handed out when playback comes nearer to it.' },
  RateLimited: { status: 429, text: 'Too many requests. Wait as long as Retry-After says.' },
  HeadersTooLarge: { status: 431, text: 'The request headers are too large.' },
  Internal: { status: 500, text: 'Something went wrong on our side.' },
  OutcomeUnknown: {
    status: 503,
    text: 'The outcome of this request is not known. Send the same request again: it will not be doubled.',
  },
  Unavailable: { status: 503, text: 'The service is briefly unavailable. Send the same request again.' },
} as const satisfies Record<string, { status: number; text: string }>

export type ErrorCode = keyof typeof errors
