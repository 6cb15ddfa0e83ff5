type Detail = { position: number; duration: number; reason?: string }

const domNames: Record<string, string> = {
  ready: 'lessonready',
  firstframe: 'lessonfirstframe',
  ended: 'lessonended',
  stopped: 'lessonstopped',
}

/** Tells the page, and the page that frames it, what happens to the lesson; positions are in seconds. */
export function announcer(host: HTMLElement, video: HTMLVideoElement) {
  return (event: 'ready' | 'firstframe' | 'play' | 'pause' | 'ended' | 'stopped', reason?: string): void => {
    const duration = Number.isFinite(video.duration) ? video.duration : 0
    const detail: Detail = { position: video.currentTime, duration, ...(reason ? { reason } : {}) }
    const name = domNames[event]
    if (name) host.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }))
    if (window.parent === window || event === 'firstframe') return
    // Whoever frames the lesson may hear this: it holds no secret.
    window.parent.postMessage({ source: 'osteocom-player', event, ...detail }, '*')
  }
}
