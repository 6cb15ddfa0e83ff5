import { agreeChannels, publishChannel } from '@osteocom/server/src/features/catalog/index.ts'
import { insertAsset } from '@osteocom/server/src/features/media/media-store.ts'
import { createPartner } from '@osteocom/server/src/features/partners/index.ts'
import { systemClock } from '@osteocom/server/src/platform/clock.ts'
import type { Database } from '@osteocom/server/src/platform/database/open.ts'
import { newId, systemRandom } from '@osteocom/server/src/platform/random.ts'

const channels = 20
const videos = 16
const sentence = 'What to palpate first, what the tissue answers, and where to stop and refer the patient on. '
const picture = { cover: 'bench/cover.jpg', background: 'bench/background.jpg', trailer: 'bench/trailer.mp4' }

export interface Caller {
  clientId: string
  clientSecret: string
}

/** A partner with as large a catalog as a partner has, every text as long as a publisher would write it. */
export async function seedCatalog(db: Database): Promise<Caller> {
  const deps = { db, clock: systemClock, random: systemRandom, mode: 'test' as const }
  const author = { id: newId(deps), name: 'Ada Bench', image: 'bench/author.jpg' }
  const createdAt = deps.clock.now()
  const channelIds: string[] = []
  for (let c = 1; c <= channels; c++) {
    const channelId = newId(deps)
    channelIds.push(channelId)
    const common = { ...picture, subtitle: sentence, authorIds: [author.id], createdAt }
    const lessons = Array.from({ length: videos }, (_, position) => ({
      ...common,
      id: newId(deps),
      channelId,
      position,
      title: `Lesson ${position + 1} of course ${c}`,
      htmlDescription: `<p>${sentence}</p>`,
    }))
    await publishChannel(deps, {
      authors: [author],
      channel: {
        ...common,
        id: channelId,
        language: 'en',
        priceMinor: 19900,
        currency: 'EUR',
        title: `Course ${c}`,
        htmlDescription: `<p>${sentence.repeat(4)}</p>`,
      },
      videos: lessons,
    })
    for (const { id } of lessons) await insertAsset(db, assetOf(id, newId(deps), createdAt))
  }
  const { clientId, clientSecret = '' } = await createPartner(deps, {
    name: 'Bench',
    path: 'api',
    origins: [],
    actor: 'bench',
  })
  await agreeChannels(deps, { partnerId: clientId, channels: channelIds })
  return { clientId, clientSecret }
}

function assetOf(videoId: string, id: string, createdAt: Date) {
  return {
    id,
    videoId,
    createdAt,
    // Never played, so nothing is sealed in it.
    sealedSecret: Buffer.alloc(60),
    durationSeconds: 600,
    keyPeriodSeconds: 30,
    renditions: [{ name: 'v1080', width: 1920, height: 1080, bandwidth: 5_000_000 }],
    audio: [{ name: 'a-en', language: 'en' }],
    captions: [
      { name: 'c-en', language: 'en' },
      { name: 'c-fr', language: 'fr' },
    ],
  }
}
