/** Pixels as runs of equal colour: length, colour, length, colour… A line drawing shrinks to a hundredth. */
export function packRuns(pixels: Uint32Array): Uint32Array<ArrayBuffer> {
  const runs = new Uint32Array(pixels.length * 2)
  let used = 0
  let from = 0
  for (let i = 1; i <= pixels.length; i++) {
    if (i < pixels.length && pixels[i] === pixels[from]) continue
    runs[used++] = i - from
    runs[used++] = pixels[from] ?? 0
    from = i
  }
  return runs.slice(0, used)
}

export function unpackRuns(runs: Uint32Array, count: number): Uint32Array {
  const pixels = new Uint32Array(count)
  let at = 0
  for (let i = 0; i < runs.length; i += 2) {
    const end = at + (runs[i] ?? 0)
    pixels.fill(runs[i + 1] ?? 0, at, end)
    at = end
  }
  return pixels
}
