-- Packaging, told to whoever waits for it: when it began, how long each part took, how much room it wants -----------------

alter table packaging
  -- taken up for the first time
  add column started_at timestamptz,
  -- bytes its unfinished parts want beside the source, where they were last found not to fit
  add column wants_bytes bigint check (wants_bytes >= 0);

alter table packaging_part
  -- its last try
  add column started_at timestamptz,
  add column finished_at timestamptz;
