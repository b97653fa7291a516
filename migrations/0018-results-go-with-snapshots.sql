-- What came of a re-scoring goes with its snapshot by a trigger, no longer by a foreign key. The check of that key locked
-- the snapshot of each result, and a lock is written into the row: a page of the snapshots, anywhere among all of them,
-- read and written again for each result. The insert itself takes only what may still be scored.

-- As the tables' owner, like the key it is in the place of: whoever may delete a snapshot need not be one who may delete
-- a result. The lock waits for those who are writing results (they hold it shared: src/rescoring/part-store.ts); whoever
-- comes after finds no snapshot.
create function nonante_results_go() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('nonante results ' || lenders.lender_id, 0))
    from (select distinct lender_id from gone order by lender_id) lenders;
  delete from public.rescoring_results r using gone
    where r.lender_id = gone.lender_id and r.snapshot_id = gone.id;
  return null;
end
$$;
revoke execute on function nonante_results_go() from public;
create trigger results_go_too after delete on snapshots
  referencing old table as gone for each statement execute function nonante_results_go();

alter table rescoring_results drop constraint rescoring_results_lender_id_snapshot_id_fkey;
