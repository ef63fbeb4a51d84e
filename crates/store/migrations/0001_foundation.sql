-- The foundation. Ids are 16 bytes; times are microseconds since 1970 in UTC; dates are texts in ISO
-- form; points are millionths; flags are 0 or 1. Every key begins with the district.

create table district (
  district_id bytea not null primary key,
  name text not null,
  code text not null unique,
  demonstration bigint not null default 0,
  created_at bigint not null
);

create table organization (
  district_id bytea not null references district (district_id),
  organization_id bytea not null,
  parent_id bytea,
  kind text not null,
  name text not null,
  sourced_id text,
  extra text not null default '',
  primary key (district_id, organization_id)
);

create table term (
  district_id bytea not null references district (district_id),
  term_id bytea not null,
  parent_id bytea,
  kind text not null,
  title text not null,
  begins_on text,
  ends_on text,
  sourced_id text,
  extra text not null default '',
  primary key (district_id, term_id)
);

create table person (
  district_id bytea not null references district (district_id),
  person_id bytea not null,
  given_name text not null,
  family_name text not null,
  sort_key text not null,
  search_key text not null,
  email text,
  grade text,
  language text,
  sourced_id text,
  active bigint not null default 1,
  extra text not null default '',
  primary key (district_id, person_id)
);

create index person_by_name on person (district_id, sort_key, person_id);

create index person_by_source on person (district_id, sourced_id);

-- One row per learner who has a chain: its head, and the row that is locked before any write.
create table learner (
  district_id bytea not null,
  learner_id bytea not null,
  last_sequence bigint not null default 0,
  head bytea not null,
  touched_at bigint not null,
  primary key (district_id, learner_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create table section (
  district_id bytea not null,
  section_id bytea not null,
  organization_id bytea not null,
  term_id bytea,
  title text not null,
  begins_on text,
  ends_on text,
  grades text not null default '',
  subjects text not null default '',
  sourced_id text,
  extra text not null default '',
  primary key (district_id, section_id),
  foreign key (district_id, organization_id) references organization (district_id, organization_id)
);

create table enrollment (
  district_id bytea not null,
  section_id bytea not null,
  person_id bytea not null,
  role text not null,
  sourced_id text not null default '',
  begins_on text,
  ends_on text,
  primary key (district_id, section_id, person_id, role, sourced_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index enrollment_of_person on enrollment (district_id, person_id);

create table role (
  district_id bytea not null,
  person_id bytea not null,
  kind text not null,
  organization_id bytea not null,
  begins_on text,
  ends_on text,
  primary key (district_id, person_id, kind, organization_id),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create table guardianship (
  district_id bytea not null,
  guardian_id bytea not null,
  learner_id bytea not null,
  relation text,
  may_see bigint not null default 1,
  begins_on text,
  ends_on text,
  primary key (district_id, guardian_id, learner_id),
  foreign key (district_id, guardian_id) references person (district_id, person_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index guardianship_of_learner on guardianship (district_id, learner_id);

create table framework (
  district_id bytea not null references district (district_id),
  framework_id bytea not null,
  guid text not null,
  title text not null,
  creator text not null,
  version text,
  adoption_status text,
  language text,
  subjects text not null default '',
  licence text,
  scale text not null,
  extra text not null default '',
  primary key (district_id, framework_id)
);

create table competency (
  district_id bytea not null,
  competency_id bytea not null,
  framework_id bytea not null,
  guid text not null,
  code text,
  statement text not null,
  short text,
  kind text,
  grades text not null default '',
  position bigint not null,
  retired bigint not null default 0,
  search_key text not null,
  extra text not null default '',
  primary key (district_id, competency_id),
  unique (district_id, framework_id, guid),
  foreign key (district_id, framework_id) references framework (district_id, framework_id)
);

create table association (
  district_id bytea not null,
  association_id bytea not null,
  framework_id bytea not null,
  guid text not null,
  kind text not null,
  origin_guid text not null,
  origin_id bytea,
  origin_title text,
  destination_guid text not null,
  destination_id bytea,
  destination_title text,
  position bigint,
  extra text not null default '',
  primary key (district_id, association_id),
  foreign key (district_id, framework_id) references framework (district_id, framework_id)
);

create index association_of_framework on association (district_id, framework_id, kind);

-- What a section works on: the columns of its grid.
create table target (
  district_id bytea not null,
  section_id bytea not null,
  competency_id bytea not null,
  position bigint not null,
  primary key (district_id, section_id, competency_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

-- The ledger. Rows are added and never changed, except that lawful erasure empties content and salt.
create table evidence (
  district_id bytea not null,
  learner_id bytea not null,
  sequence bigint not null,
  evidence_id bytea not null,
  kind bigint not null check (kind between 1 and 5),
  competency_id bytea,
  recorded_at bigint not null,
  recorded_by bytea,
  points bigint,
  points_possible bigint,
  level text,
  mastery_cut bigint,
  result_group text,
  source text,
  judge_id bytea,
  instrument text,
  attempt bigint,
  section_id bytea,
  worked_at bigint,
  note text,
  attachment text,
  of_sequence bigint,
  reason text,
  expires_at bigint,
  salt bytea,
  content_digest bytea not null,
  seal bytea not null,
  primary key (district_id, learner_id, sequence),
  unique (district_id, learner_id, evidence_id),
  foreign key (district_id, learner_id) references learner (district_id, learner_id)
);

create index evidence_of_competency on evidence (district_id, learner_id, competency_id);

-- Ratings that nobody but the educators of the section sees until they are released.
create table draft (
  district_id bytea not null,
  section_id bytea not null,
  learner_id bytea not null,
  competency_id bytea not null,
  level text not null,
  note text,
  judge_id bytea not null,
  rated_at bigint not null,
  release_at bigint,
  primary key (district_id, section_id, learner_id, competency_id),
  foreign key (district_id, section_id) references section (district_id, section_id)
);

create index draft_by_release on draft (district_id, release_at);

-- Current judgements; thrown away and rebuilt from the ledger to the same rows.
create table mastery (
  district_id bytea not null,
  learner_id bytea not null,
  competency_id bytea not null,
  context bytea not null,
  value bigint,
  level text,
  mastered bigint not null,
  trend bigint,
  evidence_count bigint not null,
  last_worked_at bigint,
  decided bigint not null,
  changes_at bigint,
  rule text not null,
  rule_version bigint not null,
  inputs bytea not null,
  last_sequence bigint not null,
  why bytea not null,
  judged_at bigint not null,
  -- What a grid shows of the columns above, packed into one text when it is written.
  cell text not null,
  primary key (district_id, learner_id, competency_id, context)
);

create index mastery_of_competency on mastery (district_id, competency_id, context);

-- What judgements name: resolved policy and scale, by digest. Never deleted.
create table judgement_input (
  district_id bytea not null,
  digest bytea not null,
  body text not null,
  primary key (district_id, digest)
);

create table policy (
  district_id bytea not null references district (district_id),
  scope_kind text not null,
  scope_id bytea not null,
  field text not null,
  effect text not null,
  version bigint not null,
  value_number bigint,
  value_choice text,
  effective_from text not null,
  recorded_at bigint not null,
  recorded_by bytea,
  why text not null,
  primary key (district_id, scope_kind, scope_id, field, effect, version)
);

create table account (
  district_id bytea not null,
  account_id bytea not null,
  person_id bytea not null,
  sign_in_name text not null,
  password_hash text,
  disabled_at bigint,
  created_at bigint not null,
  primary key (district_id, account_id),
  unique (district_id, sign_in_name),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index account_of_person on account (district_id, person_id);

-- Failed tries by account and by address, so that one cannot lock out another.
create table sign_in_failure (
  district_id bytea not null,
  subject text not null,
  failures bigint not null,
  last_at bigint not null,
  primary key (district_id, subject)
);

create table session (
  district_id bytea not null,
  token_digest bytea not null,
  session_id bytea not null,
  person_id bytea not null,
  method text not null,
  device text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  primary key (district_id, token_digest),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index session_of_person on session (district_id, person_id);

create table sign_in_link (
  district_id bytea not null,
  token_digest bytea not null,
  person_id bytea not null,
  kind text not null,
  created_by bytea,
  created_at bigint not null,
  expires_at bigint,
  used_at bigint,
  revoked_at bigint,
  primary key (district_id, token_digest),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index sign_in_link_of_person on sign_in_link (district_id, person_id);

create table api_token (
  district_id bytea not null,
  token_digest bytea not null,
  token_id bytea not null,
  person_id bytea not null,
  name text not null,
  scopes text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  primary key (district_id, token_digest),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

-- One line per request that read learners' records: who, whom, what, when, by which relationship.
create table access_log (
  district_id bytea not null,
  access_id bytea not null,
  at bigint not null,
  person_id bytea not null,
  what text not null,
  relationship text not null,
  reason text,
  learners bytea not null,
  primary key (district_id, access_id)
);

create table import (
  district_id bytea not null references district (district_id),
  import_id bytea not null,
  kind text not null,
  source text not null,
  file_name text not null,
  file_digest bytea not null,
  file bytea,
  state text not null,
  started_at bigint not null,
  finished_at bigint,
  person_id bytea,
  report text not null,
  primary key (district_id, import_id)
);

create index import_of_source on import (district_id, kind, source, started_at);

create table anchor (
  district_id bytea not null references district (district_id),
  made_at bigint not null,
  root bytea not null,
  chains bigint not null,
  entries bigint not null,
  body text not null,
  primary key (district_id, made_at)
);

-- The district's own keys: signs anchors. Kept out of exports.
create table signing_key (
  district_id bytea not null references district (district_id),
  made_at bigint not null,
  secret bytea not null,
  primary key (district_id, made_at)
);
