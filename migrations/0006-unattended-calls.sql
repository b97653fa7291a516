-- Reads made without the customer in front of the screen, counted over all processes: a bank gives four a day of
-- each account and list (RTS on strong customer authentication, 36(5)(b)).
-- No lender in the key: the bank counts by customer and by the provider that signs the call, whichever lender it is
-- made for, so that two lenders of one provider share what is left. `what` is a keyed hash; nothing here names a
-- customer, an account or a lender, and nothing is kept longer than it counts.
create table unattended_calls (
  bank_id text not null,
  what bytea not null check (length(what) = 32),
  taken_at timestamptz[] not null,
  last_at timestamptz not null,
  primary key (bank_id, what)
);
create index unattended_calls_last_at on unattended_calls (last_at);

grant select, insert, update, delete on unattended_calls to nonante_api, nonante_worker;
grant select, delete on unattended_calls to nonante_purge;
