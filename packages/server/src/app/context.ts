import { hostname } from 'node:os'
import type { Config } from '../config/config.ts'
import { type Auth, createAuth, type FindVisitor, visitorFinder } from '../features/identity/index.ts'
import { type RecordSale, saleRecorder } from '../features/licensing/index.ts'
import type { Letterhead } from '../features/mailing/index.ts'
import { type FindMedia, mediaFinder, type Packager } from '../features/media/index.ts'
import { type Authenticate, partnerAuthentication } from '../features/partners/index.ts'
import { createPaymentProvider, type PaymentProvider } from '../features/payments/index.ts'
import { type Reports, reportFolder, type Watermark } from '../features/playback/index.ts'
import type { UploadSettings } from '../features/uploads/index.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/open.ts'
import { type MakeSharedLimit, openSharedLimits } from '../platform/http/shared-limit.ts'
import { type Jobs, openJobs } from '../platform/jobs/open-jobs.ts'
import { deriveKey } from '../platform/keys.ts'
import type { Log } from '../platform/log.ts'
import { type PostOffice, smtpPostOffice } from '../platform/mail/post-office.ts'
import { type Random, systemRandom } from '../platform/random.ts'
import { freeSpace } from '../platform/storage/free-space.ts'
import type { Storage } from '../platform/storage/storage.ts'
import { importTokenKey, type TokenKind } from '../platform/tokens.ts'
import { composeLetterhead } from './letterhead.ts'

const intentTtlSeconds = 30 * 60

/** Everything a use case may ask for; each names the few it needs. */
export interface Context {
  config: Config
  mode: 'test' | 'live'
  publicUrl: string
  db: Database
  clock: Clock
  random: Random
  log: Log
  storage: Storage
  uploads: UploadSettings
  partnerToken: TokenKind
  playbackToken: TokenKind
  intentToken: TokenKind
  payments: PaymentProvider
  sandboxCallbackKey: Buffer
  playbackSessionKey: Buffer
  mediaSealKey: Buffer
  mailSealKey: Buffer
  identitySealKey: Buffer
  jobs: Jobs
  letterhead: Letterhead
  postOffice: PostOffice | undefined
  sharedLimit: MakeSharedLimit
  auth: Auth
  findVisitor: FindVisitor
  authenticate: Authenticate
  findMedia: FindMedia
  packager: Packager
  recordSale: RecordSale
  reports: Reports
  watermark: Watermark
  /** Ends what the context opened; the database is its opener's to close. */
  close(): Promise<void>
}

export async function createContext(parts: {
  config: Config
  secret: Buffer
  db: Database
  storage: Storage
  log: Log
  clock?: Clock
  random?: Random
}): Promise<Context> {
  const { config, secret, db, storage, log, clock = systemClock, random = systemRandom } = parts
  const partnerToken = {
    typ: 'partner+jwt',
    audience: 'partner-api',
    key: importTokenKey(deriveKey(secret, 'partner-token')),
    ttlSeconds: config.partnerTokenTtlSeconds,
  }
  const playbackToken = {
    typ: 'playback+jwt',
    audience: 'player',
    key: importTokenKey(deriveKey(secret, 'playback-token')),
    ttlSeconds: config.playbackTokenTtlSeconds,
  }
  const intentToken = {
    typ: 'intent+jwt',
    audience: 'checkout',
    key: importTokenKey(deriveKey(secret, 'purchase-intent')),
    ttlSeconds: intentTtlSeconds,
  }
  const sandboxCallbackKey = deriveKey(secret, 'sandbox-callback')
  const mediaSealKey = deriveKey(secret, 'media-seal')
  const jobs = openJobs(db)
  const limits = await openSharedLimits({ clock, redisUrl: config.redisUrl, log })
  const { publicUrl, brand } = config
  const reports = reportFolder({ db, log })
  const auth = createAuth({ db, clock, random, publicUrl, brandName: brand.name, key: deriveKey(secret, 'account') })
  return {
    config,
    mode: config.mode,
    publicUrl: config.publicUrl,
    db,
    clock,
    random,
    log,
    storage,
    uploads: config.uploads,
    partnerToken,
    playbackToken,
    intentToken,
    payments: await createPaymentProvider({ db, clock, random, publicUrl, sandboxCallbackKey }, config.payments),
    sandboxCallbackKey,
    playbackSessionKey: deriveKey(secret, 'playback-session'),
    mediaSealKey,
    mailSealKey: deriveKey(secret, 'mail-seal'),
    identitySealKey: deriveKey(secret, 'identity-seal'),
    jobs,
    letterhead: await composeLetterhead(config),
    postOffice: config.mail && smtpPostOffice({ ...config.mail, host: new URL(config.publicUrl).hostname }),
    sharedLimit: limits.sharedLimit,
    auth,
    findVisitor: visitorFinder({ auth, db, clock }),
    authenticate: partnerAuthentication({ db, clock, partnerToken }),
    findMedia: mediaFinder({ db, clock, mediaSealKey }),
    packager: {
      ...config.packaging,
      host: hostname(),
      storageDir: config.storage.objectStore ? undefined : config.storage.folder,
      freeSpace,
    },
    recordSale: saleRecorder(db),
    reports,
    watermark: { key: deriveKey(secret, 'watermark'), isShown: config.hasWatermark },
    close: async () => {
      await reports.close()
      limits.close()
      await jobs.close()
    },
  }
}
