-- What was measured beforehand and judgements name by digest: parameters of items. One row per
-- version that was brought in; the newest is in use. Rows are added, never changed or deleted: judgements name
-- them.

create table measured_set (
  district_id bytea not null,
  kind text not null,
  version bigint not null,
  digest bytea not null,
  items bigint not null,
  file_name text not null,
  file_digest bytea not null,
  recorded_at bigint not null,
  recorded_by bytea,
  primary key (district_id, kind, version)
);

-- The sets themselves, once each. Kept apart, so that a look at the versions reads none of them.
create table measured_body (
  district_id bytea not null,
  digest bytea not null,
  body text not null,
  primary key (district_id, digest)
);
