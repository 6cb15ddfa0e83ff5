import { type Command, Option } from 'commander'
import { checkStorage, removeOrphans } from '../../features/inventory/index.ts'
import { invalidField } from '../../platform/errors.ts'
import { copyFiles } from '../../platform/storage/copy-files.ts'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import type { CliHouse } from './cli-context.ts'
import { printAnswer, printRows } from './print.ts'

interface Row {
  what: string
  path: string
  size?: number
  videoId?: string
  problem?: string
}

const cure = 'What is missing or damaged comes back from a backup, or by importing its video again.'

export function storageCommands(cli: Command, { withHouse }: CliHouse): void {
  const storage = cli.command('storage').description('where media and pictures are kept')

  storage
    .command('check')
    .description('files that nothing leads to, that are missing, or damaged; exits with 1 where any is')
    .option('--repair', 'remove the files that nothing leads to', false)
    .option('--json', 'print JSON', false)
    .action(async ({ repair, json }: { repair: boolean; json: boolean }) =>
      withHouse(async (ctx) => {
        await ctx.storage.verify()
        const { files, bytes, orphans, missing, damaged, young } = await checkStorage(ctx)
        const freed = repair ? await removeOrphans(ctx, orphans) : undefined
        const rows = [
          ...orphans.map(({ path, size }) => ({ what: repair ? 'removed' : 'orphan', path, size })),
          ...missing.map((each) => ({ what: 'missing', ...each })),
          ...damaged.map((each) => ({ what: 'damaged', ...each })),
        ]
        if (missing.length + damaged.length > 0 || (orphans.length > 0 && !repair)) process.exitCode = 1
        const found = { orphans: orphans.length, missing: missing.length, damaged: damaged.length, young }
        const counts = { files, size: megabytes(bytes), ...found }
        if (json) {
          const paths = (files: { path: string }[]) => files.map(({ path }) => path)
          const lists = { orphans: paths(orphans), missing: paths(missing), damaged: paths(damaged) }
          return printAnswer({ files, bytes, young, freed, ...lists }, { json })
        }
        if (rows.length > 0) {
          printRows<Row>(rows, {
            json,
            empty: '',
            columns: {
              what: ({ what }) => what,
              bytes: ({ size = null }) => size,
              path: ({ path }) => path,
              video: ({ videoId = null }) => videoId,
              problem: ({ problem = null }) => problem,
            },
          })
        }
        printAnswer(
          { ...counts, freed: freed === undefined ? undefined : megabytes(freed) },
          { json, ...(missing.length + damaged.length > 0 ? { note: cure } : {}) },
        )
      }),
    )

  storage
    .command('move')
    .description('copy every file to the other place and compare; run it again after switching over')
    .addOption(new Option('--to <place>', 'where to').choices(['s3', 'disk']).makeOptionMandatory())
    .option('--json', 'print JSON', false)
    .action(async ({ to: place, json }: { to: 's3' | 'disk'; json: boolean }) =>
      withHouse(async ({ config: { storage: places } }) => {
        if (!places.objectStore) throw invalidField('S3_BUCKET', 'is not set: there is only the disk')
        const [disk, s3] = [diskStorage(places.folder), await openStorage(places)]
        const [from, to] = place === 's3' ? [disk, s3] : [s3, disk]
        await from.verify()
        await to.verify()
        const done = await copyFiles({ from, to }, showProgress)
        const note = 'Nothing was removed from where it was.'
        printAnswer({ copied: done.copied, skipped: done.skipped, size: megabytes(done.bytes) }, { json, note })
      }),
    )
}

function showProgress({ copied, bytes, path }: { copied: number; bytes: number; path: string }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${copied} files, ${megabytes(bytes)}: ${path}`)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
