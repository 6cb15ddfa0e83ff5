// The shop works without this file; with it, a few things come by themselves.

const player = document.querySelector('iframe[data-origin]')
const whenEnded = document.querySelector('[data-when="ended"]')

// Offers the next lesson when the player says that this one is over.
addEventListener('message', ({ origin, source, data }) => {
  if (!player || origin !== player.dataset.origin || source !== player.contentWindow) return
  if (data?.source !== 'osteocom-player') return
  if (whenEnded && (data.event === 'ended' || data.event === 'play')) whenEnded.hidden = data.event === 'play'
})

const choices = document.querySelector('form.choices')
if (choices) {
  choices.classList.add('applies-itself')
  choices.addEventListener('change', () => choices.requestSubmit())
}

const who = document.querySelector('details.who')
const close = () => who?.removeAttribute('open')
document.addEventListener('click', ({ target }) => !who?.contains(target) && close())
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !who?.open) return
  close()
  who.querySelector('summary')?.focus()
})
