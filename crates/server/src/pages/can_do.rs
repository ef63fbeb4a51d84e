//! What a learner can do and what is next, strand by strand; their own page, and their family's.

use std::sync::Arc;

use axum::{Router, extract::State, routing::get};
use mastery::wording::{Audience, Words};
use usecases::{
    show_learner::{CompetencyStanding, LearnerRecord, Strand as Found, show_learner},
    words::words_for,
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
        title::Title,
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
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let title = words.say("page-can-do");
    page(&view(frame::worded(&site, &signed_in, words, &title, "/me").await?, &record))
}

/// The record in the words of a learner or a family.
pub fn view(shell: Shell, record: &LearnerRecord) -> CanDo {
    let words = Arc::clone(&shell.words);
    let targets = record.standings().filter(|one| one.target).count();
    let reached = record.standings().filter(|one| one.target && one.mastered()).count();
    let name = record.person.name();
    let newest = record
        .standings()
        .filter(|one| one.mastered())
        .max_by_key(|one| one.finding.as_ref().and_then(|finding| finding.last_worked_at));
    let key = match (reached, newest) {
        (0, _) => "summary-beginning",
        (_, Some(_)) => "summary-newest",
        _ => "summary",
    };
    let summary = words.tell(
        key,
        &[
            ("name", (&name).into()),
            ("reached", reached.into()),
            ("targets", targets.into()),
            ("title", (&newest.map_or_else(String::new, title)).into()),
        ],
    );
    CanDo {
        shell,
        heading: words.tell("page-can-do", &[("name", (&name).into())]),
        summary: if targets == 0 { String::new() } else { summary },
        strands: record.strands.iter().map(|strand| self::strand(record, strand, &words)).collect(),
        history: history_chart::of_reached(&record.history, record.counted().len(), &words),
        pace_href: format!("/learners/{}/pace", record.person.id),
        rights_href: format!("/learners/{}/privacy", record.person.id),
    }
}

/// One strand as a view, in the words of its reader.
pub fn strand(record: &LearnerRecord, found: &Found, words: &Words) -> Strand {
    let target = |one: &CompetencyStanding, note: String| Target {
        statement: Title::of(&one.competency),
        mark: standing::mark(one.finding.as_ref(), &one.scale, words),
        href: format!("/learners/{}/competencies/{}", record.person.id, one.competency.id),
        note,
    };
    let all = &found.competencies;
    let begun = |one: &&CompetencyStanding| one.finding.as_ref().is_some_and(|f| f.evidence_count > 0);
    let mut next: Vec<&CompetencyStanding> =
        all.iter().filter(|one| !one.mastered() && !begun(one) && one.opens.is_some()).collect();
    next.sort_by_key(|one| std::cmp::Reverse(one.opens));
    let reached = all.iter().filter(|one| one.mastered()).count();
    Strand {
        title: found.title.clone(),
        reached,
        total: all.len(),
        reached_word: reached_word(reached, all.len(), words),
        can: all.iter().filter(|one| one.mastered()).map(|one| target(one, String::new())).collect(),
        working_on: all
            .iter()
            .filter(|one| !one.mastered() && begun(one))
            .map(|one| target(one, String::new()))
            .collect(),
        next: next.into_iter().take(MOST_NEXT).map(|one| target(one, ready(one, words))).collect(),
    }
}

/// `3 of 5 reached`.
fn reached_word(reached: usize, total: usize, words: &Words) -> String {
    if words.audience() == Audience::Educator {
        return format!("{reached} of {total} reached");
    }
    words.tell("strand-reached", &[("reached", reached.into()), ("total", total.into())])
}

/// Why something is next.
fn ready(one: &CompetencyStanding, words: &Words) -> String {
    match (one.opens.unwrap_or(0), words.audience()) {
        (0, Audience::Educator) => "Can be started now.".to_owned(),
        (1, Audience::Educator) => "Opens one more target.".to_owned(),
        (opens, Audience::Educator) => format!("Opens {opens} more targets."),
        (0, _) => words.say("next-ready"),
        (opens, _) => words.tell("next-opens", &[("count", opens.into())]),
    }
}

fn title(one: &CompetencyStanding) -> String {
    one.competency.title()
}
