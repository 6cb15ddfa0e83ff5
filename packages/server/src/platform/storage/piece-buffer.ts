/** Bytes as they come, gathered into pieces of one size. Two pieces are in memory, whatever comes. */
export class PieceBuffer {
  readonly #size: number
  #filling: Buffer
  #given: Buffer | undefined
  #filled = 0

  constructor(size: number) {
    this.#size = size
    this.#filling = Buffer.allocUnsafeSlow(size)
  }

  /** The pieces that are full by now. One is good until the one after the next is given. */
  *add(bytes: Uint8Array): Generator<Buffer> {
    for (let at = 0; at < bytes.length; ) {
      const taken = bytes.subarray(at, at + this.#size - this.#filled)
      this.#filling.set(taken, this.#filled)
      this.#filled += taken.length
      at += taken.length
      if (this.#filled === this.#size) yield this.#turn()
    }
  }

  /** What does not fill a piece. */
  rest(): Buffer {
    return this.#filling.subarray(0, this.#filled)
  }

  #turn(): Buffer {
    const full = this.#filling
    this.#filling = this.#given ?? Buffer.allocUnsafeSlow(this.#size)
    this.#given = full
    this.#filled = 0
    return full
  }
}
