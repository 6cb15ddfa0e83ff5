import Type from 'typebox'
import { ClientId, Email, ObjectId, PartnerUserId, PersonName, Price } from './fields.ts'
import { method } from './method.ts'

export const contentAccessAuthorization = method({
  name: 'contentLicensing_contentAccessAuthorization',
  summary: 'Authorize access to what a customer bought',
  description:
    'Called on every purchase. Records one purchase per product and creates the activations, all or nothing. ' +
    'A known `userId` is the same customer and gets the same key; repeating the call is harmless.',
  auth: 'partner',
  idempotencyKey: true,
  request: Type.Object({
    clientId: ClientId,
    userId: PartnerUserId,
    products: Type.Array(Type.Object({ productId: ObjectId, price: Price }), { minItems: 1, maxItems: 200 }),
    email: Type.Optional(Email),
    marketingConsent: Type.Optional(Type.Boolean({ default: false, description: 'When true, `email` is mandatory.' })),
    name: Type.Optional(PersonName),
    surname: Type.Optional(PersonName),
  }),
  reply: Type.Object({
    userAccessKey: Type.String({ description: "The customer's key: the same for ever." }),
    token: Type.String({ description: 'The same value, under the name older clients read.' }),
  }),
  errors: ['InvalidToken', 'ClientMismatch', 'ProductNotInCatalog', 'IdempotencyKeyInUse', 'IdempotencyKeyReused'],
  example: {
    request: {
      clientId: '6741a0c2f19d3b5e8a7c4d10',
      userId: 'customer-1042',
      products: [{ productId: '674199e0aa10b2c3d4e5f601', price: 149 }],
      email: 'ada@example.com',
      marketingConsent: false,
    },
    reply: {
      userAccessKey: 'W3mJ4h2rXk0bT9sQeYpLzV5nCgUa8dFi1oKxRtMwEjY',
      token: 'W3mJ4h2rXk0bT9sQeYpLzV5nCgUa8dFi1oKxRtMwEjY',
    },
  },
})
