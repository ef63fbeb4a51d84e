-- What there is to learn from, in which ways, what was given to whom, and who used it.

-- Ways of learning in a session. A district without rows of its own has the usual ones.
create table modality (
  district_id bytea not null references district (district_id),
  modality_key text not null,
  place bigint not null,
  name text not null,
  group_least bigint not null,
  group_most bigint not null,
  needs_educator bigint not null,
  needs_device bigint not null,
  screen_time bigint not null,
  own_lesson bigint not null,
  room_kinds text not null,
  retired_at bigint,
  primary key (district_id, modality_key)
);

-- A lesson page, link, file, page of a cartridge or another system's activity. `version` is that of its text, 0
-- where it has none of ours.
create table resource (
  district_id bytea not null references district (district_id),
  resource_id bytea not null,
  kind text not null,
  title text not null,
  about text not null,
  version bigint not null,
  modality_key text not null,
  minutes bigint not null,
  language text not null,
  grades text not null,
  address text not null,
  file_digest bytea,
  file_name text not null,
  assessment_id bytea,
  from_source text not null,
  from_identifier text not null,
  made_by bytea,
  made_at bigint not null,
  retired_at bigint,
  search_key text not null,
  primary key (district_id, resource_id)
);

create index resource_by_source on resource (district_id, from_source, from_identifier);

create index resource_by_key on resource (district_id, search_key, resource_id);

-- The text of a page as QTI 3.0 writes a stimulus. Never changed.
create table resource_version (
  district_id bytea not null,
  resource_id bytea not null,
  version bigint not null,
  content text not null,
  digest bytea not null,
  written_by bytea,
  written_at bigint not null,
  primary key (district_id, resource_id, version),
  foreign key (district_id, resource_id) references resource (district_id, resource_id)
);

create table resource_competency (
  district_id bytea not null,
  resource_id bytea not null,
  competency_id bytea not null,
  place bigint not null,
  primary key (district_id, resource_id, competency_id),
  foreign key (district_id, resource_id) references resource (district_id, resource_id),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

create index resource_competency_by_competency on resource_competency (district_id, competency_id);

-- What an educator gave to a class: to everybody in it, or to the learners of the next table; and the check of it
-- that was given along.
create table given_resource (
  district_id bytea not null,
  section_id bytea not null,
  resource_id bytea not null,
  everybody bigint not null,
  note text not null,
  assignment_id bytea,
  given_by bytea not null,
  given_at bigint not null,
  withdrawn_at bigint,
  primary key (district_id, section_id, resource_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, resource_id) references resource (district_id, resource_id)
);

create table given_resource_learner (
  district_id bytea not null,
  section_id bytea not null,
  resource_id bytea not null,
  learner_id bytea not null,
  primary key (district_id, section_id, resource_id, learner_id),
  foreign key (district_id, section_id, resource_id)
    references given_resource (district_id, section_id, resource_id)
);

create index given_resource_of_learner on given_resource_learner (district_id, learner_id);

-- A learner worked with a resource. No evidence by itself, and no mastery ever.
create table resource_use (
  district_id bytea not null,
  learner_id bytea not null,
  use_id bytea not null,
  resource_id bytea not null,
  used_at bigint not null,
  minutes bigint,
  result bigint,
  source text not null,
  recorded_by bytea,
  recorded_at bigint not null,
  primary key (district_id, learner_id, use_id),
  foreign key (district_id, resource_id) references resource (district_id, resource_id)
);

create index resource_use_by_resource on resource_use (district_id, resource_id, used_at);

-- Which column of a vendor's table says what, as somebody said it the first time; kept by the vendor's name.
create table vendor_columns (
  district_id bytea not null references district (district_id),
  source text not null,
  mapping text not null,
  set_by bytea not null,
  set_at bigint not null,
  primary key (district_id, source)
);
