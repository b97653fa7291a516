-- Reports over the sessions of several who apply together: which sessions each rests on, in their order.
alter table reports drop constraint reports_origin_check;
alter table reports add constraint reports_origin_check
  check (origin in ('session', 'statement', 'co_applicants', 'rescoring', 'correction'));

create table report_sessions (
  lender_id text not null,
  report_id text not null,
  session_id text not null,
  -- 1: the applicant
  position smallint not null check (position > 0),
  primary key (lender_id, report_id, session_id),
  foreign key (lender_id, report_id) references reports (lender_id, id) on delete cascade,
  foreign key (lender_id, session_id) references sessions (lender_id, id) on delete cascade
);
create index report_sessions_session on report_sessions (lender_id, session_id);
select nonante_protect('report_sessions', api => 'select, insert', worker => '', operator => '');

-- A report goes with the first of its sessions that goes: it says of each what their snapshots said.
create function nonante_forget_together() returns trigger
language plpgsql security invoker set search_path = pg_catalog, pg_temp
as $$
begin
  delete from public.report_links where lender_id = old.lender_id and report_id = old.report_id;
  delete from public.reports where lender_id = old.lender_id and id = old.report_id;
  delete from public.snapshots where lender_id = old.lender_id and subject_id = old.report_id;
  return null;
end
$$;
create trigger forget_together after delete on report_sessions
  for each row execute function nonante_forget_together();
