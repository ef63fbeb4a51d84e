//! Classes and who teaches them, for who leads or runs a school, whether or not they see its students.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::SectionId;
use usecases::{
    Refusal,
    give_place::{check_leads, end_places, give_place, list_placeable, show_adults},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    pages::{
        people::{guardians::span, newcomer::said},
        section_people::places,
    },
    session::SignedIn,
    site::Site,
    views::{
        classes::{ClassAdults, Classes},
        shell::{Choice, Link},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/classes", get(list))
        .route("/admin/classes/{section}", get(show))
        .route("/admin/classes/{section}/places", post(give))
        .route("/admin/classes/{section}/places/end", post(end))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /admin/classes?q=`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let found = list_placeable(&site.app, &signed_in.actor, &asked.q).await?;
    let class = |(one, school): (domain::people::Section, String)| {
        (Link::new(&one.title, &format!("/admin/classes/{}", one.id)), school)
    };
    page(&Classes {
        shell: frame::shell(&site, &signed_in, "Classes and teachers", "/admin/classes").await?,
        query: asked.q,
        classes: found.sections.into_iter().map(class).collect(),
        more: found.more,
    })
}

/// `GET /admin/classes/{section}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(section): Path<SectionId>) -> Page {
    adults_page(&site, &signed_in, section, None).await
}

/// `POST /admin/classes/{section}/places`
async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let done = match places::read(&form) {
        Ok(new) => give_place(&site.app, &signed_in.actor, section, new).await,
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, section, done).await
}

/// `POST /admin/classes/{section}/places/end`
async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let done = match places::read_end(&form) {
        Ok((people, last)) => end_places(&site.app, &signed_in.actor, section, people, last).await,
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, section, done.map(drop)).await
}

async fn answer(site: &Site, signed_in: &SignedIn, section: SectionId, done: Result<(), Refusal>) -> Page {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/admin/classes/{section}")).into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let shown = adults_page(site, signed_in, section, Some(said(&refusal))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn adults_page(site: &Site, signed_in: &SignedIn, section: SectionId, refusal: Option<String>) -> Page {
    check_leads(&site.app, &signed_in.actor).await?;
    let found = show_adults(&site.app, &signed_in.actor, section).await?;
    let path = format!("/admin/classes/{section}");
    let adults = found.adults.iter().map(|(person, place)| {
        let line = format!("{}, {}, {}", person.name(), places::word(place.role), span(&place.dates));
        (person.id.to_string(), line)
    });
    let people = found.people.iter().map(|one| Choice::new(&one.id.to_string(), &one.list_name()));
    page(&ClassAdults {
        shell: frame::shell(site, signed_in, "Teachers", &path).await?,
        crumbs: vec![Link::new("Classes and teachers", "/admin/classes")],
        title: found.section.title,
        adults: adults.collect(),
        people: std::iter::once(Choice::new("", "Choose").chosen()).chain(people).collect(),
        place_action: format!("{path}/places"),
        end_action: format!("{path}/places/end"),
        yesterday: crate::when::today().yesterday().unwrap_or_else(|_| crate::when::today()).to_string(),
        refusal,
    })
}
