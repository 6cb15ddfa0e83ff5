import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { sanitise } from '../../platform/html/sanitise.ts'
import { newId } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { recordAudit } from '../audit/index.ts'
import { deleteMedia } from '../media/index.ts'
import { type Presentation, upsertVideo } from './catalog-store.ts'
import { type EditDeps, requireAuthors, requireChannel, unillustrated } from './edit-channel.ts'
import { deleteVideo, findVideoRows, updateOrder, type VideoRow } from './edit-store.ts'
import { removePictures } from './keep-picture.ts'

/** What an operator may say of a video; pictures and its order go their own way. */
export interface VideoChange {
  title?: string
  subtitle?: string
  htmlDescription?: string
  authorIds?: string[]
}

/** Adds a video to the end of a channel; nobody sees it until it has something to play. */
export async function addVideo(
  deps: EditDeps,
  { channelId, actor, ...video }: { channelId: string; title: string; actor: string } & VideoChange,
): Promise<VideoRow> {
  const id = newId(deps)
  return await transaction(deps.db, async (tx) => {
    await requireChannel(tx, channelId, { forUpdate: true })
    const position = (await findVideoRows(tx, { channelId })).length
    const row = {
      id,
      channelId,
      position,
      subtitle: '',
      htmlDescription: '',
      authorIds: [],
      ...unillustrated,
      ...video,
    }
    await writeVideo(tx, { ...row, createdAt: deps.clock.now() })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'video.created', subject: `video:${id}` })
    return requireVideoRow(tx, id)
  })
}

/** Changes what is named and leaves the rest. */
export async function changeVideo(
  deps: EditDeps,
  { id, actor, change }: { id: string; actor: string; change: VideoChange & Partial<Presentation> },
): Promise<VideoRow> {
  return await transaction(deps.db, async (tx) => {
    const { channelId } = await requireVideoRow(tx, id)
    await requireChannel(tx, channelId, { forUpdate: true })
    await writeVideo(tx, { ...(await requireVideoRow(tx, id)), ...change })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'video.changed', subject: `video:${id}` })
    return requireVideoRow(tx, id)
  })
}

/** Takes a video out of its channel, with all its bytes and where people stood in it. Who is watching it is ended. */
export async function removeVideo(
  deps: EditDeps & { storage: Storage },
  { id, actor }: { id: string; actor: string },
): Promise<void> {
  const { channelId, cover, background } = await requireVideoRow(deps.db, id)
  await deleteMedia(deps, { videoId: id, actor })
  await transaction(deps.db, async (tx) => {
    await requireChannel(tx, channelId, { forUpdate: true })
    await deleteVideo(tx, id)
    const videoIds = (await findVideoRows(tx, { channelId })).map((video) => video.id)
    await updateOrder(tx, { channelId, videoIds })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'video.deleted', subject: `video:${id}` })
  })
  await removePictures(deps, [cover, background])
}

/** The video, or `NotFound`. */
export async function requireVideoRow(db: Database, id: string): Promise<VideoRow> {
  const [video] = await findVideoRows(db, { id })
  if (!video) throw new AppError('NotFound')
  return video
}

async function writeVideo(tx: Database, video: Omit<VideoRow, 'durationSeconds'>): Promise<void> {
  await requireAuthors(tx, video.authorIds)
  await upsertVideo(tx, { ...video, htmlDescription: sanitise(video.htmlDescription) })
}
