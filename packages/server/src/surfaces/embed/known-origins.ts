const maxPartners = 10_000

/** The origins partners had when last read: for what is sent without asking the database, which holds nothing of worth. */
export interface KnownOrigins {
  remember(clientId: string, origins: string[]): void
  recall(clientId: string | undefined): readonly string[]
}

export function knownOrigins(): KnownOrigins {
  const known = new Map<string, string[]>()
  return {
    remember: (clientId, origins) => {
      if (known.size >= maxPartners && !known.has(clientId)) known.clear()
      known.set(clientId, origins)
    },
    recall: (clientId) => known.get(clientId ?? '') ?? [],
  }
}
