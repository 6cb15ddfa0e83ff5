import type { FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { validator } from '../../platform/http/validation.ts'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface Call {
  /** What stands at the `:id` of the address. */
  id: string
  /** Who asks, as the audit names them. */
  actor: string
}

/** What one method of an address does. */
interface Deed {
  method: Method
  status: number
  bodyLimit?: number
  answer: (request: FastifyRequest) => Promise<object | undefined>
}

const root = '/operator/api'

export function read(handle: (call: Call) => Promise<object>): Deed {
  return { method: 'GET', status: 200, answer: (request) => handle(callOf(request)) }
}

/** A deed whose body is JSON of one shape. */
export function write<Body extends TSchema>(
  method: Exclude<Method, 'GET'>,
  { body, status = 200 }: { body: Body; status?: number },
  handle: (call: Call & { body: Static<Body> }) => Promise<object>,
): Deed {
  const validate = validator(body)
  return { method, status, answer: (request) => handle({ ...callOf(request), body: validate(request.body) }) }
}

/** A deed whose body is a file, small enough to be held in memory. */
export function receive(bodyLimit: number, handle: (call: Call & { bytes: Buffer }) => Promise<object>): Deed {
  const answer = (request: FastifyRequest) =>
    handle({ ...callOf(request), bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) })
  return { method: 'PUT', status: 200, bodyLimit, answer }
}

export function remove(handle: (call: Call) => Promise<void>): Deed {
  const answer = async (request: FastifyRequest) => {
    await handle(callOf(request))
    return undefined
  }
  return { method: 'DELETE', status: 204, answer }
}

/** Makes one address of the operators' API do these deeds and refuse others. */
export function mount(scope: HttpApp, path: string, deeds: readonly Deed[]): void {
  const url = `${root}${path}`
  for (const { method, status, answer, bodyLimit } of deeds) {
    scope.route({
      method,
      url,
      ...(bodyLimit === undefined ? {} : { bodyLimit }),
      handler: async (request: FastifyRequest<RouteGenericInterface>, reply: FastifyReply) => {
        const answered = await answer(request)
        reply.code(status)
        if (answered === undefined) return reply.send()
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(answered))
      },
    })
  }
  const methods = deeds.map(({ method }) => method)
  refuseOtherMethods(scope, url, [...methods, ...(methods.includes('GET') ? (['HEAD'] as const) : [])])
}

function callOf({ params, actor }: FastifyRequest): Call {
  return { id: (params as { id?: string }).id ?? '', actor }
}
