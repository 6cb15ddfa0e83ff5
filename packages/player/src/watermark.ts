const moveEveryMs = 20_000
const lookEveryMs = 2_000
// Away from the edges that a player of another shape may cut, and from the bar of controls.
const places = [
  [8, 10],
  [40, 16],
  [72, 10],
  [12, 42],
  [68, 46],
  [10, 70],
  [42, 64],
  [70, 72],
] as const

const look =
  'position:absolute;pointer-events:none;user-select:none;font:600 clamp(11px,1.7cqi,22px)/1 ui-monospace,monospace;' +
  'letter-spacing:.12em;color:rgb(255 255 255/.55);-webkit-text-stroke:.16em rgb(0 0 0/.5);paint-order:stroke fill;direction:ltr'

/** Shows a code over the picture, now here, now there; nothing at all where there is no code. */
export function showWatermark(root: HTMLElement, video: HTMLVideoElement, first: string) {
  let code = first
  let place = Math.floor(Math.random() * places.length)
  let layer: HTMLElement | undefined
  let mark: HTMLElement | undefined
  let timers: ReturnType<typeof setInterval>[] = []
  const resizing = new ResizeObserver(() => put())

  const draw = () => {
    layer?.remove()
    layer = document.createElement('div')
    layer.slot = 'top-chrome'
    layer.setAttribute('noautohide', '')
    layer.setAttribute('aria-hidden', 'true')
    layer.style.cssText = 'position:absolute;pointer-events:none;z-index:1'
    mark = document.createElement('span')
    layer.attachShadow({ mode: 'closed' }).append(mark)
    mark.style.cssText = look
    put()
    root.append(layer)
  }
  const put = () => {
    if (!mark || !layer) return
    layer.style.inset = pictureInset(video)
    const [x, y] = places[place] ?? places[0]
    mark.textContent = code
    mark.style.insetInlineStart = `${x}%`
    mark.style.insetBlockStart = `${y}%`
  }
  const move = () => {
    place = (place + 1 + Math.floor(Math.random() * (places.length - 1))) % places.length
    put()
  }
  // It is only a deterrent: whoever takes it away has to do so again and again.
  const restore = () => {
    if (root.isConnected && !(layer?.isConnected && isSeen(layer))) draw()
  }
  const begin = () => {
    // A window of its own would show the bare picture.
    video.disablePictureInPicture = true
    draw()
    timers = [setInterval(move, moveEveryMs), setInterval(restore, lookEveryMs)]
    resizing.observe(video)
    video.addEventListener('resize', put)
  }
  if (code) begin()
  return {
    change: (next: string) => {
      code = next
      if (timers.length > 0) put()
      else begin()
    },
    close: () => {
      timers.forEach(clearInterval)
      resizing.disconnect()
    },
  }
}

/** The bars beside or above a picture of another shape than its stage: a code there would be cut off with them. */
function pictureInset({ clientWidth, clientHeight, videoWidth, videoHeight }: HTMLVideoElement): string {
  if (!videoWidth || !videoHeight) return '0'
  const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight)
  const above = Math.round((clientHeight - videoHeight * scale) / 2)
  const beside = Math.round((clientWidth - videoWidth * scale) / 2)
  return `${Math.max(0, above)}px ${Math.max(0, beside)}px`
}

function isSeen(layer: HTMLElement): boolean {
  return 'checkVisibility' in layer ? layer.checkVisibility() : true
}
