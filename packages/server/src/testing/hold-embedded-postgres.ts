import { createInterface } from 'node:readline'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.ts'
import { silentLog } from './test-server.ts'

/** A program that holds the server of the folder in its first argument until a line comes in, or until it is killed. */
const [folder = ''] = process.argv.slice(2)
const server = await startEmbeddedPostgres({ folder, log: silentLog })
console.log(JSON.stringify(server.connection))
for await (const _line of createInterface({ input: process.stdin })) break
await server.stop()
process.exit()
