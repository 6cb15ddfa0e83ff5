/** What uploads may take up. */
export interface UploadSettings {
  maxBytes: number
  /** All uploads together that no video has been made of yet. */
  quotaBytes: number
}

export type UploadKind = 'video' | 'audio' | 'captions'

export interface Upload {
  id: string
  name: string
  sizeBytes: number
  state: 'open' | 'complete' | 'refused' | 'taken'
  /** What it is by its bytes; null until all are here. */
  kind: UploadKind | null
  /** In hex; null until all bytes are here, and for a large file a while longer. */
  sha256: string | null
  /** Why it was refused. */
  problem: string | null
  createdAt: Date
  expiresAt: Date
}

/** Where in the storage its bytes lie from the first one on, so that nothing has to move when a video is made of it. */
export function uploadPath(id: string): string {
  return `sources/${id}`
}
