//! Substitutes: a day's place in classes, given and taken back.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{SectionId, SubstitutionId};
use usecases::{
    Refusal, chance,
    substitutes::{
        GivenPlaces, ListedPlace, MOST_DAYS_AHEAD, NewPerson, NewPlaces, Who, give_places, show_substitutes,
        take_back_place,
    },
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    qr,
    session::SignedIn,
    site::Site,
    views::{
        shell::{Choice, Link, Notice, Tone},
        substitutes::{DayLink, PlaceRow, Substitutes, Typed},
    },
    when,
};

/// The most classes that are listed to choose from; a search finds the others.
const MOST_LISTED: usize = 60;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/substitutes", get(show).post(give))
        .route("/substitutes/{substitution}/end", post(end))
}

#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    ended: String,
}

/// `GET /substitutes?section=&q=`
async fn show(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let typed = Typed { sections: vec![asked.section.clone()], ..Typed::default() };
    substitutes_page(&site, &signed_in, &asked, typed, None, None).await
}

/// `POST /substitutes`: fields `section` (several), `person` or a name, `day`.
async fn give(State(site): State<Site>, signed_in: SignedIn, headers: HeaderMap, form: Fields) -> Page {
    let one = |name: &str| form.one(name).trim().to_owned();
    let typed = Typed {
        sections: form.all("section").map(str::to_owned).collect(),
        person: one("person"),
        given_name: one("given_name"),
        family_name: one("family_name"),
        email: one("email"),
        day: one("day"),
    };
    let asked = Asked { q: one("q"), ..Asked::default() };
    let given = match read(&typed) {
        Ok(new) => give_places(&site.app, &signed_in.actor, new).await,
        Err(refusal) => Err(refusal),
    };
    match given {
        Ok(given) => {
            let base = site.reach.address(&headers);
            substitutes_page(&site, &signed_in, &asked, Typed::default(), Some(shown(given, &base)), None)
                .await
        }
        Err(Refusal::Invalid { field, why }) => {
            let refusal = Some(format!("The {} {why}.", word(field)));
            let shown = substitutes_page(&site, &signed_in, &asked, typed, None, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What people call a field.
fn word(field: &'static str) -> &'static str {
    match field {
        "sections" => "classes",
        "given_name" => "given name",
        "family_name" => "family name",
        "email" => "e-mail",
        other => other,
    }
}

fn read(typed: &Typed) -> Result<NewPlaces, Refusal> {
    let sections: Result<Vec<SectionId>, _> =
        typed.sections.iter().filter(|id| !id.is_empty()).map(|id| id.parse::<SectionId>()).collect();
    let sections = sections.map_err(|error| Refusal::invalid("sections", error))?;
    let who = if typed.person.is_empty() {
        Who::New(NewPerson {
            given_name: typed.given_name.clone(),
            family_name: typed.family_name.clone(),
            email: typed.email.clone(),
        })
    } else {
        Who::Known(typed.person.parse().map_err(|error| Refusal::invalid("person", error))?)
    };
    let day = match typed.day.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::invalid("day", "is no day"))?),
    };
    Ok(NewPlaces { sections, who, day })
}

fn shown(given: GivenPlaces, base: &str) -> DayLink {
    let address =
        given.token.map(|token| format!("{base}/link/{}/{token}", given.district_code)).unwrap_or_default();
    let until = given.places.first().map(|one| when::moment(one.ends_at)).unwrap_or_default();
    DayLink {
        name: given.person.name(),
        until,
        qr_svg: if address.is_empty() { String::new() } else { qr::svg(&address) },
        address,
    }
}

/// `POST /substitutes/{substitution}/end`
async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(place): Path<SubstitutionId>,
    _: Fields,
) -> Page {
    take_back_place(&site.app, &signed_in.actor, place).await?;
    Ok(Redirect::to("/substitutes?ended=1").into_response())
}

async fn substitutes_page(
    site: &Site,
    signed_in: &SignedIn,
    asked: &Asked,
    typed: Typed,
    fresh: Option<DayLink>,
    refusal: Option<String>,
) -> Page {
    let found = show_substitutes(&site.app, &signed_in.actor).await?;
    let key = domain::text::search_key(&asked.q);
    let chosen = |id: &str| typed.sections.iter().any(|one| one == id);
    let fits = |one: &&domain::people::Section| {
        key.is_empty() || domain::text::search_key(&one.title).contains(&key) || chosen(&one.id.to_string())
    };
    let fitting: Vec<_> = found.sections.iter().filter(fits).collect();
    let only = fitting.len() == 1;
    let sections = fitting.iter().take(MOST_LISTED).map(|one| {
        let id = one.id.to_string();
        Choice { selected: only || chosen(&id), value: id, label: one.title.clone() }
    });
    let mut people = vec![Choice::new("", "Somebody new: write the name below")];
    people.extend(found.people.iter().map(|one| Choice::new(&one.id.to_string(), &one.list_name())));
    for choice in &mut people {
        choice.selected = choice.value == typed.person;
    }
    let last = found.today.checked_add(jiff::Span::new().days(MOST_DAYS_AHEAD)).unwrap_or(found.today);
    let mut shell = frame::shell(site, signed_in, "Substitutes", "/substitutes").await?;
    if !asked.ended.is_empty() {
        let text = "Taken back: it opens nothing any more.".to_owned();
        shell.notice = Some(Notice { tone: Tone::Good, text, undo: None });
    }
    page(&Substitutes {
        shell,
        crumbs: vec![Link::new("Classes", "/sections")],
        places: found.places.iter().map(place).collect(),
        more: fitting.len().saturating_sub(MOST_LISTED),
        searching: found.sections.len() > MOST_LISTED || !asked.q.is_empty(),
        query: asked.q.clone(),
        sections: sections.collect(),
        people,
        today: found.today.to_string(),
        last: last.to_string(),
        typed,
        fresh,
        refusal,
    })
}

fn place(one: &ListedPlace) -> PlaceRow {
    let today = one.place.holds(chance::now());
    let ends = when::moment(one.place.ends_at);
    PlaceRow {
        person: one.person.clone(),
        section: Link::new(&one.section, &format!("/sections/{}", one.place.section)),
        when: if today { format!("today, until {ends}") } else { when::day(one.place.day) },
        by: one.by.clone(),
        end_action: format!("/substitutes/{}/end", one.place.id),
    }
}
