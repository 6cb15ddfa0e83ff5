import {
  changeVideo,
  illustrate,
  largestPictureBytes,
  removeVideo,
  requireVideoRow,
  type VideoRow,
} from '../../features/catalog/index.ts'
import { cancelPackaging, findPackaging, findPackagings, type PackagingDeps } from '../../features/media/index.ts'
import { packageUpload } from '../../features/uploads/index.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { fileUrl } from './file-url.ts'
import { mount, read, receive, remove, write } from './mount.ts'
import { Nothing, VideoChange, VideoMedia } from './schemas.ts'

export function mountVideos(scope: HttpApp, ctx: PackagingDeps): void {
  mount(scope, '/videos/:id', [
    read(async ({ id }) => videoAnswer(await requireVideoRow(ctx.db, id))),
    write('PATCH', { body: VideoChange }, async ({ id, body, actor }) =>
      videoAnswer(await changeVideo(ctx, { id, change: body, actor })),
    ),
    remove(({ id, actor }) => removeVideo(ctx, { id, actor })),
  ])

  for (const place of ['cover', 'background'] as const) {
    mount(scope, `/videos/:id/${place}`, [
      receive(largestPictureBytes, async ({ id, bytes, actor }) => {
        const { path } = await illustrate(ctx, { of: 'video', id, place, bytes, actor })
        return { [place]: fileUrl(path) }
      }),
    ])
  }

  mount(scope, '/videos/:id/media', [
    write('POST', { body: VideoMedia, status: 202 }, async ({ id, body, actor }) => {
      await requireVideoRow(ctx.db, id)
      const { captions = [], audioLanguages = [], ...rest } = body
      const languages = captions.map(({ language }) => language.toLowerCase())
      if (new Set(languages).size < languages.length) throw invalidField('captions', 'must name a language once')
      return await packageUpload(ctx, { videoId: id, captions, audioLanguages, ...rest, actor })
    }),
  ])

  mount(scope, '/videos/:id/packagings', [
    read(async ({ id }) => {
      await requireVideoRow(ctx.db, id)
      return { packagings: await findPackagings(ctx, { videoId: id, limit: 20 }) }
    }),
  ])

  mount(scope, '/packagings', [read(async () => ({ packagings: await findPackagings(ctx, { limit: 100 }) }))])

  mount(scope, '/packagings/:id', [read(({ id }) => requirePackaging(ctx, id))])

  mount(scope, '/packagings/:id/cancel', [
    write('POST', { body: Nothing }, async ({ id, actor }) => {
      await requirePackaging(ctx, id)
      await cancelPackaging(ctx, { packagingId: id, actor })
      return await requirePackaging(ctx, id)
    }),
  ])
}

export function videoAnswer({ cover, background, trailer, durationSeconds, ...video }: VideoRow) {
  return {
    ...video,
    cover: fileUrl(cover),
    background: fileUrl(background),
    trailer: fileUrl(trailer),
    durationSeconds,
    isPlayable: durationSeconds !== null,
  }
}

async function requirePackaging(ctx: PackagingDeps, id: string) {
  const packaging = await findPackaging(ctx, id)
  if (!packaging) throw new AppError('NotFound')
  return packaging
}
