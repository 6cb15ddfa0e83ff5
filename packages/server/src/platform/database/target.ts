import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Where a database is: a connection URL as libpq reads it, several hosts and socket folders included, or its parts. */
export type DatabaseTarget =
  | { readonly url: string }
  | {
      readonly connection: {
        readonly host: string
        readonly port: number
        readonly user: string
        readonly database: string
      }
    }

export interface Address {
  readonly host: string
  readonly port: number
}

export type SessionKind = 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby'

/** A target taken apart. */
export interface Destination {
  readonly addresses: readonly Address[]
  readonly user: string
  readonly password: string | undefined
  readonly database: string
  readonly ssl: false | 'require' | 'prefer' | { rejectUnauthorized: true; ca?: string }
  readonly sessionKind: SessionKind | undefined
}

const sessionKinds: readonly string[] = ['read-write', 'read-only', 'primary', 'standby', 'prefer-standby']

/** Takes a target apart; throws with a plain message where the URL makes no sense (never repeating it: it bears a password). */
export function parseTarget(target: DatabaseTarget): Destination {
  if ('connection' in target) {
    const { host, port, user, database } = target.connection
    return { addresses: [{ host, port }], user, password: undefined, database, ssl: false, sessionKind: undefined }
  }
  const parts = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(target.url.trim())
  if (parts === null) throw new Error('The database URL must look like postgres://user:password@host:5432/database')
  const [, credentials = '', authority = '', path = '', query = ''] = parts
  const options = new URLSearchParams(query)
  const colon = credentials.indexOf(':')
  const named = colon < 0 ? credentials : credentials.slice(0, colon)
  const user = decode(named) || options.get('user') || userInfo().username
  const password =
    (colon < 0 ? undefined : decode(credentials.slice(colon + 1))) ?? options.get('password') ?? undefined
  const addresses = parseAddresses(options.get('host') || authority, options.get('port') ?? '5432')
  const wanted = options.get('target_session_attrs') ?? undefined
  return {
    addresses,
    user,
    password,
    database: decode(path) || options.get('dbname') || user,
    ssl: parseSsl(options.get('sslmode'), options.get('sslrootcert')),
    sessionKind: parseSessionKind(wanted ?? (addresses.length > 1 ? 'primary' : 'any')),
  }
}

function parseAddresses(list: string, ports: string): Address[] {
  const portList = ports.split(',')
  return (list || 'localhost').split(',').map((entry, position) => {
    const [, bracketed, plain, ownPort] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? []
    const host = bracketed ?? plain
    const port = Number(ownPort ?? portList[position] ?? portList[0])
    if (host === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error('The database URL names a host or port that makes no sense')
    }
    return { host: decode(host), port }
  })
}

function parseSessionKind(wanted: string): SessionKind | undefined {
  if (wanted === 'any') return undefined
  if (isSessionKind(wanted)) return wanted
  throw new Error(`The database URL asks for an unknown target_session_attrs: ${wanted}`)
}

function isSessionKind(wanted: string): wanted is SessionKind {
  return sessionKinds.includes(wanted)
}

function parseSsl(mode: string | null, rootCertificate: string | null): Destination['ssl'] {
  switch (mode) {
    case null:
    case 'disable':
      return false
    case 'allow':
    case 'prefer':
      return 'prefer'
    case 'require':
      return 'require'
    case 'verify-ca':
    case 'verify-full': {
      const isFile = rootCertificate !== null && rootCertificate !== 'system'
      return { rejectUnauthorized: true, ...(isFile ? { ca: readFileSync(rootCertificate, 'utf8') } : {}) }
    }
    default:
      throw new Error(`The database URL asks for an unknown sslmode: ${mode}`)
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('The database URL contains a broken % escape')
  }
}

/** The same place as a URL, for another process. */
export function toUrl({
  host,
  port,
  user,
  database,
}: Extract<DatabaseTarget, { connection: object }>['connection']): string {
  return `postgres://${encodeURIComponent(user)}@/${encodeURIComponent(database)}?host=${encodeURIComponent(host)}&port=${port}`
}
