import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Answer, withoutRequestId } from '@osteocom/server/src/testing/answer.ts'
import { schemaChecker } from '@osteocom/server/src/testing/schema-checker.ts'
import { expect } from 'vitest'
import type { Schema } from './schema-values.ts'

interface Content {
  content: { 'application/json': { schema: Schema } }
}

interface Operation {
  operationId: string
  security?: unknown[]
  requestBody: Content
  responses: Record<string, Content>
}

const file = fileURLToPath(import.meta.resolve('@osteocom/contract/openapi.json'))
const reference = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, { post?: Operation }> }
/** What a body lacks of a schema of the reference; nothing where it is as promised. */
export const problemOf = schemaChecker(reference)

/** Every call of the API path as the published reference describes it. */
export const operations = Object.entries(reference.paths).flatMap(([path, { post }]) =>
  post
    ? {
        path,
        name: post.operationId,
        needsToken: post.security !== undefined,
        request: post.requestBody.content['application/json'].schema,
        statuses: Object.keys(post.responses).map(Number),
      }
    : [],
)

const inside =
  /\bat [\w.<>]+ \(|node_modules|\.ts\b|\.js:\d|FST_|ERR_|\bSQL|\bselect |\binsert |postgres|fastify|\bajv\b|stack/i

/** Holds an answer to the reference: a status it names, the body it promises, nothing of our insides. */
export function expectAsDeclared(path: string, answer: Answer): void {
  const operation = operations.find((each) => each.path === path)
  expect(operation?.statuses).toContain(answer.status)
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const schema = ['paths', path, 'post', 'responses', String(answer.status), 'content', 'application/json', 'schema']
  expect(problemOf(schema, answer.body)).toBe('')
  if (answer.status !== 200) expectNothingOfOurs(withoutRequestId(answer))
}

export function expectNothingOfOurs(text: string): void {
  expect(text).not.toMatch(inside)
  expect(text).not.toContain(process.cwd())
}
