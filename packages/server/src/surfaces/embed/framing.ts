import { isSendable } from '../../features/partners/index.ts'

/** Who may frame: these origins, checked once more, or nobody. */
function frameAncestors(origins: readonly string[]): string {
  const sendable = origins.filter(isSendable)
  return `frame-ancestors ${sendable.length > 0 ? sendable.join(' ') : "'none'"}`
}

/** The headers of everything that may be framed: whatever it is, only by these origins, and never kept. */
export function embedHeaders({
  origins,
  sources = '',
}: {
  origins: readonly string[]
  sources?: string
}): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; ${sources}base-uri 'none'; form-action 'none'; ${frameAncestors(origins)}`,
    // Its address says who visits.
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'x-robots-tag': 'noindex',
  }
}
