const lines = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]
const names = ['TimeoutError', 'NetworkingError', 'SlowDown', 'RequestTimeout']

/** Whether a store failed in a way that passes: it cannot be reached, is overloaded, or has a fault of its own. */
export function isStorageAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } }
  const status = $metadata?.httpStatusCode ?? 0
  return lines.includes(String(code)) || names.includes(error.name) || status === 429 || status >= 500
}
