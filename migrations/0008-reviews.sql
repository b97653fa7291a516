-- What people say of a report: corrections of its lines, which make a new version of it, and reviews.

alter table reports add column sealed_corrections bytea;
-- a version is corrected once; a further correction is of the newest version
create unique index reports_corrected_once on reports (lender_id, previous_report_id)
  where origin = 'correction';

create table reviews (
  lender_id text not null,
  id text not null,
  report_id text not null,
  requested_by text not null check (requested_by in ('consumer', 'lender')),
  -- the reason, what the consumer says, references of documents
  sealed_request bytea not null,
  outcome text check (outcome in ('upheld', 'changed', 'data_corrected')),
  -- who reviewed, and why so
  sealed_outcome bytea,
  -- the version the review led to
  outcome_report_id text,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (lender_id, id),
  foreign key (lender_id, report_id) references reports (lender_id, id) on delete cascade
);
create index reviews_of_report on reviews (lender_id, report_id, created_at);

select nonante_protect('reviews', worker => '');
