/** A line that tells people how far something is; nothing at all where the output is no terminal. */
export interface ProgressBar {
  /** `done` of `total`, in any unit. */
  show(done: number, label?: string): void
  end(): void
}

interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

const drawEveryMs = 100
const width = 24

export function progressBar(total: number, first: string, out: Terminal = process.stderr): ProgressBar {
  if (out.isTTY !== true) return { show: () => undefined, end: () => undefined }
  let label = first
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    show: (done, next = label) => {
      const now = performance.now()
      if (next === label && now - drawnAt < drawEveryMs && done < total) return
      label = next
      drawnAt = now
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const full = Math.round(share * width)
      const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`
      const line = `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label}`
      // Some terminals say that they have no columns.
      out.write(`\r\u001b[2K${line.slice(0, (out.columns || 80) - 1)}`)
    },
    end: () => void out.write('\r\u001b[2K'),
  }
}
