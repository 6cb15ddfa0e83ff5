-- Uploads: their bytes go straight into the storage, through any node -----------------------------------------------

alter table upload
  -- under which the storage goes on with it; null until it has made a place
  add column ticket text,
  -- who writes to it, and until when unless it says so again
  add column lock_holder text,
  add column locked_until timestamptz,
  -- somebody else waits for the lock
  add column is_lock_wanted boolean not null default false,
  add check ((lock_holder is null) = (locked_until is null)),
  drop constraint upload_state_check,
  -- forgotten: its bytes are to go, then its row
  add constraint upload_state_check check (state in ('open', 'complete', 'refused', 'taken', 'forgotten')),
  -- the sha256 of a large file comes later than its kind
  drop constraint upload_check,
  add constraint upload_kind_known check (state not in ('complete', 'taken') or kind is not null),
  drop constraint upload_check1,
  add constraint upload_problem_known check ((state = 'refused') <= (problem is not null));

-- Bytes that lay beside the storage are not gone on with.
update upload set state = 'forgotten' where state in ('open', 'complete', 'refused');
create index upload_forgotten on upload (id) where state = 'forgotten';
