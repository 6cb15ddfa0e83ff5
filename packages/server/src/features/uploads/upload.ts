/** What uploads may take up, and where their bytes wait. */
export interface UploadSettings {
  folder: string
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
  /** In hex; null until all bytes are here. */
  sha256: string | null
  /** Why it was refused. */
  problem: string | null
  createdAt: Date
  expiresAt: Date
}
