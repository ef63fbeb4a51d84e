//! A class from pasted names, and names added to a class that is there.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::SectionId;
use usecases::{
    Refusal,
    add_section::{NewSection, PastedName, add_learners, add_section, preview_names},
    choose_targets::show_targets,
    list_organizations::list_my_organizations,
};

use crate::{
    figures::grouped,
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        section_new::{Preview, PreviewRow, SectionNew},
        shell::{Choice, Link},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/new", get(new).post(make))
        .route("/sections/{section}/names", get(more).post(add))
}

/// What the form holds.
#[derive(Default)]
struct Typed {
    title: String,
    organization: String,
    names: String,
}

impl Typed {
    fn of(form: &Fields) -> Self {
        let one = |name: &str| form.one(name).to_owned();
        Self { title: one("title"), organization: one("organization"), names: one("names") }
    }
}

/// `GET /sections/new`
async fn new(State(site): State<Site>, signed_in: SignedIn) -> Page {
    show_new(&site, &signed_in, Typed::default(), None, None).await
}

/// `POST /sections/new`
async fn make(State(site): State<Site>, signed_in: SignedIn, form: Fields) -> Page {
    let typed = Typed::of(&form);
    if form.one("step") != "make" {
        return match preview(&typed.names) {
            Ok(preview) => show_new(&site, &signed_in, typed, Some(preview), None).await,
            Err(why) => show_new(&site, &signed_in, typed, None, Some(why)).await,
        };
    }
    let Ok(organization) = typed.organization.parse() else {
        return show_new(&site, &signed_in, typed, None, Some("Choose a school.".to_owned())).await;
    };
    let new = NewSection { title: typed.title.clone(), organization, names: typed.names.clone() };
    match add_section(&site.app, &signed_in.actor, new).await {
        Ok(section) => Ok(Redirect::to(&format!("/sections/{section}/targets")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            show_new(&site, &signed_in, typed, None, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `GET /sections/{section}/names`
async fn more(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<SectionId>) -> Page {
    show_more(&site, &signed_in, id, Typed::default(), None, None).await
}

/// `POST /sections/{section}/names`
async fn add(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<SectionId>, form: Fields) -> Page {
    let typed = Typed::of(&form);
    if form.one("step") != "make" {
        return match preview(&typed.names) {
            Ok(preview) => show_more(&site, &signed_in, id, typed, Some(preview), None).await,
            Err(why) => show_more(&site, &signed_in, id, typed, None, Some(why)).await,
        };
    }
    match add_learners(&site.app, &signed_in.actor, id, &typed.names).await {
        Ok(_) => Ok(Redirect::to(&format!("/sections/{id}/people")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            show_more(&site, &signed_in, id, typed, None, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn preview(names: &str) -> Result<Preview, String> {
    let parsed = preview_names(names).map_err(|refusal| refusal.to_string())?;
    let row = |one: &PastedName| PreviewRow {
        line: usize::try_from(one.line).unwrap_or_default(),
        given_name: one.given_name.clone(),
        family_name: one.family_name.clone(),
        remark: one.same_as_line.map_or(String::new(), |line| {
            format!("The same name as line {line}: two people? Then it will be made twice.")
        }),
    };
    let mut rows: Vec<PreviewRow> = parsed.batch.iter().map(row).collect();
    let errors = parsed.problems.iter().filter(|one| one.severity == exchange::Severity::Error);
    rows.extend(errors.map(|one| PreviewRow {
        line: one.line.and_then(|line| usize::try_from(line).ok()).unwrap_or_default(),
        given_name: one.value.clone().unwrap_or_default(),
        family_name: String::new(),
        remark: format!("{}. {}", one.what, one.advice),
    }));
    rows.sort_by_key(|row| row.line);
    let to_look_at = rows.iter().filter(|row| !row.remark.is_empty()).count();
    let summary = match (parsed.batch.len(), to_look_at) {
        (0, 0) => "No names yet: write one on each line.".to_owned(),
        (people, 0) => format!("{} new students.", grouped(people)),
        (people, 1) => format!("{} new students, 1 line to look at.", grouped(people)),
        (people, lines) => {
            format!("{} new students, {} lines to look at.", grouped(people), grouped(lines))
        }
    };
    Ok(Preview { summary, rows })
}

async fn show_new(
    site: &Site,
    signed_in: &SignedIn,
    typed: Typed,
    preview: Option<Preview>,
    refusal: Option<String>,
) -> Page {
    let schools = list_my_organizations(&site.app, &signed_in.actor).await?;
    if schools.is_empty() {
        return Err(Refusal::Denied("Only who teaches at a school can make a class there.").into());
    }
    let choice = |one: &domain::people::Organization| {
        let id = one.id.to_string();
        Choice { selected: id == typed.organization, value: id, label: one.name.clone() }
    };
    page(&SectionNew {
        shell: frame::shell(site, signed_in, "New class", "/sections").await?,
        crumbs: vec![Link::new("Classes", "/sections")],
        action: "/sections/new".to_owned(),
        organizations: schools.iter().map(choice).collect(),
        title: Some(typed.title),
        names: typed.names,
        preview,
        refusal,
    })
}

async fn show_more(
    site: &Site,
    signed_in: &SignedIn,
    id: SectionId,
    typed: Typed,
    preview: Option<Preview>,
    refusal: Option<String>,
) -> Page {
    let section = show_targets(&site.app, &signed_in.actor, id).await?.section;
    page(&SectionNew {
        shell: frame::shell(site, signed_in, "Add names", "/sections").await?,
        crumbs: vec![Link::new(&section.title, &format!("/sections/{id}"))],
        action: format!("/sections/{id}/names"),
        organizations: Vec::new(),
        title: None,
        names: typed.names,
        preview,
        refusal,
    })
}
