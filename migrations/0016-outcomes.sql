-- What became of people, and the figures their report rested on: kept for validation alone, longer than what was read
-- at the bank, under a data key of their own. Neither an outcome nor a figure is in the clear.

create table validation_vectors (
  lender_id text not null,
  id text not null,
  session_id text not null,
  report_id text not null,
  -- the report's, so that figures can be followed by week
  reported_at timestamptz not null,
  sealed_vector bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (lender_id, id),
  unique (lender_id, report_id),
  -- not on the report, which may go before it; with the session it goes
  foreign key (lender_id, session_id) references sessions (lender_id, id)
);
create index validation_vectors_session on validation_vectors (lender_id, session_id);
create index validation_vectors_expiry on validation_vectors (lender_id, expires_at);
create index validation_vectors_week on validation_vectors (lender_id, reported_at, id);

-- Each correction of an outcome is a further version; the last counts.
create table outcomes (
  lender_id text not null,
  vector_id text not null,
  product text not null,
  bad_definition text not null,
  version integer not null check (version > 0),
  observation_end text not null check (observation_end ~ '^\d{4}-\d{2}-\d{2}$'),
  sealed_outcome bytea not null,
  actor text not null,
  created_at timestamptz not null,
  primary key (lender_id, vector_id, product, bad_definition, version),
  foreign key (lender_id, vector_id) references validation_vectors (lender_id, id) on delete cascade
);

select nonante_protect('validation_vectors', api => 'select, insert, delete', worker => 'select, insert');
select nonante_protect('outcomes', api => 'select, insert, delete', worker => 'select');
