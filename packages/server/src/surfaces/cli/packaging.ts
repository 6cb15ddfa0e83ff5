import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  cancelPackaging,
  findPackagings,
  type PackagingState,
  repackageAll,
  retryPackaging,
} from '../../features/media/index.ts'
import { invalidField } from '../../platform/errors.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { followPackaging, percent, printPackaging, requirePackaging, waitsFor } from './packaging-progress.ts'
import { count, printAnswer, printJson, printRows } from './print.ts'

const states = ['waiting', 'running', 'done', 'refused', 'failed', 'cancelled'] as const satisfies PackagingState[]

export function packagingCommands(cli: Command, { withHouse }: CliHouse): void {
  const packaging = cli.command('packaging').description('what becomes of uploaded videos')

  packaging
    .command('list')
    .description('packagings, newest first')
    .addOption(new Option('--state <state>', 'in one state only').choices(states))
    .option('--video <id>', 'of one video only')
    .option('--limit <n>', 'how many', count, 50)
    .option('--json', 'print JSON', false)
    .action(
      async ({ state, video, limit, json }: { state?: PackagingState; video?: string; limit: number; json: boolean }) =>
        withHouse(async (ctx) =>
          printRows(await findPackagings(ctx, { state, videoId: video, limit }), {
            json,
            empty: 'Nothing was packaged yet.',
            columns: {
              when: ({ createdAt }) => createdAt,
              state: (row) => row.state,
              done: ({ progress }) => percent(progress),
              watchable: ({ isWatchable }) => (isWatchable ? 'yes' : 'no'),
              video: ({ videoId }) => videoId,
              id: ({ id }) => id,
              'waits for, or problem': (row) => waitsFor(row, ctx.clock.now()),
            },
          }),
        ),
    )

  packaging
    .command('show <id>')
    .description('one packaging, part by part')
    .option('--follow', 'tell what changes until it has ended', false)
    .option('--json', 'print JSON', false)
    .action(async (id: string, { follow, json }: { follow: boolean; json: boolean }) =>
      withHouse(async (ctx) => {
        const found = follow ? await followPackaging(ctx, id) : await requirePackaging(ctx, id)
        if (json) printJson(found)
        else printPackaging(found, ctx.clock.now())
      }),
    )

  packaging
    .command('cancel <id>')
    .description('end one that is not finished; a video that plays its first rungs already keeps them')
    .action(async (id: string) =>
      withHouse(async (ctx) => {
        const isCancelled = await cancelPackaging(ctx, { packagingId: id, actor })
        if (!isCancelled) throw invalidField('packaging', 'is not known, or finished')
        printAnswer({ id, state: 'cancelled' }, { json: false })
      }),
    )

  packaging
    .command('retry <id>')
    .description('go on with one that failed, where it was')
    .action(async (id: string) =>
      withHouse(async (ctx) => {
        if (!(await retryPackaging(ctx, { packagingId: id, actor }))) throw invalidField('packaging', 'has not failed')
        printAnswer({ id, state: 'waiting' }, { json: false })
      }),
    )

  packaging
    .command('again')
    .description('package every video anew from its file; each plays on as it is until then')
    .option('--ladder <heights>', 'the heights to make, as far as each file reaches: 240,480,720,1080', heights)
    .action(async ({ ladder }: { ladder?: number[] }) =>
      withHouse(async (ctx) => {
        const videos = await repackageAll(ctx, { ...(ladder ? { ladder } : {}), actor })
        printAnswer({ queued: videos }, { json: false, note: 'See how they get on: osteocom packaging list' })
      }),
    )
}

function heights(text: string): number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('It must be heights like 240,480,720.')
  return text.split(',').map(Number)
}
