-- Learners whom an adult answers for: a counselor's and a case manager's. Ended, never taken away.
create table caseload (
  district_id bytea not null,
  holder_id bytea not null,
  kind text not null,
  learner_id bytea not null,
  assigned_at bigint not null,
  assigned_by bytea not null,
  begins_on text,
  ends_on text,
  ended_at bigint,
  ended_by bytea,
  primary key (district_id, holder_id, kind, learner_id, assigned_at),
  foreign key (district_id, holder_id) references person (district_id, person_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index caseload_of_learner on caseload (district_id, learner_id);

-- One day's place in one section. It holds between its two moments, whatever the clock of a timer does.
create table substitution (
  district_id bytea not null,
  substitution_id bytea not null,
  section_id bytea not null,
  person_id bytea not null,
  day text not null,
  begins_at bigint not null,
  ends_at bigint not null,
  made_by bytea not null,
  made_at bigint not null,
  revoked_at bigint,
  revoked_by bytea,
  primary key (district_id, substitution_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index substitution_of_person on substitution (district_id, person_id, ends_at);

create index substitution_of_section on substitution (district_id, section_id, ends_at);

-- What a learner is to be given, version by version; a version is never changed.
create table accommodation (
  district_id bytea not null,
  learner_id bytea not null,
  version bigint not null,
  begins_on text not null,
  ends_on text,
  time_factor text not null,
  reader bigint not null,
  print_size text not null,
  language text,
  seat text,
  delivery text,
  written_by bytea not null,
  written_at bigint not null,
  primary key (district_id, learner_id, version),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- Why, apart from what: nothing that shows what is given reads this table.
create table accommodation_reason (
  district_id bytea not null,
  learner_id bytea not null,
  version bigint not null,
  reason text not null,
  primary key (district_id, learner_id, version),
  foreign key (district_id, learner_id, version)
    references accommodation (district_id, learner_id, version)
);
