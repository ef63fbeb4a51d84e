//! The assessments of a class: what was given and how far it is, an exit slip or check in one click, and any plan
//! that can be given.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AssessmentId, CompetencyId, LearnerId, SectionId};
use usecases::{
    Refusal, chance,
    give_assessment::{Giving, give_assessment, give_at_once},
    list_section_assessments::{GivenHere, SectionAssessments, list_section_assessments},
    show_assessment::name_competencies,
};

use assessment::plan::PlanKind;

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    plan_words::kind_name,
    session::SignedIn,
    site::Site,
    views::{
        section_assessments::{Given, SectionAssessmentsView, Target},
        shell::{Choice, Link},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/assessments", get(list))
        .route("/sections/{section}/assessments/quick", post(quick))
        .route("/sections/{section}/assessments/give", post(give))
}

/// What the form of one click is filled with, by name.
type Filled = Vec<(String, String)>;

/// `GET /sections/{section}/assessments?kind=&competency=&learner=`
async fn list(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(filled): Query<Filled>,
) -> Page {
    let found = list_section_assessments(&site.app, &signed_in.actor, section).await?;
    let href = format!("/sections/{section}/assessments");
    let shell = frame::shell(&site, &signed_in, "Assessments", &href).await?;
    let mut shown = view(&found, &href, &filled, shell);
    // What a form was filled with may be a part of a target.
    let named = filled.iter().filter(|(name, _)| name == "competency").filter_map(|(_, id)| id.parse().ok());
    let others: Vec<CompetencyId> =
        named.filter(|id| !found.targets.iter().any(|(known, _)| known.id == *id)).take(20).collect();
    if found.may_give {
        for one in name_competencies(&site.app, &signed_in.actor, others).await? {
            shown.targets.push(Target {
                id: one.id.to_string(),
                label: one.label(),
                items: String::new(),
                enough: true,
                chosen: true,
            });
        }
    }
    page(&shown)
}

fn view(
    found: &SectionAssessments,
    href: &str,
    filled: &Filled,
    shell: crate::views::shell::Shell,
) -> SectionAssessmentsView {
    let is_filled = |name: &str, value: &str| filled.iter().any(|(of, is)| of == name && is == value);
    let section = format!("/sections/{}", found.section.id);
    let (running, over): (Vec<_>, Vec<_>) = found.given.iter().partition(|one| is_running(one));
    SectionAssessmentsView {
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&found.section.title, &section)],
        may_give: found.may_give,
        running: running.into_iter().map(given).collect(),
        over: over.into_iter().map(given).collect(),
        targets: found
            .targets
            .iter()
            .map(|(competency, items)| Target {
                id: competency.id.to_string(),
                label: super::rate::label(competency),
                items: match items {
                    0 => "no questions yet".to_owned(),
                    1 => "1 question".to_owned(),
                    items => format!("{items} questions"),
                },
                enough: *items > 0,
                chosen: is_filled("competency", &competency.id.to_string()),
            })
            .collect(),
        learners: found
            .learners
            .iter()
            .map(|one| {
                let id = one.learner.to_string();
                Choice { selected: is_filled("learner", &id), ..Choice::new(&id, &one.list_name) }
            })
            .collect(),
        some_learners: filled.iter().any(|(name, _)| name == "learner"),
        kinds: [
            (PlanKind::ExitSlip, "Exit slip: 5 questions, 4 right pass"),
            (PlanKind::Check, "Check when ready: 10 questions, 8 right pass, any number of tries"),
            (PlanKind::PreTest, "Pre-test: 10 questions; what is shown need not be done again"),
            (PlanKind::PostTest, "Post-test: 10 questions"),
            (PlanKind::AdaptiveDiagnostic, "Diagnostic that fits itself to each student"),
            (PlanKind::Final, "Final: unlocked and watched"),
            (PlanKind::Practice, "Practice: does not count"),
        ]
        .into_iter()
        .map(|(kind, label)| Choice {
            selected: is_filled("kind", kind.word()),
            ..Choice::new(kind.word(), label)
        })
        .collect(),
        plans: found
            .plans
            .iter()
            .map(|one| {
                let kind = PlanKind::from_word(&one.kind).unwrap_or(PlanKind::Custom);
                Choice::new(&one.id.to_string(), &format!("{} ({})", one.title, kind_name(kind)))
            })
            .collect(),
        no_items: found.items == 0,
        quick_action: format!("{href}/quick"),
        give_action: format!("{href}/give"),
        new_href: format!("/assessments/new?section={}", found.section.id),
        shell,
    }
}

fn is_running(one: &GivenHere) -> bool {
    let closed = one.assignment.closes_at.is_some_and(|closes| closes < chance::now());
    one.assignment.withdrawn_at.is_none() && !closed && one.ended < one.learners.max(1)
}

fn given(one: &GivenHere) -> Given {
    let mut state = Vec::new();
    if one.assignment.withdrawn_at.is_some() {
        state.push("taken back".to_owned());
    }
    if one.open > 0 {
        state.push(format!("{} at it now", one.open));
    }
    state.push(format!("{} of {} done", one.ended, one.learners));
    if one.passed > 0 {
        state.push(format!("{} passed", one.passed));
    }
    if one.waiting > 0 {
        state.push(format!("{} wait for you to score", one.waiting));
    }
    Given {
        link: Link::new(&one.title, &format!("/assignments/{}", one.assignment.id)),
        kind: kind_name(one.kind).to_owned(),
        at: when::moment(one.assignment.made_at),
        state: state.join(" · "),
        ended: one.ended,
        learners: one.learners.max(1),
    }
}

fn ids<T: std::str::FromStr>(form: &Fields, name: &'static str) -> Result<Vec<T>, Refusal> {
    let read =
        |text: &str| text.parse().map_err(|_| Refusal::invalid(name, "cannot be read: load the page again"));
    form.all(name).filter(|text| !text.is_empty()).map(read).collect()
}

/// `POST /sections/{section}/assessments/quick`: an exit slip, check or other kind about some targets, made and
/// given in one click.
async fn quick(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let kind = PlanKind::from_word(form.one("kind"))
        .ok_or_else(|| Refusal::invalid("kind", "is none that there is: load the page again"))?;
    let competencies: Vec<CompetencyId> = ids(&form, "competency")?;
    let learners: Vec<LearnerId> = ids(&form, "learner")?;
    let made = give_at_once(&site.app, &signed_in.actor, section, kind, competencies, learners).await?;
    Ok(Redirect::to(&format!("/assignments/{made}")).into_response())
}

/// `POST /sections/{section}/assessments/give`: a plan that is there.
async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let assessment: AssessmentId = form
        .one("assessment")
        .parse()
        .map_err(|_| Refusal::invalid("assessment", "is missing: choose one"))?;
    let moment = |name: &'static str| -> Result<Option<domain::Timestamp>, Refusal> {
        let text = form.one(name);
        if text.is_empty() {
            return Ok(None);
        }
        let read = chance::moment_by_the_wall(signed_in.actor.district, text);
        read.map(Some).ok_or_else(|| Refusal::invalid(name, "is no moment: write it as 2026-11-24T16:00"))
    };
    let giving = Giving {
        learners: ids(&form, "learner")?,
        opens_at: moment("opens_at")?,
        closes_at: moment("closes_at")?,
        proctor_code: Some(form.one("proctor_code").to_owned()),
    };
    let made = give_assessment(&site.app, &signed_in.actor, assessment, section, giving).await?;
    Ok(Redirect::to(&format!("/assignments/{made}")).into_response())
}
