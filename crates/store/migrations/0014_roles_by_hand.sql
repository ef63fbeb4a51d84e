-- What a person gave and ended by hand of the roles in organizations: never changed, never taken away. A role
-- whose last line was given is not a roster's to end.
create table role_change (
  district_id bytea not null,
  person_id bytea not null,
  kind text not null,
  organization_id bytea not null,
  change bigint not null,
  given bigint not null,
  begins_on text,
  ends_on text,
  reason text not null,
  changed_by bytea,
  changed_at bigint not null,
  primary key (district_id, person_id, kind, organization_id, change),
  foreign key (district_id, person_id) references person (district_id, person_id)
);
