import { open } from 'node:fs/promises'
import { recognise } from '../../platform/ffmpeg/container.ts'
import type { UploadKind } from './upload.ts'

/** How much of its beginning tells what a file is. */
export const headBytes = 8192
const largestCaptions = 8 * 1024 * 1024
const timing = /^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}\s+-->\s/m

/** What a file is by its first bytes, whatever it is called; or why it cannot be used, in words for whoever sent it. */
export function recogniseUpload(
  head: Buffer,
  { sizeBytes }: { sizeBytes: number },
): { kind: UploadKind } | { problem: string } {
  if (sizeBytes <= largestCaptions && isCaptions(head)) return { kind: 'captions' }
  const container = recognise(head)
  if ('holds' in container) return { kind: container.holds }
  return { problem: `The file is ${container.is}. Send a video such as MP4, MOV or MKV, or captions as WebVTT or SRT.` }
}

/** The same of a file on this machine. */
export async function recogniseFile(file: string): Promise<{ kind: UploadKind } | { problem: string }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return recogniseUpload(buffer.subarray(0, bytesRead), { sizeBytes: size })
  } finally {
    await handle.close()
  }
}

function isCaptions(head: Buffer): boolean {
  const text = asText(head)
    .replace(/^\ufeff/, '')
    .trimStart()
  return /^WEBVTT(?:\s|$)/.test(text) || (/^\d/.test(text) && timing.test(text))
}

function asText(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le')
  if (head[0] === 0xfe && head[1] === 0xff)
    return Buffer.from(head.subarray(0, head.length & ~1))
      .swap16()
      .toString('utf16le')
  return head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}
