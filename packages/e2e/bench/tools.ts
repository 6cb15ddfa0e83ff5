import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program of the system lies, or undefined: what needs it is then left out. */
export function findTool(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', ...postgresFolders()]
  return folders.map((folder) => join(folder, name)).find(isRunnable)
}

export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  return named ?? ['chromium', 'chromium-browser', 'google-chrome'].map(findTool).find((found) => found !== undefined)
}

// Debian keeps each major version's own programs apart.
function postgresFolders(): string[] {
  try {
    return readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
  } catch {
    return []
  }
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
