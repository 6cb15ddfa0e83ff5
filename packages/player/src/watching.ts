/** What a window watches: where to say goodbye for it, and the place last told, in seconds. */
export interface Watching {
  heartbeat: string
  position: number
}

const key = 'osteocom-watching'

/** Notes for the pages to come in this window what it watches, where the browser lets us. */
export function noteWatching({ heartbeat, position }: Watching): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ heartbeat: new URL(heartbeat).pathname, position }))
  } catch {
    // A sandboxed frame has no storage; there the goodbye of the page itself must do.
  }
}

/** What this window watched last, told once; nothing where that ended by itself or was never noted. */
export function takeWatching(): Watching | undefined {
  try {
    const kept = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    const { heartbeat, position } = JSON.parse(kept ?? '{}') as Record<string, unknown>
    const isSound = typeof heartbeat === 'string' && heartbeat.startsWith('/play/') && typeof position === 'number'
    return isSound ? { heartbeat, position } : undefined
  } catch {
    return undefined
  }
}
