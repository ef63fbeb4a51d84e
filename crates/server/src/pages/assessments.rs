//! Plans of assessments by hand: the list, a new one, the next version of one.

mod typed;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{AssessmentId, OrganizationId, SectionId};
use usecases::{
    Refusal,
    placement_criteria::Criteria,
    search_competencies::search_competencies,
    show_assessment::{
        PlanChoices, ShownAssessment, list_plans, name_competencies, plan_choices, show_assessment,
    },
    write_assessment::{NewAssessment, add_assessment, archive_assessment, revise_assessment},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    plan_words::{self, kind_name},
    session::SignedIn,
    site::Site,
    views::{
        assessment_form::{AssessmentForm, PartRow, PlanField},
        assessment_plans::{AssessmentPlans, PlanRow},
        shell::{Choice, Link},
    },
};
use typed::Typed;

/// Name, label, hint of a field, and whether it stands among the first.
type FieldWords = (&'static str, &'static str, &'static str, bool);

/// Competencies that a search adds.
const MOST_FOUND: usize = 10;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/assessments/plans", get(plans))
        .route("/assessments/new", get(new).post(add))
        .route("/assessments/{assessment}/edit", get(edit).post(revise))
        .route("/assessments/{assessment}/archive", post(archive))
}

/// `GET /assessments/plans`
async fn plans(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let found = list_plans(&site.app, &signed_in.actor).await?;
    let may_make = plan_choices(&site.app, &signed_in.actor, None).await.is_ok();
    let row = |one: &usecases::show_assessment::ListedPlan| PlanRow {
        title: one.row.title.clone(),
        edit_href: if one.may_change { format!("/assessments/{}/edit", one.row.id) } else { String::new() },
        analysis_href: format!("/assessments/{}/items", one.row.id),
        kind: kind_name(one.kind).to_owned(),
        whom: one.section.as_ref().map_or_else(|| "every class".to_owned(), |section| section.title.clone()),
        version: one.row.version.to_string(),
    };
    page(&AssessmentPlans {
        shell: frame::shell(&site, &signed_in, "Plans of assessments", "/sections").await?,
        rows: found.iter().map(row).collect(),
        may_make,
    })
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    section: String,
    #[serde(default)]
    kind: String,
}

/// `GET /assessments/new?section=&kind=`
async fn new(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let choices = plan_choices(&site.app, &signed_in.actor, section_of(&asked.section)?).await?;
    let kind = assessment::plan::PlanKind::from_word(&asked.kind);
    let typed = Typed::preset(kind.unwrap_or(assessment::plan::PlanKind::Check));
    form(&site, &signed_in, &choices, None, typed, Vec::new()).await
}

fn section_of(text: &str) -> Result<Option<SectionId>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Refusal::NotFound("this class"))
}

/// `POST /assessments/new`
async fn add(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Page {
    let section = section_of(fields.one("section"))?;
    let choices = match plan_choices(&site.app, &signed_in.actor, section).await {
        Err(Refusal::Denied(_)) if section.is_none() => {
            return Err(Refusal::invalid(
                "section",
                "is missing: write the plan from the page of your class",
            )
            .into());
        }
        other => other?,
    };
    let typed = Typed::of(&fields);
    if fields.one("step") != "save" {
        return stepped(&site, &signed_in, &choices, None, typed, fields.one("step")).await;
    }
    let new = match made(&site, &signed_in, section, None, &typed).await {
        Ok(new) => new,
        Err(problems) => return form(&site, &signed_in, &choices, None, typed, problems).await,
    };
    let back = section.map_or_else(
        || "/assessments/plans".to_owned(),
        |section| format!("/sections/{section}/assessments#give"),
    );
    match add_assessment(&site.app, &signed_in.actor, new).await {
        Ok(_) => Ok(Redirect::to(&back).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            form(&site, &signed_in, &choices, None, typed, vec![told(field, &why)]).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn told(field: &str, why: &str) -> (String, String) {
    (field.to_owned(), format!("The {field} {why}."))
}

/// The assessment that was typed, or every problem by its field.
async fn made(
    site: &Site,
    signed_in: &SignedIn,
    section: Option<SectionId>,
    organization: Option<OrganizationId>,
    typed: &Typed,
) -> Result<NewAssessment, Vec<(String, String)>> {
    let mut problems = Vec::new();
    let items = typed.items(&site.app, &signed_in.actor).await.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    let plan = typed.plan(&items).map_err(|more| problems.extend(more)).ok();
    let criteria = Criteria::read(&typed.criteria).map_err(|why| match why {
        Refusal::Invalid { field, why } => problems.push(told(field, &why)),
        other => problems.push(("criteria".to_owned(), other.to_string())),
    });
    if typed.title.trim().is_empty() {
        problems.push(("title".to_owned(), "Write what it is called.".to_owned()));
    }
    let organization = match (section, typed.organization.as_str()) {
        (None, "") => organization,
        (Some(_), _) | (None, "district") => None,
        (None, id) => {
            let read = id.parse().ok();
            if read.is_none() {
                problems.push(("organization".to_owned(), "Choose one of the list.".to_owned()));
            }
            read
        }
    };
    match (plan, criteria) {
        (Some(plan), Ok(criteria)) if problems.is_empty() => {
            Ok(NewAssessment { title: typed.title.clone(), section, organization, plan, criteria })
        }
        _ => Err(problems),
    }
}

/// A button that changes the form, and saves nothing.
async fn stepped(
    site: &Site,
    signed_in: &SignedIn,
    choices: &PlanChoices,
    shown: Option<&ShownAssessment>,
    mut typed: Typed,
    step: &str,
) -> Page {
    if step == "kind" {
        typed.become_usual();
    } else {
        typed.looked = true;
        let found = search_competencies(&site.app, &signed_in.actor, None, &typed.search, MOST_FOUND).await?;
        for one in found.found {
            let id = one.competency.id.to_string();
            if !typed.parts.iter().any(|(known, _)| *known == id) {
                typed.parts.push((id, String::new()));
                typed.found += 1;
            }
        }
    }
    form(site, signed_in, choices, shown, typed, Vec::new()).await
}

/// `GET /assessments/{assessment}/edit`
async fn edit(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<AssessmentId>) -> Page {
    let shown = changeable(&site, &signed_in, id).await?;
    let choices = plan_choices(&site.app, &signed_in.actor, shown.row.section).await?;
    let typed = Typed::shown(&shown);
    form(&site, &signed_in, &choices, Some(&shown), typed, Vec::new()).await
}

async fn changeable(site: &Site, signed_in: &SignedIn, id: AssessmentId) -> Result<ShownAssessment, Refusal> {
    let shown = show_assessment(&site.app, &signed_in.actor, id).await?;
    if shown.may_change {
        return Ok(shown);
    }
    Err(Refusal::Denied("This plan is not yours to change: make one for your class from it instead."))
}

/// `POST /assessments/{assessment}/edit`
async fn revise(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<AssessmentId>,
    fields: Fields,
) -> Page {
    let shown = changeable(&site, &signed_in, id).await?;
    let choices = plan_choices(&site.app, &signed_in.actor, shown.row.section).await?;
    let mut typed = Typed::of(&fields);
    typed.keep_days(&shown.plan);
    if fields.one("step") != "save" {
        return stepped(&site, &signed_in, &choices, Some(&shown), typed, fields.one("step")).await;
    }
    let (section, organization) = (shown.row.section, shown.row.organization);
    let new = match made(&site, &signed_in, section, organization, &typed).await {
        Ok(new) => new,
        Err(problems) => return form(&site, &signed_in, &choices, Some(&shown), typed, problems).await,
    };
    let seen = typed.seen;
    match revise_assessment(&site.app, &signed_in.actor, id, seen, new).await {
        Ok(_) => {
            let back = section.map_or_else(
                || "/assessments/plans".to_owned(),
                |section| format!("/sections/{section}/assessments"),
            );
            Ok(Redirect::to(&back).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            form(&site, &signed_in, &choices, Some(&shown), typed, vec![told(field, &why)]).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /assessments/{assessment}/archive`
async fn archive(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<AssessmentId>,
    fields: Fields,
) -> Page {
    archive_assessment(&site.app, &signed_in.actor, id, fields.one("archived") == "yes").await?;
    Ok(Redirect::to("/assessments/plans").into_response())
}

async fn form(
    site: &Site,
    signed_in: &SignedIn,
    choices: &PlanChoices,
    shown: Option<&ShownAssessment>,
    typed: Typed,
    problems: Vec<(String, String)>,
) -> Page {
    let heading = if shown.is_some() { "Change a plan" } else { "A plan of your own" };
    let section = choices.section.as_ref();
    let (first, more): (Vec<&FieldWords>, Vec<&FieldWords>) = plan_words::FIELDS
        .iter()
        .filter(|(name, ..)| !matches!(*name, "select_by" | "test"))
        .partition(|(.., first)| *first);
    let more_open = more.iter().any(|(name, ..)| problems.iter().any(|(of, _)| of == *name))
        || problems.iter().any(|(of, _)| of == "criteria");
    let mut crumbs = vec![Link::new("My classes", "/sections")];
    match section {
        Some(section) => {
            let href = format!("/sections/{}", section.id);
            crumbs.push(Link::new(&section.title, &href));
            crumbs.push(Link::new("Assessments", &format!("{href}/assessments")));
        }
        None => crumbs = vec![Link::new("Plans of assessments", "/assessments/plans")],
    }
    page(&AssessmentForm {
        shell: frame::shell(site, signed_in, heading, "/sections").await?,
        crumbs,
        heading: heading.to_owned(),
        action: shown.map_or_else(
            || "/assessments/new".to_owned(),
            |shown| format!("/assessments/{}/edit", shown.row.id),
        ),
        seen: shown.map_or(0, |shown| if typed.seen > 0 { typed.seen } else { shown.row.version }),
        section: section.map(|section| section.id.to_string()).unwrap_or_default(),
        section_title: section.map(|section| section.title.clone()).unwrap_or_default(),
        organizations: organizations(choices, shown, &typed),
        title: typed.title.clone(),
        kinds: chosen("kind", typed.value("kind")),
        ways: chosen("select_by", typed.value("select_by")),
        parts: parts(site, signed_in, choices, &typed).await?,
        search: typed.search.clone(),
        nothing_found: typed.looked && typed.found == 0,
        tags: typed.tags.clone(),
        listed: typed.listed.clone(),
        tests: tests(choices, typed.value("test")),
        first: first.into_iter().map(|field| plan_field(field, &typed)).collect(),
        more: more.into_iter().map(|field| plan_field(field, &typed)).collect(),
        more_open,
        criteria: typed.criteria.clone(),
        archive_action: shown
            .map(|shown| format!("/assessments/{}/archive", shown.row.id))
            .unwrap_or_default(),
        archived: shown.is_some_and(|shown| shown.row.archived_at.is_some()),
        analysis_href: shown.map(|shown| format!("/assessments/{}/items", shown.row.id)).unwrap_or_default(),
        problems,
    })
}

fn organizations(choices: &PlanChoices, shown: Option<&ShownAssessment>, typed: &Typed) -> Vec<Choice> {
    if choices.section.is_some() {
        return Vec::new();
    }
    let own = shown.and_then(|shown| shown.row.organization).map(|id| id.to_string());
    let now =
        if typed.organization.is_empty() { own.unwrap_or_default() } else { typed.organization.clone() };
    let mut all = Vec::new();
    if choices.whole_district {
        all.push(Choice::new("district", "the whole district"));
    }
    all.extend(choices.organizations.iter().map(|one| Choice::new(&one.id.to_string(), &one.name)));
    for choice in &mut all {
        choice.selected = choice.value == now;
    }
    all
}

fn tests(choices: &PlanChoices, value: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "none")];
    all.extend(choices.tests.iter().map(|(identifier, title)| Choice::new(identifier, title)));
    if !all.iter().any(|one| one.value == value) {
        all.push(Choice::new(value, value));
    }
    for choice in &mut all {
        choice.selected = choice.value == value;
    }
    all
}

fn chosen(field: &str, value: &str) -> Vec<Choice> {
    let all = plan_words::choices(field).unwrap_or_default();
    all.into_iter()
        .map(|(word, label)| Choice { selected: word == value, ..Choice::new(word, label) })
        .collect()
}

fn plan_field((name, label, hint, _): &FieldWords, typed: &Typed) -> PlanField {
    let value = typed.value(name);
    PlanField {
        name: (*name).to_owned(),
        id: name.replace('.', "-"),
        label: (*label).to_owned(),
        hint: (*hint).to_owned(),
        value: value.to_owned(),
        is_tick: typed::is_tick(name),
        choices: chosen(name, value),
    }
}

/// The class's targets, and what else was named or found.
async fn parts(
    site: &Site,
    signed_in: &SignedIn,
    choices: &PlanChoices,
    typed: &Typed,
) -> Result<Vec<PartRow>, Refusal> {
    let asked = |id: &str| {
        typed.parts.iter().find(|(known, _)| known == id).map(|(_, asked)| asked.clone()).unwrap_or_default()
    };
    let mut rows: Vec<PartRow> = choices
        .targets
        .iter()
        .map(|(competency, items)| {
            let id = competency.id.to_string();
            let there = match items {
                0 => "no questions yet".to_owned(),
                1 => "1 question".to_owned(),
                items => format!("{items} questions"),
            };
            PartRow { asked: asked(&id), label: competency.label(), there, id }
        })
        .collect();
    let others: Vec<_> = typed
        .parts
        .iter()
        .filter(|(id, _)| !rows.iter().any(|row| row.id == *id))
        .filter_map(|(id, _)| id.parse().ok())
        .collect();
    for competency in name_competencies(&site.app, &signed_in.actor, others).await? {
        let id = competency.id.to_string();
        rows.push(PartRow { asked: asked(&id), label: competency.label(), there: String::new(), id });
    }
    Ok(rows)
}
