-- What the migrations make, written by scripts/generate-schema.ts. Read it, review it, never run or edit it.

CREATE OR REPLACE FUNCTION public.bump_catalog_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update catalog_revision set revision = revision + 1;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

create table account (
  id text not null,
  name text not null,
  email text not null,
  is_email_verified boolean not null default false,
  image text,
  role text not null default 'learner'::text,
  locale text,
  has_second_factor boolean default false,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_email_key UNIQUE (email),
  constraint account_role_check CHECK ((role = ANY (ARRAY['learner'::text, 'operator'::text])))
);

create table account_credential (
  id text not null,
  account_id text not null,
  external_id text not null,
  provider text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  constraint account_credential_pkey PRIMARY KEY (id),
  constraint account_credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX account_credential_account ON public.account_credential USING btree (account_id);

create table account_second_factor (
  id text not null,
  account_id text not null,
  secret text not null,
  backup_codes text not null,
  is_verified boolean,
  failed_count integer,
  locked_until timestamp with time zone,
  constraint account_second_factor_pkey PRIMARY KEY (id),
  constraint account_second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX account_second_factor_account ON public.account_second_factor USING btree (account_id);
CREATE INDEX account_second_factor_secret ON public.account_second_factor USING btree (secret);

create table account_session (
  id text not null,
  account_id text not null,
  token text not null,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  constraint account_session_pkey PRIMARY KEY (id),
  constraint account_session_token_key UNIQUE (token),
  constraint account_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX account_session_account ON public.account_session USING btree (account_id);

create table account_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint account_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX account_verification_identifier ON public.account_verification USING btree (identifier);

create table activation (
  id text not null,
  customer_id text not null,
  channel_id text not null,
  source text not null,
  purchase_id text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text,
  constraint activation_pkey PRIMARY KEY (id),
  constraint activation_purchase_id_key UNIQUE (purchase_id),
  constraint activation_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint activation_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint activation_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchase(id),
  constraint activation_check CHECK (((source = 'purchase'::text) = (purchase_id IS NOT NULL))),
  constraint activation_check1 CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint activation_end_reason_check CHECK ((end_reason = ANY (ARRAY['revoked'::text, 'refunded'::text, 'disputed'::text, 'expired'::text]))),
  constraint activation_source_check CHECK ((source = ANY (ARRAY['purchase'::text, 'grant'::text])))
);
CREATE INDEX activation_customer ON public.activation USING btree (customer_id, channel_id);
CREATE UNIQUE INDEX activation_live_purchase ON public.activation USING btree (customer_id, channel_id) WHERE ((source = 'purchase'::text) AND (ended_at IS NULL));

create table audio_track (
  asset_id text not null,
  name text not null,
  language text not null,
  "position" integer not null,
  constraint audio_track_pkey PRIMARY KEY (asset_id, name),
  constraint audio_track_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES media_asset(id) ON DELETE CASCADE,
  constraint audio_track_name_check CHECK ((name ~ '^a-[A-Za-z0-9-]+$'::text))
);
CREATE TRIGGER audio_track_revision AFTER INSERT OR DELETE OR UPDATE ON public.audio_track FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table audit (
  id text not null,
  occurred_at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'::jsonb,
  constraint audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_subject ON public.audit USING btree (subject, occurred_at);

create table author (
  id text not null,
  name text not null,
  image text not null default ''::text,
  constraint author_pkey PRIMARY KEY (id)
);
CREATE TRIGGER author_revision AFTER INSERT OR DELETE OR UPDATE ON public.author FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table caption (
  asset_id text not null,
  name text not null,
  language text not null,
  "position" integer not null,
  constraint caption_pkey PRIMARY KEY (asset_id, name),
  constraint caption_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES media_asset(id) ON DELETE CASCADE,
  constraint caption_name_check CHECK ((name ~ '^c-[A-Za-z0-9-]+$'::text))
);
CREATE TRIGGER caption_revision AFTER INSERT OR DELETE OR UPDATE ON public.caption FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table catalog_entry (
  partner_id text not null,
  channel_id text not null,
  price_minor bigint not null,
  currency text not null,
  is_enabled boolean not null default true,
  created_at timestamp with time zone not null,
  constraint catalog_entry_pkey PRIMARY KEY (partner_id, channel_id),
  constraint catalog_entry_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint catalog_entry_currency_fkey FOREIGN KEY (currency) REFERENCES currency(code),
  constraint catalog_entry_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint catalog_entry_price_minor_check CHECK ((price_minor >= 0))
);
CREATE INDEX catalog_entry_channel ON public.catalog_entry USING btree (channel_id);
CREATE TRIGGER catalog_entry_revision AFTER INSERT OR DELETE OR UPDATE ON public.catalog_entry FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table catalog_revision (
  is_only boolean not null default true,
  revision bigint not null default 1,
  constraint catalog_revision_pkey PRIMARY KEY (is_only),
  constraint catalog_revision_is_only_check CHECK (is_only)
);

create table channel (
  id text not null,
  language text not null,
  title text not null,
  subtitle text not null,
  html_description text not null,
  cover text not null,
  background text not null,
  trailer text not null,
  price_minor bigint not null,
  currency text not null,
  created_at timestamp with time zone not null,
  constraint channel_pkey PRIMARY KEY (id),
  constraint channel_currency_fkey FOREIGN KEY (currency) REFERENCES currency(code),
  constraint channel_id_check CHECK ((id ~ '^[0-9a-f]{24}$'::text)),
  constraint channel_price_minor_check CHECK ((price_minor >= 0))
);
CREATE TRIGGER channel_revision AFTER INSERT OR DELETE OR UPDATE ON public.channel FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table channel_author (
  channel_id text not null,
  author_id text not null,
  "position" integer not null,
  constraint channel_author_pkey PRIMARY KEY (channel_id, author_id),
  constraint channel_author_author_id_fkey FOREIGN KEY (author_id) REFERENCES author(id),
  constraint channel_author_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id) ON DELETE CASCADE
);
CREATE TRIGGER channel_author_revision AFTER INSERT OR DELETE OR UPDATE ON public.channel_author FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table consent (
  id text not null,
  account_id text not null,
  kind text not null,
  is_given boolean not null,
  text_version text not null,
  given_at text not null,
  occurred_at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint consent_given_at_check CHECK ((given_at = ANY (ARRAY['sign-up'::text, 'checkout'::text, 'privacy-page'::text]))),
  constraint consent_kind_check CHECK ((kind = ANY (ARRAY['terms'::text, 'marketing'::text])))
);
CREATE INDEX consent_account ON public.consent USING btree (account_id, occurred_at);

create table currency (
  code text not null,
  minor_digits smallint not null,
  constraint currency_pkey PRIMARY KEY (code),
  constraint currency_code_check CHECK ((code ~ '^[A-Z]{3}$'::text)),
  constraint currency_minor_digits_check CHECK (((minor_digits >= 0) AND (minor_digits <= 4)))
);

create table customer (
  id text not null,
  partner_id text not null,
  access_key bytea not null,
  email text,
  email_match text,
  name text,
  surname text,
  has_marketing_consent boolean not null default false,
  marketing_consent_at timestamp with time zone,
  created_at timestamp with time zone not null,
  account_id text,
  constraint customer_pkey PRIMARY KEY (id),
  constraint customer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint customer_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint customer_access_key_check CHECK ((length(access_key) = 32))
);
CREATE UNIQUE INDEX customer_account ON public.customer USING btree (partner_id, account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX customer_by_account ON public.customer USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE UNIQUE INDEX customer_email_match ON public.customer USING btree (partner_id, email_match) WHERE (email_match IS NOT NULL);

create table customer_user_id (
  partner_id text not null,
  partner_user_id text collate "C" not null,
  customer_id text not null,
  authorized_at timestamp with time zone not null,
  constraint customer_user_id_pkey PRIMARY KEY (partner_id, partner_user_id),
  constraint customer_user_id_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint customer_user_id_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint customer_user_id_partner_user_id_check CHECK ((partner_user_id <> ''::text))
) with (fillfactor=80);
CREATE INDEX customer_user_id_customer ON public.customer_user_id USING btree (customer_id);

create table idempotency (
  partner_id text not null,
  method text not null,
  key text collate "C" not null,
  fingerprint bytea not null,
  reply jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (partner_id, method, key),
  constraint idempotency_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id)
);
CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at);

create table identity_observation (
  partner_id text not null,
  day date not null,
  outcome text not null,
  page text not null,
  loads bigint not null,
  constraint identity_observation_pkey PRIMARY KEY (partner_id, day, outcome, page),
  constraint identity_observation_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint identity_observation_outcome_check CHECK ((outcome = ANY (ARRAY['signed'::text, 'unsigned'::text, 'invalid'::text])))
);

create table mail (
  id text not null,
  number bigint not null generated always as identity,
  kind text not null,
  account_id text,
  sealed bytea not null,
  state text not null,
  tries integer not null default 0,
  last_problem text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX mail_created ON public.mail USING btree (created_at);
CREATE UNIQUE INDEX mail_number ON public.mail USING btree (number);

create table media_asset (
  id text not null,
  video_id text not null,
  sealed_secret bytea not null,
  duration_seconds double precision not null,
  key_period_seconds double precision not null,
  created_at timestamp with time zone not null,
  constraint media_asset_pkey PRIMARY KEY (id),
  constraint media_asset_video_id_key UNIQUE (video_id),
  constraint media_asset_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id),
  constraint media_asset_duration_seconds_check CHECK ((duration_seconds > (0)::double precision)),
  constraint media_asset_key_period_seconds_check CHECK ((key_period_seconds > (0)::double precision))
);
CREATE TRIGGER media_asset_revision AFTER INSERT OR DELETE OR UPDATE ON public.media_asset FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table media_leftover (
  prefix text not null,
  remove_at timestamp with time zone not null,
  constraint media_leftover_pkey PRIMARY KEY (prefix)
);
CREATE INDEX media_leftover_due ON public.media_leftover USING btree (remove_at);

create table order (
  id text not null,
  account_id text,
  partner_id text not null,
  partner_user_id text collate "C",
  channel_id text not null,
  channel_title text not null,
  price_minor bigint not null,
  currency text not null,
  state text not null,
  revision integer not null default 0,
  provider text not null,
  provider_session text,
  provider_payment text,
  payment_url text,
  return_to text,
  locale text not null,
  buyer_name text not null,
  buyer_email text not null,
  buyer_company text,
  buyer_vat_number text,
  country text not null,
  tax_name text not null,
  tax_basis_points integer not null,
  tax_minor bigint not null,
  terms_version text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  paid_at timestamp with time zone,
  closed_at timestamp with time zone,
  receipt_number text,
  purchase_id text,
  is_duplicate boolean not null default false,
  constraint order_pkey PRIMARY KEY (id),
  constraint order_purchase_id_key UNIQUE (purchase_id),
  constraint order_receipt_number_key UNIQUE (receipt_number),
  constraint order_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL,
  constraint order_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint order_currency_fkey FOREIGN KEY (currency) REFERENCES currency(code),
  constraint order_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint order_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchase(id),
  constraint order_check CHECK (((paid_at IS NULL) = (receipt_number IS NULL))),
  constraint order_check1 CHECK (((state <> ALL (ARRAY['paid'::text, 'refunded'::text, 'disputed'::text])) OR (paid_at IS NOT NULL))),
  constraint order_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint order_price_minor_check CHECK ((price_minor >= 0)),
  constraint order_provider_check CHECK ((provider = ANY (ARRAY['sandbox'::text, 'stripe'::text]))),
  constraint order_state_check CHECK ((state = ANY (ARRAY['open'::text, 'pending'::text, 'paid'::text, 'refunded'::text, 'disputed'::text, 'void'::text]))),
  constraint order_tax_minor_check CHECK ((tax_minor >= 0))
);
CREATE INDEX order_account ON public."order" USING btree (account_id, created_at);
CREATE UNIQUE INDEX order_open ON public."order" USING btree (account_id, channel_id) WHERE (state = ANY (ARRAY['open'::text, 'pending'::text]));
CREATE INDEX order_paid ON public."order" USING btree (COALESCE(checked_at, created_at)) WHERE (state = ANY (ARRAY['paid'::text, 'disputed'::text]));
CREATE UNIQUE INDEX order_provider_payment ON public."order" USING btree (provider, provider_payment) WHERE (provider_payment IS NOT NULL);
CREATE UNIQUE INDEX order_provider_session ON public."order" USING btree (provider, provider_session) WHERE (provider_session IS NOT NULL);
CREATE INDEX order_waiting ON public."order" USING btree (COALESCE(checked_at, created_at)) WHERE ((state = ANY (ARRAY['open'::text, 'pending'::text])) OR ((state = 'paid'::text) AND is_duplicate));

create table packaging (
  id text not null,
  video_id text not null,
  asset_id text not null,
  sealed_secret bytea not null,
  source_path text not null,
  is_source_stored boolean not null,
  audio_languages jsonb not null default '[]'::jsonb,
  ladder jsonb not null,
  priority smallint not null default 0,
  state text not null default 'waiting'::text,
  problem text,
  duration_seconds double precision,
  holder text,
  holder_host text,
  held_until timestamp with time zone,
  tries smallint not null default 0,
  not_before timestamp with time zone,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  started_at timestamp with time zone,
  wants_bytes bigint,
  constraint packaging_pkey PRIMARY KEY (id),
  constraint packaging_asset_id_key UNIQUE (asset_id),
  constraint packaging_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id) ON DELETE CASCADE,
  constraint packaging_check CHECK (((finished_at IS NULL) = (state = ANY (ARRAY['waiting'::text, 'running'::text])))),
  constraint packaging_duration_seconds_check CHECK ((duration_seconds > (0)::double precision)),
  constraint packaging_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'refused'::text, 'failed'::text, 'cancelled'::text]))),
  constraint packaging_wants_bytes_check CHECK ((wants_bytes >= 0))
);
CREATE INDEX packaging_created ON public.packaging USING btree (created_at);
CREATE UNIQUE INDEX packaging_unfinished ON public.packaging USING btree (video_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX packaging_video ON public.packaging USING btree (video_id, created_at);

create table packaging_part (
  packaging_id text not null,
  name text not null,
  kind text not null,
  "position" integer not null,
  weight double precision not null,
  progress double precision not null default 0,
  is_done boolean not null default false,
  language text,
  width integer,
  height integer,
  codec text,
  bandwidth integer,
  average_bandwidth integer,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint packaging_part_pkey PRIMARY KEY (packaging_id, name),
  constraint packaging_part_packaging_id_fkey FOREIGN KEY (packaging_id) REFERENCES packaging(id) ON DELETE CASCADE,
  constraint packaging_part_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text, 'caption'::text, 'pictures'::text]))),
  constraint packaging_part_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
  constraint packaging_part_weight_check CHECK ((weight >= (0)::double precision))
);

create table partner (
  id text not null,
  name text not null,
  path text not null,
  is_online boolean not null default true,
  created_at timestamp with time zone not null,
  identity_mode text not null default 'off'::text,
  constraint partner_pkey PRIMARY KEY (id),
  constraint partner_identity_mode_check CHECK ((identity_mode = ANY (ARRAY['off'::text, 'observe'::text, 'enforce'::text]))),
  constraint partner_name_check CHECK ((name <> ''::text)),
  constraint partner_path_check CHECK ((path = ANY (ARRAY['api'::text, 'iframe'::text])))
);

create table partner_identity_key (
  id text not null,
  partner_id text not null,
  sealed_key bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint partner_identity_key_pkey PRIMARY KEY (id),
  constraint partner_identity_key_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id)
);
CREATE INDEX partner_identity_key_partner ON public.partner_identity_key USING btree (partner_id);

create table partner_origin (
  partner_id text not null,
  origin text not null,
  constraint partner_origin_pkey PRIMARY KEY (partner_id, origin),
  constraint partner_origin_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint partner_origin_origin_check CHECK ((origin ~ '^https?://[a-z0-9.-]+(:[0-9]+)?$'::text))
);
CREATE INDEX partner_origin_origin ON public.partner_origin USING btree (origin);

create table partner_secret (
  id text not null,
  partner_id text not null,
  hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint partner_secret_pkey PRIMARY KEY (id),
  constraint partner_secret_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint partner_secret_hash_check CHECK ((length(hash) = 32))
);
CREATE INDEX partner_secret_partner ON public.partner_secret USING btree (partner_id);

create table payment_event (
  provider text not null,
  event_id text not null,
  received_at timestamp with time zone not null,
  constraint payment_event_pkey PRIMARY KEY (provider, event_id)
);

create table playback_session (
  id bytea not null,
  token_id text not null,
  customer_id text not null,
  video_id text not null,
  position_seconds double precision not null default 0,
  reported_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  left_at timestamp with time zone,
  startup_ms integer,
  speed real,
  rebuffers integer not null default 0,
  rebuffer_seconds real not null default 0,
  played_seconds real not null default 0,
  constraint playback_session_pkey PRIMARY KEY (id),
  constraint playback_session_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint playback_session_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id) ON DELETE CASCADE,
  constraint playback_session_check CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint playback_session_end_reason_check CHECK ((end_reason = ANY (ARRAY['revoked'::text, 'superseded'::text, 'takenOver'::text, 'expired'::text]))),
  constraint playback_session_id_check CHECK ((length(id) = 16)),
  constraint playback_session_played_seconds_check CHECK ((played_seconds >= (0)::double precision)),
  constraint playback_session_rebuffer_seconds_check CHECK ((rebuffer_seconds >= (0)::double precision)),
  constraint playback_session_rebuffers_check CHECK ((rebuffers >= 0)),
  constraint playback_session_speed_check CHECK ((speed > (0)::double precision)),
  constraint playback_session_startup_ms_check CHECK ((startup_ms >= 0))
);
CREATE INDEX playback_session_created ON public.playback_session USING btree (created_at);
CREATE INDEX playback_session_customer ON public.playback_session USING btree (customer_id, created_at);
CREATE INDEX playback_session_live_token ON public.playback_session USING btree (token_id) WHERE (ended_at IS NULL);

create table purchase (
  id text not null,
  partner_id text not null,
  customer_id text not null,
  channel_id text not null,
  path text not null,
  price_minor bigint not null,
  currency text not null,
  occurred_at timestamp with time zone not null,
  provider_reference text,
  constraint purchase_pkey PRIMARY KEY (id),
  constraint purchase_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint purchase_currency_fkey FOREIGN KEY (currency) REFERENCES currency(code),
  constraint purchase_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint purchase_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partner(id),
  constraint purchase_path_check CHECK ((path = ANY (ARRAY['api'::text, 'iframe'::text]))),
  constraint purchase_price_minor_check CHECK ((price_minor >= 0))
);
CREATE INDEX purchase_customer ON public.purchase USING btree (customer_id);
CREATE INDEX purchase_partner ON public.purchase USING btree (partner_id, occurred_at);
CREATE TRIGGER purchase_is_append_only BEFORE DELETE OR UPDATE ON public.purchase FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table purchase_adjustment (
  id text not null,
  purchase_id text not null,
  kind text not null,
  amount_minor bigint not null,
  currency text not null,
  provider_reference text not null,
  occurred_at timestamp with time zone not null,
  constraint purchase_adjustment_pkey PRIMARY KEY (id),
  constraint purchase_adjustment_purchase_id_kind_provider_reference_key UNIQUE (purchase_id, kind, provider_reference),
  constraint purchase_adjustment_currency_fkey FOREIGN KEY (currency) REFERENCES currency(code),
  constraint purchase_adjustment_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES purchase(id),
  constraint purchase_adjustment_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'dispute'::text, 'dispute-won'::text])))
);
CREATE TRIGGER purchase_adjustment_is_append_only BEFORE DELETE OR UPDATE ON public.purchase_adjustment FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table receipt_counter (
  year integer not null,
  last integer not null,
  constraint receipt_counter_pkey PRIMARY KEY (year)
);

create table rendition (
  asset_id text not null,
  name text not null,
  width integer not null,
  height integer not null,
  bandwidth integer not null,
  constraint rendition_pkey PRIMARY KEY (asset_id, name),
  constraint rendition_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES media_asset(id) ON DELETE CASCADE,
  constraint rendition_name_check CHECK ((name ~ '^v[0-9]+$'::text))
);
CREATE TRIGGER rendition_revision AFTER INSERT OR DELETE OR UPDATE ON public.rendition FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table retired_asset (
  id text not null,
  video_id text not null,
  sealed_secret bytea not null,
  duration_seconds double precision not null,
  key_period_seconds double precision not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone not null,
  constraint retired_asset_pkey PRIMARY KEY (id)
);
CREATE INDEX retired_asset_video ON public.retired_asset USING btree (video_id);

create table sandbox_payment (
  id text not null,
  order_id text not null,
  amount_minor bigint not null,
  currency text not null,
  description text not null,
  state text not null,
  has_been_declined boolean not null default false,
  refunded_minor bigint not null default 0,
  dispute text not null default 'none'::text,
  success_url text not null,
  cancel_url text not null,
  locale text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sandbox_payment_pkey PRIMARY KEY (id),
  constraint sandbox_payment_order_id_key UNIQUE (order_id),
  constraint sandbox_payment_dispute_check CHECK ((dispute = ANY (ARRAY['none'::text, 'open'::text, 'won'::text, 'lost'::text]))),
  constraint sandbox_payment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'pending'::text, 'paid'::text, 'expired'::text])))
);

create table tax_rate (
  country text not null,
  name text not null,
  basis_points integer not null,
  constraint tax_rate_pkey PRIMARY KEY (country),
  constraint tax_rate_basis_points_check CHECK (((basis_points >= 0) AND (basis_points <= 10000))),
  constraint tax_rate_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
);

create table upload (
  id text not null,
  name text not null,
  size_bytes bigint not null,
  state text not null default 'open'::text,
  kind text,
  sha256 bytea,
  problem text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  ticket text,
  lock_holder text,
  locked_until timestamp with time zone,
  is_lock_wanted boolean not null default false,
  constraint upload_pkey PRIMARY KEY (id),
  constraint upload_check CHECK (((lock_holder IS NULL) = (locked_until IS NULL))),
  constraint upload_id_check CHECK ((id ~ '^[0-9a-f]{24}$'::text)),
  constraint upload_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text, 'captions'::text]))),
  constraint upload_kind_known CHECK (((state <> ALL (ARRAY['complete'::text, 'taken'::text])) OR (kind IS NOT NULL))),
  constraint upload_problem_known CHECK (((state = 'refused'::text) <= (problem IS NOT NULL))),
  constraint upload_sha256_check CHECK ((length(sha256) = 32)),
  constraint upload_size_bytes_check CHECK ((size_bytes > 0)),
  constraint upload_state_check CHECK ((state = ANY (ARRAY['open'::text, 'complete'::text, 'refused'::text, 'taken'::text, 'forgotten'::text])))
);
CREATE INDEX upload_expires ON public.upload USING btree (expires_at);
CREATE INDEX upload_forgotten ON public.upload USING btree (id) WHERE (state = 'forgotten'::text);

create table video (
  id text not null,
  channel_id text not null,
  "position" integer not null,
  title text not null,
  subtitle text not null,
  html_description text not null,
  cover text not null,
  background text not null,
  trailer text not null,
  created_at timestamp with time zone not null,
  constraint video_pkey PRIMARY KEY (id),
  constraint video_channel_id_position_key UNIQUE (channel_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint video_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id),
  constraint video_id_check CHECK ((id ~ '^[0-9a-f]{24}$'::text))
);
CREATE TRIGGER video_revision AFTER INSERT OR DELETE OR UPDATE ON public.video FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table video_author (
  video_id text not null,
  author_id text not null,
  "position" integer not null,
  constraint video_author_pkey PRIMARY KEY (video_id, author_id),
  constraint video_author_author_id_fkey FOREIGN KEY (author_id) REFERENCES author(id),
  constraint video_author_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id) ON DELETE CASCADE
);
CREATE TRIGGER video_author_revision AFTER INSERT OR DELETE OR UPDATE ON public.video_author FOR EACH STATEMENT EXECUTE FUNCTION bump_catalog_revision();

create table video_source (
  video_id text not null,
  fingerprint bytea not null,
  packaging_id text not null,
  created_at timestamp with time zone not null,
  constraint video_source_pkey PRIMARY KEY (video_id),
  constraint video_source_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id) ON DELETE CASCADE,
  constraint video_source_fingerprint_check CHECK ((length(fingerprint) = 32))
);

create table watch_progress (
  customer_id text not null,
  video_id text not null,
  position_seconds double precision not null,
  updated_at timestamp with time zone not null,
  watched int4multirange not null default '{}'::int4multirange,
  constraint watch_progress_pkey PRIMARY KEY (customer_id, video_id),
  constraint watch_progress_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer(id),
  constraint watch_progress_video_id_fkey FOREIGN KEY (video_id) REFERENCES video(id) ON DELETE CASCADE
) with (fillfactor=80);
