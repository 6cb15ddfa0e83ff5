-- Watching: what of a lesson was really watched, how well it played, and how many watch at once ----------------------

alter table watch_progress
  -- whole seconds of the video; grows only
  add column watched int4multirange not null default '{}';
update watch_progress
  set watched = int4multirange(int4range(0, round(furthest_seconds)::int)) where furthest_seconds >= 1;
alter table watch_progress drop column furthest_seconds;

alter table playback_session
  -- its page was closed or left; a report takes that back
  add column left_at timestamptz,
  -- from asking for the page to its first frame
  add column startup_ms integer check (startup_ms >= 0),
  -- seconds of video for each second of playing
  add column speed real check (speed > 0),
  add column rebuffers integer not null default 0 check (rebuffers >= 0),
  add column rebuffer_seconds real not null default 0 check (rebuffer_seconds >= 0),
  -- seconds the picture moved, by the clock on the wall
  add column played_seconds real not null default 0 check (played_seconds >= 0),
  drop constraint playback_session_end_reason_check,
  add constraint playback_session_end_reason_check
    check (end_reason in ('revoked', 'superseded', 'takenOver', 'expired'));
create index playback_session_created on playback_session (created_at);
