import type { Session } from './session.ts'

const unreachedMs = 2_000
// An engine that gave up at the very moment it was told to go on is told again.
const reminderMs = 4_000
const chances = 2
// Refusals further apart than this have nothing to do with each other.
const forgottenMs = 60_000

/** After media was refused: asks the server once why, then goes on or stops; out of reach, it asks again later. */
export function afterRefusal(
  session: Pick<Session, 'isOver' | 'report'>,
  { retry, stop }: { retry: () => void; stop: () => void },
) {
  let isAsking = false
  let refusals = 0
  let last = 0
  return async function ask(): Promise<void> {
    if (isAsking || session.isOver) return
    isAsking = true
    const reply = await session.report()
    isAsking = false
    if (!reply) {
      setTimeout(() => void ask(), unreachedMs)
      return
    }
    if (reply.state === 'ended') return
    const now = performance.now()
    if (reply.session || now - last > forgottenMs) refusals = 0
    if (!reply.session) refusals += 1
    last = now
    if (refusals >= chances) {
      stop()
      return
    }
    retry()
    setTimeout(() => {
      if (last === now && !session.isOver) retry()
    }, reminderMs)
  }
}
