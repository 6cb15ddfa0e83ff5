import { createHash, type Hash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ListedFile, Storage } from './storage.ts'

/** Copies every file that the other place does not have as it is here, and reads each back to compare. May run again. */
export async function copyFiles(
  { from, to }: { from: Storage; to: Storage },
  report: (progress: { copied: number; skipped: number; bytes: number; path: string }) => void,
): Promise<{ copied: number; skipped: number; bytes: number }> {
  const there = new Map<string, ListedFile>()
  for await (const file of to.list()) there.set(file.path, file)
  const done = { copied: 0, skipped: 0, bytes: 0 }
  for await (const { path, size, modifiedAt } of from.list()) {
    // What is still being written comes with the next run, under its name.
    if (path.endsWith('.draft')) continue
    const known = there.get(path)
    if (known?.size === size && known.modifiedAt >= modifiedAt) {
      done.skipped++
      continue
    }
    const sent = createHash('sha256')
    await to.putStream(path, Readable.from(hashed(from.read(path), sent), { objectMode: false }))
    const arrived = createHash('sha256')
    for await (const piece of to.read(path)) arrived.update(piece)
    if (!arrived.digest().equals(sent.digest())) throw new Error(`${path} did not arrive as it was sent`)
    done.copied++
    done.bytes += size
    report({ ...done, path })
  }
  return done
}

async function* hashed(bytes: Readable, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    hash.update(piece)
    yield piece
  }
}
