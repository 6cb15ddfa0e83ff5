import type { Command } from 'commander'
import { findVideos } from '../../features/catalog/index.ts'
import { grantTrial } from '../../features/licensing/index.ts'
import { findPartners } from '../../features/partners/index.ts'
import { signPlaybackToken } from '../../features/playback/index.ts'
import { AppError } from '../../platform/errors.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { printAnswer } from './print.ts'

interface Options {
  partner?: string
  user: string
  video?: string
  lang: string
  json: boolean
}

export function videoTokenCommand(cli: Command, { withHouse }: CliHouse): void {
  cli
    .command('video-token')
    .description('a ticket for trying the player: grants a trial customer the channel and prints the address to open')
    .option('--partner <clientId>', 'the partner whose customer it is; the first one when left out')
    .option('--user <id>', "the partner's id of the customer", 'trial')
    .option('--video <videoId>', 'the video; the first one when left out')
    .option('--lang <tag>', "the player's language", 'en')
    .option('--json', 'print JSON', false)
    .action(async (options: Options) =>
      withHouse(async (ctx) => {
        const partners = await findPartners(ctx.db)
        const partner = options.partner === undefined ? partners[0] : partners.find(({ id }) => id === options.partner)
        const videos = await findVideos(ctx.db)
        const video = options.video === undefined ? videos[0] : videos.find(({ id }) => id === options.video)
        if (!partner || !video) throw new AppError('NotFound')
        const claim = { partnerId: partner.id, partnerUserId: options.user, channelId: video.channelId }
        const { customerId } = await grantTrial(ctx, { ...claim, actor })
        const token = signPlaybackToken(ctx, { ...claim, customerId, videoId: video.id })
        printAnswer(
          {
            video: video.title,
            tokenAuthVideo: token,
            url: `${ctx.publicUrl}/${encodeURIComponent(options.lang)}/videoaccess?signature=${token}`,
          },
          { json: options.json, note: 'The address opens the player for 15 minutes; what plays by then plays on.' },
        )
      }),
    )
}
