import type { Session } from './session.ts'

const unreachedMs = 2_000
const chances = 2

/** After media was refused: asks the server once why, then goes on or stops; out of reach, it asks again later. */
export function afterRefusal(session: Session, { retry, stop }: { retry: () => void; stop: () => void }) {
  let isAsking = false
  let refusals = 0
  return async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    const reply = await session.report()
    isAsking = false
    if (!reply) {
      setTimeout(() => void ask(), unreachedMs)
      return
    }
    if (reply.state === 'ended') return
    refusals = reply.session ? 0 : refusals + 1
    if (refusals < chances) retry()
    else stop()
  }
}
