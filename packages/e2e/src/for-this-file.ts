import type { Browser } from 'playwright-core'
import { afterAll, afterEach, vi } from 'vitest'
import { launch } from './browser.ts'
import { makeFolder, type Product, removeFolder, startProduct } from './product.ts'

/** A program for the tests of one file, gone with its folder when they are through. They get time enough for whole programs,
 * also on machines that are busy with other things. */
export async function productForThisFile(settings: Record<string, string> = {}): Promise<Product> {
  vi.setConfig({ testTimeout: 90_000 })
  const folder = makeFolder()
  afterAll(() => removeFolder(folder))
  const product = await startProduct(folder, settings)
  afterAll(async () => void (await product.stop()))
  return product
}

/** A program and a browser for the tests of one file; what a test opened in the browser is closed after it. */
export async function productAndBrowser(
  settings: Record<string, string> = {},
  flags: string[] = [],
): Promise<[Product, Browser]> {
  const [product, browser] = await Promise.all([productForThisFile(settings), launch(flags)])
  afterAll(() => browser.close())
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  return [product, browser]
}
