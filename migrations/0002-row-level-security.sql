-- Row-level security, forced: a row is seen and written only in a transaction that carries its lender
-- (app.lender_id). The roles are cluster-wide and made by `nonante migrate` before this file (src/db/roles.ts).
--
-- Exempt, because they belong to no lender: rulebook_bundles, schema_migrations, and the schema of pg-boss.

-- The lender of this transaction. Never set: an error. Set by an earlier transaction only: null, and no row.
create function nonante_lender() returns text
language sql stable parallel safe
return nullif(current_setting('app.lender_id'), '');
revoke execute on function nonante_lender() from public;
grant execute on function nonante_lender() to nonante_api, nonante_worker, nonante_purge, nonante_operator, nonante_lookup;

-- Protects a table that has `lender_id`, and grants the verbs each role needs on it: a comma-separated list,
-- '' for none. A later migration calls it for each table it makes: select nonante_protect('the_table').
create function nonante_protect(
  protected regclass,
  api text default 'select, insert, update',
  worker text default 'select, insert, update',
  purge text default 'select, delete',
  operator text default 'select'
) returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
declare
  verbs record;
begin
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);
  execute format('drop policy if exists of_its_lender on %s', protected);
  execute format(
    'create policy of_its_lender on %s using (lender_id = public.nonante_lender())
       with check (lender_id = public.nonante_lender())', protected);
  for verbs in
    select * from (values ('nonante_api', api), ('nonante_worker', worker),
      ('nonante_purge', purge), ('nonante_operator', operator)) as wanted (grantee, list)
  loop
    if verbs.list !~ '^((select|insert|update|delete)(, (select|insert|update|delete))*)?$' then
      raise exception 'not a list of verbs: %', verbs.list;
    end if;
    execute format('revoke all on %s from %I', protected, verbs.grantee);
    if verbs.list <> '' then
      execute format('grant %s on %s to %I', verbs.list, protected, verbs.grantee);
    end if;
  end loop;
end
$$;
revoke execute on function nonante_protect(regclass, text, text, text, text) from public;

grant usage on schema public, keystore to nonante_api, nonante_worker, nonante_purge, nonante_operator;

select nonante_protect('api_keys', api => 'select', worker => '', purge => '', operator => 'select, insert, update');
select nonante_protect('keystore.data_keys',
  api => 'select, insert, delete', worker => 'select, insert, delete');
select nonante_protect('sessions', worker => 'select, update');
select nonante_protect('connections', worker => 'select, update');
select nonante_protect('snapshots', api => 'select, insert, delete', worker => 'select, insert, delete');
select nonante_protect('reports',
  api => 'select, insert, update, delete', worker => 'select, insert, update, delete');
select nonante_protect('report_links', worker => '');
-- Appended, and never changed or removed by those who act.
select nonante_protect('audit_events',
  api => 'insert', worker => 'insert', purge => 'select, insert', operator => 'select, insert');
select nonante_protect('idempotency_records',
  api => 'select, insert, update, delete', worker => '', operator => '');

-- A lender's own row: its key is its id.
alter table lenders enable row level security;
alter table lenders force row level security;
create policy of_itself on lenders using (id = nonante_lender()) with check (id = nonante_lender());
grant select on lenders to nonante_api, nonante_worker, nonante_purge;
grant select, insert, update on lenders to nonante_operator;

grant select, insert on rulebook_bundles to nonante_api, nonante_worker;
grant select on rulebook_bundles to nonante_operator;
grant select on schema_migrations to nonante_api, nonante_worker, nonante_purge, nonante_operator;

-- What must be found before the lender is known: ids only, through functions of a role that may read nothing else.
create schema access;
grant usage on schema access to nonante_api, nonante_worker, nonante_purge, nonante_operator, nonante_lookup;
grant usage on schema public to nonante_lookup;
grant select (id, short_id) on lenders to nonante_lookup;
create policy looked_up on lenders for select to nonante_lookup using (true);

-- The lender a credential begins with; null when there is none.
create function access.lender_of(wanted text) returns text
language sql stable security definer set search_path = ''
as 'select id from public.lenders where short_id = wanted';

-- Every lender, for jobs that take them one after the other.
create function access.lender_ids() returns setof text
language sql stable security definer set search_path = ''
as 'select id from public.lenders order by id';

grant create on schema access to nonante_lookup;
alter function access.lender_of(text) owner to nonante_lookup;
alter function access.lender_ids() owner to nonante_lookup;
revoke create on schema access from nonante_lookup;
revoke execute on all functions in schema access from public;
grant execute on function access.lender_of(text) to nonante_api;
grant execute on function access.lender_ids() to nonante_worker, nonante_purge, nonante_operator;
