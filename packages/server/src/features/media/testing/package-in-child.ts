import { openDatabase } from '../../../platform/database/open.ts'
import { systemRandom } from '../../../platform/random.ts'
import { diskStorage } from '../../../platform/storage/disk-storage.ts'
import { freeSpace } from '../../../platform/storage/free-space.ts'
import { testClock } from '../../../testing/clock.ts'
import { silentLog } from '../../../testing/test-server.ts'
import { packageVideo } from '../package-video.ts'
import type { Packager } from '../packaging.ts'

/** A worker of its own, to be killed: packages one video on the given database and storage. */
const { url, key, storage, packager, packagingId } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string
  key: string
  storage: string
  packager: Packager
  packagingId: string
}
const deps = {
  db: openDatabase({ url, applicationName: 'child', log: silentLog }),
  clock: testClock(),
  random: systemRandom,
  storage: diskStorage(storage),
  mediaSealKey: Buffer.from(key, 'hex'),
  packager: { ...packager, freeSpace },
}
await packageVideo(deps, { packagingId, signal: new AbortController().signal })
