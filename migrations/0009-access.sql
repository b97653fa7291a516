-- Keys with scopes, and what a lender says of itself.

alter table api_keys
  -- null: every scope, as keys had before there were scopes
  add column scopes text[],
  add column label text,
  -- the key this one takes the place of
  add column replaces text;

alter table lenders
  add column logo bytea,
  add column logo_type text check (logo_type in ('image/png', 'image/jpeg')),
  add constraint lenders_logo check ((logo is null) = (logo_type is null));
grant update (name, return_urls, settings, logo, logo_type) on lenders to nonante_api;
