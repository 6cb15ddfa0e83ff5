import type { Asset } from '../../platform/html/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { type MediaPathContext, mediaPath } from './media-path.ts'
import { type PlayerPageContext, videoAccessPage } from './videoaccess.ts'
import { playerPageAssets } from './views/index.ts'

/** The player: its page, and the media path that plays on after the page's token has expired. */
export function playerSurface(app: HttpApp, ctx: PlayerPageContext & MediaPathContext): { assets: Asset[] } {
  videoAccessPage(app, ctx)
  mediaPath(app, ctx)
  return { assets: playerPageAssets }
}
