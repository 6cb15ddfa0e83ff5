import type { Page } from 'playwright-core'

/** Waits until the picture is another than it was, by its pixels; it must not be one plain colour. */
export async function seeMoving(page: Page): Promise<void> {
  const picture = () =>
    page.locator('video').evaluate((element) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
      const pen = canvas.getContext('2d')
      pen?.drawImage(element as HTMLVideoElement, 0, 0, 64, 36)
      const pixels = Array.from(pen?.getImageData(0, 0, 64, 36).data ?? [])
      const colours = new Set(pixels.map((value) => value >> 4)).size
      return { colours, pixels: pixels.join() }
    })
  const first = await picture()
  for (let last = first; last.pixels === first.pixels || last.colours < 8; ) last = await picture()
}

/** Lets a short film begin anew whenever it ends, so that a slow machine finds it playing. */
export async function loop(page: Page): Promise<void> {
  await page.locator('video').evaluate((element) => {
    const video = element as HTMLVideoElement
    video.loop = true
    return video.play()
  })
}

/** Waits until the loudest tone is this one, in hertz. */
export async function hear(page: Page, pitch: number): Promise<void> {
  await page.locator('video').evaluate((element) => {
    const kept = globalThis as unknown as { heard?: AnalyserNode }
    if (kept.heard) return
    const context = new AudioContext()
    const ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
    context
      .createMediaElementSource(element as HTMLVideoElement)
      .connect(ear)
      .connect(context.destination)
    kept.heard = ear
  })
  await page.waitForFunction((wanted) => {
    const ear = (globalThis as unknown as { heard: AnalyserNode }).heard
    const bins = new Float32Array(ear.frequencyBinCount)
    ear.getFloatFrequencyData(bins)
    const loudest = bins.indexOf(Math.max(...bins))
    const heard = (loudest * ear.context.sampleRate) / ear.fftSize
    return (bins[loudest] ?? -200) > -80 && Math.abs(heard - wanted) < 30
  }, pitch)
}

/** Opens the settings and chooses, by what is written there. */
export async function choose(page: Page, section: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('menuitem', { name: section }).click()
  await page.getByRole('menuitemradio', { name: choice }).click()
}

/** The titles of the settings that can be chosen from. */
export async function settings(page: Page): Promise<string[]> {
  const button = page.getByRole('button', { name: 'Settings' })
  await button.click()
  const titles = await page.locator('[role=menu] [role=menuitem] .label').allTextContents()
  await button.click()
  return titles
}
