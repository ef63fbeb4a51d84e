-- Privacy: numbers that a district sets with who and why, who outside gets data, what left, what families
-- ask to amend and consent to, what was erased. What was erased stays without its content.

-- One row per change of a number; the newest version stands. A null value is "kept for ever".
create table privacy_policy (
  district_id bytea not null references district (district_id),
  field text not null,
  version bigint not null,
  value bigint,
  adopted_at bigint not null,
  adopted_by bytea not null,
  why text not null,
  primary key (district_id, field, version)
);

-- Apps and outside parties that get data, with the agreement.
create table outside_party (
  district_id bytea not null references district (district_id),
  party_id bytea not null,
  name text not null,
  kind text not null,
  purpose text not null,
  fields text not null,
  ground text not null,
  agreement text not null,
  begins_on text,
  ends_on text,
  changed_by bytea not null,
  changed_at bigint not null,
  primary key (district_id, party_id)
);

-- The party that a program with this token works for; null for the person's own.
alter table api_token add column party_id bytea;

-- Every time that records left, and why they could.
create table disclosure (
  district_id bytea not null,
  disclosure_id bytea not null,
  at bigint not null,
  way text not null,
  party_id bytea,
  recipient text not null,
  purpose text not null,
  ground text not null,
  fields text not null,
  disclosed_by bytea not null,
  everybody bigint not null,
  primary key (district_id, disclosure_id)
);

create index disclosure_of_everybody on disclosure (district_id, everybody, disclosure_id);

create table disclosed_learner (
  district_id bytea not null,
  learner_id bytea not null,
  disclosure_id bytea not null,
  primary key (district_id, learner_id, disclosure_id),
  foreign key (district_id, disclosure_id) references disclosure (district_id, disclosure_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index disclosed_learner_by_disclosure on disclosed_learner (district_id, disclosure_id);

-- What a learner or a guardian asks to amend, what was answered, and the statement that travels along.
create table amendment (
  district_id bytea not null,
  amendment_id bytea not null,
  learner_id bytea not null,
  sequence bigint,
  fact text not null,
  wanted text not null,
  reason text not null,
  asked_by bytea not null,
  asked_at bigint not null,
  due_on text not null,
  state text not null,
  answer text,
  decided_by bytea,
  decided_at bigint,
  statement text,
  stated_by bytea,
  stated_at bigint,
  primary key (district_id, amendment_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index amendment_of_learner on amendment (district_id, learner_id, amendment_id);

create index amendment_by_state on amendment (district_id, state, due_on);

-- Purposes that a district asks consent for, beside or instead of those that ship.
create table consent_purpose (
  district_id bytea not null references district (district_id),
  purpose text not null,
  title_en text not null,
  title_es text not null,
  about_en text not null,
  about_es text not null,
  asked bigint not null,
  changed_by bytea not null,
  changed_at bigint not null,
  primary key (district_id, purpose)
);

-- Consents given and withdrawn: rows are added, never changed.
create table consent (
  district_id bytea not null,
  learner_id bytea not null,
  consent_id bytea not null,
  purpose text not null,
  given bigint not null,
  given_by bytea not null,
  recorded_at bigint not null,
  begins_on text not null,
  ends_on text,
  primary key (district_id, learner_id, consent_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- One learner's record that was erased, or is asked to be: who, why, how much; none of what it said.
create table erasure (
  district_id bytea not null,
  erasure_id bytea not null,
  learner_id bytea not null,
  ground text not null,
  reason text not null,
  asked_by bytea not null,
  asked_at bigint not null,
  state text not null,
  confirmed_by bytea,
  ended_at bigint,
  entries bigint not null default 0,
  other_rows bigint not null default 0,
  primary key (district_id, erasure_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index erasure_of_learner on erasure (district_id, learner_id);

-- What retention took away, by kind, under which version of the rule.
create table retention_run (
  district_id bytea not null,
  run_id bytea not null,
  kind text not null,
  before_on text not null,
  begun_at bigint not null,
  begun_by bytea not null,
  taken bigint not null default 0,
  finished_at bigint,
  primary key (district_id, run_id)
);

-- When a person's names were erased; an import does not bring them back.
alter table person add column erased_at bigint;
