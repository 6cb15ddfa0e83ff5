import { AppError } from '../../platform/errors.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { changeAuthor } from './edit-author.ts'
import { changeChannel, type EditDeps, requireChannel } from './edit-channel.ts'
import { findAuthors } from './edit-store.ts'
import { changeVideo, requireVideoRow } from './edit-video.ts'
import { keepPicture, removePictures } from './keep-picture.ts'

export type Illustrated =
  | { of: 'channel' | 'video'; id: string; place: 'cover' | 'background' }
  | { of: 'author'; id: string }

/** Gives a channel, video or author a picture; the one before it goes. */
export async function illustrate(
  deps: EditDeps & { storage: Storage },
  { bytes, actor, ...what }: Illustrated & { bytes: Buffer; actor: string },
): Promise<{ path: string }> {
  const before = await findPicture(deps, what)
  const path = await keepPicture(deps, { ownerId: what.id, bytes })
  if (what.of === 'author') await changeAuthor(deps, { id: what.id, actor, change: { image: path } })
  else {
    const change = what.of === 'channel' ? changeChannel : changeVideo
    await change(deps, { id: what.id, actor, change: { [what.place]: path } })
  }
  // A cover and a background may be the same picture, and so one file.
  if (!before.includes(path)) await removePictures(deps, before.slice(0, before[0] === before[1] ? 0 : 1))
  return { path }
}

/** The picture that stands there, then the one beside it. */
async function findPicture({ db }: EditDeps, what: Illustrated): Promise<string[]> {
  if (what.of === 'author') {
    const author = (await findAuthors(db)).find(({ id }) => id === what.id)
    if (!author) throw new AppError('NotFound')
    return [author.image]
  }
  const { cover, background } = await (what.of === 'channel' ? requireChannel : requireVideoRow)(db, what.id)
  return what.place === 'cover' ? [cover, background] : [background, cover]
}
