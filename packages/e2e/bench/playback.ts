import { join } from 'node:path'
import { ownedVideo } from './calls.bench.ts'
import type { Stand } from './stand.ts'

/** The path of a fresh player page for a learner who owns the first demo video. */
export async function playerPageOf(stand: Stand, learner: string): Promise<string> {
  const claim = await ownedVideo(stand, learner)
  const token = await stand.logIn(stand.demo)
  const { tokenAuthVideo } = await stand.call<{ tokenAuthVideo: string }>('contentLicensing_videoAccess', claim, token)
  return `/en/videoaccess?signature=${tokenAuthVideo}`
}

/** The media path of a session opened just now: what playlists, keys and segments lie below. */
export async function mediaPathOf(stand: Stand, learner: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${stand.program.port}${await playerPageOf(stand, learner)}`)
  const path = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(await response.text())?.[0]
  if (!path) throw new Error(`the player page did not open: ${response.status}`)
  return path
}

/** Where the files lie that this media path leads to. */
export async function findMediaFolder({ db, dataDir }: Stand, mediaPath: string): Promise<string> {
  const videoId = mediaPath.split('/')[2] ?? ''
  const asset = await db
    .selectFrom('media_asset')
    .select('id')
    .where('video_id', '=', videoId)
    .executeTakeFirstOrThrow()
  return join(dataDir, 'storage', 'media', asset.id)
}
