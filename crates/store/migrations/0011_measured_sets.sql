-- What was measured beforehand and judgements name by digest: parameters of items, tracing models. One row per
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
  body text not null,
  primary key (district_id, kind, version)
);

create index measured_set_by_digest on measured_set (district_id, digest);
