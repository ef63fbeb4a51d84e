//! The OpenAPI document, and the page that leads to it.

use askama::Template as _;
use axum::{
    Json, Router,
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, Content, KnownFormat, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder, SchemaFormat,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::Type,
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};

use super::{
    access_log, accommodations, adoptions, amendments, assessments, assignments, attendance, batches,
    calendars, calibrations, caseloads, class_results, competencies, consents, crosswalk, dates, decisions,
    drafts, erasures, evidence, exceptions, exports, family_reports, files, frameworks, given_resources,
    grid, guardians, health, imports, item_files, item_groups, item_reviews, item_whole, items, learners,
    mail, me, measured_sets, modalities, observations, outside_parties, pace, paper, path_changes, paths,
    people, policies, preferences, prerequisites, privacy, problem::Problem, rater_agreement, ratings,
    records, regrades, release, resource_uses, resources, reviews, roles, room_days, room_programs, rubrics,
    section_competency, section_people, section_places, sections, sitting_outcomes, sittings, substitutions,
    targets, tasks, tokens, uses, vendor_columns, versions, what_if, whole_record, why, words, work,
};
use crate::{
    site::Site,
    views::api_guide::{ApiGuide, GuideGroup, GuideLine},
};

/// Addresses of this file; open to everybody, because they hold no record.
pub fn routes() -> Router<Site> {
    Router::new().route("/", get(guide)).route("/openapi.json", get(async || Json(document())))
}

/// Everything there is, in the order in which people read it.
#[derive(OpenApi)]
#[openapi(
    info(title = "Onramp", version = "1", description = "Competency-based learning: evidence, mastery and why."),
    paths(
    me::show_me,
    me::list_children,
    preferences::show_preferences,
    preferences::put_preferences,
    me::list_sessions,
    me::end_session,
    tokens::list_tokens,
    tokens::make_token,
    tokens::revoke_token,
    frameworks::list_frameworks,
    frameworks::add_framework,
    frameworks::show_framework,
    exports::export_framework,
    competencies::list_competencies,
    competencies::search_competencies,
    competencies::show_competency,
    competencies::list_distributions,
    uses::show_uses,
    uses::put_words,
    uses::show_coverage,
    versions::compare_versions,
    crosswalk::correct_crosswalk,
    crosswalk::adopt_version,
    versions::compare_import,
    prerequisites::list_prerequisites,
    prerequisites::add_prerequisite,
    prerequisites::remove_prerequisite,
    sections::list_organizations,
    sections::list_sections,
    sections::show_section,
    sections::add_section,
    section_people::list_section_people,
    section_people::add_section_people,
    section_people::reset_passwords,
    section_people::make_cards,
    section_places::list_places,
    section_places::give_place,
    section_places::end_places,
    targets::show_targets,
    targets::put_targets,
    targets::write_targets,
    calendars::list_calendars,
    calendars::add_calendar,
    calendars::put_calendar,
    calendars::remove_calendar,
    calendars::choose_calendar,
    attendance::show_attendance,
    attendance::take_attendance,
    dates::show_dates,
    dates::put_dates,
    dates::spread_dates,
    dates::show_program_dates,
    dates::put_program_dates,
    pace::show_section_pace,
    pace::show_learner_pace,
    pace::add_pause,
    pace::end_pause,
    pace::take_back_pause,
    pace::preview_replan,
    pace::add_replan,
    pace::undo_replan,
    pace::list_pace_alerts,
    pace::see_pace_alert,
    drafts::show_rating_sheet,
    drafts::put_drafts,
    drafts::remove_draft,
    release::release_drafts,
    release::plan_release,
    grid::show_grid,
    grid::show_groups,
    section_competency::show_section_competency,
    learners::show_learner,
    learners::list_evidence,
    learners::show_as_family,
    paths::show_path,
    paths::plan_goal,
    paths::show_class_paths,
    path_changes::set_goal,
    path_changes::end_goal,
    path_changes::direct_path,
    path_changes::end_directive,
    path_changes::put_interests,
    path_changes::choose_next,
    path_changes::put_back,
    files::list_files,
    files::take_file,
    accommodations::show_accommodations,
    accommodations::write_accommodations,
    accommodations::list_versions,
    family_reports::show_report,
    family_reports::print_reports,
    why::show_why,
    decisions::decide_mastery,
    decisions::withdraw_decision,
    decisions::retract_evidence,
    decisions::excuse_evidence,
    decisions::bring_back_evidence,
    evidence::add_evidence,
    assessments::list_assessments,
    assessments::add_assessment,
    assessments::show_assessment,
    assessments::revise_assessment,
    assessments::archive_assessment,
    assessments::analyse_assessment,
    item_groups::compare_assessment,
    item_groups::compare_assignment,
    assignments::list_my_assignments,
    assignments::list_assignments,
    assignments::give_assessment,
    assignments::show_assignment,
    assignments::analyse_assignment,
    assignments::export_results,
    class_results::show_targets,
    class_results::show_waiting,
    class_results::list_given,
    assignments::release_results,
    assignments::withdraw_assignment,
    assignments::let_begin,
    sittings::start_sitting,
    sittings::show_sitting,
    sittings::record_response,
    sitting_outcomes::show_result,
    sitting_outcomes::plan_next_try,
    sitting_outcomes::score_response,
    sitting_outcomes::annul_sitting,
    regrades::preview_regrade,
    regrades::regrade_item,
    observations::add_observation,
    observations::undo_observation,
    rubrics::list_rubrics,
    rubrics::list_offered,
    rubrics::show_rubric,
    rubrics::add_rubric,
    rubrics::change_rubric,
    rubrics::copy_rubric,
    resources::list_resources,
    resources::add_resource,
    resources::show_resource_whole,
    resources::revise_resource,
    resources::put_retirement,
    resources::show_worked_for,
    given_resources::give,
    given_resources::take_back,
    given_resources::list_given,
    resource_uses::list_mine,
    resource_uses::open_resource,
    resource_uses::list_uses,
    resource_uses::note_use,
    resource_uses::take_back_use,
    resource_uses::list_about,
    modalities::list_modalities,
    modalities::put_modalities,
    vendor_columns::list_vendors,
    vendor_columns::put_columns,
    tasks::list_tasks,
    tasks::give,
    tasks::show_task,
    tasks::put_archived,
    tasks::release,
    tasks::note_meeting,
    tasks::name_third,
    work::list_work,
    work::show_work,
    work::put_draft,
    work::add_file,
    work::remove_file,
    work::hand_in_work,
    work::begin_again,
    ratings::list_ratings,
    ratings::show_rating,
    ratings::put_rating,
    ratings::take_file,
    ratings::list_phrases,
    ratings::add_recording,
    ratings::remove_recording,
    ratings::add_phrase,
    ratings::remove_phrase,
    reviews::list_own_reviews,
    reviews::take_review,
    reviews::show_review,
    reviews::put_review,
    reviews::take_review_file,
    reviews::list_reviews,
    reviews::put_left_out,
    rater_agreement::show_agreement,
    calibrations::list_rounds,
    calibrations::make_round,
    calibrations::show_round,
    calibrations::close_round,
    calibrations::show_piece,
    calibrations::put_piece,
    calibrations::take_piece_file,
    batches::preview_batch,
    batches::start_batch,
    batches::list_batches,
    batches::show_batch,
    batches::undo_batch,
    records::suggest_records,
    records::compare_records,
    records::list_record_links,
    records::merge_records,
    records::show_record_link,
    records::separate_records,
    people::search_people,
    exports::export_people,
    people::make_link,
    people::add_person,
    people::correct_person,
    guardians::list_guardians,
    guardians::decide_custody,
    guardians::end_guardianship,
    roles::list_roles,
    roles::list_roles_of,
    roles::give_role,
    roles::end_role,
    caseloads::show_caseload,
    caseloads::list_caseloads,
    caseloads::add_charges,
    caseloads::show_caseload_of,
    caseloads::end_charges,
    accommodations::list_cases,
    exceptions::show_exceptions,
    items::list_items,
    item_whole::add_item,
    item_whole::show_one,
    item_whole::put_item,
    item_reviews::review,
    item_reviews::review_items,
    item_reviews::show_reviews,
    item_reviews::undo_reviews,
    item_reviews::try_one,
    items::export_package,
    item_files::add_file,
    item_files::take_file,
    item_files::list_stimuli,
    item_files::show_one_stimulus,
    item_files::add_stimulus,
    substitutions::list_substitutions,
    substitutions::add_substitutions,
    substitutions::end_substitution,
    room_programs::list_room_templates,
    room_programs::list_room_programs,
    room_programs::add_room_program,
    room_programs::show_room_program,
    room_programs::change_room_program,
    room_programs::put_room_setup,
    room_programs::put_room_needs,
    room_programs::list_kept_pairs,
    room_programs::add_kept_pair,
    room_programs::end_kept_pair,
    room_programs::list_stable_groups,
    room_programs::add_stable_group,
    room_programs::end_stable_group,
    room_programs::agree_repeat,
    room_programs::list_walls,
    room_programs::add_wall,
    room_programs::end_wall,
    room_days::list_days,
    room_days::show_day_of,
    room_days::make_day,
    room_days::change_day_of,
    room_days::publish_day_of,
    room_days::show_morning_of,
    room_days::repair_day_of,
    room_days::mark_period_of,
    room_days::give_slips_of,
    room_days::why_seat_of,
    room_days::show_doses_of,
    room_days::show_day_of_learner,
    room_days::show_my_groups,
    policies::list_policies,
    policies::list_fields,
    policies::set_policy,
    words::list_words,
    words::put_words,
    policies::compare_policies,
    what_if::start_look,
    what_if::show_look,
    what_if::stop_look,
    adoptions::adopt_policy,
    adoptions::list_adoptions,
    adoptions::show_adoption,
    adoptions::undo_adoption,
    paper::print_paper,
    paper::read_pictures,
    paper::enter_paper,
    measured_sets::list_measured_sets,
    imports::list_imports,
    imports::show_import,
    imports::add_import,
    imports::apply_import,
    mail::show_mail,
    mail::put_mail,
    mail::test_mail,
    mail::list_notices,
    access_log::list_access_log,
    whole_record::take_record,
    amendments::list_amendments_of,
    amendments::ask_to_amend,
    amendments::list_amendments,
    amendments::answer_amendment,
    amendments::attach_statement,
    consents::show_consents,
    consents::say_consent,
    consents::list_purposes,
    consents::put_purpose,
    whole_record::list_disclosures_of,
    whole_record::record_disclosure,
    whole_record::list_disclosures,
    outside_parties::list_parties,
    outside_parties::add_party,
    outside_parties::put_party,
    privacy::show_numbers,
    privacy::set_number,
    privacy::look_at_retention,
    privacy::apply_retention,
    erasures::list_erasures,
    erasures::plan_erasure,
    erasures::ask_for_erasure,
    erasures::confirm_erasure,
    erasures::withdraw_erasure,
    health::show_health,
    ),
    components(schemas(Problem)),
    modifiers(&CommonToAll)
)]
struct Everything;

/// The OpenAPI document.
pub fn document() -> openapi::OpenApi {
    Everything::openapi()
}

/// What holds for every address: the token, the ids of its path, the problems.
struct CommonToAll;

impl Modify for CommonToAll {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", token);
        document.security = Some(vec![SecurityRequirement::new("token", Vec::<String>::new())]);
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let ids = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
                let parameters = operation.parameters.get_or_insert_default();
                for (place, name) in ids.enumerate() {
                    parameters.insert(place, RefOr::T(path_parameter(name)));
                }
                if method != "GET" {
                    parameters.push(RefOr::T(key_parameter()));
                }
                let problem = ResponseBuilder::new()
                    .description("Not done: why, and what to do.")
                    .content("application/problem+json", Content::new(Some(Ref::from_schema_name("Problem"))))
                    .build();
                for response in operation.responses.responses.values_mut() {
                    if let RefOr::T(done) = response {
                        "Done.".clone_into(&mut done.description);
                    }
                }
                operation.responses.responses.insert("default".to_owned(), RefOr::T(problem));
            }
        }
    }
}

fn path_parameter(name: &str) -> Parameter {
    let schema = if name == "sequence" {
        ObjectBuilder::new().schema_type(Type::Integer)
    } else if ["day", "digest", "file", "language", "period"].contains(&name) {
        ObjectBuilder::new().schema_type(Type::String)
    } else {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(schema))
        .build()
}

fn key_parameter() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The caller's own key for this request. Sent again within a day with the same key, it is not \
             done again: the first answer comes back, with the header Idempotency-Replayed. The same key \
             with another request is refused with 422; a request that was refused leaves its key free.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(200))))
        .build()
}

/// The operations of one path with their methods.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `GET /api/v1`: what there is, readable.
async fn guide() -> Response {
    let mut groups: Vec<GuideGroup> = Vec::new();
    for (path, mut item) in document().paths.paths {
        for (method, operation) in operations(&mut item) {
            let tag = operation.tags.take().and_then(|tags| tags.into_iter().next()).unwrap_or_default();
            let what = operation.summary.take().unwrap_or_default();
            let line = GuideLine { method: method.to_owned(), path: path.clone(), what };
            match groups.iter_mut().find(|group| group.title == tag) {
                Some(group) => group.lines.push(line),
                None => groups.push(GuideGroup { title: tag, lines: vec![line] }),
            }
        }
    }
    match ApiGuide::new(groups).render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => crate::page_error::PageError::Template(error).into_response(),
    }
}
