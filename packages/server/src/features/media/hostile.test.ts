import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ffmpeg, masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { folder } = room
const whole = masterFile(folder, 'whole.mp4', { seconds: 6 })
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast']

let calls = 0
const listener = createServer((_request, response) => {
  calls += 1
  response.end(readFileSync(whole))
})
await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
afterAll(() => void listener.close())
const lure = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/lure.mp4`

const playlist = (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${target}\n#EXT-X-ENDLIST\n`
const drawn = (name: string, source: string, ...args: string[]) => {
  const file = join(folder, name)
  ffmpeg('-f', 'lavfi', '-i', source, ...args, file)
  return readFileSync(file)
}
const cut = (bytes: Buffer, share: number) => bytes.subarray(0, Math.floor(bytes.length * share))
const matroska = (...args: string[]) => {
  const file = join(folder, 'whole.mkv')
  ffmpeg('-i', whole, '-c', 'copy', ...args, file)
  return readFileSync(file)
}
const atom = (type: string, content: string) => {
  const box = Buffer.from(`....${type}${content}`)
  box.writeUInt32BE(box.length)
  return box
}

const refused: Record<string, [() => string | Buffer, RegExp]> = {
  'a playlist that leads to a file of ours': [() => playlist('file:///etc/passwd'), /a list of other files/],
  'a playlist that leads to our network': [() => playlist(lure), /a list of other files/],
  'a playlist that leads to the cloud’s own data': [() => playlist('http://169.254.169.254/'), /a list of other files/],
  'a concatenation': [() => `ffconcat version 1.0\nfile '/etc/passwd'\n`, /a list of other files/],
  'a concatenation without a head': [() => `file '${lure}'\n`, /a list of other files/],
  'a playlist dressed as an MP4': [
    () => Buffer.concat([atom('ftyp', 'isom'), atom('mdat', playlist(lure))]),
    /damaged or not whole/,
  ],
  'a drawing that loads pictures': [
    () => `<svg xmlns="http://www.w3.org/2000/svg"><image href="${lure}"/></svg>`,
    /a drawing or a web page/,
  ],
  'a manifest': [() => `<?xml version="1.0"?><MPD><BaseURL>${lure}</BaseURL></MPD>`, /a drawing or a web page/],
  'a picture named as a video': [() => drawn('one.png', 'color=size=64x64', '-frames:v', '1'), /a picture/],
  'sound alone': [() => drawn('one.wav', 'sine=duration=1'), /sound only/],
  'sound alone in an MP4': [() => drawn('one.m4a', 'sine=duration=1'), /no picture/],
  'a document': [() => '%PDF-1.7', /a PDF document/],
  'an archive': [() => 'PK\u0003\u0004', /a ZIP archive/],
  nothing: [() => '', /empty/],
  noise: [() => Buffer.alloc(5000, 'noise'), /of a kind we do not read/],
  'an MP4 that was cut off': [() => cut(readFileSync(whole), 0.6), /not whole/],
  'a Matroska that was cut off': [() => cut(matroska(), 0.4), /ends after 0:0\d of 0:06/],
  'a picture of forty million pixels': [
    () => drawn('huge.mkv', 'color=size=8200x4800:rate=1:duration=1', '-c:v', 'mjpeg', '-frames:v', '1'),
    /larger than 8192/,
  ],
  'thirteen hours': [
    () => drawn('long.mkv', 'color=size=64x64:rate=1/3600:duration=46800', ...x264),
    /longer than 12 hours/,
  ],
  'one picture as a film': [
    () => drawn('still.mp4', 'color=size=64x64', ...x264, '-frames:v', '1'),
    /no moving picture/,
  ],
  'a thousand pictures a second': [
    () => drawn('fast.mp4', 'color=size=64x64:rate=1000:duration=1', ...x264),
    /more than 300/,
  ],
  'a thread of a picture': [() => drawn('thin.mkv', 'color=size=640x16:duration=1', ...x264), /too small/],
}
for (const [title, [content, problem]] of Object.entries(refused)) {
  test(`refuses ${title}, in words and without a trace`, async () => {
    const videoId = await room.video()
    const others = room.stored()
    const file = join(folder, 'upload.mp4')
    writeFileSync(file, content())
    const made = await room.make(videoId, file)
    expect(made).toMatchObject({ state: 'refused', isWatchable: false })
    expect(made.problem).toMatch(problem)
    expect(made.problem).not.toContain(folder)
    expect(room.stored()).toEqual(others)
    expect(calls).toBe(0)
  })
}
