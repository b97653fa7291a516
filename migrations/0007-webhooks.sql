-- What lenders are told: an event for each change, written in its transaction; whom it goes to, and how that went.
-- Handles and codes only; the secrets are sealed.

create table outbox_events (
  lender_id text not null references lenders (id),
  id text not null,
  mode text not null check (mode in ('test', 'live')),
  type text not null,
  subject_id text not null,
  data jsonb not null,
  created_at timestamptz not null,
  primary key (lender_id, id)
);
-- a change is told once
create unique index outbox_events_once on outbox_events (lender_id, subject_id, type);

create table webhooks (
  lender_id text not null references lenders (id),
  id text not null,
  mode text not null check (mode in ('test', 'live')),
  url text not null,
  -- null: every type, those to come too
  event_types text[],
  sealed_secret bytea not null,
  -- signs beside the new one until its time is over
  sealed_previous_secret bytea,
  previous_secret_until timestamptz,
  disabled_at timestamptz,
  disabled_why text check (disabled_why in ('lender', 'gone')),
  created_at timestamptz not null,
  primary key (lender_id, id)
);

create table webhook_deliveries (
  lender_id text not null,
  webhook_id text not null,
  event_id text not null,
  status text not null check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  last_outcome text,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  created_at timestamptz not null,
  primary key (lender_id, webhook_id, event_id),
  foreign key (lender_id, webhook_id) references webhooks (lender_id, id) on delete cascade,
  foreign key (lender_id, event_id) references outbox_events (lender_id, id) on delete cascade
);
create index webhook_deliveries_newest on webhook_deliveries (lender_id, webhook_id, created_at desc, event_id);

select nonante_protect('outbox_events', api => 'select, insert', worker => 'select, insert');
select nonante_protect('webhooks', api => 'select, insert, update, delete', worker => 'select, update');
select nonante_protect('webhook_deliveries');
