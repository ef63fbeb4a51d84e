-- The server that a district's mail goes through, and when it may go. Hours and minutes are by the clock
-- of the district's time zone.
create table mail_server (
  district_id bytea not null references district (district_id),
  kind text not null,
  sending bigint not null,
  host text not null,
  port bigint not null,
  secrecy text not null,
  sign_in_name text,
  password text,
  from_address text not null,
  site_address text not null,
  time_zone text not null,
  digest_minute bigint not null,
  digest_weekday bigint not null,
  quiet_from_minute bigint not null,
  quiet_until_minute bigint not null,
  digested_on text,
  changed_by bytea not null,
  changed_at bigint not null,
  primary key (district_id, kind)
);

-- Every letter: to whom, why, and what came of it.
create table notice (
  district_id bytea not null,
  notice_id bytea not null,
  person_id bytea not null,
  kind text not null,
  day text not null,
  why text not null,
  address text not null,
  language text not null,
  subject text not null,
  body text not null,
  state text not null,
  queued_at bigint not null,
  due_at bigint not null,
  tries bigint not null default 0,
  tried_at bigint,
  sent_at bigint,
  error text,
  primary key (district_id, notice_id),
  unique (district_id, person_id, kind, day),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index notice_by_state on notice (district_id, state, due_at);

-- How far into each learner's chain a guardian was told that there is news.
create table told (
  district_id bytea not null,
  guardian_id bytea not null,
  learner_id bytea not null,
  last_sequence bigint not null,
  primary key (district_id, guardian_id, learner_id),
  foreign key (district_id, guardian_id) references person (district_id, person_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);
