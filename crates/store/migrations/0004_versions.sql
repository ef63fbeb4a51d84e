-- Versions of a framework: what the publisher wrote where it was edited here, the adopted crosswalk with
-- its history, and what somebody corrected in a suggested one.

-- One row per competency that was edited here, as the publisher wrote it.
create table published_competency (
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
  extra text not null default '',
  primary key (district_id, competency_id),
  foreign key (district_id, competency_id) references competency (district_id, competency_id)
);

-- Links that were adopted. Rows are added and ended, never deleted: judgements of the time between name
-- them.
create table crosswalk_link (
  district_id bytea not null,
  old_id bytea not null,
  new_id bytea not null,
  adopted_at bigint not null,
  old_framework_id bytea not null,
  new_framework_id bytea not null,
  relation text not null,
  why text not null,
  adopted_by bytea,
  ended_at bigint,
  primary key (district_id, old_id, new_id, adopted_at),
  foreign key (district_id, old_id) references competency (district_id, competency_id),
  foreign key (district_id, new_id) references competency (district_id, competency_id)
);

create index crosswalk_link_by_new on crosswalk_link (district_id, new_id);

create table crosswalk_correction (
  district_id bytea not null,
  old_id bytea not null,
  new_id bytea not null,
  old_framework_id bytea not null,
  new_framework_id bytea not null,
  relation text,
  corrected_by bytea not null,
  corrected_at bigint not null,
  primary key (district_id, old_id, new_id),
  foreign key (district_id, old_id) references competency (district_id, competency_id),
  foreign key (district_id, new_id) references competency (district_id, competency_id)
);

create index crosswalk_correction_of_pair on crosswalk_correction (district_id, old_framework_id, new_framework_id);

-- Whether a link begins or ends here: what has none is judged without a look at the crosswalk.
alter table competency add column crossed bigint not null default 0;

create index association_by_origin on association (district_id, origin_id);

create index association_by_destination on association (district_id, destination_id);
