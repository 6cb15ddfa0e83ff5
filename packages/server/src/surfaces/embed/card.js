// Loaded by a partner's page beside its cards: fits each frame to its card, and reads the card again when the reader returns.
;(() => {
  const { origin } = new URL(document.currentScript.src)
  const restMs = 5000
  const readAt = new WeakMap()

  const isCard = (frame) => frame.src.startsWith(`${origin}/embed/content-licensing?`)
  const cards = () => [...document.querySelectorAll('iframe')].filter(isCard)

  function read(frame) {
    const url = new URL(frame.src)
    url.searchParams.set('fit', location.origin)
    readAt.set(frame, performance.now())
    // Replaced rather than assigned, so that the reader's way back does not lead through earlier states of the card.
    frame.contentWindow.location.replace(url)
  }

  const known = new WeakSet()

  // Only once a frame has loaded by itself: until then its own address would take the place of ours.
  function readFirst(frame) {
    if (!readAt.has(frame)) read(frame)
  }

  function meetNew() {
    for (const frame of cards()) {
      if (known.has(frame)) continue
      known.add(frame)
      frame.addEventListener('load', () => readFirst(frame))
    }
  }

  // What had loaded before this script came.
  function readEarly() {
    for (const frame of cards()) if (frame.loading !== 'lazy') readFirst(frame)
  }

  function readAgain() {
    if (document.visibilityState !== 'visible') return
    for (const frame of cards()) if (performance.now() - (readAt.get(frame) ?? 0) > restMs) read(frame)
  }

  function borderOf(frame) {
    return getComputedStyle(frame).boxSizing === 'border-box' ? frame.offsetHeight - frame.clientHeight : 0
  }

  addEventListener('message', ({ origin: sender, source, data }) => {
    if (sender !== origin || data?.osteocom !== 'card') return
    const frame = cards().find(({ contentWindow }) => contentWindow === source)
    if (frame && data.height > 0 && data.height < 5000) frame.style.height = `${data.height + borderOf(frame)}px`
  })
  addEventListener('visibilitychange', readAgain)
  // A page kept whole by the browser comes back as it was left: before the purchase.
  addEventListener('pageshow', ({ persisted }) => persisted && readAgain())
  new MutationObserver(meetNew).observe(document, { childList: true, subtree: true })
  meetNew()
  if (document.readyState === 'complete') readEarly()
  else addEventListener('load', readEarly)
})()
