-- When a school meets. A calendar is changed as a whole, with its special days and bells.
create table calendar (
  district_id bytea not null,
  calendar_id bytea not null,
  organization_id bytea not null,
  name text not null,
  first_on text not null,
  last_on text not null,
  weekdays bigint not null,
  changed_by bytea not null,
  changed_at bigint not null,
  primary key (district_id, calendar_id),
  foreign key (district_id, organization_id) references organization (district_id, organization_id)
);

-- Closures, and days on which school is held whatever the weekday.
create table special_days (
  district_id bytea not null,
  calendar_id bytea not null,
  position bigint not null,
  first_on text not null,
  last_on text not null,
  name text not null,
  school bigint not null,
  primary key (district_id, calendar_id, position),
  foreign key (district_id, calendar_id) references calendar (district_id, calendar_id)
);

-- Bells, in minutes after midnight by the clock on the wall. A period that was used stays, retired.
create table bell_period (
  district_id bytea not null,
  calendar_id bytea not null,
  period_id bytea not null,
  name text not null,
  weekdays bigint not null,
  begins bigint not null,
  ends bigint not null,
  retired_at bigint,
  primary key (district_id, calendar_id, period_id),
  foreign key (district_id, calendar_id) references calendar (district_id, calendar_id)
);

-- By which calendar a class goes, where it is not that of its school.
create table section_calendar (
  district_id bytea not null,
  section_id bytea not null,
  calendar_id bytea not null,
  primary key (district_id, section_id),
  foreign key (district_id, section_id) references section (district_id, section_id),
  foreign key (district_id, calendar_id) references calendar (district_id, calendar_id)
);

-- Who was there. Versions are added, none is changed; the period is zeros for the whole day.
create table attendance (
  district_id bytea not null,
  learner_id bytea not null,
  day text not null,
  period_id bytea not null,
  version bigint not null,
  presence text not null,
  minutes_late bigint,
  section_id bytea,
  recorded_by bytea not null,
  recorded_at bigint not null,
  primary key (district_id, learner_id, day, period_id, version),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index attendance_of_section on attendance (district_id, section_id, day);

create table pause (
  district_id bytea not null,
  learner_id bytea not null,
  pause_id bytea not null,
  begins_on text not null,
  ends_on text,
  reason text not null,
  made_by bytea not null,
  made_at bigint not null,
  revoked_at bigint,
  revoked_by bytea,
  primary key (district_id, learner_id, pause_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- By when a competency is to be mastered and what it takes: of a class for its targets, of a program.
create table dated_target (
  district_id bytea not null,
  plan_kind text not null,
  plan_id bytea not null,
  competency_id bytea not null,
  position bigint not null,
  minutes bigint not null,
  due_on text,
  primary key (district_id, plan_kind, plan_id, competency_id),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

-- What was left for one learner, spread anew.
create table replan (
  district_id bytea not null,
  learner_id bytea not null,
  replan_id bytea not null,
  section_id bytea not null,
  from_on text not null,
  until_on text not null,
  made_by bytea not null,
  made_at bigint not null,
  undone_at bigint,
  undone_by bytea,
  primary key (district_id, learner_id, replan_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

-- A learner's own dates, version by version: the latest that is not undone stands.
create table own_date (
  district_id bytea not null,
  learner_id bytea not null,
  section_id bytea not null,
  competency_id bytea not null,
  version bigint not null,
  from_on text not null,
  after_days bigint not null,
  due_on text not null,
  replan_id bytea,
  undone_at bigint,
  primary key (district_id, learner_id, section_id, competency_id, version),
  foreign key (district_id, learner_id) references person (district_id, person_id),
  foreign key (district_id, section_id) references section (district_id, section_id)
);

-- What a learner's standing to the line became, and when it was noticed.
create table pace_change (
  district_id bytea not null,
  learner_id bytea not null,
  section_id bytea not null,
  version bigint not null,
  standing text not null,
  noticed_on text not null,
  primary key (district_id, learner_id, section_id, version),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index pace_change_of_section on pace_change (district_id, section_id, learner_id, version);

-- Who is told of it, once each.
create table pace_alert (
  district_id bytea not null,
  learner_id bytea not null,
  section_id bytea not null,
  version bigint not null,
  told_id bytea not null,
  role text not null,
  standing text not null,
  raised_on text not null,
  seen_at bigint,
  primary key (district_id, learner_id, section_id, version, told_id),
  foreign key (district_id, learner_id) references person (district_id, person_id)
);

create index pace_alert_of_person on pace_alert (district_id, told_id, seen_at);

create index pace_alert_of_section on pace_alert (district_id, section_id, learner_id, version);
