import type { PlatformClient } from './platform-client.ts'
import type { Seal } from './seal.ts'
import type { Visitor } from './visitor.ts'

/** One request and everything a page needs to answer it. */
export interface Visit {
  basePath: string
  platformUrl: string
  platformOrigin: string
  seal: Seal
  platform: PlatformClient
  /** A page that learns something of the visitor puts the changed one here, and the cookie follows. */
  visitor: Visitor
  /** Path and query of this request. */
  here: string
  query: URLSearchParams
  form: URLSearchParams
  acceptLanguage: string
  /** Goes with every form, and must come back. */
  formToken: string
}
