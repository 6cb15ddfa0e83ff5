import { readFile, stat } from 'node:fs/promises'
import { AppError, type FieldProblem } from '../../platform/errors.ts'
import { readPicture } from '../catalog/index.ts'
import { type CourseManifest, fileIn } from './course-manifest.ts'

/** Refuses a manifest that names files which are not there or cannot be shown: all at once, before anything is written. */
export async function requireFiles(folder: string, manifest: CourseManifest): Promise<void> {
  const fields: FieldProblem[] = []
  for (const { field, name, isPicture } of filesOf(manifest)) {
    const file = fileIn(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) fields.push({ field, problem: `names ${name}, which is not in the folder` })
    else if (isPicture) fields.push(...(await pictureProblems(file)).map((problem) => ({ field, problem })))
  }
  if (fields.length > 0) throw new AppError('InvalidInput', { fields: fields.slice(0, 20) })
}

async function pictureProblems(file: string): Promise<string[]> {
  try {
    readPicture(await readFile(file))
    return []
  } catch (error) {
    if (error instanceof AppError && error.fields) return error.fields.map(({ problem }) => problem)
    throw error
  }
}

interface NamedFile {
  field: string
  name: string
  isPicture: boolean
}

function filesOf(manifest: CourseManifest): NamedFile[] {
  const picture = (field: string, name: string | undefined) =>
    name === undefined ? [] : [{ field, name, isPicture: true }]
  const others = (field: string, files: Record<string, string> = {}) =>
    Object.entries(files).map(([tag, name]) => ({ field: `${field}.${tag}`, name, isPicture: false }))
  return [
    ...picture('cover', manifest.cover),
    ...picture('background', manifest.background),
    ...(manifest.authors ?? []).flatMap(({ image }, i) => picture(`authors.${i}.image`, image)),
    ...manifest.videos.flatMap((video, i) => [
      { field: `videos.${i}.file`, name: video.file, isPicture: false },
      ...picture(`videos.${i}.cover`, video.cover),
      ...picture(`videos.${i}.background`, video.background),
      ...others(`videos.${i}.audioFiles`, video.audioFiles),
      ...others(`videos.${i}.captions`, video.captions),
    ]),
  ]
}
