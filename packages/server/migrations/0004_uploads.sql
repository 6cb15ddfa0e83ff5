-- Uploads: files on their way to become what a video plays ------------------------------------------------------------

create table upload (
  id text primary key check (id ~ '^[0-9a-f]{24}$'),
  name text not null,
  size_bytes bigint not null check (size_bytes > 0),
  -- open until all bytes are here and have been looked at; taken once a video has been made of it
  state text not null default 'open' check (state in ('open', 'complete', 'refused', 'taken')),
  -- what it is by its bytes
  kind text check (kind in ('video', 'audio', 'captions')),
  sha256 bytea check (length(sha256) = 32),
  problem text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  completed_at timestamptz,
  check ((state in ('complete', 'taken')) = (kind is not null and sha256 is not null)),
  check ((state = 'refused') = (problem is not null))
);
create index upload_expires on upload (expires_at);

-- What a video was last made of, so that the same once more changes nothing.
create table video_source (
  video_id text primary key references video (id) on delete cascade,
  fingerprint bytea not null check (length(fingerprint) = 32),
  packaging_id text not null,
  created_at timestamptz not null
);

-- A video that is deleted takes with it where people stood in it.
alter table playback_session drop constraint playback_session_video_id_fkey,
  add constraint playback_session_video_id_fkey foreign key (video_id) references video (id) on delete cascade;
alter table watch_progress drop constraint watch_progress_video_id_fkey,
  add constraint watch_progress_video_id_fkey foreign key (video_id) references video (id) on delete cascade;
