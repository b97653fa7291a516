-- What a request makes is named before it is made: who takes over a request whose server died between its effect and
-- its reply finds the effect by this name, and makes no second one.
alter table idempotency_records add column effect text;
