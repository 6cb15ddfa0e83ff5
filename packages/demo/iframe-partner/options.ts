import type { Story } from './stories/index.ts'

/** What a partner has from the platform, as it would stand in a letter. */
export interface IframePartnerOptions {
  /** Where the platform answers, e.g. http://localhost:5000: the magazine knows nothing else of it. */
  platformUrl: string
  clientId: string
  /** The course that goes with each story. */
  productIds: Record<Story['name'], string>
  /** The path the magazine is mounted under, e.g. /demo/iframe-partner */
  basePath: string
}
