-- What learners are to reach, what educators direct and what learners chose. Goals and directives are ended, never
-- taken away; what was chosen is taken back.
create table goal (
  district_id bytea not null,
  goal_id bytea not null,
  learner_id bytea not null,
  title text not null,
  framework_id bytea,
  floor text,
  ceiling text,
  due_on text,
  set_by bytea not null,
  relationship text not null,
  set_at bigint not null,
  ended_at bigint,
  ended_by bytea,
  primary key (district_id, goal_id),
  foreign key (district_id, learner_id) references person (district_id, person_id),
  foreign key (district_id, framework_id) references framework (district_id, framework_id)
);

create index goal_of_learner on goal (district_id, learner_id, set_at);

-- What a goal names, where it is not a band of grades.
create table goal_competency (
  district_id bytea not null,
  goal_id bytea not null,
  position bigint not null,
  learner_id bytea not null,
  competency_id bytea not null,
  primary key (district_id, goal_id, position),
  foreign key (district_id, goal_id) references goal (district_id, goal_id)
);

create index goal_competency_of_learner on goal_competency (district_id, learner_id);

create table directive (
  district_id bytea not null,
  directive_id bytea not null,
  learner_id bytea not null,
  competency_id bytea not null,
  kind text not null,
  reason text not null,
  given_by bytea not null,
  given_at bigint not null,
  until_at bigint,
  ended_at bigint,
  ended_by bytea,
  primary key (district_id, directive_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index directive_of_learner on directive (district_id, learner_id, given_at);

create table choice (
  district_id bytea not null,
  learner_id bytea not null,
  competency_id bytea not null,
  chosen_at bigint not null,
  primary key (district_id, learner_id, competency_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create table interest (
  district_id bytea not null,
  learner_id bytea not null,
  word text not null,
  primary key (district_id, learner_id, word),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);
