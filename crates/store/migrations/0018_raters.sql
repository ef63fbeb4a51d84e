-- Who else rates work: learners their own, classmates each other's; what raters say by voice; and rounds in which
-- raters try themselves on work whose marks are settled.

alter table task add column calibrated bigint not null default 0;

alter table task add column own_rating bigint not null default 0;

alter table task add column peers bigint not null default 0;

-- When somebody who releases left out what a learner says: it counts nowhere, and nobody else reads it.
alter table work_rating add column left_out_at bigint;

create index task_of_rubric on task (district_id, rubric_id, rubric_version);

create table work_recording (
  district_id bytea not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  seat bigint not null,
  place bigint not null,
  digest bytea not null,
  primary key (district_id, learner_id, task_id, attempt, seat, place),
  foreign key (district_id, learner_id, task_id, attempt, seat)
    references work_rating (district_id, learner_id, task_id, attempt, seat)
);

-- A calibration round: released work of one task, by one version of a rubric. Shares are in millionths; no kappa is
-- asked for where `weighted` is null.
create table calibration_round (
  district_id bytea not null references district (district_id),
  round_id bytea not null,
  task_id bytea not null,
  rubric_id bytea not null,
  rubric_version bigint not null,
  exact bigint not null,
  adjacent bigint not null,
  weighted bigint,
  made_by bytea not null,
  made_at bigint not null,
  closed_at bigint,
  primary key (district_id, round_id),
  foreign key (district_id, task_id) references task (district_id, task_id),
  foreign key (district_id, rubric_id, rubric_version) references rubric_version (district_id, rubric_id, version)
);

create index calibration_round_of_task on calibration_round (district_id, task_id, made_at);

create index calibration_round_of_rubric on calibration_round (district_id, rubric_id, rubric_version);

-- A piece of the round: one attempt of a learner, at which its marks stood when the round was made.
create table calibration_piece (
  district_id bytea not null,
  round_id bytea not null,
  place bigint not null,
  learner_id bytea not null,
  task_id bytea not null,
  attempt bigint not null,
  primary key (district_id, round_id, place),
  foreign key (district_id, round_id) references calibration_round (district_id, round_id),
  foreign key (district_id, learner_id, task_id, attempt)
    references work (district_id, learner_id, task_id, attempt)
);

create index calibration_piece_of_learner on calibration_piece (district_id, learner_id);

create table calibration_anchor (
  district_id bytea not null,
  round_id bytea not null,
  place bigint not null,
  learner_id bytea not null,
  criterion bigint not null,
  mark bigint not null,
  comment text not null,
  primary key (district_id, round_id, place, criterion),
  foreign key (district_id, round_id, place)
    references calibration_piece (district_id, round_id, place)
);

-- One go of a rater at a round. What came of it is written when its last piece is rated.
create table calibration_trial (
  district_id bytea not null,
  round_id bytea not null,
  rater_id bytea not null,
  trial bigint not null,
  begun_at bigint not null,
  done_at bigint,
  passed bigint not null,
  primary key (district_id, round_id, rater_id, trial),
  foreign key (district_id, round_id) references calibration_round (district_id, round_id)
);

create index calibration_trial_of_rater on calibration_trial (district_id, rater_id);

create table calibration_mark (
  district_id bytea not null,
  round_id bytea not null,
  rater_id bytea not null,
  trial bigint not null,
  place bigint not null,
  learner_id bytea not null,
  criterion bigint not null,
  mark bigint not null,
  primary key (district_id, round_id, rater_id, trial, place, criterion),
  foreign key (district_id, round_id, rater_id, trial)
    references calibration_trial (district_id, round_id, rater_id, trial),
  foreign key (district_id, round_id, place)
    references calibration_piece (district_id, round_id, place)
);

create index calibration_mark_of_learner on calibration_mark (district_id, learner_id);
