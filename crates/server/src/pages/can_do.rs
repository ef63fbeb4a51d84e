//! What a learner can do and what is next, strand by strand; their own page, and their family's.

use axum::{Router, extract::State, routing::get};
use mastery::wording::Audience;
use usecases::{
    show_learner::{CompetencyStanding, LearnerRecord, Strand as Found, show_learner},
    show_why::audience,
};

use crate::{
    frame, history_chart,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    standing,
    views::{
        can_do::{CanDo, Strand, Target},
        shell::Shell,
    },
};

/// How many next steps of a strand are shown.
const MOST_NEXT: usize = 3;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/me", get(show))
}

/// `GET /me`
async fn show(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let own = signed_in.actor.person.as_learner();
    let record = show_learner(&site.app, &signed_in.actor, own).await?;
    let shell = frame::shell(&site, &signed_in, "What I can do", "/me").await?;
    page(&view(shell, &record))
}

/// The record in the words of a learner or a family.
pub fn view(shell: Shell, record: &LearnerRecord) -> CanDo {
    let audience = audience(record.relationship);
    let targets = record.standings().filter(|one| one.target).count();
    let reached = record.standings().filter(|one| one.target && one.mastered()).count();
    let name = record.person.name();
    let (heading, who) = match audience {
        Audience::Learner => ("What I can do".to_owned(), "You have".to_owned()),
        _ => (format!("What {name} can do"), format!("{name} has")),
    };
    let newest = record
        .standings()
        .filter(|one| one.mastered())
        .max_by_key(|one| one.finding.as_ref().and_then(|finding| finding.last_worked_at));
    let summary = match (targets, reached, newest) {
        (0, ..) => String::new(),
        (_, 0, _) => "This is the beginning: the first target takes the longest.".to_owned(),
        (_, _, Some(newest)) => {
            format!("{who} reached {reached} of {targets} targets. The newest is “{}”.", title(newest))
        }
        _ => format!("{who} reached {reached} of {targets} targets."),
    };
    CanDo {
        shell,
        heading,
        summary,
        strands: record.strands.iter().map(|strand| self::strand(record, strand, audience)).collect(),
        history: history_chart::of_reached(&record.history, targets),
    }
}

/// One strand as a view, in the words of its reader.
pub fn strand(record: &LearnerRecord, found: &Found, audience: Audience) -> Strand {
    let target = |one: &CompetencyStanding, note: String| Target {
        statement: title(one).to_owned(),
        mark: standing::mark(one.finding.as_ref(), &one.scale, audience),
        href: format!("/learners/{}/competencies/{}", record.person.id, one.competency.id),
        note,
    };
    let all = &found.competencies;
    let begun = |one: &&CompetencyStanding| one.finding.as_ref().is_some_and(|f| f.evidence_count > 0);
    let mut next: Vec<&CompetencyStanding> =
        all.iter().filter(|one| !one.mastered() && !begun(one) && one.opens.is_some()).collect();
    next.sort_by_key(|one| std::cmp::Reverse(one.opens));
    Strand {
        title: found.title.clone(),
        reached: all.iter().filter(|one| one.mastered()).count(),
        total: all.len(),
        can: all.iter().filter(|one| one.mastered()).map(|one| target(one, String::new())).collect(),
        working_on: all
            .iter()
            .filter(|one| !one.mastered() && begun(one))
            .map(|one| target(one, String::new()))
            .collect(),
        next: next.into_iter().take(MOST_NEXT).map(|one| target(one, ready(one, audience))).collect(),
    }
}

/// Why something is next.
fn ready(one: &CompetencyStanding, audience: Audience) -> String {
    match (one.opens.unwrap_or(0), audience) {
        (0, Audience::Learner) => "You can start on this now.".to_owned(),
        (0, _) => "Can be started now.".to_owned(),
        (1, _) => "Opens one more target.".to_owned(),
        (opens, _) => format!("Opens {opens} more targets."),
    }
}

fn title(one: &CompetencyStanding) -> &str {
    one.competency.short.as_deref().unwrap_or(&one.competency.statement)
}
