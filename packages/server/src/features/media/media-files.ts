/** Where a file of a media asset is stored. */
export function assetPath(assetId: string, file: string): string {
  return `media/${assetId}/${file}`
}

/** Where a picture or trailer that anyone may see is stored. */
export function publicPath(file: string): string {
  return `public/${file}`
}

export interface MediaFile {
  type: string
  /** Playlists lead to everything else: they need a session that is live now. The rest need its credential only. */
  needsLiveSession: boolean
}

const kinds: [RegExp, MediaFile][] = [
  [/^master\.m3u8$/, { type: 'application/vnd.apple.mpegurl', needsLiveSession: true }],
  [/^(?:v\d+|[ac]-[A-Za-z0-9-]+)\/index\.m3u8$/, { type: 'application/vnd.apple.mpegurl', needsLiveSession: true }],
  [/^v\d+\/(?:init\.mp4|s\d{4,6}\.m4s)$/, { type: 'video/mp4', needsLiveSession: false }],
  [/^a-[A-Za-z0-9-]+\/(?:init\.mp4|s\d{4,6}\.m4s)$/, { type: 'audio/mp4', needsLiveSession: false }],
  [/^c-[A-Za-z0-9-]+\/c-[A-Za-z0-9-]+\.vtt$/, { type: 'text/vtt; charset=utf-8', needsLiveSession: false }],
  [/^storyboard\.vtt$/, { type: 'text/vtt; charset=utf-8', needsLiveSession: false }],
  [/^(?:poster|storyboard)\.jpg$/, { type: 'image/jpeg', needsLiveSession: false }],
]

/** What a file name within an asset is; undefined for any name we did not make. */
export function mediaFile(name: string): MediaFile | undefined {
  return kinds.find(([pattern]) => pattern.test(name))?.[1]
}
