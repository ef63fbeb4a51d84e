//! JSON under `/api/v1`: what a page can do, the API can do, under the same access check.
//!
//! The caller is the person whose token is sent; a token without the scope `write` changes nothing.
//! Each address calls one use case, and has its own request and answer, so that neither the domain nor
//! the store can change what other systems rely on. The document of it all is a test snapshot.

mod access_log;
mod accommodations;
mod adoptions;
mod amendments;
mod answered;
mod assessments;
mod assignments;
mod attendance;
mod batches;
mod calendars;
mod calibrations;
mod caller;
mod caseloads;
mod class_results;
mod competencies;
mod consents;
mod crosswalk;
mod dates;
mod decisions;
mod document;
mod drafts;
mod erasures;
mod evidence;
mod exceptions;
mod exports;
mod family_reports;
mod files;
mod frameworks;
mod given_resources;
mod grid;
mod guardians;
mod health;
mod imports;
mod item_files;
mod item_groups;
mod item_reviews;
mod item_whole;
mod items;
mod learners;
mod mail;
mod me;
mod measured_sets;
mod modalities;
mod observations;
mod outside_parties;
mod pace;
mod paper;
mod path_changes;
mod paths;
mod people;
mod policies;
mod preferences;
mod prerequisites;
mod privacy;
mod problem;
mod rater_agreement;
mod ratings;
mod received;
mod records;
mod regrades;
mod release;
mod resource_uses;
mod resources;
mod reviews;
mod roles;
mod room_days;
mod room_programs;
mod room_setup;
mod rubrics;
mod scalars;
mod section_competency;
mod section_people;
mod section_places;
mod sections;
mod shapes;
mod sitting_outcomes;
mod sittings;
mod substitutions;
mod targets;
mod tasks;
mod tokens;
mod uses;
mod vendor_columns;
mod version_counts;
mod versions;
mod what_if;
mod whole_record;
mod why;
mod words;
mod work;

pub use document::document;
pub use problem::ApiError;

use axum::{Router, middleware};

use crate::{once, site::Site};

/// Every address of the API.
pub fn routes(site: &Site) -> Router<Site> {
    let inner = Router::new()
        .merge(access_log::routes())
        .merge(accommodations::routes())
        .merge(adoptions::routes())
        .merge(caseloads::routes())
        .merge(amendments::routes())
        .merge(assessments::routes())
        .merge(assignments::routes())
        .merge(attendance::routes())
        .merge(batches::routes())
        .merge(calendars::routes())
        .merge(class_results::routes())
        .merge(competencies::routes())
        .merge(consents::routes())
        .merge(crosswalk::routes())
        .merge(dates::routes())
        .merge(decisions::routes())
        .merge(document::routes())
        .merge(drafts::routes())
        .merge(erasures::routes())
        .merge(evidence::routes())
        .merge(exceptions::routes())
        .merge(exports::routes())
        .merge(family_reports::routes())
        .merge(files::routes())
        .merge(frameworks::routes())
        .merge(grid::routes())
        .merge(guardians::routes())
        .merge(health::routes())
        .merge(imports::routes())
        .merge(item_files::routes())
        .merge(item_groups::routes())
        .merge(item_reviews::routes())
        .merge(item_whole::routes())
        .merge(items::routes())
        .merge(measured_sets::routes())
        .merge(modalities::routes())
        .merge(learners::routes())
        .merge(mail::routes())
        .merge(me::routes())
        .merge(observations::routes())
        .merge(outside_parties::routes())
        .merge(pace::routes())
        .merge(paper::routes())
        .merge(path_changes::routes())
        .merge(paths::routes())
        .merge(people::routes())
        .merge(policies::routes())
        .merge(preferences::routes())
        .merge(prerequisites::routes())
        .merge(privacy::routes())
        .merge(ratings::routes())
        .merge(reviews::routes())
        .merge(rater_agreement::routes())
        .merge(calibrations::routes())
        .merge(records::routes())
        .merge(regrades::routes())
        .merge(release::routes())
        .merge(roles::routes())
        .merge(room_days::routes())
        .merge(room_programs::routes())
        .merge(resource_uses::routes())
        .merge(given_resources::routes())
        .merge(resources::routes())
        .merge(rubrics::routes())
        .merge(section_competency::routes())
        .merge(section_people::routes())
        .merge(section_places::routes())
        .merge(sections::routes())
        .merge(sittings::routes())
        .merge(sitting_outcomes::routes())
        .merge(substitutions::routes())
        .merge(targets::routes())
        .merge(tasks::routes())
        .merge(tokens::routes())
        .merge(uses::routes())
        .merge(vendor_columns::routes())
        .merge(versions::routes())
        .merge(what_if::routes())
        .merge(whole_record::routes())
        .merge(why::routes())
        .merge(words::routes())
        .merge(work::routes())
        .fallback(async || problem::ApiError::no_such_address())
        .method_not_allowed_fallback(async || problem::ApiError::wrong_method())
        .layer(middleware::from_fn(answered::tag))
        .layer(middleware::from_fn_with_state(site.clone(), once::api));
    Router::new().nest("/api/v1", inner)
}
