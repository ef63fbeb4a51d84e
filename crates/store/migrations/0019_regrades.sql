-- Answers to an item scored anew, a few sittings in each transaction: how, why, and how far it is. Rows are never
-- deleted. `done_to` is the last sitting that was looked at, in the order of their ids.
create table regrade (
  district_id bytea not null references district (district_id),
  regrade_id bytea not null,
  item_id bytea not null,
  version bigint not null,
  losing text not null,
  reason text not null,
  begun_by bytea not null,
  begun_at bigint not null,
  done_to bytea,
  changed bigint not null,
  unchanged bigint not null,
  left_out bigint not null,
  finished_at bigint,
  stopped_why text not null,
  primary key (district_id, regrade_id),
  foreign key (district_id, item_id) references item (district_id, item_id)
);

create index regrade_of_item on regrade (district_id, item_id, regrade_id);
