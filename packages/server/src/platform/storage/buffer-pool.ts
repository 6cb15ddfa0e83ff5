// As many as answers are under way at once on a busy node; beyond that files are streamed.
const maxLent = 64
const maxIdle = 16

/**
 * Buffers that are lent again and again. Fresh memory comes from the system page by page as it is written to, which
 * takes several times as long as reading a file that the system holds.
 */
export class BufferPool {
  readonly #sizeBytes: number
  readonly #idle: Buffer[] = []
  #lent = 0

  constructor(sizeBytes: number) {
    this.#sizeBytes = sizeBytes
  }

  /** A buffer with anything in it; undefined where so many are lent that memory is better kept. */
  lend(): Buffer | undefined {
    if (this.#lent >= maxLent) return undefined
    this.#lent++
    return this.#idle.pop() ?? Buffer.allocUnsafeSlow(this.#sizeBytes)
  }

  takeBack(buffer: Buffer): void {
    this.#lent--
    if (this.#idle.length < maxIdle) this.#idle.push(buffer)
  }
}
