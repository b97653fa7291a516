-- The trace a session began with (W3C traceparent): the requests of the applicant's browser, which bring none, go on
-- in it. Null when no traces are made; what is not of that form is not used.
alter table sessions add column trace_parent text;
