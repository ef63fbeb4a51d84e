//! Reports for families: one child's, and those of a whole class in one job.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use domain::{LearnerId, SectionId, access::Relationship};
use usecases::{
    chance,
    family_report::{Report, Told, show_report},
    list_section_people::list_section_people,
    print_reports::{PrintJob, Sheet, print_reports},
};
use wording::{Language, Words};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, PageError, page},
    pages::guardian::place,
    qr,
    session::SignedIn,
    site::Site,
    standing::counted,
    views::{
        family_report::{
            FamilyReport, FamilyReportPage, FamilyReports, FamilyReportsForm, ReportCode, ReportList,
        },
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/learners/{learner}/report", get(show))
        .route("/sections/{section}/reports", get(ask).post(print))
}

/// `GET /learners/{learner}/report`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    let (words, report) = show_report(&site.app, &signed_in.actor, learner).await?;
    let path = format!("/learners/{learner}/report");
    let report = view(&report, Arc::clone(&words), String::new(), None);
    let crumbs = vec![
        Link::new(&words.say("nav-children"), "/children"),
        Link::new(&report.name, &format!("/learners/{learner}")),
    ];
    let title = words.say("report");
    page(&FamilyReportPage {
        shell: frame::worded(&site, &signed_in, words, &title, &path).await?,
        crumbs,
        report,
    })
}

/// `GET /sections/{section}/reports`: what is to be printed.
async fn ask(State(site): State<Site>, signed_in: SignedIn, Path(section): Path<SectionId>) -> Page {
    let people = list_section_people(&site.app, &signed_in.actor, section).await?;
    let path = format!("/sections/{section}/reports");
    page(&FamilyReportsForm {
        shell: frame::shell(&site, &signed_in, "Family reports", &path).await?,
        crumbs: crumbs(&people.section.title, section),
        action: path,
        learners: people
            .learners
            .iter()
            .map(|one| (one.person.id.to_string(), one.person.list_name()))
            .collect(),
        languages: Language::ALL
            .iter()
            .map(|language| (language.tag().to_owned(), language.own_name().to_owned()))
            .collect(),
        may_make_codes: may_make_codes(people.relationship),
    })
}

/// Who manages the class, and administrators.
fn may_make_codes(relationship: Relationship) -> bool {
    matches!(relationship, Relationship::Educator | Relationship::ProgramLead | Relationship::BreakGlass)
}

/// `POST /sections/{section}/reports`: the reports, ready to print.
async fn print(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    headers: HeaderMap,
    form: Fields,
) -> Page {
    let job = PrintJob {
        learners: super::section_people::ticked(&form)?,
        language: chosen_language(form.one("language"))?,
        codes: !form.one("codes").is_empty(),
    };
    let printed = print_reports(&site.app, &signed_in.actor, section, job).await?;
    let base = site.reach.address(&headers);
    let children: BTreeSet<LearnerId> = printed.sheets.iter().map(|one| one.report.child.learner).collect();
    let sheets = i64::try_from(printed.sheets.len()).unwrap_or(i64::MAX);
    let learners = i64::try_from(children.len()).unwrap_or(i64::MAX);
    page(&FamilyReports {
        shell: frame::shell(&site, &signed_in, "Family reports", &format!("/sections/{section}/reports"))
            .await?,
        crumbs: crumbs(&printed.section.title, section),
        summary: format!(
            "{} for {}.",
            counted(sheets, "sheet", "sheets"),
            counted(learners, "student", "students")
        ),
        without_code: if printed.without_code.is_empty() {
            String::new()
        } else {
            format!(
                "No code for {}: it would open more than you may see. The school office can make a link.",
                printed.without_code.join(", ")
            )
        },
        reports: printed.sheets.iter().map(|sheet| on_paper(sheet, &base, &printed.district_code)).collect(),
    })
}

fn chosen_language(tag: &str) -> Result<Option<Language>, PageError> {
    if tag.is_empty() {
        return Ok(None);
    }
    let unknown = || PageError::Refused(usecases::Refusal::invalid("language", "is none there are words in"));
    Language::from_tag(tag).map(Some).ok_or_else(unknown)
}

fn crumbs(title: &str, section: SectionId) -> Vec<Link> {
    vec![
        Link::new("My classes", "/sections"),
        Link::new(title, &format!("/sections/{section}/grid")),
        Link::new("People", &format!("/sections/{section}/people")),
    ]
}

fn on_paper(sheet: &Sheet, base: &str, district: &str) -> FamilyReport {
    let words = &sheet.words;
    let names: Vec<String> = sheet.guardians.iter().map(domain::people::Person::name).collect();
    let names = names.join(", ");
    let for_whom =
        if names.is_empty() { String::new() } else { words.tell("report-for", &[("name", (&names).into())]) };
    let code = sheet.code.as_ref().map(|code| {
        let address = format!("{base}/link/{district}/{}", code.token);
        let day = words.day(chance::date_of(when::here(), code.expires_at));
        ReportCode {
            qr_svg: qr::svg(&address),
            address,
            until: words.tell("report-code-until", &[("name", (&names).into()), ("day", (&day).into())]),
        }
    });
    view(&sheet.report, Arc::clone(words), for_whom, code)
}

fn view(report: &Report, words: Arc<Words>, for_whom: String, code: Option<ReportCode>) -> FamilyReport {
    let child = &report.child;
    let name: wording::Value<'_> = (&child.name).into();
    let day = words.day(report.day);
    let day = words.tell("report-day", &[("day", (&day).into())]);
    let place = place(child, &words);
    let teachers = report.teachers.join("; ");
    let list = |key: &str, told: &Told| {
        let more = words.tell("report-more", &[("count", told.more.into())]);
        (!told.titles.is_empty()).then(|| ReportList {
            heading: words.tell(key, &[("name", name)]),
            targets: told
                .titles
                .iter()
                .map(|title| {
                    let elsewhere = title
                        .language
                        .clone()
                        .filter(|tag| Language::from_tag(tag) != Some(words.language()) && is_tag(tag));
                    (title.text.clone(), elsewhere)
                })
                .collect(),
            more: if told.more == 0 { String::new() } else { more },
        })
    };
    FamilyReport {
        name: child.name.clone(),
        place: if place.is_empty() { day } else { format!("{place} · {day}") },
        for_whom,
        sentences: child.sentences.to_vec(),
        helpful: child.helpful.clone(),
        lists: [
            list("report-can", &report.can),
            list("report-working", &report.working_on),
            list("report-next", &report.next),
        ]
        .into_iter()
        .flatten()
        .collect(),
        teachers: if teachers.is_empty() {
            String::new()
        } else {
            words.tell("report-teachers", &[("teachers", (&teachers).into())])
        },
        code,
        words,
    }
}

/// Whether a text is a language tag; packages write all kinds of things there.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    }) && parts
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
