/** The RFC 6381 name of the H.264 stream in an initialisation part, read from its avcC box. */
export function videoCodec(init: Buffer): string {
  const box = init.indexOf('avcC')
  if (box < 0) throw new Error('the initialisation part holds no H.264 video')
  return `avc1.${init.subarray(box + 5, box + 8).toString('hex')}`
}

/** AAC-LC, the only audio we package. */
export const audioCodec = 'mp4a.40.2'
