-- Items, the plans by which they are taken, and learners taking them.

-- Files by their content: pictures and sounds of items, and what learners hand in. Kept in the database, in
-- pieces, so that they are in every backup and move, and go with an erasure.
create table content (
  district_id bytea not null references district (district_id),
  digest bytea not null,
  media_type text not null,
  size bigint not null,
  added_at bigint not null,
  primary key (district_id, digest)
);

create table content_piece (
  district_id bytea not null,
  digest bytea not null,
  place bigint not null,
  bytes bytea not null,
  primary key (district_id, digest, place),
  foreign key (district_id, digest) references content (district_id, digest)
);

-- Which learner gave which content: a content that nobody gave and no item shows is taken away.
create table given_content (
  district_id bytea not null,
  learner_id bytea not null,
  digest bytea not null,
  name text not null,
  given_at bigint not null,
  primary key (district_id, learner_id, digest),
  foreign key (district_id, digest) references content (district_id, digest)
);

create index given_content_by_digest on given_content (district_id, digest);

-- One question or task. `version` is the one written last, `live_version` the one that is taken.
create table item (
  district_id bytea not null references district (district_id),
  item_id bytea not null,
  identifier text not null,
  title text not null,
  kinds text not null,
  stimulus_id bytea,
  state text not null,
  version bigint not null,
  live_version bigint,
  grades text not null,
  difficulty bigint,
  discrimination bigint,
  guessing bigint,
  from_source text not null,
  written_by bytea,
  written_at bigint not null,
  search_key text not null,
  primary key (district_id, item_id)
);

create unique index item_by_identifier on item (district_id, identifier);

create index item_by_state on item (district_id, state, identifier);

-- A version as QTI 3.0 writes it. Never changed but for where it stands in its review.
create table item_version (
  district_id bytea not null,
  item_id bytea not null,
  version bigint not null,
  content text not null,
  digest bytea not null,
  state text not null,
  written_by bytea,
  written_at bigint not null,
  note text not null,
  reviewed_by bytea,
  reviewed_at bigint,
  review_note text not null,
  live_at bigint,
  retired_at bigint,
  primary key (district_id, item_id, version),
  foreign key (district_id, item_id) references item (district_id, item_id)
);

create table item_competency (
  district_id bytea not null,
  item_id bytea not null,
  competency_id bytea not null,
  place bigint not null,
  primary key (district_id, item_id, competency_id),
  foreign key (district_id, item_id) references item (district_id, item_id),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

create index item_competency_by_competency on item_competency (district_id, competency_id);

create table item_tag (
  district_id bytea not null,
  item_id bytea not null,
  tag text not null,
  primary key (district_id, item_id, tag),
  foreign key (district_id, item_id) references item (district_id, item_id)
);

create index item_tag_by_tag on item_tag (district_id, tag);

-- Pictures, sounds and films that an item or stimulus shows, under the name by which its text knows them.
create table item_asset (
  district_id bytea not null,
  owner_id bytea not null,
  name text not null,
  digest bytea not null,
  primary key (district_id, owner_id, name),
  foreign key (district_id, digest) references content (district_id, digest)
);

create index item_asset_by_digest on item_asset (district_id, digest);

-- What several items share. A changed one is a new version of its text.
create table stimulus (
  district_id bytea not null references district (district_id),
  stimulus_id bytea not null,
  identifier text not null,
  title text not null,
  content text not null,
  digest bytea not null,
  written_by bytea,
  written_at bigint not null,
  primary key (district_id, stimulus_id)
);

create unique index stimulus_by_identifier on stimulus (district_id, identifier);

-- A test as a package brought it: sections, selection and branches, which name items by identifier.
create table qti_test (
  district_id bytea not null references district (district_id),
  identifier text not null,
  title text not null,
  content text not null,
  digest bytea not null,
  from_source text not null,
  written_by bytea,
  written_at bigint not null,
  primary key (district_id, identifier)
);

-- The plan of a diagnostic, exit slip, check, test or final.
create table assessment (
  district_id bytea not null references district (district_id),
  assessment_id bytea not null,
  title text not null,
  kind text not null,
  organization_id bytea,
  section_id bytea,
  version bigint not null,
  archived_at bigint,
  made_by bytea not null,
  made_at bigint not null,
  primary key (district_id, assessment_id)
);

create index assessment_of_section on assessment (district_id, section_id);

-- One version of a plan: its fields, and the criteria against which a diagnostic places. Never changed.
create table assessment_version (
  district_id bytea not null,
  assessment_id bytea not null,
  version bigint not null,
  plan text not null,
  criteria text not null,
  written_by bytea not null,
  written_at bigint not null,
  primary key (district_id, assessment_id, version),
  foreign key (district_id, assessment_id) references assessment (district_id, assessment_id)
);

-- An assessment given to a class, or to some of its learners (then in `assigned_learner`).
create table assignment (
  district_id bytea not null,
  assignment_id bytea not null,
  assessment_id bytea not null,
  section_id bytea not null,
  everybody bigint not null,
  opens_at bigint,
  closes_at bigint,
  proctor_code text,
  made_by bytea not null,
  made_at bigint not null,
  withdrawn_at bigint,
  released_at bigint,
  primary key (district_id, assignment_id),
  foreign key (district_id, assessment_id) references assessment (district_id, assessment_id),
  foreign key (district_id, section_id) references section (district_id, section_id)
);

create index assignment_of_section on assignment (district_id, section_id, made_at);

create table assigned_learner (
  district_id bytea not null,
  assignment_id bytea not null,
  learner_id bytea not null,
  primary key (district_id, assignment_id, learner_id),
  foreign key (district_id, assignment_id) references assignment (district_id, assignment_id)
);

create index assigned_learner_by_learner on assigned_learner (district_id, learner_id);

-- An educator lets one learner begin: for a final, after a lock, or beyond what the plan allows.
create table unlocking (
  district_id bytea not null,
  learner_id bytea not null,
  assignment_id bytea not null,
  place bigint not null,
  unlocked_by bytea not null,
  unlocked_at bigint not null,
  until bigint not null,
  reason text not null,
  sitting_id bytea,
  primary key (district_id, learner_id, assignment_id, place),
  foreign key (district_id, assignment_id) references assignment (district_id, assignment_id)
);

-- What a learner plans between two attempts, where a plan asks for it.
create table reflection (
  district_id bytea not null,
  learner_id bytea not null,
  sitting_id bytea not null,
  plan text not null,
  written_at bigint not null,
  primary key (district_id, learner_id, sitting_id)
);

-- One learner taking an assessment once. `turn` counts what was sent: a page of an earlier turn is stale.
create table sitting (
  district_id bytea not null,
  learner_id bytea not null,
  sitting_id bytea not null,
  assignment_id bytea not null,
  assessment_id bytea not null,
  version bigint not null,
  section_id bytea not null,
  attempt bigint not null,
  medium text not null,
  seed bigint not null,
  state text not null,
  turn bigint not null,
  place bigint not null,
  items bigint not null,
  answered bigint not null,
  started_at bigint not null,
  touched_at bigint not null,
  deadline bigint,
  ended_at bigint,
  ended_why text,
  adaptive bytea,
  accommodation_version bigint,
  holder text,
  device text,
  network text,
  code text,
  points bigint,
  points_possible bigint,
  passed bigint,
  rushed bigint,
  result text not null,
  primary key (district_id, learner_id, sitting_id),
  foreign key (district_id, learner_id) references person (district_id, person_id),
  foreign key (district_id, assignment_id) references assignment (district_id, assignment_id)
);

create unique index sitting_by_id on sitting (district_id, sitting_id);

create index sitting_of_assignment on sitting (district_id, assignment_id, started_at);

create index sitting_of_learner on sitting (district_id, learner_id, assessment_id, started_at);

create index sitting_open on sitting (district_id, state, deadline);

create unique index sitting_by_code on sitting (district_id, code);

-- One item of a sitting, in its place; what was answered, and what came of it.
create table response (
  district_id bytea not null,
  learner_id bytea not null,
  sitting_id bytea not null,
  place bigint not null,
  item_id bytea not null,
  item_version bigint not null,
  seed bigint not null,
  state text not null,
  tries bigint not null,
  answer text,
  outcomes text,
  points bigint,
  points_possible bigint,
  correct bigint,
  flagged bigint not null,
  milliseconds bigint not null,
  shown_at bigint,
  answered_at bigint,
  device_at bigint,
  repeated_from bytea,
  primary key (district_id, learner_id, sitting_id, place),
  foreign key (district_id, learner_id, sitting_id) references sitting (district_id, learner_id, sitting_id)
);

create index response_of_item on response (district_id, item_id, answered_at);

-- What happened in a sitting besides answers: another device, a pause, a support that was given or missing.
create table sitting_event (
  district_id bytea not null,
  learner_id bytea not null,
  sitting_id bytea not null,
  place bigint not null,
  at bigint not null,
  what text not null,
  detail text not null,
  person_id bytea,
  primary key (district_id, learner_id, sitting_id, place),
  foreign key (district_id, learner_id, sitting_id) references sitting (district_id, learner_id, sitting_id)
);
