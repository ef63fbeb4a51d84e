-- Classes whose day is scheduled together: rooms, educators, ways of learning and numbers stand in the setup.
create table room_program (
  district_id bytea not null,
  program_id bytea not null,
  organization_id bytea not null,
  name text not null,
  made_by bytea not null,
  made_at bigint not null,
  archived_at bigint,
  primary key (district_id, program_id),
  foreign key (district_id, organization_id) references organization (district_id, organization_id)
);

create table room_program_section (
  district_id bytea not null,
  program_id bytea not null,
  section_id bytea not null,
  primary key (district_id, program_id, section_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, section_id) references section (district_id, section_id)
);

create index room_program_of_section on room_program_section (district_id, section_id);

-- A version never changes.
create table room_setup (
  district_id bytea not null,
  program_id bytea not null,
  version bigint not null,
  setup text not null,
  written_by bytea not null,
  written_at bigint not null,
  primary key (district_id, program_id, version),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

-- Two learners who are kept apart, or together. For staff alone.
create table kept_pair (
  district_id bytea not null,
  program_id bytea not null,
  pair_id bytea not null,
  learner_id bytea not null,
  other_id bytea not null,
  kind text not null,
  reason text not null,
  made_by bytea not null,
  made_at bigint not null,
  ended_at bigint,
  ended_by bytea,
  primary key (district_id, program_id, pair_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id),
  foreign key (district_id, other_id) references person (district_id, person_id)
);

-- A group that stands for several days, and advisory.
create table stable_group (
  district_id bytea not null,
  program_id bytea not null,
  group_id bytea not null,
  name text not null,
  period_key text not null,
  modality_key text not null,
  room_key text not null,
  educator_id bytea,
  lesson_id bytea,
  first_on text not null,
  last_on text not null,
  made_by bytea not null,
  made_at bigint not null,
  ended_at bigint,
  primary key (district_id, program_id, group_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

create table stable_group_learner (
  district_id bytea not null,
  program_id bytea not null,
  group_id bytea not null,
  learner_id bytea not null,
  primary key (district_id, program_id, group_id, learner_id),
  foreign key (district_id, program_id, group_id)
    references stable_group (district_id, program_id, group_id)
);

create index stable_group_of_learner on stable_group_learner (district_id, learner_id);

-- What a day's schedule was made from, kept once by its content when it came. Learners stand in it by id.
create table day_instance (
  district_id bytea not null,
  program_id bytea not null,
  digest bytea not null,
  instance text not null,
  kept_at bigint not null,
  primary key (district_id, program_id, digest),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

-- Each state of a day's schedule: made, moved, repaired, undone. What was published is never changed.
create table day_schedule (
  district_id bytea not null,
  program_id bytea not null,
  day text not null,
  version bigint not null,
  from_version bigint,
  instance_digest bytea not null,
  schedule text not null,
  locks text not null,
  accepted text not null,
  did text not null,
  worth bigint not null,
  bound bigint,
  milliseconds bigint,
  made_by bytea,
  made_at bigint not null,
  published_by bytea,
  published_at bigint,
  primary key (district_id, program_id, day, version),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

-- Whose day it is, so that a learner finds theirs.
create table day_learner (
  district_id bytea not null,
  learner_id bytea not null,
  day text not null,
  program_id bytea not null,
  primary key (district_id, learner_id, day, program_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- A learner who is not there, or comes later, on one day. The period is empty for who does not come at all.
create table day_absence (
  district_id bytea not null,
  program_id bytea not null,
  day text not null,
  learner_id bytea not null,
  from_period text not null,
  marked_by bytea not null,
  marked_at bigint not null,
  primary key (district_id, program_id, day, learner_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- An educator or a room that cannot be had on one day.
create table day_out (
  district_id bytea not null,
  program_id bytea not null,
  day text not null,
  kind text not null,
  key text not null,
  marked_by bytea not null,
  marked_at bigint not null,
  primary key (district_id, program_id, day, kind, key),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

-- What a learner had, period by period, once the day is over; what the next night learns from.
create table session_had (
  district_id bytea not null,
  learner_id bytea not null,
  program_id bytea not null,
  day text not null,
  period_key text not null,
  modality_key text not null,
  minutes bigint not null,
  screen bigint not null,
  lesson_id bytea,
  competency_id bytea,
  primary key (district_id, learner_id, program_id, day, period_key),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index session_had_of_program on session_had (district_id, program_id, day);

-- The share of what was best for a learner that the days so far gave them, in millionths.
create table day_served (
  district_id bytea not null,
  learner_id bytea not null,
  program_id bytea not null,
  day text not null,
  served bigint not null,
  primary key (district_id, learner_id, program_id, day),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- A lesson that a person agreed to give a learner once more.
create table agreed_repeat (
  district_id bytea not null,
  program_id bytea not null,
  learner_id bytea not null,
  lesson_id bytea not null,
  agreed_by bytea not null,
  agreed_at bigint not null,
  primary key (district_id, program_id, learner_id, lesson_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- An exit slip that was given to one group of a day.
create table group_slip (
  district_id bytea not null,
  program_id bytea not null,
  day text not null,
  period_key text not null,
  room_key text not null,
  modality_key text not null,
  competency_id bytea not null,
  assignment_id bytea not null,
  given_by bytea not null,
  given_at bigint not null,
  primary key (district_id, program_id, day, period_key, assignment_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

-- A link to the screen on the wall, which needs no account and shows nothing else. Found by the digest of its token.
create table wall_link (
  district_id bytea not null,
  link_id bytea not null,
  program_id bytea not null,
  token_digest bytea not null,
  name text not null,
  made_by bytea not null,
  made_at bigint not null,
  seen_at bigint,
  revoked_at bigint,
  revoked_by bytea,
  primary key (district_id, link_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id)
);

create unique index wall_link_by_token on wall_link (district_id, token_digest);

-- What the schedule must give a learner in this program: accommodations as far as rooms, groups and educators go.
create table room_learner (
  district_id bytea not null,
  program_id bytea not null,
  learner_id bytea not null,
  needs text not null,
  written_by bytea not null,
  written_at bigint not null,
  primary key (district_id, program_id, learner_id),
  foreign key (district_id, program_id) references room_program (district_id, program_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);
