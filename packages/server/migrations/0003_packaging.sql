-- Packaging: from a master file to what a video plays --------------------------------------------------------------

create table packaging (
  id text primary key,
  video_id text not null references video (id) on delete cascade,
  -- what it makes; the video plays it from the first finished rung on
  asset_id text not null unique,
  -- the secret the asset's keys derive from, sealed under the deployment's own
  sealed_secret bytea not null,
  source_path text not null,
  -- whether the source lies in our storage, or is a file of the operator's
  is_source_stored boolean not null,
  -- languages of the sound tracks, in their order, where the file does not say
  audio_languages jsonb not null default '[]',
  -- heights to make, as far as the source reaches
  ladder jsonb not null,
  priority smallint not null default 0,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
  problem text,
  duration_seconds double precision check (duration_seconds > 0),
  -- who works on it, on which machine, and until when nobody else may
  holder text,
  holder_host text,
  held_until timestamptz,
  -- how often it was taken up since something of it was last finished, and when it may be taken up again
  tries smallint not null default 0,
  not_before timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((finished_at is null) = (state in ('waiting', 'running')))
);
-- a video is packaged once at a time
create unique index packaging_unfinished on packaging (video_id) where state in ('waiting', 'running');
create index packaging_video on packaging (video_id, created_at);
create index packaging_created on packaging (created_at);

create table packaging_part (
  packaging_id text not null references packaging (id) on delete cascade,
  name text not null,
  kind text not null check (kind in ('video', 'audio', 'caption', 'pictures')),
  position integer not null,
  -- its share of the work
  weight double precision not null check (weight >= 0),
  progress double precision not null default 0 check (progress between 0 and 1),
  is_done boolean not null default false,
  language text,
  width integer,
  height integer,
  codec text,
  bandwidth integer,
  average_bandwidth integer,
  primary key (packaging_id, name)
);

-- What a video played before: those who began on it may watch it to its end.
create table retired_asset (
  id text primary key,
  video_id text not null,
  sealed_secret bytea not null,
  duration_seconds double precision not null,
  key_period_seconds double precision not null,
  created_at timestamptz not null,
  retired_at timestamptz not null
);
create index retired_asset_video on retired_asset (video_id);

-- Bytes that are to go, and when.
create table media_leftover (
  prefix text primary key,
  remove_at timestamptz not null
);
create index media_leftover_due on media_leftover (remove_at);
