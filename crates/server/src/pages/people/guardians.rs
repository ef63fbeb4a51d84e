//! Who speaks for a learner and what custody lets them see, for who decides it.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};
use domain::{Date, LearnerId, PersonId, time::Dates};
use usecases::{
    Refusal,
    decide_custody::{
        Adult, DecisionLine, EndOfRights, GuardianLine, NewRights, decide_custody, end_guardianship,
        show_guardians,
    },
    substitutes::NewPerson,
};

use super::newcomer::said;
use crate::{
    form::Form,
    frame,
    page_error::{Page, page},
    pages::caseloads,
    session::SignedIn,
    site::Site,
    views::{
        guardians::{GuardianRow, Guardians, Typed},
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    guardian: Option<PersonId>,
    done: String,
}

/// What is typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    guardian: String,
    given_name: String,
    family_name: String,
    email: String,
    relation: String,
    may_see: String,
    begins: String,
    ends: String,
    reason: String,
}

impl From<Sent> for Typed {
    fn from(sent: Sent) -> Self {
        Self {
            guardian: sent.guardian,
            given_name: sent.given_name,
            family_name: sent.family_name,
            email: sent.email,
            relation: sent.relation,
            may_see: sent.may_see,
            begins: sent.begins.trim().to_owned(),
            ends: sent.ends.trim().to_owned(),
            reason: sent.reason,
        }
    }
}

/// `GET /admin/people/{person}/guardians?guardian=`
pub(super) async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Query(asked): Query<Asked>,
) -> Page {
    guardians_page(&site, &signed_in, learner, Typed::default(), (asked, None)).await
}

/// `POST /admin/people/{person}/guardians`
pub(super) async fn decide(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
    Form(sent): Form<Sent>,
) -> Page {
    let typed = Typed::from(sent);
    let done = match read(&typed) {
        Ok(new) => decide_custody(&site.app, &signed_in.actor, learner, new).await,
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, learner, typed, done.map(drop)).await
}

#[derive(serde::Deserialize)]
pub(super) struct End {
    last_day: String,
    reason: String,
}

/// `POST /admin/people/{person}/guardians/{guardian}/end`
pub(super) async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((learner, guardian)): Path<(LearnerId, PersonId)>,
    Form(end): Form<End>,
) -> Page {
    let last = end.last_day.trim().parse::<Date>().map_err(|_| Refusal::invalid("last day", "is no day"));
    let done = match last {
        Ok(last) => {
            let end = EndOfRights { guardian, last, reason: end.reason };
            end_guardianship(&site.app, &signed_in.actor, learner, &end).await
        }
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, learner, Typed::default(), done).await
}

async fn answer(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    typed: Typed,
    done: Result<(), Refusal>,
) -> Page {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/admin/people/{learner}/guardians?done=1")).into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let refused = (Asked::default(), Some(said(&refusal)));
            let shown = guardians_page(site, signed_in, learner, typed, refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(typed: &Typed) -> Result<NewRights, Refusal> {
    let guardian = if typed.guardian.trim().is_empty() {
        Adult::New(NewPerson {
            given_name: typed.given_name.clone(),
            family_name: typed.family_name.clone(),
            email: typed.email.clone(),
        })
    } else {
        Adult::Known(typed.guardian.clone())
    };
    let may_see = match typed.may_see.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Refusal::invalid("custody", "is missing: choose what they may see")),
    };
    Ok(NewRights {
        guardian,
        relation: typed.relation.clone(),
        may_see,
        dates: caseloads::dates(&typed.begins, &typed.ends)?,
        reason: typed.reason.clone(),
    })
}

async fn guardians_page(
    site: &Site,
    signed_in: &SignedIn,
    learner: LearnerId,
    mut typed: Typed,
    (asked, refusal): (Asked, Option<String>),
) -> Page {
    let found = show_guardians(&site.app, &signed_in.actor, learner).await?;
    let path = format!("/admin/people/{learner}/guardians");
    if let Some(one) = found.guardians.iter().find(|one| Some(one.person.id) == asked.guardian) {
        typed = filled(one);
    }
    let mut shell = frame::shell(site, signed_in, "Family", &path).await?;
    if !asked.done.is_empty() {
        let text = "Decided. It holds from this moment, and no roster changes it.".to_owned();
        shell.notice = Some(Notice { tone: Tone::Good, text, undo: None });
    }
    // A principal comes from the student's page, whoever finds people from their list.
    let lists = shell.nav.iter().any(|one| one.href == "/admin/people");
    let crumbs = if lists {
        vec![Link::new("People", "/admin/people")]
    } else {
        vec![Link::new(&found.learner.name(), &format!("/learners/{learner}"))]
    };
    let sight = [("yes", "Sees the record"), ("no", "Barred by custody: sees nothing")];
    let sight = sight.map(|(value, label)| {
        let choice = Choice::new(value, label);
        if typed.may_see == value { choice.chosen() } else { choice }
    });
    let yesterday = when::today().yesterday().unwrap_or_else(|_| when::today());
    page(&Guardians {
        shell,
        crumbs,
        name: found.learner.name(),
        guardians: found.guardians.iter().map(|one| row(one, &path)).collect(),
        decisions: found.decisions.iter().map(decision).collect(),
        action: path,
        typed,
        sight: sight.to_vec(),
        yesterday: yesterday.to_string(),
        refusal,
    })
}

/// The form, filled with what holds of somebody.
fn filled(one: &GuardianLine) -> Typed {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Typed {
        guardian: one.person.id.to_string(),
        relation: one.rights.relation.clone().unwrap_or_default(),
        may_see: if one.rights.may_see { "yes" } else { "no" }.to_owned(),
        begins: day(one.rights.dates.begins()),
        ends: day(one.rights.dates.ends()),
        ..Typed::default()
    }
}

fn row(one: &GuardianLine, path: &str) -> GuardianRow {
    let id = one.person.id;
    let over = one.rights.dates.ends().is_some_and(|last| last < when::today());
    let sight = match (one.rights.may_see, one.sees) {
        (_, true) => "Sees the record",
        (true, false) => "Sees nothing on other days",
        (false, _) => "Barred by custody",
    };
    GuardianRow {
        id: id.to_string(),
        name: one.person.list_name(),
        relation: one.rights.relation.clone().unwrap_or_default(),
        sight: sight.to_owned(),
        dates: span(&one.rights.dates),
        by: if one.by_hand { "Decided here" } else { "Roster" }.to_owned(),
        change_href: format!("{path}?guardian={id}"),
        end_action: if over { String::new() } else { format!("{path}/{id}/end") },
    }
}

fn decision(one: &DecisionLine) -> String {
    let rights = &one.decision.rights;
    let sees = if rights.may_see { "sees the record" } else { "sees nothing" };
    let (at, dates) = (when::moment(one.decision.decided_at), span(&rights.dates));
    format!("{at}: {} {sees}, {dates}, by {}. {}", one.guardian, one.by, one.decision.reason)
}

/// From when to when, as people read it.
pub(in crate::pages) fn span(dates: &Dates) -> String {
    match (dates.begins(), dates.ends()) {
        (None, None) => "without end".to_owned(),
        (Some(first), None) => format!("from {}", when::day(first)),
        (None, Some(last)) => format!("until {}", when::day(last)),
        (Some(first), Some(last)) => format!("{} to {}", when::day(first), when::day(last)),
    }
}
