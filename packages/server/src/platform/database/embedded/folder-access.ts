import { closeSync, openSync } from 'node:fs'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { mayReach, type RunAs } from './run-as.ts'

/** A data folder as the server's user can name it, and the descriptor that must be handed to the child for it. */
export interface FolderAccess {
  readonly path: string
  readonly descriptors: readonly number[]
  close(): void
}

/**
 * A way for that user to a folder of its own, even below one closed to it (a checkout in /root): the child inherits
 * the open folder and names it through /proc/self/fd, so the data stays where it was asked for.
 */
export function reach(path: string, runAs: RunAs | undefined): FolderAccess {
  if (mayReach(path, runAs)) return { path, descriptors: [], close: () => undefined }
  if (process.platform !== 'linux') {
    throw new EmbeddedPostgresRefused(
      `PostgreSQL cannot run as root, and other users cannot reach ${path}. Move the data folder, or set DATABASE_URL.`,
    )
  }
  const descriptor = openSync(path, 'r')
  return { path: '/proc/self/fd/3', descriptors: [descriptor], close: () => closeSync(descriptor) }
}
