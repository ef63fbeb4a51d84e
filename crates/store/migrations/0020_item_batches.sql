-- Many items moved on at once, and what undid it. Rows are never deleted.
create table item_batch (
  district_id bytea not null references district (district_id),
  batch_id bytea not null,
  to_state text not null,
  note text not null,
  made_by bytea not null,
  made_at bigint not null,
  undone_at bigint,
  primary key (district_id, batch_id)
);

create index item_batch_of_person on item_batch (district_id, made_by, batch_id);

-- One item of it, and where its version stood before. `why_not` says why it stayed, `kept_why` why an undo left it.
create table item_batch_row (
  district_id bytea not null,
  batch_id bytea not null,
  place bigint not null,
  item_id bytea not null,
  version bigint not null,
  state text not null,
  live_version bigint,
  reviewed_by bytea,
  reviewed_at bigint,
  review_note text not null,
  live_at bigint,
  retired_at bigint,
  why_not text not null,
  kept_why text not null,
  primary key (district_id, batch_id, place),
  foreign key (district_id, batch_id) references item_batch (district_id, batch_id),
  foreign key (district_id, item_id) references item (district_id, item_id)
);
