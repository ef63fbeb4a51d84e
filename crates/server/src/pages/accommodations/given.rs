//! Proof of what a learner was given, for their case manager; to be printed.

use axum::extract::{Path, State};
use domain::{LearnerId, accommodation::PrintSize, sitting::Medium};
use usecases::accommodations_delivered::{DeliveredSitting, accommodations_delivered};

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        accommodations_given::{AccommodationsGiven, GivenRow},
        shell::Link,
    },
    when,
};

/// `GET /learners/{learner}/accommodations/given`
pub(super) async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(learner): Path<LearnerId>,
) -> Page {
    let found = accommodations_delivered(&site.app, &signed_in.actor, learner).await?;
    let name = found.learner.name();
    page(&AccommodationsGiven {
        shell: frame::shell(&site, &signed_in, "What was given", "/cases").await?,
        crumbs: vec![
            Link::new("My cases", "/cases"),
            Link::new(&name, &format!("/learners/{learner}/accommodations")),
        ],
        at: when::moment(found.now),
        rows: found.sittings.iter().map(row).collect(),
        name,
    })
}

fn row(one: &DeliveredSitting) -> GivenRow {
    let (supports, sitting) = (&one.supports, &one.sitting);
    let mut by_the_screen = Vec::new();
    if sitting.medium == Medium::Screen {
        if supports.read_aloud {
            by_the_screen.push("read aloud".to_owned());
        }
        if supports.print != PrintSize::Standard {
            by_the_screen.push("larger print".to_owned());
        }
        by_the_screen.extend(supports.language.as_ref().map(|language| format!("words in {language}")));
        if one.given_minutes != one.usual_minutes {
            by_the_screen.push("extra time".to_owned());
        }
    }
    let mut by_a_person = supports.by_a_person.clone();
    if sitting.medium == Medium::Paper && supports.read_aloud {
        by_a_person.push("read aloud".to_owned());
    }
    GivenRow {
        link: Link::new(&one.title, &format!("/sittings/{}/result", sitting.id)),
        at: when::moment(sitting.started_at),
        medium: sitting.medium.word().to_owned(),
        given: match one.version {
            Some(version) if !one.given.is_empty() => format!("version {version}: {}", one.given),
            _ => String::new(),
        },
        by_the_screen: by_the_screen.join(", "),
        by_a_person: by_a_person.join(", "),
        time: time(one),
    }
}

fn time(one: &DeliveredSitting) -> String {
    let Some(usual) = one.usual_minutes else { return format!("no limit, used {} min", one.used_minutes) };
    let given = one.given_minutes.map_or_else(|| "no limit".to_owned(), |minutes| format!("{minutes} min"));
    let more = if one.extended_minutes > 0 {
        format!(": {} min of the extra time", one.extended_minutes)
    } else {
        String::new()
    };
    format!("usual {usual} min, given {given}, used {} min{more}", one.used_minutes)
}
