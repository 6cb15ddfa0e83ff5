import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface LoadPlan {
  port: number
  /** Connections, each with one request under way at a time. */
  clients: number
  /** Ends after this many seconds, the first `warmSeconds` of which are not counted … */
  seconds: number
  warmSeconds: number
  /** … or after this many requests. */
  requests?: number
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  /** `{n}` becomes a number that no other request of this plan has. */
  body: string
  /** The first of those numbers. */
  from: number
}

export interface LoadReport {
  perSecond: number
  p50Ms: number
  p99Ms: number
  done: number
  /** Answers other than 200. */
  failed: number
}

const defaults = { seconds: 2.5, warmSeconds: 0.5, headers: {}, body: '', from: 0 }
const client = fileURLToPath(new URL('./load-client.ts', import.meta.url))

/** Sends requests to 127.0.0.1 from a process of its own; refuses to report a rate that contains failures. */
export async function load(
  plan: Pick<LoadPlan, 'port' | 'clients' | 'method' | 'path'> & Partial<LoadPlan>,
): Promise<LoadReport> {
  const child = fork(client, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { promise, resolve, reject } = Promise.withResolvers<LoadReport>()
  child.once('message', (report) => resolve(report as LoadReport))
  child.once('error', reject)
  child.once('exit', (code) => reject(new Error(`the load client ended with ${code}`)))
  child.send({ ...defaults, ...plan })
  const report = await promise
  if (report.failed > 0 || report.done === 0) {
    throw new Error(
      `${report.failed} of ${report.done} requests to ${plan.path.split('/').slice(0, 3).join('/')} failed`,
    )
  }
  return report
}
