import {
  changeAuthor,
  createAuthor,
  findAuthors,
  illustrate,
  largestPictureBytes,
} from '../../features/catalog/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { ChannelsContext } from './channels.ts'
import { fileUrl } from './file-url.ts'
import { mount, read, receive, write } from './mount.ts'
import { AuthorChange, NewAuthor } from './schemas.ts'

export function mountAuthors(scope: HttpApp, ctx: ChannelsContext): void {
  mount(scope, '/authors', [
    read(async () => ({ authors: (await findAuthors(ctx.db)).map(authorAnswer) })),
    write('POST', { body: NewAuthor, status: 201 }, async ({ body, actor }) =>
      authorAnswer(await createAuthor(ctx, { ...body, actor })),
    ),
  ])
  mount(scope, '/authors/:id', [
    write('PATCH', { body: AuthorChange }, async ({ id, body, actor }) =>
      authorAnswer(await changeAuthor(ctx, { id, change: body, actor })),
    ),
  ])
  mount(scope, '/authors/:id/image', [
    receive(largestPictureBytes, async ({ id, bytes, actor }) => {
      const { path } = await illustrate(ctx, { of: 'author', id, bytes, actor })
      return { image: fileUrl(path) }
    }),
  ])
}

function authorAnswer({ image, ...author }: { id: string; name: string; image: string }) {
  return { ...author, image: fileUrl(image) }
}
