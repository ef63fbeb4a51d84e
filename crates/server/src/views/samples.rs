//! A sample of every page: shown under `/style`, and rendered by the tests.

use askama::Template;

use super::{
    access_log, accommodations, accommodations_given, admin_home, api_guide, assessment_form,
    assessment_plans, assignment, attendance, calendars, can_do, cards, caseload, caseloads, class_paths,
    classes, competency_detail, competency_edit, competency_results, coverage, dates, decide, error_page,
    exceptions, family_accommodations, family_pace, family_report, framework, framework_new, frameworks,
    grid, groups, guardian, guardians, imports, item, item_analysis, item_form, item_groups, items, learner,
    lessons, levels, mail, many, measured_sets, my_assessments, notices, observe, pace, paper, path,
    people_search, person_form, person_roles, policies, prerequisites, privacy, privacy_lists, rate, raters,
    ratings, reason_form, records, regrade, resources, reviews, rights, room_day, room_morning, room_people,
    room_programs, room_setup, rubrics, scoring, section_assessments, section_competency, section_new,
    section_people, sections, sessions, sign_in, sitting, sitting_result, stimuli, style, substitutes,
    targets, tasks, today, tokens, versions, wall, welcome, what_if, why, wording, work,
};

/// Invented names, of the kinds that break careless pages.
pub const NAMES: [&str; 12] = [
    "Noor Haddad",
    "Mateo Quispe",
    "Fionnuala O'Brien",
    "ليلى الحربي",
    "Jo Ek",
    "Anneliese-Charlotte von Hohenlinden-Falkenstein",
    "Kwame Boateng",
    "Sakura Inoue",
    "Ravi Menon",
    "Zoë Marchetti",
    "Tamsin Pell",
    "Idris Novak",
];

/// The name at `at`, family name first; numbered when there are more learners than names.
pub fn list_name(at: usize) -> String {
    let name = NAMES[at % NAMES.len()];
    let turn = at / NAMES.len();
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    if turn == 0 { format!("{family}, {given}") } else { format!("{family}, {given} {}", turn + 1) }
}

/// Renders one sample.
type Render = fn() -> askama::Result<String>;

/// Every page by its name.
pub const PAGES: &[(&str, Render)] = &[
    ("sign_in", || sign_in::SignIn::sample().render()),
    ("which_district", || sign_in::WhichDistrict::sample().render()),
    ("link_confirm", || sign_in::LinkConfirm::sample().render()),
    ("password", || sign_in::Password::sample().render()),
    ("sessions", || sessions::Sessions::sample().render()),
    ("cards", || cards::Cards::sample().render()),
    ("error_page", || error_page::ErrorPage::sample().render()),
    ("welcome", || welcome::Welcome::sample().render()),
    ("reason_form", || reason_form::ReasonForm::sample().render()),
    ("can_do", || can_do::CanDo::sample().render()),
    ("path", || path::PathPage::sample().render()),
    ("path_educator", || path::PathPage::sample_educator().render()),
    ("class_paths", || class_paths::ClassPathsPage::sample().render()),
    ("my_assessments", || my_assessments::MyAssessments::sample().render()),
    ("assessment_begin", || my_assessments::Begin::sample().render()),
    ("sitting", || sitting::Sitting::sample().render()),
    ("sitting_over", || sitting::Sitting::sample_over().render()),
    ("sitting_result", || sitting_result::Result::sample().render()),
    ("section_assessments", || section_assessments::SectionAssessmentsView::sample().render()),
    ("paper_choose", || paper::PaperChoose::sample().render()),
    ("paper_print", || paper::PaperPrint::sample().render()),
    ("paper_read", || paper::PaperRead::sample().render()),
    ("paper_found", || paper::PaperFound::sample().render()),
    ("paper_which", || paper::PaperWhich::sample().render()),
    ("assignment", || assignment::AssignmentView::sample().render()),
    ("assessment_form", || assessment_form::AssessmentForm::sample().render()),
    ("assessment_plans", || assessment_plans::AssessmentPlans::sample().render()),
    ("item_analysis", || item_analysis::ItemAnalysisView::sample().render()),
    ("item_groups", || item_groups::ItemGroups::sample().render()),
    ("item_groups_before", || item_groups::ItemGroups::sample_before().render()),
    ("scoring", || scoring::Scoring::sample().render()),
    ("competency_results", || competency_results::CompetencyResultsView::sample().render()),
    ("accommodations_given", || accommodations_given::AccommodationsGiven::sample().render()),
    ("regrade", || regrade::RegradeView::sample().render()),
    ("room_programs", || room_programs::RoomPrograms::sample().render()),
    ("room_program", || room_programs::RoomProgramPage::sample().render()),
    ("room_setup", || room_setup::RoomSetupPage::sample().render()),
    ("room_people", || room_people::RoomPeople::sample().render()),
    ("room_day", || room_day::RoomDay::sample().render()),
    ("room_day_empty", || room_day::RoomDayEmpty::sample().render()),
    ("room_why", || room_day::Why::sample().render()),
    ("room_print", || room_day::Print::sample().render()),
    ("room_morning", || room_morning::RoomMorning::sample().render()),
    ("room_attendance", || room_morning::RoomAttendance::sample().render()),
    ("room_dose", || room_morning::RoomDose::sample().render()),
    ("wall", || wall::Wall::sample().render()),
    ("today", || today::Today::sample().render()),
    ("today_nothing_spanish", || today::Today::sample_nothing().render()),
    ("today_why", || today::WhySeat::sample().render()),
    ("today_educator", || today::EducatorToday::sample().render()),
    ("why", || why::Why::sample().render()),
    ("why_learner", || why::Why::sample_for_learner().render()),
    ("guardian", || guardian::Guardian::sample().render()),
    ("guardian_spanish", || guardian::Guardian::sample_spanish().render()),
    ("rights_spanish", || rights::Rights::sample().render()),
    ("rights", || rights::Rights::sample_english().render()),
    ("privacy", || privacy::Privacy::sample().render()),
    ("amendments", || privacy_lists::Amendments::sample().render()),
    ("disclosures", || privacy_lists::Disclosures::sample().render()),
    ("parties", || privacy_lists::Parties::sample().render()),
    ("measured_sets", || measured_sets::MeasuredSets::sample().render()),
    ("purposes", || privacy_lists::Purposes::sample().render()),
    ("erasures", || privacy_lists::Erasures::sample().render()),
    ("erase_form", || privacy_lists::EraseForm::sample().render()),
    ("amend_form_spanish", || rights::AmendForm::sample().render()),
    ("family_report_spanish", || family_report::FamilyReportPage::sample().render()),
    ("family_reports", || family_report::FamilyReports::sample().render()),
    ("family_reports_form", || family_report::FamilyReportsForm::sample().render()),
    ("sections", || sections::Sections::sample().render()),
    ("records", || records::Records::sample().render()),
    ("records_compare", || records::RecordsCompare::sample().render()),
    ("record_link", || records::RecordLinkPage::sample().render()),
    ("many_choose", || many::ManyChoose::sample().render()),
    ("many_preview", || many::ManyPreview::sample().render()),
    ("many_list", || many::ManyList::sample().render()),
    ("many_batch", || many::ManyBatch::sample().render()),
    ("grid", || grid::Grid::sample().render()),
    ("grid_30_by_50", || grid::Grid::sample_of(30, 50).render()),
    ("rate", || rate::Rate::sample().render()),
    ("rate_several", || rate::Rate::sample_of(3).render()),
    ("groups", || groups::Groups::sample().render()),
    ("learner", || learner::LearnerPage::sample().render()),
    ("section_competency", || section_competency::SectionCompetency::sample().render()),
    ("decide", || decide::Decide::sample().render()),
    ("evidence_form", || decide::EvidenceForm::sample().render()),
    ("section_new", || section_new::SectionNew::sample().render()),
    ("attendance", || attendance::Attendance::sample().render()),
    ("calendars", || calendars::Calendars::sample().render()),
    ("dates", || dates::Dates::sample().render()),
    ("section_pace", || pace::SectionPace::sample().render()),
    ("learner_pace", || pace::LearnerPace::sample().render()),
    ("replan", || pace::ReplanPreview::sample().render()),
    ("family_pace", || family_pace::FamilyPace::sample().render()),
    ("pace_news", || family_pace::PaceNews::sample().render()),
    ("targets", || targets::Targets::sample().render()),
    ("targets_without_standards", || targets::Targets::sample_without_standards().render()),
    ("section_people", || section_people::SectionPeople::sample().render()),
    ("framework_new", || framework_new::FrameworkNew::sample().render()),
    ("frameworks", || frameworks::Frameworks::sample().render()),
    ("framework", || framework::FrameworkPage::sample().render()),
    ("framework_search", || framework::FrameworkPage::sample_search().render()),
    ("competency_detail", || competency_detail::CompetencyDetail::sample().render()),
    ("competency_edit", || competency_edit::CompetencyEdit::sample().render()),
    ("coverage", || coverage::Coverage::sample().render()),
    ("versions", || versions::Versions::sample().render()),
    ("prerequisites", || prerequisites::Prerequisites::sample().render()),
    ("admin_home", || admin_home::AdminHome::sample().render()),
    ("imports", || imports::Imports::sample().render()),
    ("import_report", || imports::ImportReport::sample().render()),
    ("import_report_clean", || imports::ImportReport::sample_clean().render()),
    ("people_search", || people_search::PeopleSearch::sample().render()),
    ("person_form", || person_form::PersonForm::sample().render()),
    ("classes", || classes::Classes::sample().render()),
    ("class_adults", || classes::ClassAdults::sample().render()),
    ("guardians", || guardians::Guardians::sample().render()),
    ("levels", || levels::Levels::sample().render()),
    ("person_roles", || person_roles::PersonRoles::sample().render()),
    ("person_new", || person_roles::NewPersonPage::sample().render()),
    ("access_log", || access_log::AccessLog::sample().render()),
    ("policies", || policies::Policies::sample().render()),
    ("policy_form", || policies::PolicyForm::sample().render()),
    ("policy_history", || policies::PolicyHistory::sample().render()),
    ("what_if", || what_if::WhatIfPage::sample().render()),
    ("what_if_running", || what_if::WhatIfRunning::sample().render()),
    ("adoptions", || what_if::Adoptions::sample().render()),
    ("adoption", || what_if::AdoptionPage::sample().render()),
    ("api_guide", || api_guide::ApiGuide::sample().render()),
    ("substitutes", || substitutes::Substitutes::sample().render()),
    ("caseload", || caseload::Caseload::sample().render()),
    ("caseloads", || caseloads::Caseloads::sample().render()),
    ("caseload_of", || caseloads::CaseloadOf::sample().render()),
    ("cases", || accommodations::Cases::sample().render()),
    ("accommodations", || accommodations::Accommodations::sample().render()),
    ("accommodations_for_teacher", || accommodations::Accommodations::sample_for_teacher().render()),
    ("family_accommodations", || family_accommodations::FamilyAccommodations::sample().render()),
    ("exceptions", || exceptions::Exceptions::sample().render()),
    ("exceptions_quiet", || exceptions::Exceptions::sample_quiet().render()),
    ("tokens", || tokens::Tokens::sample().render()),
    ("can_do_empty", || {
        can_do::CanDo { strands: Vec::new(), history: None, ..can_do::CanDo::sample() }.render()
    }),
    ("guardian_empty", || {
        guardian::Guardian { children: Vec::new(), ..guardian::Guardian::sample() }.render()
    }),
    ("sections_empty", || {
        sections::Sections { sections: Vec::new(), ..sections::Sections::sample() }.render()
    }),
    ("grid_empty", || {
        grid::Grid { columns: Vec::new(), groups: Vec::new(), ..grid::Grid::sample() }.render()
    }),
    ("grid_nobody", || grid::Grid { groups: Vec::new(), ..grid::Grid::sample() }.render()),
    ("rate_empty", || rate::Rate { columns: Vec::new(), rows: Vec::new(), ..rate::Rate::sample() }.render()),
    ("frameworks_empty", || {
        frameworks::Frameworks { frameworks: Vec::new(), ..frameworks::Frameworks::sample() }.render()
    }),
    ("section_people_empty", || {
        let full = section_people::SectionPeople::sample();
        section_people::SectionPeople { learners: Vec::new(), new_passwords: Vec::new(), ..full }.render()
    }),
    ("mail_form", || mail::MailForm::sample().render()),
    ("outbox", || mail::Outbox::sample().render()),
    ("notices_spanish", || notices::Notices::sample().render()),
    ("wording", || wording::Wording::sample().render()),
    ("wording_form", || wording::WordingForm::sample().render()),
    ("items", || items::Items::sample().render()),
    ("stimuli", || stimuli::Stimuli::sample().render()),
    ("stimulus", || stimuli::StimulusPage::sample().render()),
    ("resources", || resources::Library::sample().render()),
    ("resource", || resources::ResourcePage::sample().render()),
    ("resource_form", || resources::ResourceForm::sample().render()),
    ("resources_import", || resources::ResourcesImport::sample().render()),
    ("section_lessons", || resources::SectionLessons::sample().render()),
    ("vendor_columns", || resources::VendorColumnsPage::sample().render()),
    ("modalities", || resources::Modalities::sample().render()),
    ("lessons", || lessons::Lessons::sample().render()),
    ("lesson", || lessons::Lesson::sample().render()),
    ("stimulus_form", || stimuli::StimulusForm::sample().render()),
    ("items_many", || items::ItemsMany::sample().render()),
    ("items_many_made", || items::ItemsMany::sample_made().render()),
    ("items_import", || items::ItemsImport::sample().render()),
    ("item", || item::ItemPage::sample().render()),
    ("item_preview", || item::ItemPreview::sample().render()),
    ("item_new", || item_form::ItemNew::sample().render()),
    ("item_form", || item_form::ItemFormPage::sample().render()),
    ("rubrics", || rubrics::Rubrics::sample().render()),
    ("rubric", || rubrics::RubricPage::sample().render()),
    ("rubric_form", || rubrics::RubricForm::sample().render()),
    ("tasks", || tasks::Tasks::sample().render()),
    ("task_new", || tasks::TaskNew::sample().render()),
    ("task", || tasks::TaskPage::sample().render()),
    ("own_task_spanish", || work::OwnTask::sample().render()),
    ("portfolio_spanish", || work::Portfolio::sample().render()),
    ("ratings", || ratings::Ratings::sample().render()),
    ("rating", || ratings::RatingPage::sample().render()),
    ("review_spanish", || reviews::ReviewPage::sample().render()),
    ("rater_agreement", || raters::AgreementPage::sample().render()),
    ("task_reviews", || raters::TaskReviews::sample().render()),
    ("calibrations", || raters::Calibrations::sample().render()),
    ("calibration", || raters::CalibrationPage::sample().render()),
    ("calibration_piece", || raters::CalibrationPiece::sample().render()),
    ("observe", || observe::Observe::sample().render()),
    ("style", || style::Style::sample().render()),
];

/// The sample page of this name; `None` when there is no such page.
pub fn page(name: &str) -> Option<askama::Result<String>> {
    PAGES.iter().find(|(known, _)| *known == name).map(|(_, render)| render())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_renders_and_obeys_the_content_security_policy() {
        for (name, render) in PAGES {
            let html = render().expect(name);
            for forbidden in [" style=", "<style", "javascript:", " onclick", " onchange", "<script>"] {
                assert!(!html.contains(forbidden), "{name} contains {forbidden}");
            }
        }
    }

    #[test]
    fn every_page_has_one_heading_a_main_part_and_a_skip_link() {
        for &(name, render) in PAGES {
            let html = render().expect(name);
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert_eq!(html.matches("<main id=\"main\"").count(), 1, "{name}");
            if name == "wall" {
                // A screen that nobody touches has nothing to skip, and no frame.
                continue;
            }
            assert!(html.contains("href=\"#main\""), "{name}");
            let invented = if name.ends_with("_spanish") { "Datos inventados" } else { "Invented data" };
            assert!(html.contains(invented), "{name}");
        }
    }

    #[test]
    fn no_page_shows_markup_of_ours_as_text() {
        for (name, render) in PAGES {
            let html = render().expect(name);
            for tag in ["svg", "figure", "section", "span class"] {
                assert!(!html.contains(&format!("&#60;{tag}")), "{name} shows <{tag}");
            }
        }
    }

    #[test]
    fn ids_are_unique_on_every_page() {
        for (name, render) in PAGES {
            let html = render().expect(name);
            let mut ids: Vec<&str> =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name} repeats an id");
        }
    }

    #[test]
    fn every_form_that_writes_sends_the_token() {
        for (name, render) in PAGES {
            let html = render().expect(name);
            for form in html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
                let opening = form.split('>').next().unwrap_or_default();
                if opening.contains("method=\"post\"") {
                    assert!(form.contains("name=\"csrf\""), "{name}: {opening}");
                }
            }
        }
    }

    #[test]
    fn learners_and_families_read_plain_words() {
        for name in [
            "can_do",
            "why_learner",
            "guardian",
            "guardian_spanish",
            "family_report_spanish",
            "notices_spanish",
            "link_confirm",
            "sign_in",
        ] {
            let html = page(name).expect("known").expect("renders").to_lowercase();
            let text: String =
                html.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
            for jargon in
                ["sitting", "item", "theta", "framework", "evidence", "competency", "policy", "rule "]
            {
                assert!(!text.contains(jargon), "{name} says {jargon}");
            }
        }
    }

    #[test]
    fn names_are_escaped() {
        let mut page = sign_in::LinkConfirm::sample();
        page.person_name = "<script>alert(1)</script>\"'".to_owned();
        let html = page.render().expect("renders");
        assert!(!html.contains("<script>alert"), "{html}");
    }
}
