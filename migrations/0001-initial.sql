-- The first schema. Every key begins with the lender, so that tables can be distributed or partitioned.
-- Text of applicants, banks and statements is only ever in `sealed_*` columns.

create schema keystore;

create table lenders (
  id text primary key,
  short_id text not null unique,
  name text not null,
  return_urls text[] not null default '{}',
  provider jsonb not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

create table api_keys (
  lender_id text not null references lenders (id),
  id text not null,
  mode text not null check (mode in ('test', 'live')),
  hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (lender_id, id)
);

-- Wrapped data keys live apart from what they seal: destroying a row is the deletion of its subject.
create table keystore.data_keys (
  lender_id text not null,
  subject_id text not null,
  wrapped bytea not null,
  key_version text not null,
  created_at timestamptz not null,
  primary key (lender_id, subject_id)
);

create table sessions (
  lender_id text not null references lenders (id),
  id text not null,
  mode text not null check (mode in ('test', 'live')),
  status text not null check (status in
    ('created', 'open', 'confirming', 'completed', 'declined', 'cancelled', 'expired', 'failed', 'withdrawn')),
  failure_code text,
  applicant_reference text not null,
  purposes text[] not null,
  language text not null check (language in ('fr', 'en')),
  banks text[],
  preselected_bank text,
  max_connections integer not null,
  return_url text,
  window_days integer not null check (window_days between 1 and 90),
  retention_days integer not null,
  -- who reads the accounts for this session: no applicant's text, and every poll of the pages shows it
  provider jsonb not null,
  sealed_request bytea,
  link_generation integer not null default 1,
  link_hash bytea not null,
  link_used_at timestamptz,
  browser_hash bytea,
  report_id text,
  created_at timestamptz not null,
  opened_at timestamptz,
  -- the applicant has no other bank to join
  joined_at timestamptz,
  confirming_at timestamptz,
  ended_at timestamptz,
  expires_at timestamptz not null,
  primary key (lender_id, id)
);
create unique index sessions_link on sessions (lender_id, link_hash);
create index sessions_browser on sessions (lender_id, browser_hash);
create index sessions_created on sessions (lender_id, created_at desc, id);
create index sessions_open on sessions (expires_at) where ended_at is null;

create table connections (
  lender_id text not null,
  session_id text not null,
  id text not null,
  bank_id text not null,
  status text not null check (status in
    ('authorizing', 'exchanging', 'selecting', 'collecting', 'collected', 'denied', 'failed', 'reauthorization_required')),
  failure_code text,
  state_hash bytea,
  sealed_credential bytea,
  sealed_choices bytea,
  sealed_grants bytea,
  sealed_presence bytea,
  sealed_collected bytea,
  presence_until timestamptz,
  pull_started_at timestamptz,
  fence integer not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (lender_id, session_id, id),
  foreign key (lender_id, session_id) references sessions (lender_id, id)
);
create unique index connections_state on connections (lender_id, state_hash);

create table snapshots (
  lender_id text not null references lenders (id),
  id text not null,
  subject_id text not null,
  hash text not null,
  sealed_body bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (lender_id, id)
);

create table reports (
  lender_id text not null references lenders (id),
  id text not null,
  subject_id text not null,
  session_id text,
  snapshot_id text,
  origin text not null check (origin in ('session', 'statement', 'rescoring', 'correction')),
  previous_report_id text,
  rulebook_version text not null,
  rulebook_hash text not null,
  body_hash text not null,
  sealed_body bytea not null,
  sealed_transactions bytea not null,
  created_at timestamptz not null,
  -- null: a draft only the applicant has seen
  released_at timestamptz,
  expires_at timestamptz not null,
  primary key (lender_id, id),
  foreign key (lender_id, session_id) references sessions (lender_id, id)
);
create index reports_session on reports (lender_id, session_id);

create table report_links (
  lender_id text not null,
  token_hash bytea not null,
  report_id text not null,
  named_for text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened integer not null default 0,
  primary key (lender_id, token_hash),
  foreign key (lender_id, report_id) references reports (lender_id, id)
);

-- Every bundle a report rests on, by hash; shared by all lenders.
create table rulebook_bundles (
  hash text primary key,
  version text not null,
  bundle bytea not null,
  created_at timestamptz not null
);

create table audit_events (
  lender_id text not null,
  sequence bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  primary key (lender_id, sequence)
);

create table idempotency_records (
  lender_id text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  sealed_reply bytea,
  created_at timestamptz not null,
  primary key (lender_id, key)
);
