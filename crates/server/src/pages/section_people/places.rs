//! Who is in a class: an adult put in, anybody taken out by a date.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};
use domain::{Date, PersonId, SectionId, people::SectionRole, time::Dates};
use usecases::{
    Refusal,
    give_place::{NewPlace, Placing, end_places, give_place},
    list_section_people::OtherPlace,
};

use super::people_page;
use crate::{
    form::Fields,
    page_error::Page,
    pages::{caseloads, people::newcomer::said},
    session::SignedIn,
    site::Site,
    views::shell::Choice,
    when,
};

/// `POST /sections/{section}/places`: fields `person`, `role`, `begins`, `ends`.
pub(super) async fn give(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let done = match read(&form) {
        Ok(new) => give_place(&site.app, &signed_in.actor, section, new).await,
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, section, done).await
}

/// A place to be given: fields `person`, `role`, `begins`, `ends`.
pub(in crate::pages) fn read(form: &Fields) -> Result<NewPlace, Refusal> {
    let person = form.one("person").parse();
    let role = SectionRole::from_word(form.one("role"));
    let dates = caseloads::dates(form.one("begins").trim(), form.one("ends").trim())?;
    let begins = dates.begins().or_else(|| Some(when::today()));
    let dates = Dates::new(begins, dates.ends());
    Ok(NewPlace {
        person: person.map_err(|_| Refusal::invalid("person", "is missing: choose one"))?,
        role: role.ok_or_else(|| Refusal::invalid("role", "is missing: choose one"))?,
        dates: dates.map_err(|error| Refusal::invalid("last day", format!("cannot be used: {error}")))?,
    })
}

/// `POST /sections/{section}/places/end`: fields `person` (several) and `last_day`.
pub(super) async fn end(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    form: Fields,
) -> Page {
    let done = match read_end(&form) {
        Ok((people, last)) => end_places(&site.app, &signed_in.actor, section, people, last).await,
        Err(refusal) => Err(refusal),
    };
    answer(&site, &signed_in, section, done.map(drop)).await
}

/// Who is taken out after which day: fields `person` (several) and `last_day`.
pub(in crate::pages) fn read_end(form: &Fields) -> Result<(Vec<PersonId>, Date), Refusal> {
    let people: Result<Vec<PersonId>, _> = form.all("person").map(str::parse::<PersonId>).collect();
    let people = people.map_err(|error| Refusal::invalid("person", error))?;
    let last = form.one("last_day").trim().parse::<Date>();
    Ok((people, last.map_err(|_| Refusal::invalid("last day", "is no day"))?))
}

async fn answer(site: &Site, signed_in: &SignedIn, section: SectionId, done: Result<(), Refusal>) -> Page {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/sections/{section}/people")).into_response()),
        Err(refusal @ Refusal::Invalid { .. }) => {
            let shown = people_page(site, signed_in, section, Vec::new(), Some(said(&refusal))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Who can be put in; empty for who may not.
pub(super) fn candidates(placing: &Placing) -> Vec<Choice> {
    if !placing.of_adults {
        return Vec::new();
    }
    let known = placing.people.iter().map(|one| Choice::new(&one.id.to_string(), &one.list_name()));
    std::iter::once(Choice::new("", "Choose").chosen()).chain(known).collect()
}

/// A place that does not run today, in a line.
pub(super) fn line(one: &OtherPlace) -> String {
    let when = match (one.dates.begins(), one.dates.ends()) {
        (_, Some(last)) if last < when::today() => format!("until {}", when::day(last)),
        (Some(first), _) => format!("from {}", when::day(first)),
        _ => String::new(),
    };
    format!("{}, {}, {when}", one.person.name(), word(one.role))
}

/// What people call a place.
pub(in crate::pages) const fn word(role: SectionRole) -> &'static str {
    match role {
        SectionRole::Educator => "teacher",
        SectionRole::Aide => "aide",
        SectionRole::Substitute => "substitute",
        SectionRole::Learner => "student",
    }
}
