import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as it needs, as long as some of it keeps coming. */
    mayTakeLong?: boolean
  }
}

const silenceMs = 60_000

/** Ends a request whose body is not here in time. Node's own limit knows no exception for routes that take large files. */
export function limitBodies(app: FastifyInstance, timeoutMs: number, refuse: (socket: Socket) => void): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    const { headers, socket } = raw
    if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return
    if (routeOptions.config.mayTakeLong === true) {
      const before = socket.timeout ?? 0
      const giveUp = () => socket.destroy()
      socket.setTimeout(silenceMs).on('timeout', giveUp)
      raw.once('close', () => socket.setTimeout(before).off('timeout', giveUp))
      return
    }
    const timer = setTimeout(() => refuse(socket), timeoutMs)
    raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  })
}
