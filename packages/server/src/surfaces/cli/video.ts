import { stat } from 'node:fs/promises'
import { parse, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { addVideo, requireChannel } from '../../features/catalog/index.ts'
import { findPackaging, type PackagingSummary } from '../../features/media/index.ts'
import {
  bytesToImport,
  type ImportedCourse,
  importCourse,
  importFile,
  requireFilm,
} from '../../features/uploads/index.ts'
import { invalidField } from '../../platform/errors.ts'
import { actor, type CliContext, type CliHouse } from './cli-context.ts'
import { printRows } from './print.ts'
import { progressBar } from './progress-bar.ts'
import { listCommand, removeCommand, requireVideo } from './video-list.ts'

interface Options {
  channel?: string
  video?: string
  title?: string
  captions?: Pair[]
  audio?: Sound
  wait: boolean
  json: boolean
}

interface Pair {
  language: string
  path: string
}

interface Sound {
  languages: string[]
  files: Pair[]
}

interface Imported {
  videoId: string
  title: string
  state: 'packaging' | 'unchanged' | PackagingSummary['state']
  packagingId: string
  problem: string | null
}

export function videoCommands(cli: Command, house: CliHouse): void {
  const { withHouse } = house
  const video = cli.command('video').description('what channels are made of')
  listCommand(video, house)
  removeCommand(video, house)
  video
    .command('import <path>')
    .description('add a film to a channel, or make a channel of a folder with a course.json; a worker packages it')
    .option('--channel <id>', 'the channel of a film')
    .option('--video <id>', 'the video that plays this film from now on, instead of the one it plays')
    .option('--title <title>', 'of a new film; its file name when left out')
    .option('--captions <language=file>', 'WebVTT or SRT, such as it=lesson.it.srt; may be repeated', pair)
    .option(
      '--audio <languages or language=file>',
      'languages of its sound tracks in their order, such as it,en; or a further one from a file, such as fr=sound.wav',
      sound,
    )
    .option('--wait', 'until the packaging has ended', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nA folder may be imported again: what is the same stays as it is.')
    .action(async (path: string, options: Options) =>
      withHouse(async (ctx) => {
        const course = await openSource(ctx, resolve(path), options)
        const imported: Imported[] = []
        for (const one of course.videos) imported.push(await importOne(ctx, one))
        const rows = options.wait ? await Promise.all(imported.map((one) => awaitEnd(ctx, one))) : imported
        printRows(rows, {
          json: options.json,
          empty: 'Nothing to import.',
          columns: {
            video: ({ videoId }) => videoId,
            state: ({ state }) => state,
            packaging: ({ packagingId }) => packagingId,
            title: ({ title }) => title,
            problem: ({ problem }) => problem,
          },
        })
        if (rows.some(({ state }) => state === 'refused' || state === 'failed')) process.exitCode = 1
      }),
    )
}

type Source = ImportedCourse['videos'][number]

async function openSource(ctx: CliContext, path: string, options: Options): Promise<{ videos: Source[] }> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw invalidField(path, 'is not there')
  if (found.isDirectory()) {
    const { channel, video, title, captions, audio } = options
    if (channel ?? video ?? title ?? captions ?? audio)
      throw invalidField(path, 'is a folder: its course.json says the channel and all else')
    return await importCourse(ctx, { folder: path, actor })
  }
  const { captions = [], audio = { languages: [], files: [] } } = options
  // Looked at before a video is made that would stay empty.
  await Promise.all([requireFilm(path), ...captions.map((caption) => bytesToImport(caption.path))])
  const { id: videoId, title } = await openVideo(ctx, path, options)
  const { languages: audioLanguages, files } = audio
  return { videos: [{ videoId, title, file: path, audioLanguages, audio: files, captions }] }
}

/** The video that a film is for: the one that is named, or a new one of a channel. */
async function openVideo(ctx: CliContext, path: string, { channel, video, title }: Options) {
  if (video !== undefined) {
    if (channel ?? title) throw invalidField('--video', 'goes without --channel and --title')
    return await requireVideo(ctx, video)
  }
  if (channel === undefined) throw invalidField('--channel', 'is required for a single film, or --video')
  const { id } = await requireChannel(ctx.db, channel)
  return await addVideo(ctx, { channelId: id, title: title ?? parse(path).name, actor })
}

async function importOne(ctx: CliContext, { title, ...source }: Source): Promise<Imported> {
  const bar = progressBar(await bytesToImport(source.file), title)
  let done = 0
  try {
    const { packagingId, isNew } = await importFile(ctx, { ...source, actor }, (bytes) => {
      done += bytes
      bar.show(done)
    })
    return { videoId: source.videoId, title, packagingId, state: isNew ? 'packaging' : 'unchanged', problem: null }
  } finally {
    bar.end()
  }
}

async function awaitEnd(ctx: CliContext, one: Imported): Promise<Imported> {
  const bar = progressBar(1, one.title)
  try {
    for (;;) {
      const packaging = await findPackaging(ctx, one.packagingId)
      if (!packaging) return one
      if (packaging.finishedAt !== null) return { ...one, state: packaging.state, problem: packaging.problem }
      bar.show(packaging.progress, `${one.title}: ${packaging.problem ?? packaging.state}`)
      await pause(1000)
    }
  } finally {
    bar.end()
  }
}

function pair(value: string, before: Pair[] = []): Pair[] {
  const cut = value.indexOf('=')
  if (cut < 1 || cut === value.length - 1) throw new InvalidArgumentError('It must look like it=captions.srt.')
  return [...before, { language: value.slice(0, cut), path: resolve(value.slice(cut + 1)) }]
}

function sound(value: string, before: Sound = { languages: [], files: [] }): Sound {
  if (value.includes('=')) return { ...before, files: pair(value, before.files) }
  return { ...before, languages: [...before.languages, ...value.split(',').map((tag) => tag.trim())] }
}
