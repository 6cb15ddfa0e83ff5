import Type, { type Static } from 'typebox'
import { ClientId, LanguageTag, ObjectId, PartnerUserId } from './fields.ts'

/** Where a partner's page reads what the card would show. */
export const productStatusPath = '/api2/embed/content-licensing/product-status'

const Product = Type.Object({
  idChannel: ObjectId,
  title: Type.String(),
  subtitle: Type.String(),
  authors: Type.Array(
    Type.Object({ name: Type.String(), image: Type.String({ description: 'An absolute URL, or empty.' }) }),
  ),
  cover: Type.String({ description: 'Absolute URL of an image.' }),
  price: Type.Number({ minimum: 0, description: "In the currency's major unit." }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' }),
  language: LanguageTag,
  lessons: Type.Integer({ minimum: 0 }),
  durationSeconds: Type.Integer({ minimum: 0, description: 'All lessons together, in whole seconds.' }),
})

/** The purchase state of one product for one visitor of a partner's page. */
export const ProductStatusReply = Type.Union([
  Type.Object({ status: Type.Literal('Ok'), product: Product }, { description: 'The customer can buy the course.' }),
  Type.Object(
    {
      status: Type.Literal('AlreadyOwned'),
      product: Product,
      myCourses: Type.String({ description: 'Where the customer watches it, after logging in.' }),
    },
    { description: 'An active activation exists.' },
  ),
  Type.Object({ status: Type.Literal('InvalidInput') }, { description: 'A parameter is missing or malformed.' }),
  Type.Object(
    { status: Type.Literal('InvalidClient') },
    { description: 'Unknown clientId, or the partner is off line.' },
  ),
  Type.Object(
    { status: Type.Literal('IntegrationMismatch') },
    { description: 'The partner is set up for the API path.' },
  ),
  Type.Object({ status: Type.Literal('ProductNotFound') }, { description: 'No such product.' }),
  Type.Object(
    { status: Type.Literal('ProductNotInCatalog') },
    { description: "The product is not in this partner's catalog." },
  ),
])
export type ProductStatusReply = Static<typeof ProductStatusReply>

/** What is asked, in the address. */
export const productStatusParameters = [
  { name: 'clientId', schema: ClientId, required: true },
  { name: 'productId', schema: ObjectId, required: true },
  { name: 'partnerUserId', schema: PartnerUserId, required: true },
  {
    name: 'partnerUserToken',
    schema: Type.String({
      maxLength: 4096,
      description:
        'Proof of partnerUserId: a JWT signed with HS256 and your identity key, whose sub is the partnerUserId, aud the ' +
        'clientId and product the productId; exp at most five minutes after iat.',
    }),
    required: false,
  },
] as const
