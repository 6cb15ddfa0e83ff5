import { setTimeout as pause } from 'node:timers/promises'
import { findPackaging, type PackagingSummary } from '../../features/media/index.ts'
import { isUnavailable } from '../../platform/database/failures.ts'
import { invalidField } from '../../platform/errors.ts'
import type { CliContext } from './cli-context.ts'
import { clockTime, printAnswer, printRows } from './print.ts'

const lookEveryMs = 1000

export const percent = (share: number) => `${Math.floor(share * 100)} %`

/** What a packaging that is not finished waits for, in words; null where it is at work. */
export function waitsFor(
  { state, queuePlace, retryAt, problem, startedAt }: PackagingSummary,
  now: Date,
): string | null {
  if (state !== 'waiting') return problem
  if (retryAt !== null && retryAt > now)
    return `${problem ?? 'something was in the way'}; again at ${clockTime(retryAt)}`
  const place = queuePlace === 1 ? 'the next free worker' : `${(queuePlace ?? 1) - 1} before it`
  return startedAt === null ? place : `${place}, to go on`
}

export async function requirePackaging(ctx: CliContext, id: string): Promise<PackagingSummary> {
  const found = await findPackaging(ctx, id)
  if (!found) throw invalidField('packaging', 'is not known')
  return found
}

/** Prints one packaging, part by part. */
export function printPackaging(found: PackagingSummary, now: Date): void {
  const { id, videoId, state, progress, isWatchable, priority, createdAt, startedAt, finishedAt } = found
  const took = startedAt && finishedAt ? seconds((finishedAt.getTime() - startedAt.getTime()) / 1000) : undefined
  const waits = waitsFor(found, now)
  printAnswer(
    {
      ...{ id, video: videoId, state, done: percent(progress), watchable: isWatchable ? 'yes' : 'no', priority },
      ...(waits === null ? {} : { [state === 'waiting' ? 'waits for' : 'problem']: waits }),
      ...{ queued: createdAt, begun: startedAt ?? undefined, ended: finishedAt ?? undefined, took },
    },
    { json: false, note: '' },
  )
  printRows(found.parts, {
    json: false,
    empty: 'What it becomes is not known yet: the file was not looked at.',
    columns: {
      part: ({ name }) => name,
      done: (part) => (part.isDone ? 'done' : percent(part.progress)),
      took: ({ tookSeconds }) => (tookSeconds === null ? '' : seconds(tookSeconds)),
    },
  })
}

/** Prints a line whenever something of a packaging changes, until it has ended. */
export async function followPackaging(ctx: CliContext, id: string): Promise<PackagingSummary> {
  let told = ''
  for (;;) {
    const now = ctx.clock.now()
    const found = await requirePackaging(ctx, id).catch(ifAway)
    const line = found ? progressLine(found, now) : 'the database is away'
    if (line !== told) process.stdout.write(`${clockTime(now)}  ${line}\n`)
    told = line
    if (found && found.finishedAt !== null) return found
    await pause(lookEveryMs)
  }
}

/** Whoever follows goes on once it is back. */
function ifAway(error: unknown): undefined {
  if (!isUnavailable(error)) throw error
}

function progressLine(found: PackagingSummary, now: Date): string {
  const { state, progress, parts } = found
  const at = parts.find(({ isDone, tookSeconds }) => !isDone && tookSeconds !== null)
  const work = at && state === 'running' ? `${at.name} ${percent(at.progress)}` : undefined
  return [percent(progress).padStart(5), state, work ?? waitsFor(found, now)].filter((word) => word !== null).join('  ')
}

/** `1:02:03`, or `0.4 s` of what is short. */
function seconds(time: number): string {
  if (time < 60) return `${time.toFixed(1)} s`
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return time < 3600
    ? `${Math.floor(time / 60)}:${two(time % 60)}`
    : `${Math.floor(time / 3600)}:${two((time / 60) % 60)}:${two(time % 60)}`
}
