import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { emailOTP, twoFactor } from 'better-auth/plugins'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import { links } from './links.ts'
import { readMailedToken } from './mailed-token.ts'
import { currentOccasion } from './occasion.ts'

export interface AuthDeps {
  db: Database
  clock: Clock
  random: Random
  publicUrl: string
  /** What an authenticator app files the account under. */
  brandName: string
  key: Buffer
}

export const minutesOfCode = 10
export const hoursOfVerification = 24
export const minutesOfReset = 60
export const hoursOfInvitation = 72
const daysOfSession = 30
const triesOfCode = 5

/** The header our own calls carry the caller's address in; nothing from outside reaches the library. */
export const addressHeader = 'x-caller-address'

/** The account library on our tables. Its own routes are not mounted: our pages call it. */
export function createAuth(deps: AuthDeps) {
  const isSecure = deps.publicUrl.startsWith('https:')
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    appName: deps.brandName,
    baseURL: deps.publicUrl,
    basePath: '/account/never-mounted',
    secret: deps.key.toString('base64url'),
    trustedOrigins: [deps.publicUrl],
    telemetry: { enabled: false },
    // It writes people's addresses.
    logger: { disabled: true },
    database: { db: deps.db, type: 'postgres', transaction: true },
    // Its limits go by its own routes, which nobody reaches; ours stand before the pages.
    rateLimit: { enabled: false },
    advanced: {
      // __Host- is more than the __Secure- it would put there itself.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-osteocom' : 'osteocom',
      defaultCookieAttributes: { secure: isSecure, sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 64 },
      database: { generateId: () => newId(deps) },
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'is_email_verified', ...timestamps },
      additionalFields: {
        role: { type: 'string', input: false, required: true, defaultValue: 'learner' },
        locale: { type: 'string', required: false, input: false },
      },
      changeEmail: { enabled: true },
    },
    session: {
      modelName: 'account_session',
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
      expiresIn: daysOfSession * 24 * 3600,
      // A log-in ends when its time is over, however much it is used; when it was last seen is noted apart.
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      freshAge: 0,
    },
    account: {
      modelName: 'account_credential',
      fields: {
        userId: 'account_id',
        accountId: 'external_id',
        providerId: 'provider',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
      accountLinking: { enabled: false },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', ...timestamps },
      // A code's row is found by address and kept hashed anyway; the other identifiers are secrets themselves.
      storeIdentifier: 'hashed',
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: minutesOfReset * 60,
      sendResetPassword: async ({ user, token }) => {
        const { letters, next } = currentOccasion()
        const url = links(deps.publicUrl).reset(token, next)
        letters.push({
          to: user.email,
          accountId: user.id,
          letter: { kind: 'reset-password', name: user.name, url, minutes: minutesOfReset },
        })
      },
      onExistingUserSignUp: async ({ user }) => {
        const { letters, next } = currentOccasion()
        const signInUrl = links(deps.publicUrl).signIn(next)
        letters.push({
          to: user.email,
          accountId: user.id,
          letter: { kind: 'already-registered', name: user.name, signInUrl },
        })
      },
      onPasswordReset: async ({ user }) => {
        currentOccasion().resetAccountId = user.id
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: false,
      autoSignInAfterVerification: false,
      expiresIn: hoursOfVerification * 3600,
      sendVerificationEmail: async ({ user, token }) => {
        const { letters, next } = currentOccasion()
        letters.push(verificationLetter(deps.publicUrl, { user, token, next }))
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async () => ({ data: { locale: currentOccasion().locale } }),
          after: async ({ id }) => {
            currentOccasion().createdAccountId = id
          },
        },
      },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: minutesOfCode * 60,
        allowedAttempts: triesOfCode,
        storeOTP: 'hashed',
        sendVerificationOTP: async ({ email, otp }) => {
          currentOccasion().letters.push({
            to: email,
            accountId: undefined,
            letter: { kind: 'sign-in-code', code: otp, minutes: minutesOfCode },
          })
        },
      }),
      secondFactor(deps.brandName),
    ],
  } satisfies BetterAuthOptions)
}

export type Auth = ReturnType<typeof createAuth>

function secondFactor(issuer: string) {
  const plugin = twoFactor({
    issuer,
    allowPasswordless: true,
    schema: {
      user: { fields: { twoFactorEnabled: 'has_second_factor' } },
      twoFactor: {
        modelName: 'account_second_factor',
        fields: {
          userId: 'account_id',
          backupCodes: 'backup_codes',
          verified: 'is_verified',
          failedVerificationCount: 'failed_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  })
  // By itself it asks after a password only, so that a mailed code would be a way around it.
  for (const hook of plugin.hooks.after) {
    const asks = hook.matcher.bind(hook)
    hook.matcher = (context) => asks(context) || context.path === '/sign-in/email-otp'
  }
  return plugin
}

function verificationLetter(
  publicUrl: string,
  { user, token, next }: { user: { id: string; name: string; email: string }; token: string; next: string | undefined },
) {
  const url = links(publicUrl).verifyEmail(token, next)
  const told = { name: user.name, url, hours: hoursOfVerification }
  const isChange = readMailedToken(token)?.newEmail !== undefined
  return {
    to: user.email,
    accountId: user.id,
    letter: { kind: isChange ? ('email-change' as const) : ('verify-email' as const), ...told },
  }
}
