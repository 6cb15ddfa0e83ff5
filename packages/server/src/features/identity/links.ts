/** Where letters lead to: pages of our own, absolute. */
export function links(publicUrl: string) {
  const to = (path: string, query: Record<string, string | undefined>) => {
    const url = new URL(path, publicUrl)
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
    return url.href
  }
  return {
    signIn: (next: string | undefined) => to('/account/sign-in', { next }),
    verifyEmail: (token: string, next: string | undefined) => to('/account/verify-email', { token, next }),
    reset: (token: string, next: string | undefined) => to('/account/reset', { token, next }),
    account: () => to('/account', {}),
  }
}
