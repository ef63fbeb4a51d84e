-- What was done to many at once, and two records of one child that count as one.

-- One row per batch: who did what to how many, and who undid it. Batches are never deleted.
create table batch (
  district_id bytea not null references district (district_id),
  batch_id bytea not null,
  action text not null,
  section_id bytea,
  from_section_id bytea,
  competency_id bytea,
  instrument text,
  day text,
  reminded text,
  reason text not null,
  made_at bigint not null,
  made_by bytea not null,
  finished_at bigint,
  undone_at bigint,
  undone_by bytea,
  undo_reason text,
  undo_finished_at bigint,
  primary key (district_id, batch_id)
);

-- One learner of a batch; `left_behind` is what an undo looks for.
create table batch_row (
  district_id bytea not null,
  batch_id bytea not null,
  place bigint not null,
  learner_id bytea not null,
  state text not null,
  answer text not null default '',
  left_behind text not null default '',
  answered_at bigint,
  primary key (district_id, batch_id, place),
  foreign key (district_id, batch_id) references batch (district_id, batch_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index batch_row_of_learner on batch_row (district_id, learner_id);

-- Two records of one child: from `linked_at` to `separated_at` what is recorded of the merged one counts for
-- the kept one too. Rows are added and ended, never deleted.
create table record_link (
  district_id bytea not null references district (district_id),
  link_id bytea not null,
  kept_id bytea not null,
  merged_id bytea not null,
  reason text not null,
  linked_at bigint not null,
  linked_by bytea not null,
  separated_at bigint,
  separated_by bytea,
  separate_reason text,
  primary key (district_id, link_id),
  foreign key (district_id, kept_id) references person (district_id, person_id),
  foreign key (district_id, merged_id) references person (district_id, person_id)
);

create index record_link_of_kept on record_link (district_id, kept_id);

create index record_link_of_merged on record_link (district_id, merged_id);

-- Which entry of the merged record an entry of the kept one repeats.
create table carried_entry (
  district_id bytea not null,
  learner_id bytea not null,
  sequence bigint not null,
  link_id bytea not null,
  merged_id bytea not null,
  from_sequence bigint not null,
  primary key (district_id, learner_id, sequence),
  foreign key (district_id, link_id) references record_link (district_id, link_id)
);

create index carried_entry_of_link on carried_entry (district_id, link_id, from_sequence);

-- What a guardian's right to the kept record was before the link changed it; `had` is 0 where there was none.
create table record_link_guardian (
  district_id bytea not null,
  link_id bytea not null,
  guardian_id bytea not null,
  had bigint not null,
  relation text,
  may_see bigint,
  begins_on text,
  ends_on text,
  given_may_see bigint not null,
  primary key (district_id, link_id, guardian_id),
  foreign key (district_id, link_id) references record_link (district_id, link_id)
);

-- Draft ratings that went over to the kept record.
create table record_link_draft (
  district_id bytea not null,
  link_id bytea not null,
  section_id bytea not null,
  competency_id bytea not null,
  judge_id bytea not null,
  rated_at bigint not null,
  primary key (district_id, link_id, section_id, competency_id),
  foreign key (district_id, link_id) references record_link (district_id, link_id)
);

-- Into which record this one is merged, while it is.
alter table person add column merged_into bytea;

create index person_merged on person (district_id, merged_into);

alter table learner add column merged_into bytea;
