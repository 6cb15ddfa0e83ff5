import { closeSync, existsSync, openSync, readSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs'

const limitBytes = 4 * 1024 * 1024
const keptBytes = 256 * 1024

/** Holds the server's log below a few megabytes; its last lines stay in `<path>.1`. Safe while the server writes. */
export function capLog(path: string): void {
  const size = logSize(path)
  if (size <= limitBytes) return
  const draft = `${path}.draft`
  writeFileSync(draft, readLog(path, size - keptBytes), { mode: 0o600 })
  renameSync(draft, `${path}.1`)
  // The server appends, so it goes on at the new beginning.
  truncateSync(path, 0)
}

/** How long the log is now. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** What the log says from a byte on. */
export function readLog(path: string, from: number): string {
  if (!existsSync(path)) return ''
  const descriptor = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(keptBytes, Math.max(0, logSize(path) - from)))
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, from))
  } finally {
    closeSync(descriptor)
  }
}
