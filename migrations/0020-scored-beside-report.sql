-- How the person of a report scored, sealed under the report's key: comparing a book opens no report for it.
-- Null in what was written before: read from the report itself.
alter table reports add column sealed_scored bytea;
