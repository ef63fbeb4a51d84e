-- What people choose for themselves; a null is not chosen.
create table preference (
  district_id bytea not null,
  person_id bytea not null,
  language text,
  notices text,
  primary key (district_id, person_id),
  foreign key (district_id, person_id) references person (district_id, person_id)
);

-- A district's own words: the texts of one file in one language that it changes.
create table wording (
  district_id bytea not null references district (district_id),
  file text not null,
  language text not null,
  own text not null,
  changed_by bytea not null,
  changed_at bigint not null,
  primary key (district_id, file, language)
);
