import type { Database } from '../../platform/database/open.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { assetPath } from './media-files.ts'
import { findCaptions } from './media-store.ts'

/** The captions an asset has, as they are stored. */
export async function captionText(
  { db, storage }: { db: Database; storage: Storage },
  assetId: string,
): Promise<{ language: string; webVtt: string }[]> {
  const captions: { language: string; webVtt: string }[] = []
  for (const { name, language } of await findCaptions(db, assetId)) {
    const bytes = await storage.readAll(assetPath(assetId, `${name}/${name}.vtt`))
    if (bytes) captions.push({ language, webVtt: bytes.toString() })
  }
  return captions
}
