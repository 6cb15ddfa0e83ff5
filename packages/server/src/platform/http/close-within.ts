import type { Server } from 'node:http'

/**
 * Takes no more requests and lets those under way finish, for so long at most: a connection on which nothing was ever
 * asked counts as one under way.
 */
export async function closeWithin(
  app: { server: Server; close(): PromiseLike<unknown> },
  patienceMs: number,
): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), patienceMs)
  await app.close()
  clearTimeout(late)
}
