// What the lesson page does beyond playing: it offers the next lesson when this one has ended, and plays on by itself
// where the learner has chosen so on this device.

const key = 'osteocom-play-on'
const countdownSeconds = 8

const after = document.querySelector('[data-after]')
const said = document.querySelector('[data-said]')
const next = document.querySelector('[data-next]')
const stay = document.querySelector('[data-stay]')
const countdown = document.querySelector('[data-countdown]')
const playOn = document.querySelector('[data-play-on]')

let timer

// A reload shows the lesson; only a link begins it.
if (location.search.includes('play')) {
  const url = new URL(location.href)
  url.searchParams.delete('play')
  history.replaceState(history.state, '', url)
}

if (playOn) {
  playOn.checked = recall() === 'yes'
  playOn.closest('label').hidden = false
  playOn.addEventListener('change', () => {
    keep(playOn.checked ? 'yes' : 'no')
    if (!playOn.checked) stop()
  })
}

document.addEventListener('lessonended', () => void offerNext())

async function offerNext() {
  if (!after) return
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined)
  after.hidden = false
  said.textContent = [...after.querySelectorAll('h2, .name')].map(({ textContent }) => textContent).join(': ')
  if (next && playOn?.checked) count(countdownSeconds)
}

// Watching again takes the offer back. Media events do not bubble, so they are met on their way down.
document.addEventListener(
  'play',
  () => {
    stop()
    if (after) after.hidden = true
  },
  true,
)
document.addEventListener('lessonstopped', stop)
stay?.addEventListener('click', () => {
  stop()
  next.focus()
})
document.addEventListener('keydown', ({ key: pressed }) => pressed === 'Escape' && stop())
addEventListener('pagehide', stop)

function count(seconds) {
  const time = new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
  }).format(seconds)
  const words = after.dataset.begins.replace('{time}', time)
  if (countdown.hidden) said.textContent += `. ${words}`
  countdown.textContent = words
  countdown.hidden = false
  stay.hidden = false
  timer = setTimeout(() => (seconds > 1 ? count(seconds - 1) : next.click()), 1000)
}

function stop() {
  clearTimeout(timer)
  if (countdown) countdown.hidden = true
  if (stay) stay.hidden = true
}

function recall() {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Nothing to keep it in: it holds for this page.
  }
}
