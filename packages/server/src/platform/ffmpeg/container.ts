import { open } from 'node:fs/promises'

/** What a file is by its first bytes: a container that ffmpeg is told to read as such, or what it is instead. */
export type Container = { demuxer: string; holds: 'video' | 'audio' } | { is: string }

const headBytes = 4096

/** Looks at a file's content, never at its name. */
export async function recogniseContainer(file: string): Promise<Container> {
  const handle = await open(file, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return recognise(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

const signatures: [number, string, Container][] = [
  [0, '1a45dfa3', { demuxer: 'matroska', holds: 'video' }],
  [0, '000001ba', { demuxer: 'mpeg', holds: 'video' }],
  [0, '060e2b34', { demuxer: 'mxf', holds: 'video' }],
  [0, '3026b2758e66cf11', { demuxer: 'asf', holds: 'video' }],
  [0, hex('FLV'), { demuxer: 'flv', holds: 'video' }],
  [0, hex('OggS'), { demuxer: 'ogg', holds: 'video' }],
  [8, hex('AVI '), { demuxer: 'avi', holds: 'video' }],
  [8, hex('WAVE'), { demuxer: 'wav', holds: 'audio' }],
  [0, hex('fLaC'), { demuxer: 'flac', holds: 'audio' }],
  [0, hex('ID3'), { demuxer: 'mp3', holds: 'audio' }],
  [0, 'ffd8ff', { is: 'a picture' }],
  [0, '89504e47', { is: 'a picture' }],
  [0, hex('GIF8'), { is: 'a picture' }],
  [8, hex('WEBP'), { is: 'a picture' }],
  [0, hex('%PDF'), { is: 'a PDF document' }],
  [0, hex('PK'), { is: 'a ZIP archive or an office document' }],
  [0, '1f8b', { is: 'a compressed archive' }],
]

// The atoms a QuickTime or MP4 file may begin with.
const atoms = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']
const pictureBrands = ['avif', 'heic', 'heix', 'mif1']

/** The same by its first bytes. */
export function recognise(head: Buffer): Container {
  if (head.length === 0) return { is: 'empty' }
  const word = head.toString('latin1', 4, 8)
  if (atoms.includes(word)) {
    const isPicture = word === 'ftyp' && pictureBrands.includes(head.toString('latin1', 8, 12))
    return isPicture ? { is: 'a picture' } : { demuxer: 'mov', holds: 'video' }
  }
  const known = signatures.find(([at, bytes]) => head.toString('hex', at, at + bytes.length / 2) === bytes)
  if (known) return known[2]
  if ([0, 188, 376].every((at) => head[at] === 0x47)) return { demuxer: 'mpegts', holds: 'video' }
  if ([4, 196, 388].every((at) => head[at] === 0x47)) return { demuxer: 'mpegts', holds: 'video' }
  const [first = 0, second = 0] = head
  if (first === 0xff && (second & 0xf6) === 0xf0) return { demuxer: 'aac', holds: 'audio' }
  if (first === 0xff && (second & 0xe6) === 0xe2) return { demuxer: 'mp3', holds: 'audio' }
  return recogniseText(
    head
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart(),
  )
}

function recogniseText(text: string): Container {
  if (text.startsWith('#EXTM3U') || text.startsWith('ffconcat') || /^\s*file\s+['"]?\S/.test(text)) {
    return { is: 'a list of other files' }
  }
  if (/^<(\?xml|svg|mpd|!doctype|html)/i.test(text)) return { is: 'a drawing or a web page' }
  return { is: 'of a kind we do not read' }
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}
