import { type ErrorCode, errors } from './errors.ts'
import { errorsOfEveryMethod, type Method, pathOf } from './method.ts'
import { methods } from './methods.ts'
import { ProductStatusReply, productStatusParameters, productStatusPath } from './product-status.ts'

/** The API path as an OpenAPI 3.1 document, for the deployment at an address. */
export function openApi(address = 'http://localhost:5000') {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Osteocom partner API',
      version: '6',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Server to server: the client secret must not live in a browser. Every call is a POST with a JSON body. ' +
        'Fields we do not know are ignored; we may add fields to answers, so ignore those you do not know. ' +
        'A tokenAuthVideo opens the player page, GET /{lang}/videoaccess?signature=…&sublang=…, in an iframe: on the ' +
        'origins listed for the partner, or anywhere if none is listed.',
    },
    servers: [{ url: address }],
    paths: {
      ...Object.fromEntries(methods.map((method) => [pathOf(method), { post: operation(method) }])),
      [productStatusPath]: { get: productStatus },
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: errorSchema, Problem: problemSchema },
    },
  }
}

// The one call of the iframe path: asked by a page rather than a server, so by address and without a secret.
const productStatus = {
  operationId: 'productStatus',
  summary: 'Read what the card would show',
  description:
    'For a partner of the iframe path whose page draws its own card. Answers 200 whatever is wrong, with the outcome in ' +
    'status, and tells nothing of the person. Pages on the origins listed for the partner may read it from a browser.',
  parameters: productStatusParameters.map(({ name, schema, required }) => ({ name, in: 'query', required, schema })),
  responses: {
    200: {
      description: 'The state, read as it is now',
      content: {
        'application/json': {
          schema: ProductStatusReply,
          example: {
            status: 'Ok',
            product: {
              idChannel: '674199e0aa10b2c3d4e5f601',
              title: 'How the spine carries you',
              subtitle: 'Four lessons on curve, load and motion',
              authors: [{ name: 'Elena Marsh', image: 'https://courses.example/files/authors/elena-marsh.jpg' }],
              cover: 'https://courses.example/files/spine/cover.jpg',
              price: 149,
              currency: 'EUR',
              language: 'en',
              lessons: 4,
              durationSeconds: 164,
            },
          },
        },
      },
    },
    ...Object.fromEntries(
      (['RateLimited', 'Unavailable'] as const).map((code) => [
        errors[code].status,
        {
          description: `\`${code}\`: ${errors[code].text}`,
          headers: { 'Retry-After': { schema: { type: 'integer' } } },
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  },
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errors) },
    requestId: { type: 'string' },
  },
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  additionalProperties: false,
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      additionalProperties: false,
      properties: {
        code: { type: 'string', enum: Object.keys(errors) },
        message: { type: 'string' },
        requestId: { type: 'string' },
        fields: {
          type: 'array',
          items: {
            type: 'object',
            required: ['field', 'problem'],
            additionalProperties: false,
            properties: { field: { type: 'string' }, problem: { type: 'string' } },
          },
        },
      },
    },
  },
}

function operation(method: Method) {
  return {
    operationId: method.name,
    summary: method.summary,
    description: method.description,
    ...(method.auth === 'partner' ? { security: [{ bearer: [] }] } : {}),
    ...(method.idempotencyKey ? { parameters: [idempotencyKeyHeader] } : {}),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: method.request, example: method.example.request } },
    },
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: method.reply, example: method.example.reply } },
      },
      ...refusals([...method.errors, ...errorsOfEveryMethod]),
    },
  }
}

const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
  description: 'Kept for 30 days: the same key with the same body gets the first answer again.',
}

function refusals(codes: readonly ErrorCode[]) {
  const byStatus = Map.groupBy(codes, (code) => errors[code].status)
  const sorted = [...byStatus].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    sorted.map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${errors[code].text}`).join(' '),
        ...(status === 429 || status === 503 ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}
