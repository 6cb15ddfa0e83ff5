import type { Heartbeat } from '@osteocom/contract'
import { takeWatching } from './watching.ts'

// Stands on the page that asks "Continue here?". The lesson this window showed before may count as watched only because
// its goodbye is late or was lost with a tab that crashed: then this says it, and asks for the lesson once more.
const patienceMs = 5_000

const before = takeWatching()
if (before) {
  const goodbye: Heartbeat = { position: before.position, state: 'paused', leaving: true }
  fetch(before.heartbeat, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(goodbye),
    credentials: 'omit',
    signal: AbortSignal.timeout(patienceMs),
  })
    .catch(() => undefined)
    .finally(() => location.reload())
}
