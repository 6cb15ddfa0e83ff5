/** Mono sound; samples lie between -1 and 1. */
export interface Sound {
  rate: number
  samples: Float32Array
}

export const secondsOf = (sound: Sound): number => sound.samples.length / sound.rate

/** Reads 16-bit mono WAV. */
export function readWav(file: Buffer): Sound {
  const data = file.indexOf('data') + 8
  const rate = file.readUInt32LE(24)
  const count = Math.floor((file.length - data) / 2)
  return { rate, samples: Float32Array.from({ length: count }, (_, i) => file.readInt16LE(data + i * 2) / 32768) }
}

/** The sounds laid on one silent track of exactly `seconds`. */
export function layTrack(parts: { at: number; sound: Sound }[], seconds: number): Sound {
  const rate = parts[0]?.sound.rate ?? 48000
  const samples = new Float32Array(Math.round(seconds * rate))
  for (const { at, sound } of parts) samples.set(sound.samples, Math.round(at * rate))
  return { rate, samples }
}
