import type { Choice, Engine } from './engine-interface.ts'
import { icons } from './icons.ts'
import { rates } from './rates.ts'
import type { Say } from './strings.ts'

type Option = { label: string; lang?: string | undefined; isChosen: boolean; choose: () => void }
type Section = { title: string; options: Option[] }

type MenuOptions = {
  engine: Engine
  video: HTMLVideoElement
  button: HTMLButtonElement
  stage: HTMLElement
  say: Say
  texts: Record<string, string>
  direction: 'ltr' | 'rtl'
  language: string
}

/** The settings menu: one list of sections, each opening its list of choices in the same place. */
export function installSettingsMenu(options: MenuOptions): void {
  const { button, stage, say, texts } = options
  const menu = document.createElement('div')
  menu.className = 'menu'
  menu.dir = options.direction
  menu.hidden = true
  menu.setAttribute('role', 'menu')
  menu.setAttribute('noautohide', '')
  stage.append(menu)

  const close = () => {
    if (menu.hidden) return
    const hadFocus = menu.contains(document.activeElement)
    menu.hidden = true
    menu.replaceChildren()
    button.setAttribute('aria-expanded', 'false')
    stage.toggleAttribute('data-menu', false)
    if (hadFocus) button.focus()
  }
  const show = (label: string, items: HTMLElement[], focus: HTMLElement | undefined) => {
    menu.setAttribute('aria-label', label)
    menu.replaceChildren(...items)
    menu.hidden = false
    menu.scrollTop = 0
    button.setAttribute('aria-expanded', 'true')
    stage.toggleAttribute('data-menu', true)
    focus?.focus()
  }
  const openSections = (from?: string) => {
    const items = sections(options).map((section) => {
      const chosen = section.options.find(({ isChosen }) => isChosen)
      const item = menuItem('menuitem', section.title, () => openSection(section))
      item.setAttribute('aria-haspopup', 'menu')
      item.insertAdjacentHTML('beforeend', icons.chevron)
      const value = document.createElement('span')
      value.className = 'value'
      value.textContent = chosen?.label ?? ''
      if (chosen?.lang) value.lang = chosen.lang
      item.querySelector('.label')?.after(value)
      return item
    })
    show(texts['Settings'] ?? 'Settings', items, items.find((item) => item.dataset['title'] === from) ?? items[0])
  }
  const openSection = (section: Section) => {
    const back = menuItem('menuitem', section.title, () => openSections(section.title))
    back.classList.add('back')
    back.insertAdjacentHTML('afterbegin', icons.back)
    back.setAttribute('aria-label', `${section.title}: ${say('player.back')}`)
    const items = section.options.map((option) => {
      const item = menuItem('menuitemradio', option.label, () => {
        option.choose()
        close()
      })
      item.insertAdjacentHTML('afterbegin', icons.check)
      item.setAttribute('aria-checked', String(option.isChosen))
      if (option.lang) item.lang = option.lang
      return item
    })
    show(section.title, [back, ...items], items.find((item) => item.ariaChecked === 'true') ?? items[0])
  }

  button.addEventListener('click', () => (menu.hidden ? openSections() : close()))
  menu.addEventListener('keydown', (event) => {
    if (steer(menu, event, close)) {
      event.preventDefault()
      event.stopPropagation()
    }
  })
  menu.addEventListener('pointermove', ({ target }) => {
    const item = target instanceof Element ? target.closest<HTMLElement>('[role^=menuitem]') : null
    if (item !== document.activeElement) item?.focus({ preventScroll: true })
  })
  document.addEventListener('pointerdown', (event) => {
    const path = event.composedPath()
    if (!path.includes(menu) && !path.includes(button)) close()
  })
  stage.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget) && relatedTarget !== button) close()
  })
}

function sections({ engine, video, say, texts, language }: MenuOptions): Section[] {
  const option = (choice: Choice, choose: () => void): Option => ({ ...choice, choose })
  const qualities = engine.qualities()
  const captions = engine.captions()
  const audios = engine.audios()
  const auto = { label: texts['Auto'] ?? 'Auto', isChosen: qualities.every(({ isChosen }) => !isChosen) }
  const off = { label: texts['Off'] ?? 'Off', isChosen: captions.every(({ isChosen }) => !isChosen) }
  const all: (Section & { least: number })[] = [
    {
      title: say('player.quality'),
      least: 3,
      options: [
        option(auto, () => engine.chooseQuality(-1)),
        ...qualities.map((choice, index) => option(choice, () => engine.chooseQuality(index))),
      ],
    },
    {
      title: say('player.captions'),
      least: 2,
      options: [
        option(off, () => engine.chooseCaptions(-1)),
        ...captions.map((choice, index) => option(choice, () => engine.chooseCaptions(index))),
      ],
    },
    {
      title: say('player.audio'),
      least: 2,
      options: audios.map((choice, index) => option(choice, () => engine.chooseAudio(index))),
    },
    {
      title: say('player.speed'),
      least: 1,
      options: rates.map((rate) => ({
        label: rate === 1 ? say('player.normalSpeed') : `${rate.toLocaleString(language)}×`,
        isChosen: video.playbackRate === rate,
        choose: () => (video.playbackRate = rate),
      })),
    },
  ]
  return all.filter(({ options, least }) => options.length >= least)
}

function menuItem(role: string, title: string, act: () => void): HTMLElement {
  const item = document.createElement('div')
  item.setAttribute('role', role)
  item.tabIndex = -1
  item.dataset['title'] = title
  const label = document.createElement('span')
  label.className = 'label'
  label.textContent = title
  item.append(label)
  item.addEventListener('click', act)
  return item
}

function steer(menu: HTMLElement, { key, target }: KeyboardEvent, close: () => void): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = target instanceof HTMLElement ? items.indexOf(target) : -1
  const [inward, outward] = menu.dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const back = menu.querySelector<HTMLElement>('.back')
  if (key === 'ArrowDown') items[(at + 1) % items.length]?.focus()
  else if (key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus()
  else if (key === 'Home') items[0]?.focus()
  else if (key === 'End') items.at(-1)?.focus()
  else if (key === 'Enter' || key === ' ') items[at]?.click()
  else if (key === inward) items[at]?.ariaHasPopup && items[at].click()
  else if (key === outward || key === 'Escape') back ? back.click() : close()
  else if (key === 'Tab') close()
  else return false
  return key !== 'Tab'
}
