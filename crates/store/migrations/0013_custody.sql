-- What a person decided about one adult's rights for one learner. Rows are added, never changed; the newest one
-- of a pair stands, and no roster changes what it says.
create table custody_decision (
  district_id bytea not null references district (district_id),
  learner_id bytea not null,
  guardian_id bytea not null,
  decided_at bigint not null,
  decided_by bytea not null,
  relation text,
  may_see bigint not null,
  begins_on text,
  ends_on text,
  reason text not null,
  primary key (district_id, learner_id, guardian_id, decided_at),
  foreign key (district_id, guardian_id) references person (district_id, person_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);
