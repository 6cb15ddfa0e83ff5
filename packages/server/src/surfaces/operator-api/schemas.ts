import Type, { type TProperties } from 'typebox'

/** An object that holds nothing but what is named: a misspelt field is refused rather than ignored. */
function exactly<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

const ObjectId = Type.String({ pattern: '^[0-9a-f]{24}$' })
const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const Subtitle = Type.String({ maxLength: 300 })
const HtmlDescription = Type.String({ maxLength: 20_000 })
const Language = Type.String({ minLength: 2, maxLength: 35, pattern: '^[A-Za-z0-9-]+$' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$' })
// A thousand millions of the smallest unit is more than any course costs.
const PriceMinor = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
const AuthorIds = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20, uniqueItems: true })

const channel = {
  subtitle: Type.Optional(Subtitle),
  htmlDescription: Type.Optional(HtmlDescription),
  authorIds: Type.Optional(AuthorIds),
}

export const NewChannel = exactly({
  language: Language,
  title: Title,
  priceMinor: PriceMinor,
  currency: Currency,
  ...channel,
})

export const ChannelChange = exactly({
  language: Type.Optional(Language),
  title: Type.Optional(Title),
  priceMinor: Type.Optional(PriceMinor),
  currency: Type.Optional(Currency),
  ...channel,
})

export const NewVideo = exactly({ title: Title, ...channel })
export const VideoChange = exactly({ title: Type.Optional(Title), ...channel })
export const VideoOrder = exactly({ videoIds: Type.Array(ObjectId, { maxItems: 1000, uniqueItems: true }) })

const AuthorName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const NewAuthor = exactly({ name: AuthorName })
export const AuthorChange = exactly({ name: Type.Optional(AuthorName) })

/** Which uploads a video is made of. */
export const VideoMedia = exactly({
  uploadId: ObjectId,
  audioLanguages: Type.Optional(Type.Array(Language, { maxItems: 16 })),
  captions: Type.Optional(Type.Array(exactly({ language: Language, uploadId: ObjectId }), { maxItems: 40 })),
  priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })),
})

export const Nothing = exactly({})
