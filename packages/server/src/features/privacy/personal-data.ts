/**
 * What becomes of a person's data in a column when the person is erased. deleted: the row goes. replaced: nothing or a
 * pseudonym stands there. unlinked: it no longer leads to the account. kept: it stays, and leads to nobody any more.
 * partner: a partner's own shop put it there and answers for it. expires: it is unreadable and goes by itself.
 */
type Fate = 'deleted' | 'replaced' | 'unlinked' | 'kept' | 'partner' | 'expires'

interface Table {
  /** Columns that tell something of a person. */
  personal: Readonly<Record<string, Fate>>
  /** Columns that tell nothing of anyone. */
  other: readonly string[]
}

const words = (text: string) => text.split(' ')

/** A table that goes whole. */
function deleted(columns: string): Table {
  return { personal: Object.fromEntries(words(columns).map((column) => [column, 'deleted' as const])), other: [] }
}

function impersonal(columns: string): Table {
  return { personal: {}, other: words(columns) }
}

/** Every column there is, and whether it holds a person's data: a new column has no place here until somebody has thought. */
export const personalData: Readonly<Record<string, Table>> = {
  account: deleted('id name email is_email_verified image role locale has_second_factor created_at updated_at'),
  account_credential: deleted(
    'id account_id external_id provider access_token refresh_token id_token access_token_expires_at ' +
      'refresh_token_expires_at scope password created_at updated_at',
  ),
  account_second_factor: deleted('id account_id secret backup_codes is_verified failed_count locked_until'),
  account_session: deleted('id account_id token ip_address user_agent expires_at created_at updated_at'),
  account_verification: {
    personal: { identifier: 'expires', value: 'deleted' },
    other: words('id expires_at created_at updated_at'),
  },
  activation: {
    personal: { customer_id: 'kept' },
    other: words('id channel_id source purchase_id created_at expires_at ended_at end_reason'),
  },
  audio_track: impersonal('asset_id name language position'),
  audit: { personal: { actor: 'kept', subject: 'kept', details: 'kept' }, other: words('id occurred_at action') },
  author: impersonal('id name image'),
  caption: impersonal('asset_id name language position'),
  catalog_entry: impersonal('partner_id channel_id price_minor currency is_enabled created_at'),
  catalog_revision: impersonal('is_only revision'),
  channel: impersonal(
    'id language title subtitle html_description cover background trailer price_minor currency created_at',
  ),
  channel_author: impersonal('channel_id author_id position'),
  consent: deleted('id account_id kind is_given text_version given_at occurred_at'),
  currency: impersonal('code minor_digits'),
  customer: {
    personal: {
      id: 'kept',
      access_key: 'replaced',
      email: 'replaced',
      email_match: 'replaced',
      name: 'replaced',
      surname: 'replaced',
      has_marketing_consent: 'replaced',
      marketing_consent_at: 'replaced',
      account_id: 'unlinked',
    },
    other: words('partner_id created_at'),
  },
  customer_user_id: {
    personal: { partner_user_id: 'replaced', customer_id: 'kept' },
    other: words('partner_id authorized_at'),
  },
  // The answer a partner's own call got, for as long as it may repeat the call.
  idempotency: {
    personal: { fingerprint: 'partner', reply: 'partner' },
    other: words('partner_id method key created_at'),
  },
  identity_observation: impersonal('partner_id day outcome page loads'),
  mail: {
    personal: { account_id: 'deleted', sealed: 'expires', kind: 'deleted', created_at: 'deleted', sent_at: 'deleted' },
    other: words('id number state tries last_problem'),
  },
  media_asset: impersonal('id video_id sealed_secret duration_seconds key_period_seconds created_at'),
  media_leftover: impersonal('prefix remove_at'),
  order: {
    personal: {
      account_id: 'unlinked',
      partner_user_id: 'replaced',
      payment_url: 'replaced',
      return_to: 'replaced',
      buyer_name: 'replaced',
      buyer_email: 'replaced',
      buyer_company: 'replaced',
      buyer_vat_number: 'replaced',
      provider_session: 'kept',
      provider_payment: 'kept',
      country: 'kept',
      locale: 'kept',
      receipt_number: 'kept',
    },
    other: words(
      'id partner_id channel_id channel_title price_minor currency state revision provider tax_name tax_basis_points ' +
        'tax_minor terms_version created_at expires_at checked_at paid_at closed_at purchase_id is_duplicate',
    ),
  },
  packaging: impersonal(
    'id video_id asset_id sealed_secret source_path is_source_stored audio_languages ladder priority state problem ' +
      'duration_seconds holder holder_host held_until tries not_before created_at started_at finished_at wants_bytes',
  ),
  packaging_part: impersonal(
    'packaging_id name kind position weight progress is_done language width height codec bandwidth average_bandwidth ' +
      'started_at finished_at',
  ),
  partner: impersonal('id name path is_online created_at identity_mode'),
  partner_identity_key: impersonal('id partner_id sealed_key created_at expires_at last_used_at'),
  partner_origin: impersonal('partner_id origin'),
  partner_secret: impersonal('id partner_id hash created_at expires_at last_used_at'),
  payment_event: impersonal('provider event_id received_at'),
  playback_session: deleted(
    'id token_id customer_id video_id position_seconds reported_at created_at ended_at end_reason left_at ' +
      'startup_ms speed rebuffers rebuffer_seconds played_seconds',
  ),
  purchase: {
    personal: { customer_id: 'kept', provider_reference: 'kept' },
    other: words('id partner_id channel_id path price_minor currency occurred_at'),
  },
  purchase_adjustment: {
    personal: { provider_reference: 'kept' },
    other: words('id purchase_id kind amount_minor currency occurred_at'),
  },
  receipt_counter: impersonal('year last'),
  rendition: impersonal('asset_id name width height bandwidth'),
  retired_asset: impersonal('id video_id sealed_secret duration_seconds key_period_seconds created_at retired_at'),
  sandbox_payment: impersonal(
    'id order_id amount_minor currency description state has_been_declined refunded_minor dispute success_url ' +
      'cancel_url locale created_at expires_at',
  ),
  tax_rate: impersonal('country name basis_points'),
  upload: impersonal(
    'id name size_bytes state kind sha256 problem created_at expires_at completed_at ticket lock_holder locked_until is_lock_wanted',
  ),
  video: impersonal('id channel_id position title subtitle html_description cover background trailer created_at'),
  video_author: impersonal('video_id author_id position'),
  video_source: impersonal('video_id fingerprint packaging_id created_at'),
  watch_progress: deleted('customer_id video_id position_seconds updated_at watched'),
}
