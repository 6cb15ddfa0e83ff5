/** What a gate found: nothing, or text that tells the reader what to do. */
export type Verdict = { ok: true } | { ok: false; output: string }

/** One question about the tree at `root`. */
export interface Gate {
  readonly name: string
  readonly judge: (root: string) => Promise<Verdict>
}

/** Passes when there is nothing to complain about. */
export function verdict(complaints: readonly string[]): Verdict {
  return complaints.length === 0 ? { ok: true } : { ok: false, output: complaints.join('\n') }
}
