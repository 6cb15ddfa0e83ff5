import { transaction } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import { seal } from '../../platform/keys.ts'
import { newId } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { discard } from './discard.ts'
import { assetPath } from './media-files.ts'
import { type PackagingDeps, packageVideoJob } from './packaging.ts'
import { cancelUnfinished, insertPackaging, lockVideo } from './packaging-store.ts'
import { insertParts } from './part-store.ts'

export interface PackagingOrder {
  videoId: string
  sourcePath: string
  isSourceStored: boolean
  audioLanguages: readonly string[]
  captions: { language: string; webVtt: string }[]
  ladder: readonly number[]
  priority: number
  actor: string
}

/** Queues a packaging whose request was found good. What the video was being packaged from before is cancelled. */
export async function queuePackaging(deps: PackagingDeps, order: PackagingOrder): Promise<{ packagingId: string }> {
  const [packagingId, assetId] = [newId(deps), newId(deps)]
  const now = deps.clock.now()
  const captions = order.captions.map(({ language, webVtt }) => ({ language, webVtt, name: `c-${language}` }))
  for (const { name, webVtt } of captions) {
    await deps.storage.put(assetPath(assetId, `${name}/${name}.vtt`), Buffer.from(webVtt))
  }
  try {
    await transaction(deps.db, async (tx) => {
      if (!(await lockVideo(tx, order.videoId))) throw invalidField('video', 'is not known')
      const cancelled = await cancelUnfinished(tx, { by: order, now })
      const sealedSecret = seal(deps.mediaSealKey, deps.random, deps.random(32))
      await insertPackaging(tx, { ...order, id: packagingId, assetId, sealedSecret, createdAt: now })
      for (const ended of cancelled) await discard(tx, { ...ended, now })
      await insertParts(
        tx,
        packagingId,
        captions.map(({ name, language }, i) => ({
          name,
          language,
          kind: 'caption',
          position: i,
          weight: 0,
          isDone: true,
        })),
      )
      await recordAudit(
        { ...deps, db: tx },
        { actor: order.actor, action: 'video.packaging-started', subject: `video:${order.videoId}` },
      )
      await deps.jobs.enqueue(tx, { name: packageVideoJob, data: { packagingId }, priority: order.priority })
    })
  } catch (error) {
    await deps.storage.deleteAll(assetPath(assetId, ''))
    throw error
  }
  return { packagingId }
}
