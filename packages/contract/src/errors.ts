/** Every refusal the platform can answer: its HTTP status, its text and what to do about it. Codes are stable; texts may be reworded. */
export const errors = {
  InvalidInput: {
    status: 400,
    text: 'The request is not valid.',
    remedy: 'Mend the fields named in `fields`, then send the request again.',
  },
  InvalidSignature: {
    status: 400,
    text: 'The callback is not signed by our payment provider.',
    remedy:
      'Nothing to do, unless you run this deployment: then compare STRIPE_WEBHOOK_SECRET with the signing secret of the endpoint at Stripe, and the clock with the true time.',
  },
  InvalidCredentials: {
    status: 401,
    text: 'The client id or the client secret is not valid.',
    remedy:
      'Check the client id and the secret, character by character. The answer is the same for an unknown client, a wrong secret and a partner that is switched off, so ask the publisher if both are right.',
  },
  InvalidToken: {
    status: 401,
    text: 'The bearer token is missing, expired or not valid. Log in again.',
    remedy:
      'Call contentLicensing_login for a new token and repeat the call with it. A token ends after 24 hours, when its secret ends, and when the partner is switched off.',
  },
  SignInRequired: {
    status: 401,
    text: 'Sign in first.',
    remedy: 'Sign in on the account page, then open the address again.',
  },
  ClientMismatch: {
    status: 403,
    text: 'The clientId is not the one this token was issued to.',
    remedy: 'Send the clientId that the token was issued to.',
  },
  AccessDenied: {
    status: 403,
    text: 'This customer may not watch this video.',
    remedy:
      'Call contentLicensing_contentAccessAuthorization for the customer first, and use the userAccessKey it returns. Check that the video is in that channel. The answer is the same whatever is missing.',
  },
  OperatorsOnly: {
    status: 403,
    text: 'Only an operator may do this.',
    remedy: 'Sign in with an account that the publisher has invited as an operator.',
  },
  CrossSiteRequest: {
    status: 403,
    text: 'A form may only be sent from our own pages.',
    remedy: 'Open the page at the address of this deployment and send its form from there.',
  },
  NotFound: {
    status: 404,
    text: 'There is nothing at this address.',
    remedy: 'Check the address, letter by letter: paths are case-sensitive and have no trailing slash.',
  },
  ProductNotInCatalog: {
    status: 404,
    text: 'A product is not in the catalog agreed with this partner.',
    remedy:
      'Sell only what contentLicensing_catalog returns. Nothing was recorded, also for the other products of the same call.',
  },
  MethodNotAllowed: {
    status: 405,
    text: 'This address does not take that method.',
    remedy: 'Use the method that the Allow header names.',
  },
  RequestTimeout: {
    status: 408,
    text: 'The request took too long to arrive.',
    remedy: 'Send headers and body within ten seconds.',
  },
  IdempotencyKeyInUse: {
    status: 409,
    text: 'A request with this Idempotency-Key is still running. Try again shortly.',
    remedy: 'Wait as long as Retry-After says and send the same request again.',
  },
  NotPossibleNow: {
    status: 409,
    text: 'This cannot be done as things stand.',
    remedy: 'Read in `fields` what stands in the way, settle that, then send the request again.',
  },
  SessionEnded: {
    status: 410,
    text: 'This playback session has ended.',
    remedy: 'Open the player again through the page it stands in.',
  },
  UploadGone: {
    status: 410,
    text: 'This upload has expired or was taken back.',
    remedy: 'Begin the upload again. One that nobody goes on with is forgotten after three days.',
  },
  UploadTooLarge: {
    status: 413,
    text: 'The file is too large to be uploaded.',
    remedy: 'Send a smaller file, or have the operator of this deployment raise UPLOAD_MAX_BYTES.',
  },
  PayloadTooLarge: {
    status: 413,
    text: 'The request body is too large.',
    remedy: 'Keep the body below 64 KB.',
  },
  UnsupportedMediaType: {
    status: 415,
    text: 'The request body must be plain JSON in UTF-8.',
    remedy: 'Send plain JSON in UTF-8, not compressed.',
  },
  UnsuitableFile: {
    status: 422,
    text: 'The file is not of a kind that can be used here.',
    remedy: 'Read in `fields` what the file is by its content, and send one of the kinds named there.',
  },
  RangeNotSatisfiable: {
    status: 416,
    text: 'The requested range is outside the file.',
    remedy: 'Ask for a range within the length that Content-Range names.',
  },
  IdempotencyKeyReused: {
    status: 422,
    text: 'This Idempotency-Key was already used with other parameters.',
    remedy: 'Use a new Idempotency-Key for a new request.',
  },
  UploadBusy: {
    status: 423,
    text: 'This upload cannot be gone on with at this moment.',
    remedy: 'Wait as long as Retry-After says, then ask again where it stands. Nothing of it is lost.',
  },
  TooEarly: {
    status: 425,
    text: 'This key is handed out when playback comes nearer to it.',
    remedy: 'Nothing to do: the player asks again by itself.',
  },
  RateLimited: {
    status: 429,
    text: 'Too many requests. Wait as long as Retry-After says.',
    remedy: 'Wait as long as Retry-After says, in seconds.',
  },
  HeadersTooLarge: {
    status: 431,
    text: 'The request headers are too large.',
    remedy: 'Keep the request headers below 16 KB.',
  },
  Internal: {
    status: 500,
    text: 'Something went wrong on our side.',
    remedy: 'Try again. If it stays, tell the publisher the requestId.',
  },
  OutcomeUnknown: {
    status: 503,
    text: 'The outcome of this request is not known. Send the same request again: it will not be doubled.',
    remedy: 'Send the same request again: whatever happened the first time, it counts once.',
  },
  Unavailable: {
    status: 503,
    text: 'The service is briefly unavailable. Send the same request again.',
    remedy: 'Wait as long as Retry-After says and send the same request again.',
  },
  UploadQuotaFull: {
    status: 507,
    text: 'There is no room for this upload.',
    remedy: 'Make videos of the uploads that wait or take them back, or have the operator raise UPLOAD_QUOTA_BYTES.',
  },
} as const satisfies Record<string, { status: number; text: string; remedy: string }>

export type ErrorCode = keyof typeof errors
