-- Accounts: humans who can log in. The library in features/identity writes these tables. --------------------------------

create table account (
  id text primary key,
  name text not null,
  email text not null unique,
  is_email_verified boolean not null default false,
  image text,
  role text not null default 'learner' check (role in ('learner', 'operator')),
  locale text,
  has_second_factor boolean default false,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);

create table account_session (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index account_session_account on account_session (account_id);

create table account_credential (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  external_id text not null,
  provider text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index account_credential_account on account_credential (account_id);

create table account_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index account_verification_identifier on account_verification (identifier);

create table account_second_factor (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  is_verified boolean,
  failed_count integer,
  locked_until timestamptz
);
create index account_second_factor_account on account_second_factor (account_id);
create index account_second_factor_secret on account_second_factor (secret);

-- What a person agreed to, each time it was asked: the last row of a kind counts.
create table consent (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  kind text not null check (kind in ('terms', 'marketing')),
  is_given boolean not null,
  text_version text not null,
  given_at text not null check (given_at in ('sign-up', 'checkout', 'privacy-page')),
  occurred_at timestamptz not null
);
create index consent_account on consent (account_id, occurred_at);

-- A customer of a partner may be an account of ours: at most one customer a partner.
alter table customer add column account_id text references account (id) on delete set null;
create unique index customer_account on customer (partner_id, account_id) where account_id is not null;
create index customer_by_account on customer (account_id) where account_id is not null;

-- Signed identity of the card's visitors --------------------------------------------------------------------------

alter table partner add column identity_mode text not null default 'off'
  check (identity_mode in ('off', 'observe', 'enforce'));

-- An HMAC key has to be read again to check a signature: so it is sealed rather than hashed.
create table partner_identity_key (
  id text primary key,
  partner_id text not null references partner (id),
  sealed_key bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);
create index partner_identity_key_partner on partner_identity_key (partner_id);

create table identity_observation (
  partner_id text not null references partner (id),
  day date not null,
  outcome text not null check (outcome in ('signed', 'unsigned', 'invalid')),
  page text not null,
  loads bigint not null,
  primary key (partner_id, day, outcome, page)
);

-- Orders: our own checkout ------------------------------------------------------------------------------------------

alter table purchase add column provider_reference text;

alter table activation drop constraint activation_end_reason_check;
alter table activation add constraint activation_end_reason_check
  check (end_reason in ('revoked', 'refunded', 'disputed', 'expired'));

-- Prices include tax; the rate only splits what is paid. In hundredths of a per cent.
create table tax_rate (
  country text primary key check (country ~ '^[A-Z]{2}$'),
  name text not null,
  basis_points integer not null check (basis_points between 0 and 10000)
);
insert into tax_rate (country, name, basis_points)
select country, 'VAT', basis_points from (values
  ('AT', 2000), ('BE', 2100), ('BG', 2000), ('HR', 2500), ('CY', 1900), ('CZ', 2100), ('DK', 2500), ('EE', 2400),
  ('FI', 2550), ('FR', 2000), ('DE', 1900), ('GR', 2400), ('HU', 2700), ('IE', 2300), ('IT', 2200), ('LV', 2100),
  ('LT', 2100), ('LU', 1700), ('MT', 1800), ('NL', 2100), ('PL', 2300), ('PT', 2300), ('RO', 2100), ('SK', 2300),
  ('SI', 2200), ('ES', 2100), ('SE', 2500), ('GB', 2000), ('NO', 2500), ('CH', 810)) as rates (country, basis_points);

create table "order" (
  id text primary key,
  -- null once the person has been erased
  account_id text references account (id) on delete set null,
  partner_id text not null references partner (id),
  -- null where the visitor's id may not be relied on
  partner_user_id text collate "C",
  channel_id text not null references channel (id),
  -- as it was when it was bought
  channel_title text not null,
  price_minor bigint not null check (price_minor >= 0),
  currency text not null references currency (code),
  state text not null check (state in ('open', 'pending', 'paid', 'refunded', 'disputed', 'void')),
  -- one more with each change of the state or the money: a reading older than the last change does not count
  revision integer not null default 0,
  provider text not null check (provider in ('sandbox', 'stripe')),
  provider_session text,
  provider_payment text,
  payment_url text,
  return_to text,
  locale text not null,
  buyer_name text not null,
  buyer_email text not null,
  buyer_company text,
  buyer_vat_number text,
  country text not null check (country ~ '^[A-Z]{2}$'),
  tax_name text not null,
  tax_basis_points integer not null,
  tax_minor bigint not null check (tax_minor >= 0),
  terms_version text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  checked_at timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  receipt_number text unique,
  purchase_id text unique references purchase (id),
  -- a second payment for what was bought already, to be given back whole
  is_duplicate boolean not null default false,
  check ((paid_at is null) = (receipt_number is null)),
  check (state not in ('paid', 'refunded', 'disputed') or paid_at is not null)
);
-- two tabs share one order, and so one payment
create unique index order_open on "order" (account_id, channel_id) where state in ('open', 'pending');
create unique index order_provider_session on "order" (provider, provider_session) where provider_session is not null;
create unique index order_provider_payment on "order" (provider, provider_payment) where provider_payment is not null;
create index order_account on "order" (account_id, created_at);
create index order_waiting on "order" (coalesce(checked_at, created_at))
  where state in ('open', 'pending') or (state = 'paid' and is_duplicate);

create index order_paid on "order" (coalesce(checked_at, created_at)) where state in ('paid', 'disputed');

-- numbers without a gap, each year anew
create table receipt_counter (
  year integer primary key,
  last integer not null
);

-- append-only, signed: refunds and disputes take away, a dispute won gives back
create table purchase_adjustment (
  id text primary key,
  purchase_id text not null references purchase (id),
  kind text not null check (kind in ('refund', 'dispute', 'dispute-won')),
  amount_minor bigint not null,
  currency text not null references currency (code),
  provider_reference text not null,
  occurred_at timestamptz not null,
  unique (purchase_id, kind, provider_reference)
);
create trigger purchase_adjustment_is_append_only before update or delete on purchase_adjustment
  for each row execute function refuse_change();

create table payment_event (
  provider text not null,
  event_id text not null,
  received_at timestamptz not null,
  primary key (provider, event_id)
);

-- What the sandbox holds in place of a bank.
create table sandbox_payment (
  id text primary key,
  order_id text not null unique,
  amount_minor bigint not null,
  currency text not null,
  description text not null,
  state text not null check (state in ('open', 'pending', 'paid', 'expired')),
  has_been_declined boolean not null default false,
  refunded_minor bigint not null default 0,
  dispute text not null default 'none' check (dispute in ('none', 'open', 'won', 'lost')),
  success_url text not null,
  cancel_url text not null,
  locale text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- Mail ----------------------------------------------------------------------------------------------------------------

-- Recipient and words are sealed: one-time codes are among them. Forgotten once it has been sent and has grown old.
create table mail (
  id text primary key,
  -- in which order they were written
  number bigint generated always as identity,
  kind text not null,
  account_id text references account (id) on delete cascade,
  sealed bytea not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  tries integer not null default 0,
  last_problem text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mail_created on mail (created_at);
create unique index mail_number on mail (number);

-- Playback ---------------------------------------------------------------------------------------------------------

-- going back to watch something again does not undo having watched it
alter table watch_progress add column furthest_seconds double precision not null default 0;
update watch_progress set furthest_seconds = position_seconds;
