//! Every store function on SQLite and on PostgreSQL. PostgreSQL cases run in a fresh database each, on
//! the server that `ONRAMP_TEST_POSTGRES` names; without it they are skipped and say so.

mod adoptions;
mod awkward_text;
mod batches;
mod checkpoints;
mod contents;
mod crashes;
mod engines;
mod every_function;
mod families;
mod frameworks;
mod full_disk;
mod going_on_after_failure;
mod items;
mod judgements;
mod ledger;
mod locks;
mod opening;
mod order;
mod people;
mod people_who_help;
mod places;
mod privacy;
mod record_links;
mod records;
mod refusals;
mod sample;
mod settings;
mod shared_commit;
mod signing_in;
mod sittings;
mod snapshots;
mod tables;
mod tasks;
mod trying_again;
mod versions;
