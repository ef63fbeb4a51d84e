-- A planner that has no statistics yet, as in the minute after a district came in, takes any index whose
-- first columns fit. With these it finds a learner's row, never all rows of a competency or of a district.
drop index mastery_of_competency;

create index mastery_of_competency on mastery (district_id, competency_id, context, learner_id);

drop index person_merged;

create index person_merged on person (district_id, merged_into) where merged_into is not null;
