import { type CatalogChannel, type CatalogVideo, catalog } from '@osteocom/contract'
import {
  type CatalogRow,
  type CatalogVideoRow,
  catalogReader,
  type Presentation,
} from '../../features/catalog/index.ts'
import type { Database } from '../../platform/database/open.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { languageName } from '../../platform/i18n/index.ts'
import { mount } from './mount.ts'

type Deps = Parameters<typeof mount>[1] & { db: Database; publicUrl: string }

export function mountCatalog(app: HttpApp, deps: Deps): void {
  const read = catalogReader(deps, (rows) =>
    // Kept as bytes: a large catalog costs more to encode than all the rest of the call.
    Buffer.from(JSON.stringify({ catalog: rows.map((row) => presentChannel(deps.publicUrl, row)) })),
  )
  mount(app, deps, catalog, ({ partnerId }) => read(partnerId))
}

function presentChannel(publicUrl: string, row: CatalogRow): CatalogChannel {
  return {
    idChannel: row.id,
    ...present(publicUrl, row),
    price: row.priceMinor / 10 ** row.minorDigits,
    currency: row.currency,
    language: row.language,
    video: row.videos.map((video) => presentVideo(publicUrl, video)),
  }
}

function presentVideo(publicUrl: string, row: CatalogVideoRow): CatalogVideo {
  return {
    videoId: row.id,
    ...present(publicUrl, row),
    duration: Math.round(row.durationSeconds),
    videoQuality: `${row.quality}p`,
    audio: row.audio,
    captions: Object.fromEntries(row.captions.map((tag) => [tag, languageName(tag)])),
  }
}

function present(publicUrl: string, row: Presentation & { authors: { name: string; image: string }[] }) {
  const address = (file: string) => (file === '' ? '' : `${publicUrl}/files/${file}`)
  return {
    authors: row.authors.map(({ name, image }) => ({ name, image: address(image) })),
    background: address(row.background),
    cover: address(row.cover),
    trailer: address(row.trailer),
    title: row.title,
    subtitle: row.subtitle,
    htmlDescription: row.htmlDescription,
  }
}
