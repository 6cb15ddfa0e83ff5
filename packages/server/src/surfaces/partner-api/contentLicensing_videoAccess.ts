import { videoAccess } from '@osteocom/contract'
import { issuePlaybackToken } from '../../features/playback/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { mount } from './mount.ts'

type Deps = Parameters<typeof mount>[1] & { db: Database; clock: Clock; random: Random; playbackToken: TokenKind }

export function mountVideoAccess(app: HttpApp, deps: Deps): void {
  mount(app, deps, videoAccess, async ({ body, partnerId }) => ({
    tokenAuthVideo: await issuePlaybackToken(deps, {
      partnerId,
      partnerUserId: body.userId,
      accessKey: body.userAccessKey,
      channelId: body.channelId,
      videoId: body.videoId,
    }),
  }))
}
