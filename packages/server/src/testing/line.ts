import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'

export interface Line {
  url: string
  /** What was asked through it, as `GET /path`. */
  asked: string[]
  answeredBytes: number
  readonly cuts: number
  /** Every connection breaks once so much of an answer went through it; so many times. */
  cut(how: { afterBytes: number; times: number }): void
  /** Ends every connection and takes no other. */
  breakOff(): void
  /** Takes requests and lets none through. */
  fallSilent(): void
  mend(): void
}

/** A line to a server of this machine that a test can watch and break. Ends when the test file is through. */
export async function lineTo(endpoint = ''): Promise<Line> {
  const ends = new Set<Socket>()
  let state: 'whole' | 'broken' | 'silent' = 'whole'
  let cutting = { afterBytes: 0, times: 0 }
  let cuts = 0
  const server = createServer((near) => {
    if (state === 'broken') return void near.destroy()
    const far = connect(Number(new URL(endpoint).port), '127.0.0.1')
    let passed = 0
    near.on('data', (piece: Buffer) => {
      const [, what] = /^([A-Z]+ \S+) HTTP\/1\.1\r\n/.exec(piece.toString('latin1')) ?? []
      if (what !== undefined) line.asked.push(what)
      if (state === 'whole') far.write(piece)
    })
    far.on('data', (piece: Buffer) => {
      passed += piece.length
      line.answeredBytes += piece.length
      near.write(piece)
      if (cuts >= cutting.times || passed < cutting.afterBytes) return
      cuts++
      near.destroy()
      far.destroy()
    })
    for (const socket of [near, far]) {
      ends.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => ends.delete(socket))
    }
    near.on('close', () => far.destroy())
    far.on('close', () => near.end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endAll = () => {
    for (const socket of ends) socket.destroy()
  }
  afterAll(() => {
    endAll()
    server.close()
  })
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answeredBytes: 0,
    get cuts() {
      return cuts
    },
    cut: (how) => {
      cutting = how
      cuts = 0
    },
    breakOff: () => {
      state = 'broken'
      endAll()
    },
    fallSilent: () => {
      state = 'silent'
    },
    mend: () => {
      state = 'whole'
      cutting = { afterBytes: 0, times: 0 }
      endAll()
    },
  }
  return line
}
