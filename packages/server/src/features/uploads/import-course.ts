import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { transaction } from '../../platform/database/open.ts'
import { recordAudit } from '../audit/index.ts'
import {
  findVideoRows,
  keepPicture,
  publishChannel,
  removePictures,
  reorderChannel,
  requireLanguage,
} from '../catalog/index.ts'
import type { PackagingDeps } from '../media/index.ts'
import { requireFiles } from './course-files.ts'
import { findCourse, type Known } from './course-known.ts'
import { type CourseManifest, fileIn, priceMinorOf, readManifest } from './course-manifest.ts'

export interface ImportedCourse {
  channelId: string
  title: string
  /** What is still to be imported, in the course's order. */
  videos: {
    videoId: string
    title: string
    file: string
    audioLanguages: string[]
    audio: { language: string; path: string }[]
    captions: { language: string; path: string }[]
  }[]
}

/**
 * Makes of a folder's manifest a channel with its videos and pictures, but not yet what they play. Ids follow from the
 * manifest's own, so that the same folder once more is the same channel. What the manifest does not name stays.
 */
export async function importCourse(
  deps: PackagingDeps,
  { folder, actor }: { folder: string; actor: string },
): Promise<ImportedCourse> {
  const manifest = await readManifest(folder)
  await requireFiles(folder, manifest)
  const channelId = idOf('channel', manifest.id)
  const videoIds = manifest.videos.map(({ id }) => idOf('video', manifest.id, id))
  const known = await findCourse(deps.db, { channelId, videoIds })
  const picture = async (ownerId: string, name: string | undefined, before: string) =>
    name === undefined ? before : keepPicture(deps, { ownerId, bytes: await readFile(fileIn(folder, name)) })
  const present = async (id: string, shown: Presented) => ({
    title: shown.title,
    subtitle: shown.subtitle ?? '',
    htmlDescription: shown.description ?? '',
    cover: await picture(id, shown.cover, known.get(id)?.cover ?? ''),
    background: await picture(id, shown.background, known.get(id)?.background ?? ''),
    trailer: known.get(id)?.trailer ?? '',
  })

  const createdAt = deps.clock.now()
  const authors: Course['authors'] = []
  for (const { id, name, image } of manifest.authors ?? []) {
    const authorId = idOf('author', manifest.id, id)
    authors.push({ id: authorId, name, image: await picture(authorId, image, known.get(authorId)?.image ?? '') })
  }
  const channel = {
    id: channelId,
    language: requireLanguage(manifest.language),
    ...(await present(channelId, manifest)),
    priceMinor: priceMinorOf(manifest),
    currency: manifest.currency,
    authorIds: authors.map(({ id }) => id),
    createdAt,
  }
  const videos: Course['videos'] = []
  for (const [position, video] of manifest.videos.entries()) {
    const id = videoIds[position] ?? ''
    const authorIds = (video.authors ?? []).map((author) => idOf('author', manifest.id, author))
    videos.push({ id, channelId, position, ...(await present(id, video)), authorIds, createdAt })
  }
  await transaction(deps.db, async (tx) => {
    await publishChannel({ db: tx }, { authors, channel, videos })
    // Videos of the channel that the manifest does not name stand behind those it does.
    const others = (await findVideoRows(tx, { channelId })).map(({ id }) => id).filter((id) => !videoIds.includes(id))
    await reorderChannel(tx, { channelId, videoIds: [...videoIds, ...others] })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'channel.imported', subject: `channel:${channelId}` })
  })
  await removePictures(
    deps,
    replaced(known, [...authors.map(({ image }) => image), ...picturesOf([channel, ...videos])]),
  )
  return {
    channelId,
    title: manifest.title,
    videos: manifest.videos.map((video, i) => ({
      videoId: videoIds[i] ?? '',
      title: video.title,
      file: fileIn(folder, video.file),
      audioLanguages: video.audio ?? [],
      audio: filesByLanguage(folder, video.audioFiles),
      captions: filesByLanguage(folder, video.captions),
    })),
  }
}

type Course = Parameters<typeof publishChannel>[1]
type Presented = Pick<CourseManifest, 'title' | 'subtitle' | 'description' | 'cover' | 'background'>

function picturesOf(shown: { cover: string; background: string }[]): string[] {
  return shown.flatMap(({ cover, background }) => [cover, background])
}

function filesByLanguage(folder: string, files: Record<string, string> = {}): { language: string; path: string }[] {
  return Object.entries(files).map(([language, name]) => ({ language, path: fileIn(folder, name) }))
}

function replaced(known: Known, now: readonly string[]): string[] {
  const before = [...known.values()].flatMap(({ cover, background, image }) => [cover, background, image])
  return before.filter((path): path is string => path !== undefined && path !== '' && !now.includes(path))
}

function idOf(...keys: string[]): string {
  return createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 24)
}
