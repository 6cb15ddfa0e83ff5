import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

export interface DatabaseProxy {
  connection: { host: string; port: number; user: string; database: string }
  /** Cuts the next connection whose client sends something that holds `word`, once the server has done and answered it. */
  loseAnswerTo(word: string): void
  /** Cuts the next connection whose client sends something that holds `word`, before the server sees it. */
  loseRequest(word: string): void
  close(): Promise<void>
}

/** A way to a database that can lose an answer after the server has kept what was asked. */
export async function databaseProxy(target: DatabaseProxy['connection'], atPort = 0): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>()
  let lost: { word: string; what: 'answer' | 'request' } | undefined

  const server = createServer((client) => {
    const upstream = connect(join(target.host, `.s.PGSQL.${target.port}`))
    let answer: Buffer | undefined
    const cut = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', cut)
      socket.on('close', () => {
        sockets.delete(socket)
        cut()
      })
    }
    client.on('data', (bytes) => {
      if (lost !== undefined && bytes.includes(lost.word)) {
        const { what } = lost
        lost = undefined
        if (what === 'request') return cut()
        answer = Buffer.alloc(0)
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      if (answer === undefined) return void client.write(bytes)
      answer = Buffer.concat([answer, bytes])
      if (isReadyAgain(answer)) cut()
    })
  })
  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    connection: { ...target, host: '127.0.0.1', port },
    loseAnswerTo: (word) => {
      lost = { word, what: 'answer' }
    },
    loseRequest: (word) => {
      lost = { word, what: 'request' }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

// The server says it is ready for the next query, outside of a transaction, only when it has committed.
const readyAndIdle = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

function isReadyAgain(answer: Buffer): boolean {
  return answer.subarray(-readyAndIdle.length).equals(readyAndIdle)
}
