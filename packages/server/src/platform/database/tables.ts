// Written by scripts/generate-schema.ts from what the migrations make; never edit it.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Every table, as kysely knows it. */
export interface Tables {
  account: AccountTable
  account_credential: AccountCredentialTable
  account_second_factor: AccountSecondFactorTable
  account_session: AccountSessionTable
  account_verification: AccountVerificationTable
  activation: ActivationTable
  audio_track: AudioTrackTable
  audit: AuditTable
  author: AuthorTable
  caption: CaptionTable
  catalog_entry: CatalogEntryTable
  catalog_revision: CatalogRevisionTable
  channel: ChannelTable
  channel_author: ChannelAuthorTable
  consent: ConsentTable
  currency: CurrencyTable
  customer: CustomerTable
  customer_user_id: CustomerUserIdTable
  idempotency: IdempotencyTable
  identity_observation: IdentityObservationTable
  mail: MailTable
  media_asset: MediaAssetTable
  media_leftover: MediaLeftoverTable
  order: OrderTable
  packaging: PackagingTable
  packaging_part: PackagingPartTable
  partner: PartnerTable
  partner_identity_key: PartnerIdentityKeyTable
  partner_origin: PartnerOriginTable
  partner_secret: PartnerSecretTable
  payment_event: PaymentEventTable
  playback_session: PlaybackSessionTable
  purchase: PurchaseTable
  purchase_adjustment: PurchaseAdjustmentTable
  receipt_counter: ReceiptCounterTable
  rendition: RenditionTable
  retired_asset: RetiredAssetTable
  sandbox_payment: SandboxPaymentTable
  tax_rate: TaxRateTable
  upload: UploadTable
  video: VideoTable
  video_author: VideoAuthorTable
  video_source: VideoSourceTable
  watch_progress: WatchProgressTable
}

interface AccountTable {
  id: string
  name: string
  email: string
  is_email_verified: Generated<boolean>
  image: string | null
  role: Generated<'learner' | 'operator'>
  locale: string | null
  has_second_factor: Generated<boolean | null>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>
}

interface AccountCredentialTable {
  id: string
  account_id: string
  external_id: string
  provider: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  refresh_token_expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  scope: string | null
  password: string | null
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_at: ColumnType<Date, Date | string, Date | string>
}

interface AccountSecondFactorTable {
  id: string
  account_id: string
  secret: string
  backup_codes: string
  is_verified: boolean | null
  failed_count: number | null
  locked_until: ColumnType<Date | null, Date | string | null, Date | string | null>
}

interface AccountSessionTable {
  id: string
  account_id: string
  token: string
  ip_address: string | null
  user_agent: string | null
  expires_at: ColumnType<Date, Date | string, Date | string>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_at: ColumnType<Date, Date | string, Date | string>
}

interface AccountVerificationTable {
  id: string
  identifier: string
  value: string
  expires_at: ColumnType<Date, Date | string, Date | string>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>
}

interface ActivationTable {
  id: string
  customer_id: string
  channel_id: string
  source: 'purchase' | 'grant'
  purchase_id: string | null
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  end_reason: 'revoked' | 'refunded' | 'disputed' | 'expired' | null
}

interface AudioTrackTable {
  asset_id: string
  name: string
  language: string
  position: number
}

interface AuditTable {
  id: string
  occurred_at: ColumnType<Date, Date | string, Date | string>
  actor: string
  action: string
  subject: string
  details: Generated<unknown>
}

interface AuthorTable {
  id: string
  name: string
  image: Generated<string>
}

interface CaptionTable {
  asset_id: string
  name: string
  language: string
  position: number
}

interface CatalogEntryTable {
  partner_id: string
  channel_id: string
  price_minor: number
  currency: string
  is_enabled: Generated<boolean>
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface CatalogRevisionTable {
  is_only: Generated<boolean>
  revision: Generated<number>
}

interface ChannelTable {
  id: string
  language: string
  title: string
  subtitle: string
  html_description: string
  cover: string
  background: string
  trailer: string
  price_minor: number
  currency: string
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface ChannelAuthorTable {
  channel_id: string
  author_id: string
  position: number
}

interface ConsentTable {
  id: string
  account_id: string
  kind: 'terms' | 'marketing'
  is_given: boolean
  text_version: string
  given_at: 'sign-up' | 'checkout' | 'privacy-page'
  occurred_at: ColumnType<Date, Date | string, Date | string>
}

interface CurrencyTable {
  code: string
  minor_digits: number
}

interface CustomerTable {
  id: string
  partner_id: string
  access_key: ColumnType<Buffer, Uint8Array, Uint8Array>
  email: string | null
  email_match: string | null
  name: string | null
  surname: string | null
  has_marketing_consent: Generated<boolean>
  marketing_consent_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  created_at: ColumnType<Date, Date | string, Date | string>
  account_id: string | null
}

interface CustomerUserIdTable {
  partner_id: string
  partner_user_id: string
  customer_id: string
  authorized_at: ColumnType<Date, Date | string, Date | string>
}

interface IdempotencyTable {
  partner_id: string
  method: string
  key: string
  fingerprint: ColumnType<Buffer, Uint8Array, Uint8Array>
  reply: unknown
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface IdentityObservationTable {
  partner_id: string
  day: string
  outcome: 'signed' | 'unsigned' | 'invalid'
  page: string
  loads: number
}

interface MailTable {
  id: string
  number: GeneratedAlways<number>
  kind: string
  account_id: string | null
  sealed: ColumnType<Buffer, Uint8Array, Uint8Array>
  state: 'waiting' | 'sent' | 'failed'
  tries: Generated<number>
  last_problem: string | null
  created_at: ColumnType<Date, Date | string, Date | string>
  sent_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

interface MediaAssetTable {
  id: string
  video_id: string
  sealed_secret: ColumnType<Buffer, Uint8Array, Uint8Array>
  duration_seconds: number
  key_period_seconds: number
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface MediaLeftoverTable {
  prefix: string
  remove_at: ColumnType<Date, Date | string, Date | string>
}

interface OrderTable {
  id: string
  account_id: string | null
  partner_id: string
  partner_user_id: string | null
  channel_id: string
  channel_title: string
  price_minor: number
  currency: string
  state: 'open' | 'pending' | 'paid' | 'refunded' | 'disputed' | 'void'
  revision: Generated<number>
  provider: 'sandbox' | 'stripe'
  provider_session: string | null
  provider_payment: string | null
  payment_url: string | null
  return_to: string | null
  locale: string
  buyer_name: string
  buyer_email: string
  buyer_company: string | null
  buyer_vat_number: string | null
  country: string
  tax_name: string
  tax_basis_points: number
  tax_minor: number
  terms_version: string
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date, Date | string, Date | string>
  checked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  paid_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  closed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  receipt_number: string | null
  purchase_id: string | null
  is_duplicate: Generated<boolean>
}

interface PackagingTable {
  id: string
  video_id: string
  asset_id: string
  sealed_secret: ColumnType<Buffer, Uint8Array, Uint8Array>
  source_path: string
  is_source_stored: boolean
  audio_languages: Generated<unknown>
  ladder: unknown
  priority: Generated<number>
  state: Generated<'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled'>
  problem: string | null
  duration_seconds: number | null
  holder: string | null
  holder_host: string | null
  held_until: ColumnType<Date | null, Date | string | null, Date | string | null>
  tries: Generated<number>
  not_before: ColumnType<Date | null, Date | string | null, Date | string | null>
  created_at: ColumnType<Date, Date | string, Date | string>
  finished_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  started_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  wants_bytes: number | null
}

interface PackagingPartTable {
  packaging_id: string
  name: string
  kind: 'video' | 'audio' | 'caption' | 'pictures'
  position: number
  weight: number
  progress: Generated<number>
  is_done: Generated<boolean>
  language: string | null
  width: number | null
  height: number | null
  codec: string | null
  bandwidth: number | null
  average_bandwidth: number | null
  started_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  finished_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

interface PartnerTable {
  id: string
  name: string
  path: 'api' | 'iframe'
  is_online: Generated<boolean>
  created_at: ColumnType<Date, Date | string, Date | string>
  identity_mode: Generated<'off' | 'observe' | 'enforce'>
}

interface PartnerIdentityKeyTable {
  id: string
  partner_id: string
  sealed_key: ColumnType<Buffer, Uint8Array, Uint8Array>
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

interface PartnerOriginTable {
  partner_id: string
  origin: string
}

interface PartnerSecretTable {
  id: string
  partner_id: string
  hash: ColumnType<Buffer, Uint8Array, Uint8Array>
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

interface PaymentEventTable {
  provider: string
  event_id: string
  received_at: ColumnType<Date, Date | string, Date | string>
}

interface PlaybackSessionTable {
  id: ColumnType<Buffer, Uint8Array, Uint8Array>
  token_id: string
  customer_id: string
  video_id: string
  position_seconds: Generated<number>
  reported_at: ColumnType<Date, Date | string, Date | string>
  created_at: ColumnType<Date, Date | string, Date | string>
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  end_reason: 'revoked' | 'superseded' | 'takenOver' | 'expired' | null
  left_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  startup_ms: number | null
  speed: number | null
  rebuffers: Generated<number>
  rebuffer_seconds: Generated<number>
  played_seconds: Generated<number>
}

interface PurchaseTable {
  id: string
  partner_id: string
  customer_id: string
  channel_id: string
  path: 'api' | 'iframe'
  price_minor: number
  currency: string
  occurred_at: ColumnType<Date, Date | string, Date | string>
  provider_reference: string | null
}

interface PurchaseAdjustmentTable {
  id: string
  purchase_id: string
  kind: 'refund' | 'dispute' | 'dispute-won'
  amount_minor: number
  currency: string
  provider_reference: string
  occurred_at: ColumnType<Date, Date | string, Date | string>
}

interface ReceiptCounterTable {
  year: number
  last: number
}

interface RenditionTable {
  asset_id: string
  name: string
  width: number
  height: number
  bandwidth: number
}

interface RetiredAssetTable {
  id: string
  video_id: string
  sealed_secret: ColumnType<Buffer, Uint8Array, Uint8Array>
  duration_seconds: number
  key_period_seconds: number
  created_at: ColumnType<Date, Date | string, Date | string>
  retired_at: ColumnType<Date, Date | string, Date | string>
}

interface SandboxPaymentTable {
  id: string
  order_id: string
  amount_minor: number
  currency: string
  description: string
  state: 'open' | 'pending' | 'paid' | 'expired'
  has_been_declined: Generated<boolean>
  refunded_minor: Generated<number>
  dispute: Generated<'none' | 'open' | 'won' | 'lost'>
  success_url: string
  cancel_url: string
  locale: string
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date, Date | string, Date | string>
}

interface TaxRateTable {
  country: string
  name: string
  basis_points: number
}

interface UploadTable {
  id: string
  name: string
  size_bytes: number
  state: Generated<'open' | 'complete' | 'refused' | 'taken' | 'forgotten'>
  kind: 'video' | 'audio' | 'captions' | null
  sha256: ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>
  problem: string | null
  created_at: ColumnType<Date, Date | string, Date | string>
  expires_at: ColumnType<Date, Date | string, Date | string>
  completed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  ticket: string | null
  lock_holder: string | null
  locked_until: ColumnType<Date | null, Date | string | null, Date | string | null>
  is_lock_wanted: Generated<boolean>
}

interface VideoTable {
  id: string
  channel_id: string
  position: number
  title: string
  subtitle: string
  html_description: string
  cover: string
  background: string
  trailer: string
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface VideoAuthorTable {
  video_id: string
  author_id: string
  position: number
}

interface VideoSourceTable {
  video_id: string
  fingerprint: ColumnType<Buffer, Uint8Array, Uint8Array>
  packaging_id: string
  created_at: ColumnType<Date, Date | string, Date | string>
}

interface WatchProgressTable {
  customer_id: string
  video_id: string
  position_seconds: number
  updated_at: ColumnType<Date, Date | string, Date | string>
  watched: Generated<string>
}
