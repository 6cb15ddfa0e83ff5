export type KeyActions = {
  togglePlay: () => void
  seekBy: (seconds: number) => void
  seekTo: (part: number) => void
  volumeBy: (step: number) => void
  toggleMute: () => void
  toggleFullscreen: () => void
  toggleCaptions: () => void
  rateBy: (steps: number) => void
}

/** Listens for the player's keys on the whole page, yet leaves to every control the keys it uses itself. */
export function listenForKeys(player: HTMLElement, actions: KeyActions): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    const action = actionFor(event.key, actions)
    if (!action || isUsedBy(event, player)) return
    event.preventDefault()
    action()
  }
  document.addEventListener('keydown', listener)
  return () => document.removeEventListener('keydown', listener)
}

function actionFor(key: string, act: KeyActions): (() => void) | undefined {
  if (/^[0-9]$/.test(key)) return () => act.seekTo(Number(key) / 10)
  const table: Record<string, () => void> = {
    ' ': act.togglePlay,
    k: act.togglePlay,
    j: () => act.seekBy(-10),
    l: () => act.seekBy(10),
    ArrowLeft: () => act.seekBy(-5),
    ArrowRight: () => act.seekBy(5),
    ArrowUp: () => act.volumeBy(0.1),
    ArrowDown: () => act.volumeBy(-0.1),
    m: act.toggleMute,
    f: act.toggleFullscreen,
    c: act.toggleCaptions,
    '<': () => act.rateBy(-1),
    '>': () => act.rateBy(1),
  }
  return table[key.length === 1 ? key.toLowerCase() : key]
}

const operable = 'a[href], button, input, select, textarea, summary, [contenteditable], [role^=menuitem], [tabindex]'

function isUsedBy(event: KeyboardEvent, player: HTMLElement): boolean {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  // On a page longer than its window these keys are for reading on, unless the player has the focus.
  if (/^Arrow(Up|Down)$/.test(event.key) && !player.contains(target) && isLong(document.documentElement)) return true
  if (target instanceof HTMLInputElement && target.type === 'range') return event.key.startsWith('Arrow')
  if (target.matches('input:not([type=checkbox]), select, textarea, [contenteditable]')) return true
  const isPress = event.key === ' ' || event.key === 'Enter'
  const control = target.closest(operable)
  if (!control) return false
  return player.contains(control) ? isPress && control !== player : isPress || event.key.startsWith('Arrow')
}

function isLong({ scrollHeight, clientHeight }: Element): boolean {
  return scrollHeight > clientHeight
}
