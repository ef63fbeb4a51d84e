//! The people of a class: new passwords and printed cards, one, several or all at once; who teaches here.

pub(super) mod places;

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    routing::{get, post},
};
use domain::{
    LearnerId, SectionId,
    people::{Person, SectionRole},
};
use usecases::{
    give_place::show_placing,
    list_section_people::{SectionPeople as People, list_section_people},
    sign_in_links,
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, PageError, page},
    qr,
    session::SignedIn,
    site::Site,
    views::{
        cards::{Card, Cards},
        section_people::{NewPassword, SectionAdult, SectionPeople, SectionPerson},
        shell::Link,
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sections/{section}/people", get(show))
        .route("/sections/{section}/people/reset", post(reset))
        .route("/sections/{section}/cards", post(cards))
        .route("/sections/{section}/places", post(places::give))
        .route("/sections/{section}/places/end", post(places::end))
}

async fn show(State(site): State<Site>, signed_in: SignedIn, Path(section): Path<SectionId>) -> Page {
    people_page(&site, &signed_in, section, Vec::new(), None).await
}

/// `POST /sections/{section}/people/reset`: new passwords for the ticked, or for all.
async fn reset(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let made = sign_in_links::reset_passwords(&site.app, &signed_in.actor, section, ticked(&form)?).await?;
    let shown = made
        .into_iter()
        .map(|new| NewPassword {
            name: new.person.name(),
            sign_in_name: new.sign_in_name,
            password: new.password,
        })
        .collect();
    people_page(&site, &signed_in, section, shown, None).await
}

/// `POST /sections/{section}/cards`: new cards for the ticked, or for all, ready to print.
async fn cards(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    headers: HeaderMap,
    form: Fields,
) -> Page {
    let made = sign_in_links::make_cards(&site.app, &signed_in.actor, section, ticked(&form)?).await?;
    let people = list_section_people(&site.app, &signed_in.actor, section).await?;
    let base = site.reach.address(&headers);
    let shell =
        frame::shell(&site, &signed_in, "Sign-in cards", &format!("/sections/{section}/cards")).await?;
    let cards = made
        .iter()
        .map(|card| {
            let address = format!("{base}/link/{}/{}", people.district_code, card.token);
            Card { name: card.person.name(), qr_svg: qr::svg(&address), address }
        })
        .collect();
    page(&Cards {
        shell,
        section: Link::new(&people.section.title, &format!("/sections/{section}/people")),
        cards,
        validity: match people.section.dates.ends() {
            Some(ends) => {
                format!("The cards work until {}. A new card makes the old one useless.", when::day(ends))
            }
            None => "A new card makes the old one useless.".to_owned(),
        },
        renew_action: format!("/sections/{section}/cards"),
    })
}

async fn people_page(
    site: &Site,
    signed_in: &SignedIn,
    section: SectionId,
    new_passwords: Vec<NewPassword>,
    refusal: Option<String>,
) -> Page {
    let people = list_section_people(&site.app, &signed_in.actor, section).await?;
    let placing = show_placing(&site.app, &signed_in.actor, section).await?;
    let shell = frame::shell(site, signed_in, "People", &format!("/sections/{section}/people")).await?;
    page(&SectionPeople {
        shell,
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&people.section.title, &format!("/sections/{section}/grid")),
        ],
        adults: people.adults.iter().map(|one| adult(one, placing.of_adults)).collect(),
        learners: learners(&people),
        reset_action: format!("/sections/{section}/people/reset"),
        cards_action: format!("/sections/{section}/cards"),
        add_href: format!("/sections/{section}/names"),
        reports_href: format!("/sections/{section}/reports"),
        new_passwords,
        others: people.others.iter().map(places::line).collect(),
        place_action: format!("/sections/{section}/places"),
        end_action: format!("/sections/{section}/places/end"),
        candidates: places::candidates(&placing),
        may_take_out: placing.of_learners,
        yesterday: when::today().yesterday().unwrap_or_else(|_| when::today()).to_string(),
        refusal,
    })
}

fn adult((person, role): &(Person, SectionRole), may_take_out: bool) -> SectionAdult {
    let line = format!("{}, {}", person.name(), places::word(*role));
    SectionAdult { id: person.id.to_string(), line, may_take_out }
}

fn learners(people: &People) -> Vec<SectionPerson> {
    people
        .learners
        .iter()
        .map(|learner| SectionPerson {
            id: learner.person.id.to_string(),
            name: learner.person.list_name(),
            href: format!("/learners/{}", learner.person.id),
            sign_in_name: learner.sign_in_name.clone().unwrap_or_else(|| "none yet".to_owned()),
            last_seen: learner.last_seen.map_or_else(|| "never".to_owned(), when::moment),
        })
        .collect()
}

/// The learners who are ticked in a form; nobody for everybody.
pub fn ticked(form: &Fields) -> Result<Vec<LearnerId>, PageError> {
    form.all("person")
        .map(|text| {
            text.parse::<LearnerId>()
                .map_err(|error| PageError::Refused(usecases::Refusal::invalid("person", error)))
        })
        .collect()
}
