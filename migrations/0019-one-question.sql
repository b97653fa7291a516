-- What every request asks, in one question each: whose key this is, and whether this Idempotency-Key is new. Both take
-- the lender for the length of the statement and act under row-level security as whoever calls them.

-- The key of that hash, neither revoked nor expired at `at`, with its lender; no row when there is none.
create function access.key_of(wanted text, key_hash bytea, at timestamptz) returns table (
  key_id text, mode text, scopes text[],
  id text, short_id text, name text, return_urls text[], provider jsonb, settings jsonb, logo_hash text
)
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  bound text := access.lender_of(wanted);
begin
  if bound is null then
    return;
  end if;
  perform set_config('app.lender_id', bound, true);
  return query
    select k.id, k.mode, k.scopes,
      l.id, l.short_id, l.name, l.return_urls, l.provider, l.settings, l.logo_hash
    from public.api_keys k join public.lenders l on l.id = k.lender_id
    where k.lender_id = bound and k.hash = key_hash
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > at);
end
$$;
revoke execute on function access.key_of(text, bytea, timestamptz) from public;
grant execute on function access.key_of(text, bytea, timestamptz) to nonante_api;

-- Takes an Idempotency-Key for a request; false when it was taken before.
create function nonante_claim_request(
  of_lender text, of_key text, of_fingerprint bytea, of_effect text, at timestamptz
) returns boolean
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('app.lender_id', of_lender, true);
  insert into public.idempotency_records (lender_id, key, fingerprint, effect, created_at)
    values (of_lender, of_key, of_fingerprint, of_effect, at)
    on conflict (lender_id, key) do nothing;
  return found;
end
$$;
revoke execute on function nonante_claim_request(text, text, bytea, text, timestamptz) from public;
grant execute on function nonante_claim_request(text, text, bytea, text, timestamptz) to nonante_api;
