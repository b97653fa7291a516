-- What the applicant keeps after the last page, and how the lender looks on all of them.

-- Of the link that takes an agreement back after the report was sent; as lasting as the session itself.
alter table sessions add column withdrawal_hash bytea;
create unique index sessions_withdrawal_hash on sessions (lender_id, withdrawal_hash)
  where withdrawal_hash is not null;

-- Names the logo's address, so that browsers may keep it: another image has another address.
alter table lenders add column logo_hash text
  generated always as (left(encode(sha256(logo), 'hex'), 16)) stored;
