import type { Config } from '../../config/config.ts'
import type { Auth } from '../../features/identity/index.ts'
import type { Packager, PackagingDeps } from '../../features/media/index.ts'
import type { OrderDeps } from '../../features/orders/index.ts'
import type { Watermark } from '../../features/playback/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'

export interface CliContext extends OrderDeps, PackagingDeps {
  config: Pick<Config, 'storage'>
  db: Database
  clock: Clock
  random: Random
  mode: 'test' | 'live'
  publicUrl: string
  playbackToken: TokenKind
  identitySealKey: Buffer
  packager: Packager
  auth: Auth
  watermark: Watermark
}

/** Opens the database for as long as one command works on it. */
export interface CliHouse {
  withHouse: (work: (ctx: CliContext) => Promise<void>) => Promise<void>
}

/** Who did it, as the audit names a person at the command line. */
export const actor = 'operator:command-line'
