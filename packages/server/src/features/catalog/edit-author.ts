import { transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { type NewAuthor, upsertAuthor } from './catalog-store.ts'
import type { EditDeps } from './edit-channel.ts'
import { findAuthors } from './edit-store.ts'

export async function createAuthor(
  deps: EditDeps,
  { name, actor }: { name: string; actor: string },
): Promise<NewAuthor> {
  const author = { id: newId(deps), name, image: '' }
  await transaction(deps.db, async (tx) => {
    await upsertAuthor(tx, author)
    await recordAudit({ ...deps, db: tx }, { actor, action: 'author.created', subject: `author:${author.id}` })
  })
  return author
}

/** Changes what is named and leaves the rest. */
export async function changeAuthor(
  deps: EditDeps,
  { id, actor, change }: { id: string; actor: string; change: { name?: string; image?: string } },
): Promise<NewAuthor> {
  const before = (await findAuthors(deps.db)).find((author) => author.id === id)
  if (!before) throw new AppError('NotFound')
  const author = { ...before, ...change }
  await transaction(deps.db, async (tx) => {
    await upsertAuthor(tx, author)
    await recordAudit({ ...deps, db: tx }, { actor, action: 'author.changed', subject: `author:${id}` })
  })
  return author
}
