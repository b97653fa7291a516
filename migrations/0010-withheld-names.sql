-- Names of private persons that protection withheld from a snapshot: sealed apart from it, under the data key of the
-- session (or of the report, of a brought statement). They go with the snapshot, and with that key.

create table withheld_names (
  lender_id text not null,
  snapshot_id text not null,
  -- whose data key seals them
  subject_id text not null,
  sealed_names bytea not null,
  primary key (lender_id, snapshot_id),
  foreign key (lender_id, snapshot_id) references snapshots (lender_id, id) on delete cascade
);
create index withheld_names_of_subject on withheld_names (lender_id, subject_id);

select nonante_protect('withheld_names',
  api => 'select, insert', worker => 'insert', operator => '');
