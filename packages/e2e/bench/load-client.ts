import { connect } from 'node:net'
import type { LoadPlan, LoadReport } from './load.ts'

const endOfHead = Buffer.from('\r\n\r\n')

/** Runs the plan over plain sockets: the less the client costs, the more of two cores is left to what is measured. */
async function run(plan: LoadPlan): Promise<LoadReport> {
  const startedAt = performance.now()
  const countFrom = startedAt + (plan.requests === undefined ? plan.warmSeconds * 1000 : 0)
  const endAt = startedAt + plan.seconds * 1000
  const latencies: number[] = []
  let sent = 0
  let failed = 0

  const isOver = () => (plan.requests === undefined ? performance.now() >= endAt : sent >= plan.requests)
  const next = () => render(plan, plan.from + sent++)
  const onAnswer = (status: number, sentAt: number) => {
    const now = performance.now()
    if (status !== 200) failed += 1
    if (now >= countFrom) latencies.push(now - sentAt)
  }
  await Promise.all(Array.from({ length: plan.clients }, () => converse(plan.port, { isOver, next, onAnswer })))

  const seconds = (performance.now() - countFrom) / 1000
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { perSecond: sorted.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), done: sorted.length, failed }
}

interface Talk {
  isOver: () => boolean
  next: () => string
  onAnswer: (status: number, sentAt: number) => void
}

function converse(port: number, { isOver, next, onAnswer }: Talk): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  let head: Buffer = Buffer.alloc(0)
  let status = 0
  let bodyLeft = -1
  let sentAt = 0

  const send = () => {
    if (isOver()) return void socket.end(resolve)
    sentAt = performance.now()
    socket.write(next())
  }
  socket.on('data', (chunk: Buffer) => {
    if (bodyLeft < 0) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      const end = head.indexOf(endOfHead)
      if (end < 0) return
      const text = head.toString('latin1', 0, end)
      status = Number(text.slice(9, 12))
      bodyLeft = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0) - (head.length - end - endOfHead.length)
      head = Buffer.alloc(0)
    } else bodyLeft -= chunk.length
    if (bodyLeft > 0) return
    bodyLeft = -1
    onAnswer(status, sentAt)
    send()
  })
  socket.on('connect', send)
  socket.on('error', reject)
  socket.on('close', resolve)
  return promise
}

function render({ method, path, headers, body }: LoadPlan, n: number): string {
  const text = body.replaceAll('{n}', String(n))
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = method === 'POST' ? `content-length: ${Buffer.byteLength(text)}\r\n` : ''
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n${text}`
}

const { promise: received, resolve: receive } = Promise.withResolvers<LoadPlan>()
process.once('message', receive)
process.send?.(await run(await received))
process.disconnect()
