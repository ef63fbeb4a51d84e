//! The library of what there is to learn from, one resource of it, and giving it to a class.

mod view;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{ResourceId, SectionId, resource::ResourceKind};
use usecases::{
    Refusal,
    give_resource::{
        GivenCheck, ResourceGiving, give_resource, list_given_resources, sections_to_give_to,
        withdraw_resource,
    },
    search_items::competency_called,
    search_resources::{FoundResources, Looked, PAGE, search_resources},
    show_resource::show_resource,
    words::words_for,
    worked_for_whom::{USUAL_DAYS, worked_for_whom},
    write_resource::retire_resource,
};
use wording::Audience;

use crate::{
    address::encode,
    figures::grouped,
    form::Fields,
    frame, item_html,
    page_error::{Page, page},
    resource_words,
    session::SignedIn,
    site::Site,
    views::{
        resources::{Library, SectionLessons},
        shell::{Choice, Link, Shell},
    },
};

/// Languages that are offered to look for, besides that of whatever is looked for now.
const LANGUAGES: [&str; 2] = ["en", "es"];

/// Targets of a class about which lessons are looked for.
const MOST_TARGETS: usize = 30;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/resources", get(list))
        .route("/resources/{resource}", get(show))
        .route("/resources/{resource}/retire", post(retire))
        .route("/resources/{resource}/give", post(give))
        .route("/resources/{resource}/give/back", post(take_back))
        .route("/sections/{section}/lessons", get(of_section))
}

/// What is asked for in the address.
#[derive(Debug, Default, Clone, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    modality: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    retired: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn href(&self, page: i64) -> String {
        let all = [
            ("q", &self.q),
            ("about", &self.about),
            ("modality", &self.modality),
            ("language", &self.language),
            ("kind", &self.kind),
            ("retired", &self.retired),
        ];
        let mut parts: Vec<String> = all
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        parts.push(format!("page={page}"));
        format!("/resources?{}", parts.join("&"))
    }
}

/// `GET /resources?q=&about=&modality=&language=&kind=&retired=&page=`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 100_000);
    let mut unread = String::new();
    let competency = match filled(&asked.about) {
        None => None,
        Some(code) => match competency_called(&site.app, &signed_in.actor, &code).await? {
            Ok(id) => Some(id),
            Err(why) => {
                unread = format!(" \"{code}\": {why}. It was not looked for.");
                None
            }
        },
    };
    let looked = Looked {
        words: asked.q.clone(),
        competency,
        modality: filled(&asked.modality),
        language: filled(&asked.language),
        kind: ResourceKind::from_word(&asked.kind),
        from_source: None,
        retired: asked.retired == "1",
        from: (number - 1) * PAGE,
    };
    let found = search_resources(&site.app, &signed_in.actor, looked).await?;
    let shell = frame::shell(&site, &signed_in, "Lessons", "/resources").await?;
    page(&library(&asked, &found, number, &unread, shell))
}

fn library(asked: &Asked, found: &FoundResources, number: i64, unread: &str, shell: Shell) -> Library {
    let choice =
        |value: &str, label: &str, now: &str| Choice { selected: value == now, ..Choice::new(value, label) };
    let any = |rest: Vec<Choice>| std::iter::once(Choice::new("", "Any")).chain(rest).collect::<Vec<_>>();
    let mut languages: Vec<&str> = LANGUAGES.to_vec();
    if !asked.language.is_empty() && !languages.contains(&asked.language.as_str()) {
        languages.push(&asked.language);
    }
    let mut pages = Vec::new();
    if number > 1 {
        pages.push(Link::new("Before", &asked.href(number - 1)));
    }
    if found.more {
        pages.push(Link::new("Next", &asked.href(number + 1)));
    }
    let count = grouped(found.found.len() as u64);
    let mut summary = match found.found.len() {
        0 => "Nothing found.".to_owned(),
        1 => "1 resource.".to_owned(),
        _ if found.more || number > 1 => format!("{count} resources on page {number}."),
        _ => format!("{count} resources."),
    };
    summary.push_str(unread);
    Library {
        may_write: found.may_write,
        q: asked.q.clone(),
        about: asked.about.clone(),
        modalities: any(found
            .modalities
            .iter()
            .map(|one| choice(&one.key, &one.name, &asked.modality))
            .collect()),
        languages: any(languages.into_iter().map(|tag| choice(tag, tag, &asked.language)).collect()),
        kinds: any(ResourceKind::ALL
            .iter()
            .map(|(kind, word)| choice(word, resource_words::kind_name(*kind), &asked.kind))
            .collect()),
        retired: asked.retired == "1",
        summary,
        rows: found.found.iter().map(|one| view::line(one, &found.modalities)).collect(),
        pages,
        shell,
    }
}

/// `GET /resources/{resource}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ResourceId>) -> Page {
    shown(&site, &signed_in, id, None).await
}

async fn shown(site: &Site, signed_in: &SignedIn, id: ResourceId, refusal: Option<String>) -> Page {
    let found = show_resource(&site.app, &signed_in.actor, id).await?;
    let sections = sections_to_give_to(&site.app, &signed_in.actor).await?;
    let worked = worked_for_whom(&site.app, &signed_in.actor, id, USUAL_DAYS).await?;
    let html = match &found.shown {
        Some(text) => {
            let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
            item_html::shared(text, &item_html::words(&words))
        }
        None => String::new(),
    };
    let shell = frame::shell(site, signed_in, &found.resource.title, "/resources").await?;
    page(&view::whole(&found, &sections, &worked, html, refusal, shell))
}

/// `POST /resources/{resource}/retire`
async fn retire(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ResourceId>,
    form: Fields,
) -> Page {
    retire_resource(&site.app, &signed_in.actor, id, form.one("retired") == "1").await?;
    Ok(Redirect::to(&format!("/resources/{id}")).into_response())
}

fn section_of(form: &Fields) -> Result<SectionId, Refusal> {
    form.one("section").parse().map_err(|_| Refusal::invalid("section", "is missing: choose a class"))
}

/// `POST /resources/{resource}/give`
async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ResourceId>,
    form: Fields,
) -> Page {
    let read = |text: &str| {
        text.parse().map_err(|_| Refusal::invalid("learner", "cannot be read: load the page again"))
    };
    let learners = form.all("learner").filter(|text| !text.is_empty()).map(read);
    let giving = ResourceGiving {
        learners: learners.collect::<Result<_, _>>()?,
        note: form.one("note").to_owned(),
        check: GivenCheck::from_word(form.one("check")).unwrap_or_default(),
    };
    let section = section_of(&form)?;
    match give_resource(&site.app, &signed_in.actor, id, section, giving).await {
        Ok(_) => Ok(Redirect::to(&format!("/resources/{id}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            shown(&site, &signed_in, id, Some(format!("The {field} {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /resources/{resource}/give/back`
async fn take_back(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ResourceId>,
    form: Fields,
) -> Page {
    withdraw_resource(&site.app, &signed_in.actor, id, section_of(&form)?).await?;
    Ok(Redirect::to(&format!("/resources/{id}")).into_response())
}

/// `GET /sections/{section}/lessons`
async fn of_section(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<SectionId>) -> Page {
    let given = list_given_resources(&site.app, &signed_in.actor, id).await?;
    let targets = usecases::choose_targets::show_targets(&site.app, &signed_in.actor, id).await?;
    let mut offered: Vec<(Link, String)> = Vec::new();
    // Who only helps in the class sees what it was given, and no library.
    let mut library = true;
    for target in targets.chosen.iter().take(MOST_TARGETS) {
        let looked = Looked { competency: Some(target.id), ..Looked::default() };
        let found = match search_resources(&site.app, &signed_in.actor, looked).await {
            Ok(found) => found.found,
            Err(Refusal::NotFound(_)) => {
                library = false;
                break;
            }
            Err(refusal) => return Err(refusal.into()),
        };
        for one in found {
            let href = format!("/resources/{}", one.resource.id);
            let known = given.iter().any(|(known, _)| known.resource == one.resource.id);
            if !known && offered.iter().all(|(link, _)| link.href != href) {
                offered.push((Link::new(&one.resource.title, &href), target.label()));
            }
        }
    }
    let folder = if library { "resources" } else { "lessons" };
    let href = format!("/sections/{id}");
    page(&SectionLessons {
        shell: frame::shell(&site, &signed_in, "Lessons", &href).await?,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&targets.section.title, &href)],
        rows: given
            .iter()
            .map(|(given, resource)| {
                let link = Link::new(&resource.title, &format!("/{folder}/{}", resource.id));
                (link, view::given_said(given))
            })
            .collect(),
        offered,
        library,
    })
}
