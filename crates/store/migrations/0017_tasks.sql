-- Rubrics, tasks that are judged by them, and what learners make of those.

-- `version` is the one written last. `from_source` names the package and the rubric of a publisher.
create table rubric (
  district_id bytea not null references district (district_id),
  rubric_id bytea not null,
  title text not null,
  version bigint not null,
  copied_from bytea,
  from_source text not null,
  made_by bytea,
  made_at bigint not null,
  archived_at bigint,
  search_key text not null,
  primary key (district_id, rubric_id)
);

create index rubric_by_key on rubric (district_id, search_key);

-- A version. Never changed: a task is judged by the version that it was given with.
create table rubric_version (
  district_id bytea not null,
  rubric_id bytea not null,
  version bigint not null,
  title text not null,
  description text not null,
  written_by bytea,
  written_at bigint not null,
  primary key (district_id, rubric_id, version),
  foreign key (district_id, rubric_id) references rubric (district_id, rubric_id)
);

create table rubric_criterion (
  district_id bytea not null,
  rubric_id bytea not null,
  version bigint not null,
  place bigint not null,
  title text not null,
  description text not null,
  met bigint not null,
  primary key (district_id, rubric_id, version, place),
  foreign key (district_id, rubric_id, version) references rubric_version (district_id, rubric_id, version)
);

create table rubric_level (
  district_id bytea not null,
  rubric_id bytea not null,
  version bigint not null,
  criterion bigint not null,
  place bigint not null,
  name text not null,
  descriptor text not null,
  points bigint not null,
  primary key (district_id, rubric_id, version, criterion, place),
  foreign key (district_id, rubric_id, version) references rubric_version (district_id, rubric_id, version)
);

create table criterion_competency (
  district_id bytea not null,
  rubric_id bytea not null,
  version bigint not null,
  criterion bigint not null,
  place bigint not null,
  competency_id bytea not null,
  primary key (district_id, rubric_id, version, criterion, place),
  foreign key (district_id, rubric_id, version) references rubric_version (district_id, rubric_id, version),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

create index criterion_competency_by_competency on criterion_competency (district_id, competency_id);

create table task (
  district_id bytea not null,
  task_id bytea not null,
  section_id bytea not null,
  title text not null,
  prompt text not null,
  rubric_id bytea not null,
  rubric_version bigint not null,
  takes text not null,
  opens_at bigint,
  due_at bigint,
  closes_at bigint,
  most_attempts bigint,
  meeting_after bigint,
  raters bigint not null,
  tolerance bigint not null,
  business_days bigint not null,
  made_by bytea not null,
  made_at bigint not null,
  archived_at bigint,
  primary key (district_id, task_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, rubric_id, rubric_version) references rubric_version (district_id, rubric_id, version)
);

create index task_of_section on task (district_id, section_id, made_at);

-- Who rates a task besides the educators of its class, or in their place.
create table task_rater (
  district_id bytea not null,
  task_id bytea not null,
  person_id bytea not null,
  place bigint not null,
  primary key (district_id, task_id, person_id),
  foreign key (district_id, task_id) references task (district_id, task_id)
);

create index task_rater_by_person on task_rater (district_id, person_id);

-- What a learner makes of a task, once. A later attempt never takes the place of an earlier one.
create table work (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  state text not null,
  words text not null,
  link text not null,
  begun_at bigint not null,
  touched_at bigint not null,
  handed_in_at bigint,
  rate_by bigint,
  released_at bigint,
  released_by bytea,
  primary key (district_id, learner_id, task_id, attempt),
  foreign key (district_id, learner_id) references person (district_id, person_id),
  foreign key (district_id, task_id) references task (district_id, task_id)
);

create index work_of_task on work (district_id, task_id, state);

create table work_file (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  place bigint not null,
  digest bytea not null,
  primary key (district_id, learner_id, task_id, attempt, place),
  foreign key (district_id, learner_id, task_id, attempt)
    references work (district_id, learner_id, task_id, attempt)
);

-- A criterion that is judged in an attempt, and what came of it: the place of the level, -1 where it does not
-- apply, nothing until it is released.
create table work_criterion (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  criterion bigint not null,
  mark bigint,
  comment text not null,
  primary key (district_id, learner_id, task_id, attempt, criterion),
  foreign key (district_id, learner_id, task_id, attempt)
    references work (district_id, learner_id, task_id, attempt)
);

-- What one rater says of one attempt: seats 1 and 2 do not see each other, seat 3 decides between them.
create table work_rating (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  seat bigint not null,
  rating_id bytea not null,
  rater_id bytea not null,
  comment text not null,
  given_at bigint not null,
  done_at bigint,
  primary key (district_id, learner_id, task_id, attempt, seat),
  foreign key (district_id, learner_id, task_id, attempt)
    references work (district_id, learner_id, task_id, attempt)
);

create unique index work_rating_by_id on work_rating (district_id, rating_id);

create index work_rating_of_rater on work_rating (district_id, rater_id, done_at);

create table work_mark (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  seat bigint not null,
  criterion bigint not null,
  mark bigint,
  comment text not null,
  primary key (district_id, learner_id, task_id, attempt, seat, criterion),
  foreign key (district_id, learner_id, task_id, attempt, seat)
    references work_rating (district_id, learner_id, task_id, attempt, seat)
);

-- A meeting of learner and educator before work is handed in once more.
create table work_meeting (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  met_on text not null,
  note text not null,
  noted_by bytea not null,
  noted_at bigint not null,
  primary key (district_id, learner_id, task_id, attempt),
  foreign key (district_id, task_id) references task (district_id, task_id)
);

-- What raters often write: one's own, or everybody's where nobody is named.
create table phrase (
  district_id bytea not null references district (district_id),
  phrase_id bytea not null,
  owner_id bytea,
  words text not null,
  made_by bytea not null,
  made_at bigint not null,
  primary key (district_id, phrase_id)
);

create index phrase_of_owner on phrase (district_id, owner_id, made_at);
