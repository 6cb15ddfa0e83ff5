import Type, { type Static } from 'typebox'
import { ClientId, LanguageTag, ObjectId } from './fields.ts'
import { method } from './method.ts'

const Author = Type.Object({
  name: Type.String(),
  image: Type.String({ description: 'An absolute URL, or empty.' }),
})

const presentation = {
  authors: Type.Array(Author),
  background: Type.String({ description: 'Absolute URL of an image.' }),
  cover: Type.String({ description: 'Absolute URL of an image.' }),
  trailer: Type.String({ description: 'Absolute URL of a publicly playable video.' }),
  title: Type.String(),
  subtitle: Type.String(),
  htmlDescription: Type.String({ description: 'HTML that is safe to insert.' }),
}

const CatalogVideo = Type.Object({
  videoId: ObjectId,
  ...presentation,
  duration: Type.Integer({ minimum: 0, description: 'Whole seconds.' }),
  videoQuality: Type.String({ description: 'The best rendition, "1080p" for example.' }),
  audio: Type.Array(LanguageTag),
  captions: Type.Record(Type.String(), Type.String(), {
    description: "BCP 47 tag → the language's own name; empty where there are none.",
  }),
})

const CatalogChannel = Type.Object({
  idChannel: ObjectId,
  ...presentation,
  price: Type.Number({ minimum: 0, description: "In the currency's major unit." }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' }),
  language: LanguageTag,
  video: Type.Array(CatalogVideo, { description: 'In lesson order.' }),
})

export type CatalogVideo = Static<typeof CatalogVideo>
export type CatalogChannel = Static<typeof CatalogChannel>

export const catalog = method({
  name: 'contentLicensing_catalog',
  summary: 'Read the catalog',
  description: 'The channels agreed with this partner, each at its price for this partner, with their videos.',
  auth: 'partner',
  idempotencyKey: false,
  request: Type.Object({ clientId: ClientId }),
  reply: Type.Object({ catalog: Type.Array(CatalogChannel) }),
  errors: ['InvalidToken', 'ClientMismatch'],
  example: {
    request: { clientId: '6741a0c2f19d3b5e8a7c4d10' },
    reply: {
      catalog: [
        {
          idChannel: '674199e0aa10b2c3d4e5f601',
          authors: [{ name: 'Elena Marsh', image: 'https://courses.example/files/authors/elena-marsh.jpg' }],
          background: 'https://courses.example/files/spine/background.jpg',
          cover: 'https://courses.example/files/spine/cover.jpg',
          trailer: 'https://courses.example/files/spine/trailer.mp4',
          title: 'How the spine carries you',
          subtitle: 'Four lessons on curve, load and motion',
          htmlDescription: '<p>What holds you upright, drawn line by line.</p>',
          price: 149,
          currency: 'EUR',
          language: 'en',
          video: [
            {
              videoId: '674199e0aa10b2c3d4e5f611',
              authors: [],
              background: 'https://courses.example/files/spine/one/background.jpg',
              cover: 'https://courses.example/files/spine/one/cover.jpg',
              trailer: 'https://courses.example/files/spine/one/trailer.mp4',
              title: 'Three curves',
              subtitle: 'Why a straight spine would fail',
              htmlDescription: '<p>…</p>',
              duration: 41,
              videoQuality: '1080p',
              audio: ['en', 'it'],
              captions: { en: 'English', it: 'Italiano' },
            },
          ],
        },
      ],
    },
  },
})
