-- Partners ---------------------------------------------------------------------------------------------------------

create table partner (
  id text primary key,
  name text not null check (name <> ''),
  path text not null check (path in ('api', 'iframe')),
  is_online boolean not null default true,
  created_at timestamptz not null
);

create table partner_secret (
  id text primary key,
  partner_id text not null references partner (id),
  -- SHA-256 of 256 random bits: nothing to guess, so nothing to slow down
  hash bytea not null check (length(hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);
create index partner_secret_partner on partner_secret (partner_id);

create table partner_origin (
  partner_id text not null references partner (id),
  origin text not null check (origin ~ '^https?://[a-z0-9.-]+(:[0-9]+)?$'),
  primary key (partner_id, origin)
);
create index partner_origin_origin on partner_origin (origin);

-- What is sold -----------------------------------------------------------------------------------------------------

create table currency (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  minor_digits smallint not null check (minor_digits between 0 and 4)
);

insert into currency (code, minor_digits)
select code, 2 from unnest(array[
  'AED', 'AUD', 'BGN', 'BRL', 'CAD', 'CHF', 'CNY', 'CZK', 'DKK', 'EGP', 'EUR', 'GBP', 'HKD', 'ILS', 'INR', 'MAD',
  'MXN', 'MYR', 'NOK', 'NZD', 'PEN', 'PHP', 'PLN', 'QAR', 'RON', 'SAR', 'SEK', 'SGD', 'THB', 'TRY', 'UAH', 'USD', 'ZAR'
]) as code
union all select code, 0 from unnest(array['CLP', 'ISK', 'JPY', 'KRW', 'VND']) as code
union all select code, 3 from unnest(array['BHD', 'JOD', 'KWD', 'OMR', 'TND']) as code;

create table author (
  id text primary key,
  name text not null,
  image text not null default ''
);

create table channel (
  id text primary key check (id ~ '^[0-9a-f]{24}$'),
  language text not null,
  title text not null,
  subtitle text not null,
  html_description text not null,
  cover text not null,
  background text not null,
  trailer text not null,
  price_minor bigint not null check (price_minor >= 0),
  currency text not null references currency (code),
  created_at timestamptz not null
);

create table channel_author (
  channel_id text not null references channel (id) on delete cascade,
  author_id text not null references author (id),
  position integer not null,
  primary key (channel_id, author_id)
);

create table video (
  id text primary key check (id ~ '^[0-9a-f]{24}$'),
  channel_id text not null references channel (id),
  position integer not null,
  title text not null,
  subtitle text not null,
  html_description text not null,
  cover text not null,
  background text not null,
  trailer text not null,
  created_at timestamptz not null,
  unique (channel_id, position) deferrable initially deferred
);

create table video_author (
  video_id text not null references video (id) on delete cascade,
  author_id text not null references author (id),
  position integer not null,
  primary key (video_id, author_id)
);

-- partner × channel: what was agreed, at which price
create table catalog_entry (
  partner_id text not null references partner (id),
  channel_id text not null references channel (id),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null references currency (code),
  is_enabled boolean not null default true,
  created_at timestamptz not null,
  primary key (partner_id, channel_id)
);
create index catalog_entry_channel on catalog_entry (channel_id);

-- What a video plays -----------------------------------------------------------------------------------------------

create table media_asset (
  id text primary key,
  video_id text not null unique references video (id),
  -- the secret the video's keys derive from, sealed under the deployment's own
  sealed_secret bytea not null,
  duration_seconds double precision not null check (duration_seconds > 0),
  key_period_seconds double precision not null check (key_period_seconds > 0),
  created_at timestamptz not null
);

create table rendition (
  asset_id text not null references media_asset (id) on delete cascade,
  name text not null check (name ~ '^v[0-9]+$'),
  width integer not null,
  height integer not null,
  bandwidth integer not null,
  primary key (asset_id, name)
);

create table audio_track (
  asset_id text not null references media_asset (id) on delete cascade,
  name text not null check (name ~ '^a-[A-Za-z0-9-]+$'),
  language text not null,
  position integer not null,
  primary key (asset_id, name)
);

create table caption (
  asset_id text not null references media_asset (id) on delete cascade,
  name text not null check (name ~ '^c-[A-Za-z0-9-]+$'),
  language text not null,
  position integer not null,
  primary key (asset_id, name)
);

-- One counter that every change to what a catalog shows moves on, so that a kept answer is never stale.
create table catalog_revision (
  is_only boolean primary key default true check (is_only),
  revision bigint not null default 1
);
insert into catalog_revision default values;

create function bump_catalog_revision() returns trigger language plpgsql as $$
begin
  update catalog_revision set revision = revision + 1;
  return null;
end
$$;

create trigger author_revision after insert or update or delete on author execute function bump_catalog_revision();
create trigger channel_revision after insert or update or delete on channel execute function bump_catalog_revision();
create trigger channel_author_revision after insert or update or delete on channel_author
  execute function bump_catalog_revision();
create trigger video_revision after insert or update or delete on video execute function bump_catalog_revision();
create trigger video_author_revision after insert or update or delete on video_author
  execute function bump_catalog_revision();
create trigger catalog_entry_revision after insert or update or delete on catalog_entry
  execute function bump_catalog_revision();
create trigger media_asset_revision after insert or update or delete on media_asset
  execute function bump_catalog_revision();
create trigger rendition_revision after insert or update or delete on rendition execute function bump_catalog_revision();
create trigger audio_track_revision after insert or update or delete on audio_track
  execute function bump_catalog_revision();
create trigger caption_revision after insert or update or delete on caption execute function bump_catalog_revision();

-- Who may watch ----------------------------------------------------------------------------------------------------

create table customer (
  id text primary key,
  partner_id text not null references partner (id),
  access_key bytea not null check (length(access_key) = 32),
  email text,
  -- the address this customer is recognised by under another id of the same partner; held by one customer only
  email_match text,
  name text,
  surname text,
  has_marketing_consent boolean not null default false,
  marketing_consent_at timestamptz,
  created_at timestamptz not null
);
create unique index customer_email_match on customer (partner_id, email_match) where email_match is not null;

create table customer_user_id (
  partner_id text not null references partner (id),
  partner_user_id text collate "C" not null check (partner_user_id <> ''),
  customer_id text not null references customer (id),
  authorized_at timestamptz not null,
  primary key (partner_id, partner_user_id)
) with (fillfactor = 80);
create index customer_user_id_customer on customer_user_id (customer_id);

-- append-only: a refund is a row too, never an update
create table purchase (
  id text primary key,
  partner_id text not null references partner (id),
  customer_id text not null references customer (id),
  channel_id text not null references channel (id),
  path text not null check (path in ('api', 'iframe')),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null references currency (code),
  occurred_at timestamptz not null
);
create index purchase_partner on purchase (partner_id, occurred_at);
create index purchase_customer on purchase (customer_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger purchase_is_append_only before update or delete on purchase
  for each row execute function refuse_change();

-- One row a source: the right to watch is any live one, so ending one ends exactly that claim.
create table activation (
  id text primary key,
  customer_id text not null references customer (id),
  channel_id text not null references channel (id),
  source text not null check (source in ('purchase', 'grant')),
  purchase_id text unique references purchase (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('revoked', 'refunded', 'expired')),
  check ((source = 'purchase') = (purchase_id is not null)),
  check ((ended_at is null) = (end_reason is null))
);
-- what makes a repeated authorization harmless
create unique index activation_live_purchase on activation (customer_id, channel_id)
  where source = 'purchase' and ended_at is null;
create index activation_customer on activation (customer_id, channel_id);

create table idempotency (
  partner_id text not null references partner (id),
  method text not null,
  key text collate "C" not null,
  fingerprint bytea not null,
  reply jsonb,
  created_at timestamptz not null,
  primary key (partner_id, method, key)
);
create index idempotency_created on idempotency (created_at);

create table audit (
  id text primary key,
  occurred_at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'
);
create index audit_subject on audit (subject, occurred_at);

-- Playback ---------------------------------------------------------------------------------------------------------

create table playback_session (
  -- the 16 random bytes that the media path carries
  id bytea primary key check (length(id) = 16),
  token_id text not null,
  customer_id text not null references customer (id),
  video_id text not null references video (id),
  position_seconds double precision not null default 0,
  reported_at timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('revoked', 'superseded', 'expired')),
  check ((ended_at is null) = (end_reason is null))
);
create index playback_session_customer on playback_session (customer_id, created_at);
create index playback_session_live_token on playback_session (token_id) where ended_at is null;

create table watch_progress (
  customer_id text not null references customer (id),
  video_id text not null references video (id),
  position_seconds double precision not null,
  updated_at timestamptz not null,
  primary key (customer_id, video_id)
) with (fillfactor = 80);
