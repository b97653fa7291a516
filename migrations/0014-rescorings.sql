-- Re-scoring: a job over what may be scored again, divided into parts by ranges of snapshot ids, and what came of each
-- snapshot. No score, grade or label is in the clear: a result is sealed under the key of its snapshot and goes with it.

-- The lender's own code of what was applied for, so that a batch can be of one product.
alter table sessions add column product text;

-- Whoever is under a legal hold is kept for the dispute and for nothing else.
create or replace view rescorable_snapshots with (security_invoker = true) as
select s.lender_id, s.id, s.subject_id as session_id, s.hash, s.sealed_body, s.created_at, s.expires_at, e.mode, e.product
from snapshots s
join sessions e on e.lender_id = s.lender_id and e.id = s.subject_id
where e.status = 'completed'
  and e.withdrawn_at is null
  and e.legal_hold_at is null
  and 'rescoring' = any (e.granted_purposes)
  and s.expires_at > now();

create table rescorings (
  lender_id text not null references lenders (id),
  id text not null,
  mode text not null check (mode in ('test', 'live')),
  -- planning: parts are still being made, and those made are worked on already
  status text not null check (status in ('planning', 'running', 'completed', 'cancelled')),
  rulebook_version text not null,
  rulebook_hash text not null,
  -- what it is compared with; null: the report as it stands
  baseline_version text,
  baseline_hash text,
  since timestamptz,
  until timestamptz,
  product text,
  grades text[],
  sample integer check (sample > 0),
  -- of a sample: those whose md5 of seed and id is up to the limit
  seed text not null,
  sample_limit text,
  -- the last snapshot that is in a part; '' before the first
  planned_to text not null default '',
  parts integer not null default 0,
  -- null until counted
  selected integer,
  left_out jsonb,
  actor text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (lender_id, id)
);
create index rescorings_created on rescorings (lender_id, created_at desc, id);

create table rescoring_parts (
  lender_id text not null,
  rescoring_id text not null,
  part integer not null check (part > 0),
  -- the last snapshot done, and at first the one before the first
  done_to text not null,
  up_to text not null,
  selected integer not null,
  scored integer not null default 0,
  failed integer not null default 0,
  -- of another grade than was asked for, which is known once the report is open
  other_grade integer not null default 0,
  -- beginnings that led to nothing yet: a worker that dies leaves its own
  starts integer not null default 0,
  touched_at timestamptz not null,
  ended_at timestamptz,
  primary key (lender_id, rescoring_id, part),
  foreign key (lender_id, rescoring_id) references rescorings (lender_id, id)
);
create index rescoring_parts_open on rescoring_parts (lender_id, rescoring_id, touched_at) where ended_at is null;

create table rescoring_results (
  lender_id text not null,
  rescoring_id text not null,
  snapshot_id text not null,
  outcome text not null check (outcome in ('scored', 'failed')),
  failure_code text,
  sealed_body bytea,
  created_at timestamptz not null,
  -- each snapshot once, whoever dies
  primary key (lender_id, rescoring_id, snapshot_id),
  foreign key (lender_id, rescoring_id) references rescorings (lender_id, id),
  foreign key (lender_id, snapshot_id) references snapshots (lender_id, id) on delete cascade,
  check ((outcome = 'scored') = (sealed_body is not null) and (outcome = 'failed') = (failure_code is not null))
);
create index rescoring_results_snapshot on rescoring_results (lender_id, snapshot_id);

select nonante_protect('rescorings', worker => 'select, update');
select nonante_protect('rescoring_parts', api => 'select');
select nonante_protect('rescoring_results', api => 'select', worker => 'select, insert');
