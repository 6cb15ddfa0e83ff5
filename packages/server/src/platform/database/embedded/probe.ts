import postgres from 'postgres'
import { owner } from './site.ts'
import { socketPort } from './socket-folder.ts'

export type Probe = 'answers' | 'lacks the database' | 'silent'

/** A single short connection to the server in this socket folder. */
export function connectOnce(socketFolder: string, database: string, name: string, onLost?: () => void): postgres.Sql {
  return postgres({
    host: socketFolder,
    port: socketPort,
    user: owner,
    database,
    max: 1,
    fetch_types: false,
    connect_timeout: 3,
    idle_timeout: 0,
    max_lifetime: 0,
    onnotice: () => undefined,
    connection: { application_name: name },
    ...(onLost === undefined ? {} : { onclose: onLost }),
  })
}

/** Whether the server really answers: a pid file and a socket file prove nothing. */
export async function probe(socketFolder: string): Promise<Probe> {
  const sql = connectOnce(socketFolder, owner, 'probe')
  try {
    await sql`select 1`
    return 'answers'
  } catch (error) {
    return error instanceof postgres.PostgresError && error.code === '3D000' ? 'lacks the database' : 'silent'
  } finally {
    await sql.end({ timeout: 0 })
  }
}

/** Makes the database of a new cluster. */
export async function createOwnDatabase(socketFolder: string): Promise<void> {
  const sql = connectOnce(socketFolder, 'postgres', 'probe')
  try {
    await sql.unsafe(`create database ${owner}`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
