/** Where to begin: the place last watched, or 0 once that is as good as the end. */
export function startPosition(lastWatched: number, duration: number): number {
  if (!Number.isFinite(lastWatched) || lastWatched <= 0) return 0
  if (!Number.isFinite(duration) || duration <= 0) return lastWatched
  if (lastWatched >= duration * 0.95 || lastWatched >= duration - 10) return 0
  return lastWatched
}

/** Seconds as a clock reads them: 0:07, 12:40, 1:02:03. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
