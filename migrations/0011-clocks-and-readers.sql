-- What became of an application and how long its data is kept for that; who read a report and for how long; replies
-- that go with what they are of; requests counted over all processes.

-- The fate of the application, as the lender tells it. The two times say by when its data is over for that fate;
-- null: the fate ends nothing before its own time (src/sessions/keeping.ts reckons them).
alter table sessions
  add column application_fate text check (application_fate in ('granted', 'refused', 'abandoned', 'withdrawn')),
  add column application_told_at timestamptz,
  add column snapshot_until timestamptz,
  add column report_until timestamptz,
  add constraint sessions_application check ((application_fate is null) = (application_told_at is null));

-- What they were kept until before a fate shortened it: taken up again when the lender takes the fate back.
alter table snapshots add column full_expires_at timestamptz;
alter table reports add column full_expires_at timestamptz;
grant update (expires_at, full_expires_at) on snapshots to nonante_api;

-- The underwriter a link is for: sealed under the key of the report, and on record under a keyed hash of the name.
alter table report_links
  add column sealed_named_for bytea,
  add column person text,
  alter column named_for drop not null;
comment on column report_links.named_for is 'of links made before the name was sealed; they live for 90 days at most';

-- Each reading of a report. `seconds`: how long its page was in sight, as the reader's browser told and never longer
-- than our own clock; null: it never told, or the report was fetched through the API.
create table report_readings (
  lender_id text not null,
  id text not null,
  report_id text not null,
  actor text not null,
  -- the link it was opened through
  link_hash bytea,
  read_at timestamptz not null,
  seconds integer check (seconds >= 0),
  told_at timestamptz,
  told integer not null default 0,
  primary key (lender_id, id),
  foreign key (lender_id, report_id) references reports (lender_id, id) on delete cascade
);
create index report_readings_report on report_readings (lender_id, report_id, read_at);
select nonante_protect('report_readings', worker => '', purge => 'select, insert, delete');

-- A stored reply goes with the session, report or review it is of. The key stays taken until its day is over, so that
-- nothing is made a second time; of the request and its answer nothing is left.
alter table idempotency_records add column subject_id text;
create index idempotency_records_subject on idempotency_records (lender_id, subject_id) where subject_id is not null;
grant update (fingerprint, sealed_reply, subject_id) on idempotency_records to nonante_purge, nonante_worker;
grant select (lender_id, subject_id) on idempotency_records to nonante_worker;

create function nonante_forget_replies() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
begin
  update public.idempotency_records set fingerprint = '', sealed_reply = null, subject_id = null
    where lender_id = old.lender_id and subject_id = old.id;
  return null;
end
$$;
create trigger forget_replies after delete on sessions
  for each row execute function nonante_forget_replies();
create trigger forget_replies after delete on reports
  for each row execute function nonante_forget_replies();
create trigger forget_replies after delete on reviews
  for each row execute function nonante_forget_replies();

-- How many requests a key made in a minute, over all processes of the API. Under a hash of lender and key, so of no
-- lender; counts only, which a crash may lose.
create unlogged table request_counts (
  who bytea not null check (length(who) = 32),
  minute timestamptz not null,
  requests bigint not null,
  primary key (who, minute)
);
create index request_counts_minute on request_counts (minute);
grant select, insert, update, delete on request_counts to nonante_api;
