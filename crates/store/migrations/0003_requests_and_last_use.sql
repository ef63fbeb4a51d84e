-- Requests that carry a key are done once: what was asked, by digest, and what was answered, sealed with
-- the secret of whoever asked. Kept for a day.
create table answered_request (
  district_id bytea not null,
  person_id bytea not null,
  key_digest bytea not null,
  request_digest bytea not null,
  begun_at bigint not null,
  status bigint,
  answer bytea,
  primary key (district_id, person_id, key_digest),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

create index answered_request_by_age on answered_request (district_id, begun_at);

-- Written at most once an hour.
alter table api_token add column last_used_at bigint;

alter table person add column last_signed_in_at bigint;
