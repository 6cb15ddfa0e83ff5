import { AppError } from '../../platform/errors.ts'

export const largestPictureBytes = 5 * 1024 * 1024
const longestSide = 8000
const mostPixels = 40_000_000

export interface Picture {
  extension: 'jpg' | 'png' | 'webp'
  width: number
  height: number
}

/** What a picture is by its bytes and its header, without decoding it; or why it cannot be shown. */
export function readPicture(bytes: Buffer): Picture {
  const picture = readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes)
  if (!picture) throw unsuitable('must be a JPEG, PNG or WebP picture')
  const { width, height } = picture
  if (width < 1 || height < 1) throw unsuitable('has no size')
  // A small file may unfold into gigabytes in every browser that shows it.
  if (width > longestSide || height > longestSide || width * height > mostPixels) {
    throw unsuitable(`is ${width} × ${height} pixels; at most ${longestSide} a side and 40 million in all are taken`)
  }
  if (bytes.length > largestPictureBytes) throw unsuitable('must be at most 5 MB')
  return picture
}

function unsuitable(problem: string): AppError {
  return new AppError('UnsuitableFile', { fields: [{ field: 'picture', problem }] })
}

function readPng(bytes: Buffer): Picture | undefined {
  if (bytes.length < 24 || bytes.toString('hex', 0, 8) !== '89504e470d0a1a0a') return undefined
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { extension: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readJpeg(bytes: Buffer): Picture | undefined {
  if (bytes.toString('hex', 0, 3) !== 'ffd8ff') return undefined
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { extension: 'jpg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    } else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

function readWebp(bytes: Buffer): Picture | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') {
    return undefined
  }
  const size = webpSize(bytes)
  return size && { extension: 'webp', ...size }
}

function webpSize(bytes: Buffer): { width: number; height: number } | undefined {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (kind !== 'VP8L' || bytes[20] !== 0x2f) return undefined
  const bits = bytes.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}
