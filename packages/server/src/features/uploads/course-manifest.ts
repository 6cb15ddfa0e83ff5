import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { currencyDigits } from '@osteocom/contract'
import Type, { type Static, type TProperties } from 'typebox'
import { invalidField } from '../../platform/errors.ts'
import { parseJson } from '../../platform/http/json-body.ts'
import { validator } from '../../platform/http/validation.ts'
import { requirePrice } from '../catalog/index.ts'

const manifestName = 'course.json'

const Key = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' })
const Tag = Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', maxLength: 35 })
const File = Type.String({ minLength: 1, maxLength: 500 })

function exactly<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

const presentation = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  subtitle: Type.Optional(Type.String({ maxLength: 300 })),
  /** HTML. */
  description: Type.Optional(Type.String({ maxLength: 20_000 })),
  cover: Type.Optional(File),
  background: Type.Optional(File),
}

const Manifest = exactly({
  /** What the channel is known by from one import to the next. */
  id: Key,
  language: Tag,
  ...presentation,
  /** In the currency's major unit. */
  price: Type.Number({ minimum: 0, maximum: 1_000_000 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  authors: Type.Optional(
    Type.Array(exactly({ id: Key, name: Type.String({ minLength: 1, maxLength: 200 }), image: Type.Optional(File) }), {
      maxItems: 50,
    }),
  ),
  videos: Type.Array(
    exactly({
      id: Key,
      ...presentation,
      /** The film; files are named from the folder the manifest stands in. */
      file: File,
      /** Ids of authors above. */
      authors: Type.Optional(Type.Array(Key, { maxItems: 20 })),
      /** Languages of its sound tracks, in their order. */
      audio: Type.Optional(Type.Array(Tag, { maxItems: 16 })),
      /** Sound in further languages, each in a file of its own. */
      audioFiles: Type.Optional(Type.Record(Tag, File)),
      /** By language. */
      captions: Type.Optional(Type.Record(Tag, File)),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
})

export type CourseManifest = Static<typeof Manifest>

const validate = validator(Manifest)

/** The manifest of a folder, or what is wrong with it, field by field. */
export async function readManifest(folder: string): Promise<CourseManifest> {
  const file = join(folder, manifestName)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw invalidField(folder, `has no ${manifestName}; see docs/importing.md`)
    throw error
  })
  const manifest = validate(parseJson(bytes))
  requireOnce('videos', manifest.videos)
  requireOnce('authors', manifest.authors ?? [])
  const authors = new Set((manifest.authors ?? []).map(({ id }) => id))
  for (const [i, video] of manifest.videos.entries()) {
    const unknown = video.authors?.find((id) => !authors.has(id))
    if (unknown !== undefined)
      throw invalidField(`videos.${i}.authors`, `names ${unknown}, who is not among the authors`)
  }
  priceMinorOf(manifest)
  return manifest
}

/** The price in the currency's smallest unit. */
export function priceMinorOf({ price, currency }: CourseManifest): number {
  const minor = price * 10 ** currencyDigits(currency)
  const whole = Math.round(minor)
  if (Math.abs(minor - whole) > 1e-6) throw invalidField('price', `has more decimals than ${currency}`)
  requirePrice('price', { priceMinor: whole, currency })
  return whole
}

/** A file the manifest names; never one outside its folder. */
export function fileIn(folder: string, name: string): string {
  const root = normalize(folder)
  const file = join(root, name)
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) throw invalidField(name, 'lies outside the folder')
  return file
}

function requireOnce(field: string, list: readonly { id: string }[]): void {
  const ids = list.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw invalidField(field, `have ${twice} twice`)
}
