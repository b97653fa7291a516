-- Records that prove themselves: the audit chain, consents, legal hold, what may be scored again, signing keys.

-- The audit chain. A position is given when an event is sealed, so it has no gaps, whatever the identity sequence
-- has: a transaction that commits late is sealed late, one rolled back was never there.
alter table audit_events
  add column position bigint,
  add column hash bytea,
  add constraint audit_events_sealed check ((position is null) = (hash is null));
create unique index audit_events_position on audit_events (lender_id, position);
create index audit_events_unsealed on audit_events (lender_id, sequence) where position is null;
create index audit_events_subject on audit_events (lender_id, subject_id);
select nonante_protect('audit_events',
  api => 'insert', worker => 'select, insert', purge => 'select, insert, delete', operator => 'select, insert');
grant update (position, hash) on audit_events to nonante_worker;

-- Signed heads of the chain. `pruned`: the events up to here are past their keeping and gone.
create table audit_heads (
  lender_id text not null,
  position bigint not null,
  hash bytea not null,
  pruned boolean not null default false,
  statement text not null,
  created_at timestamptz not null,
  primary key (lender_id, position, pruned)
);
select nonante_protect('audit_heads',
  api => '', worker => 'select, insert, delete', purge => 'select, insert, delete', operator => 'select');

-- Lenders with events to seal or data keys to destroy: one round trip, each lender looked at as itself.
create function nonante_upkeep() returns setof text
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
declare
  lender text;
begin
  for lender in select access.lender_ids() loop
    perform set_config('app.lender_id', lender, true);
    if exists (select from public.audit_events where lender_id = lender and position is null)
      or exists (select from public.key_destructions where lender_id = lender) then
      return next lender;
    end if;
  end loop;
  perform set_config('app.lender_id', '', true);
end
$$;
revoke execute on function nonante_upkeep() from public;
grant execute on function nonante_upkeep() to nonante_worker;

-- Ed25519 keys that sign receipts and heads; the private half is wrapped under a key-encryption key. Of no lender.
create table signing_keys (
  id text primary key,
  public_key text not null,
  wrapped bytea not null,
  key_version text not null,
  created_at timestamptz not null,
  -- signs no more; its public half stays
  retired_at timestamptz
);
grant select, insert on signing_keys to nonante_api, nonante_worker, nonante_purge;
grant select, insert, update on signing_keys to nonante_operator;

-- Data keys to destroy in a key store of another database, once the transaction that said so has committed.
create table key_destructions (
  lender_id text not null,
  subject_id text not null,
  created_at timestamptz not null,
  primary key (lender_id, subject_id)
);
select nonante_protect('key_destructions', api => 'select, insert, delete',
  worker => 'select, insert, delete', purge => 'select, insert, delete');
select nonante_protect('keystore.data_keys', api => 'select, insert, delete',
  worker => 'select, insert, delete', purge => 'select, insert, delete', operator => 'select, update');

-- Consent: what was asked and what was ticked, the words shown, the accounts chosen, the bank's answers.
create table consent_texts (
  lender_id text not null references lenders (id),
  hash text not null,
  version text not null,
  language text not null check (language in ('fr', 'en')),
  body text not null,
  created_at timestamptz not null,
  primary key (lender_id, hash)
);
select nonante_protect('consent_texts', api => 'select, insert', worker => '');

create table consents (
  lender_id text not null,
  session_id text not null,
  -- of the link it was given through: a new link asks again
  generation integer not null,
  text_hash text not null,
  purposes_asked text[] not null,
  purposes_granted text[] not null,
  given_at timestamptz not null,
  primary key (lender_id, session_id, generation),
  foreign key (lender_id, session_id) references sessions (lender_id, id),
  foreign key (lender_id, text_hash) references consent_texts (lender_id, hash),
  check (purposes_granted <@ purposes_asked)
);
select nonante_protect('consents', api => 'select, insert', worker => 'select');

create table consent_grants (
  lender_id text not null,
  session_id text not null,
  connection_id text not null,
  bank_id text not null,
  granted_at timestamptz not null,
  -- SHA-256 of the bank's own id of the consent, where it has one
  bank_consent_hash text,
  -- [{account: a pseudonym, balances, transactions}], once chosen
  accounts jsonb not null default '[]',
  identity boolean not null default false,
  chosen_at timestamptz,
  given_back_at timestamptz,
  given_back text check (given_back in ('emptied', 'failed')),
  primary key (lender_id, session_id, connection_id),
  foreign key (lender_id, session_id, connection_id) references connections (lender_id, session_id, id)
);
select nonante_protect('consent_grants', worker => 'select, update', purge => 'select, update, delete');

alter table sessions
  -- what the applicant ticked; null before they answered
  add column granted_purposes text[] check (granted_purposes <@ purposes),
  add column withdrawn_at timestamptz,
  add column legal_hold_at timestamptz,
  add column legal_hold_reason text,
  add constraint sessions_legal_hold check ((legal_hold_at is null) = (legal_hold_reason is null));
create index sessions_applicant on sessions (lender_id, applicant_reference);
create index snapshots_expiry on snapshots (lender_id, expires_at);
create index snapshots_subject on snapshots (lender_id, subject_id);
create index reports_expiry on reports (lender_id, expires_at);
create index reports_snapshot on reports (lender_id, snapshot_id);
create index idempotency_records_age on idempotency_records (lender_id, created_at);

-- The purge empties what an ended session still holds, and deletes.
select nonante_protect('sessions', worker => 'select, update', purge => 'select, update, delete');
select nonante_protect('connections', worker => 'select, update', purge => 'select, update, delete');
select nonante_protect('reports', api => 'select, insert, update, delete',
  worker => 'select, insert, update, delete', purge => 'select, update, delete');

-- All that may be scored again: the applicant ticked it, has not withdrawn, and the keeping is not over.
create view rescorable_snapshots with (security_invoker = true) as
select s.lender_id, s.id, s.subject_id as session_id, s.hash, s.sealed_body, s.created_at, s.expires_at, e.mode
from snapshots s
join sessions e on e.lender_id = s.lender_id and e.id = s.subject_id
where e.status = 'completed'
  and e.withdrawn_at is null
  and 'rescoring' = any (e.granted_purposes)
  and s.expires_at > now();
grant select on rescorable_snapshots to nonante_api, nonante_worker;
