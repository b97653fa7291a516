-- Rulebooks frozen under a version of their own, which of them draws a lender's reports, and what a challenger scored
-- in the shadow.

-- Of no lender, as the bundles: what was frozen, by whom, and who PostgreSQL says it was.
create table rulebook_releases (
  version text primary key,
  hash text not null unique references rulebook_bundles (hash),
  released_by text not null,
  released_login text not null default session_user,
  released_at timestamptz not null
);
grant select on rulebook_releases to nonante_api, nonante_worker;
grant select, insert on rulebook_releases to nonante_operator;
grant select, insert on rulebook_bundles to nonante_operator;

-- What one person proposes, another approves; what took effect stays as it was. The latest to take effect is in force.
create table rulebook_activations (
  lender_id text not null references lenders (id),
  id text not null,
  -- active: reports are drawn with it; shadow: it scores beside, and no report says so
  use text not null check (use in ('active', 'shadow')),
  version text not null references rulebook_releases (version),
  -- null: from its approval on
  wanted_from timestamptz,
  proposed_by text not null,
  proposed_login text not null default session_user,
  proposed_at timestamptz not null,
  approved_by text,
  approved_login text,
  approved_at timestamptz,
  effective_at timestamptz,
  -- which approval came later, whatever the clocks say
  approval bigint,
  -- taken back before it took effect, or a shadow that ended
  ended_by text,
  ended_at timestamptz,
  primary key (lender_id, id),
  constraint rulebook_activations_two_people check (approved_by <> proposed_by),
  constraint rulebook_activations_approved check
    (num_nulls(approved_by, approved_login, approved_at, effective_at, approval) in (0, 5)),
  constraint rulebook_activations_not_before check (effective_at >= approved_at),
  constraint rulebook_activations_ended check ((ended_at is null) = (ended_by is null))
);
create unique index rulebook_activations_pending on rulebook_activations (lender_id, use, version)
  where approved_at is null and ended_at is null;
create index rulebook_activations_in_force on rulebook_activations (lender_id, use, effective_at desc)
  where effective_at is not null and ended_at is null;
select nonante_protect('rulebook_activations',
  api => 'select', worker => 'select', purge => '', operator => 'select, insert');
grant update (approved_by, approved_login, approved_at, effective_at, approval, ended_by, ended_at)
  on rulebook_activations to nonante_operator;
create sequence rulebook_approvals owned by rulebook_activations.approval;
grant usage on sequence rulebook_approvals to nonante_operator;

-- Under the snapshot's own data key: what is deleted or withdrawn takes it along.
create table shadow_results (
  lender_id text not null,
  snapshot_id text not null,
  rulebook_hash text not null,
  sealed_result bytea not null,
  created_at timestamptz not null,
  primary key (lender_id, snapshot_id, rulebook_hash),
  foreign key (lender_id, snapshot_id) references snapshots (lender_id, id) on delete cascade
);
create index shadow_results_rulebook on shadow_results (lender_id, rulebook_hash, snapshot_id);
select nonante_protect('shadow_results',
  api => '', worker => 'select, insert', purge => 'select, delete', operator => 'select');
grant select on rescorable_snapshots to nonante_operator;
