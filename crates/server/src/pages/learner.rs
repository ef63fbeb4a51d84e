//! One learner: the educator's page, or the family's and learner's own.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{LearnerId, access::Relationship};
use mastery::wording::Audience;
use usecases::{
    show_learner::{EntryLine, LearnerRecord, Mended, show_learner},
    show_why::audience,
    words::words_for,
};

use crate::{
    frame, history_chart,
    page_error::{Page, page},
    pages::can_do,
    session::SignedIn,
    site::Site,
    standing,
    views::{
        learner::{LearnerPage, Recent},
        shell::{Link, Shell},
    },
    when,
};

/// How many pieces of evidence the page lists.
const MOST_RECENT: usize = 20;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/learners/{learner}", get(show))
}

/// `GET /learners/{learner}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(learner): Path<LearnerId>) -> Page {
    let record = show_learner(&site.app, &signed_in.actor, learner).await?;
    let path = format!("/learners/{learner}");
    let words = words_for(&site.app, &signed_in.actor, audience(record.relationship)).await?;
    let shell = frame::worded(&site, &signed_in, words, &record.person.name(), &path).await?;
    if shell.words.audience() == Audience::Educator {
        page(&educators(shell, &record, &path))
    } else {
        page(&can_do::view(shell, &record))
    }
}

fn educators(shell: Shell, record: &LearnerRecord, path: &str) -> LearnerPage {
    let targets = record.counted();
    let noun = if targets.iter().any(|one| one.target) { "target" } else { "competency" };
    let mastered = targets.iter().filter(|one| one.mastered()).count();
    let unknown = targets.iter().filter(|one| !one.judged()).count();
    let newest = record.entries.first().map_or_else(|| "none yet".to_owned(), |e| when::day_of(e.worked_at));
    let of_targets = |count: usize| match targets.len() {
        1 => format!("{count} of 1 {noun}"),
        total if noun == "target" => format!("{count} of {total} targets"),
        total => format!("{count} of {total} competencies"),
    };
    let mut links = Vec::new();
    if record.is_whole() {
        links.push(Link::new("What’s next", &format!("{path}/path")));
    }
    links.push(Link::new("Work", &format!("{path}/work")));
    if record.is_whole() {
        links.push(Link::new("Pace", &format!("{path}/pace")));
    }
    if record.opens_rights() {
        links.push(Link::new("As the family sees it", &format!("{path}/family")));
        links.push(Link::new("Record and rights", &format!("{path}/privacy")));
    }
    if matches!(record.relationship, Relationship::Principal | Relationship::BreakGlass) {
        links.push(Link::new("Family", &format!("/admin/people/{}/guardians", record.person.id)));
    }
    if record.relationship == Relationship::CaseManager {
        links.insert(0, Link::new("Accommodations", &format!("{path}/accommodations")));
    }
    if record.may_judge() {
        links.insert(0, Link::new("Add evidence", &format!("{path}/evidence/new")));
    }
    LearnerPage {
        shell,
        crumbs: crumbs(record),
        name: record.person.name(),
        place: place(record),
        access: access(record),
        facts: if record.is_whole() {
            vec![
                ("Mastered".to_owned(), of_targets(mastered)),
                ("Newest evidence".to_owned(), newest),
                ("Not enough evidence".to_owned(), of_targets(unknown)),
            ]
        } else {
            vec![("Mastered".to_owned(), of_targets(mastered))]
        },
        accommodations: Some(record.accommodations.as_str())
            .filter(|line| !line.is_empty())
            .map(|line| Link::new(line, &format!("{path}/accommodations"))),
        is_whole: record.is_whole(),
        strands: record
            .strands
            .iter()
            .map(|strand| can_do::strand(record, strand, wording::english()))
            .collect(),
        recent: record.entries.iter().take(MOST_RECENT).map(|line| recent(line, path)).collect(),
        history: history_chart::of_reached(&record.history, targets.len(), wording::english()),
        links,
    }
}

fn crumbs(record: &LearnerRecord) -> Vec<Link> {
    let classes = record.sections.iter().find(|section| Some(section.id) == record.class);
    let class =
        classes.into_iter().map(|section| Link::new(&section.title, &format!("/sections/{}", section.id)));
    std::iter::once(Link::new("My classes", "/sections")).chain(class).collect()
}

/// Grade, school and classes in a line.
fn place(record: &LearnerRecord) -> String {
    let grade = record.person.grade.as_ref().map(|grade| format!("Grade {grade}"));
    let sections = record.sections.iter().map(|section| section.title.clone());
    let parts: Vec<String> = grade.into_iter().chain(record.school.clone()).chain(sections).collect();
    parts.join(" · ")
}

/// By which relationship the page is open.
fn access(record: &LearnerRecord) -> String {
    match record.relationship {
        Relationship::Own => "This is your own record.",
        Relationship::Guardian => "Open to you because you are family.",
        Relationship::Educator => "Open to you because you teach this student.",
        Relationship::Aide => "Open to you because you help in a class of this student.",
        Relationship::Substitute => "Open to you because you teach a class of this student today.",
        Relationship::CaseManager => "Open to you because this student is on your caseload.",
        Relationship::Counselor => "Open to you because you are counselor of this student or school.",
        Relationship::Principal => "Open to you because you lead this school.",
        Relationship::ProgramLead => "Open to you because you lead a program here.",
        Relationship::BreakGlass => "Open to you for the reason you gave, which is in the access log.",
        Relationship::Classmate => "Open to you because you are of the same class.",
    }
    .to_owned()
}

fn recent(line: &EntryLine, path: &str) -> Recent {
    let work = standing::work(line.source, line.instrument.as_deref(), wording::english());
    let source = standing::unusual_source(line.source, line.instrument.as_deref(), wording::english());
    let work = source.map_or_else(|| work.clone(), |source| format!("{work} ({source})"));
    let what = match &line.mended {
        None => work,
        Some(Mended::Retracted(reason)) => format!("{work} (taken back: {reason})"),
        Some(Mended::Excused(reason)) => format!("{work} (left out: {reason})"),
    };
    Recent {
        when: when::day_of(line.worked_at),
        competency: Link::new(&line.label, &format!("{path}/competencies/{}", line.competency)),
        what,
        work: line.attachment.as_deref().map(standing::work_itself),
        result: standing::result(
            line.level_name.as_deref(),
            line.result.points,
            line.result.points_possible,
            wording::english(),
        ),
    }
}
