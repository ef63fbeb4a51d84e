-- Adoptions of changed policies, and for each judgement that one replaced for the past what stood there
-- before: an undo puts it back, and a rebuild of mastery judges by it again.

create table adoption (
  district_id bytea not null,
  adoption_id bytea not null,
  scope_kind text not null,
  scope_id bytea not null,
  field text not null,
  effect text not null,
  version bigint not null,
  for_past bigint not null,
  adopted_at bigint not null,
  adopted_by bytea,
  reason text not null,
  -- The last learner who is done, in id order, or null before the first.
  judged_to bytea,
  learners_done bigint not null default 0,
  learners_in_all bigint not null default 0,
  finished_at bigint,
  undone_at bigint,
  undone_by bytea,
  undo_reason text,
  -- The version of the policy that the undo wrote, or null where a later one stands.
  undo_version bigint,
  restored_to bytea,
  learners_restored bigint not null default 0,
  undo_finished_at bigint,
  primary key (district_id, adoption_id)
);

-- One judgement that an adoption replaced, or made where there was none (then `inputs` is null).
create table adopted_cell (
  district_id bytea not null,
  adoption_id bytea not null,
  learner_id bytea not null,
  competency_id bytea not null,
  context bytea not null,
  turn text not null,
  new_value bigint,
  new_level text,
  new_mastered bigint not null,
  new_inputs bytea not null,
  read_to bigint not null,
  value bigint,
  level text,
  mastered bigint,
  trend bigint,
  evidence_count bigint,
  last_worked_at bigint,
  decided bigint,
  changes_at bigint,
  rule text,
  rule_version bigint,
  inputs bytea,
  last_sequence bigint,
  why bytea,
  judged_at bigint,
  primary key (district_id, adoption_id, learner_id, competency_id, context),
  foreign key (district_id, adoption_id) references adoption (district_id, adoption_id)
);

create index adopted_cell_of_learner on adopted_cell (district_id, learner_id, competency_id);
