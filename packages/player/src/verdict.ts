export type Verdict = 'retry' | 'early' | 'refused' | 'broken'

/** What a failed request means; 0 is a request that never got an answer. */
export function verdictOf(status: number): Verdict {
  if (status === 425) return 'early'
  if (status === 401 || status === 403 || status === 410) return 'refused'
  if (status === 0 || status === 408 || status === 429 || status >= 500) return 'retry'
  return 'broken'
}
