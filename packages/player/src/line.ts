import { recallHabits } from './memory.ts'

// A line of which nothing is known: better a picture that is soft for a moment than a wait.
const plainLine = 1_500_000
// One that the browser knows to be broadband: sharp from the first frame, and still a fraction of what it carries.
const broadband = 2_500_000
// A rung that is a little too low for its first seconds is better than a wait.
const caution = 0.7
const bounds = { min: 200_000, max: 20_000_000 }
// Browsers tell of no faster line than this.
const fastestTold = 10_000_000

interface Connection {
  downlink?: number
  saveData?: boolean
}

/** What the line is likely to carry, in bits a second: as this device remembers it, unless the browser knows it worse now. */
export function likelyBandwidth(
  remembered = recallHabits().bandwidth,
  { downlink, saveData }: Connection = (navigator as Navigator & { connection?: Connection }).connection ?? {},
): number {
  if (saveData) return bounds.min
  const told = downlink === undefined ? fastestTold : downlink * 1_000_000
  const plain = (downlink ?? 0) * 1_000_000 >= fastestTold ? broadband : plainLine
  const known = remembered === undefined ? plain : remembered * caution
  const likely = told < fastestTold ? Math.min(known, told * caution) : known
  return Math.min(bounds.max, Math.max(bounds.min, likely))
}
