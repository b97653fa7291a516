-- A link to a report may be made to act with: correct lines, ask for a review, note its decision. Others only read.
alter table report_links add column may_act boolean not null default false;
