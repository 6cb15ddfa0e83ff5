import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPicture } from './picture.ts'

function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return Buffer.concat([head, deflateSync(Buffer.alloc(100))])
}

/** A frame header that stands behind other segments, as cameras write it. */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000ffc40003aa', 'hex'), frame])
}

function webp(kind: string, rest: string): Buffer {
  const bytes = Buffer.alloc(40)
  bytes.write('RIFF', 0)
  bytes.write(`WEBP${kind}`, 8)
  Buffer.from(rest, 'hex').copy(bytes, 20)
  return bytes
}

const pictures = {
  'a PNG': [png(1280, 720), { extension: 'png', width: 1280, height: 720 }],
  'a JPEG': [jpeg(1280, 720), { extension: 'jpg', width: 1280, height: 720 }],
  'a WebP': [webp('VP8 ', '0000009d012a0005d002'), { extension: 'webp', width: 1280, height: 720 }],
  'a WebP without loss': [webp('VP8L', '2fffc4b300'), { extension: 'webp', width: 1280, height: 720 }],
  'a WebP with more': [webp('VP8X', '00000000ff0400cf0200'), { extension: 'webp', width: 1280, height: 720 }],
} as const
for (const [title, [bytes, picture]] of Object.entries(pictures)) {
  test(`reads the size of ${title}`, () => {
    expect(readPicture(bytes)).toEqual(picture)
  })
}

const refusals = {
  'a drawing': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /JPEG, PNG or WebP/],
  'a page': [Buffer.from('<!doctype html>'), /JPEG, PNG or WebP/],
  'a GIF': [Buffer.from('GIF89a\u0001\u0001'), /JPEG, PNG or WebP/],
  nothing: [Buffer.alloc(0), /JPEG, PNG or WebP/],
  'a PNG cut off in its header': [png(1, 1).subarray(0, 20), /JPEG, PNG or WebP/],
  'a JPEG without a frame': [Buffer.from('ffd8ffd9', 'hex'), /JPEG, PNG or WebP/],
  'a JPEG whose segments lead nowhere': [Buffer.from('ffd8ffe0ffffffff', 'hex'), /JPEG, PNG or WebP/],
  'a PNG that unfolds into gigabytes': [png(50_000, 50_000), /50000 × 50000/],
  'a JPEG that unfolds into gigabytes': [jpeg(50_000, 50_000), /50000 × 50000/],
  'a long ribbon': [png(1, 9000), /at most 8000 a side/],
  'no pixels': [png(0, 100), /no size/],
  'too many bytes': [Buffer.concat([png(100, 100), Buffer.alloc(5 * 1024 * 1024)]), /at most 5 MB/],
} as const
for (const [title, [bytes, problem]] of Object.entries(refusals)) {
  test(`refuses ${title}`, () => {
    expect(() => readPicture(bytes)).toThrow(
      expect.objectContaining({
        code: 'UnsuitableFile',
        fields: [{ field: 'picture', problem: expect.stringMatching(problem) }],
      }),
    )
  })
}
