import type { Tell } from './attributes.ts'

export interface Line {
  /** `EXT-X-KEY`; empty for an address. */
  tag: string
  /** What stands behind the tag's colon, or the address. */
  text: string
}

type Kind = 'master' | 'media'

/** The tags of a playlist that is on demand, unabridged and of one piece: which kind has them, and which stand there once. */
const tags: Record<string, { in?: Kind; isOnce?: true; isBare?: true }> = {
  'EXT-X-VERSION': { isOnce: true },
  'EXT-X-INDEPENDENT-SEGMENTS': { isOnce: true, isBare: true },
  'EXT-X-MEDIA': { in: 'master' },
  'EXT-X-STREAM-INF': { in: 'master' },
  'EXT-X-TARGETDURATION': { in: 'media', isOnce: true },
  'EXT-X-MEDIA-SEQUENCE': { in: 'media', isOnce: true },
  'EXT-X-PLAYLIST-TYPE': { in: 'media', isOnce: true },
  'EXT-X-ENDLIST': { in: 'media', isOnce: true, isBare: true },
  'EXT-X-MAP': { in: 'media' },
  'EXT-X-KEY': { in: 'media' },
  EXTINF: { in: 'media' },
}

/** The tags and addresses of a playlist in their order (RFC 8216, 4.1 and 4.3.1). */
export function readLines(bytes: Buffer, kind: Kind, tell: Tell): Line[] {
  const text = decoded(bytes, tell)
  if (!text.endsWith('\n')) tell('does not end its last line')
  const [first, ...rest] = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (first !== '#EXTM3U') tell('does not begin with #EXTM3U')
  const lines: Line[] = []
  for (const line of rest) {
    if (line !== line.trim()) tell(`has white space around a line: ${line}`)
    const [, tag, , value = ''] = /^#(EXT[^:]*)(:(.*))?$/.exec(line) ?? []
    if (tag !== undefined) lines.push({ tag, text: value })
    else if (line !== '' && !line.startsWith('#')) lines.push({ tag: '', text: line })
  }
  checkTags(lines, kind, tell)
  return lines
}

/** The version a playlist says it needs, and whether that is enough for what it uses (RFC 8216, 7). */
export function checkVersion(lines: Line[], needed: number, tell: Tell): void {
  const written = lines.find(({ tag }) => tag === 'EXT-X-VERSION')?.text ?? '1'
  if (!/^[1-7]$/.test(written)) tell(`has EXT-X-VERSION:${written}, which RFC 8216 does not know`)
  else if (Number(written) < needed) tell(`uses what EXT-X-VERSION ${needed} brought, and says ${written}`)
}

function decoded(bytes: Buffer, tell: Tell): string {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) tell('is not UTF-8')
  if (text.startsWith('\ufeff')) tell('begins with a byte order mark')
  if (/[^\P{Cc}\r\n]/u.test(text)) tell('holds control characters')
  if (text.normalize('NFC') !== text) tell('is not in the composed form of Unicode')
  return text
}

function checkTags(lines: Line[], kind: Kind, tell: Tell): void {
  const seen = new Set<string>()
  for (const { tag, text } of lines.filter((line) => line.tag !== '')) {
    const known = tags[tag]
    if (!known) tell(`has a tag ${tag}, which is not known`)
    else if (known.in && known.in !== kind) tell(`has ${tag}, which is for ${known.in} playlists`)
    else if (known.isOnce && seen.has(tag)) tell(`has ${tag} twice`)
    else if (known.isBare === (text !== '')) tell(`has ${tag} with a value that does not belong there`)
    seen.add(tag)
  }
}
