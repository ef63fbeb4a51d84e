//! What a learner is given, as the learner and their family read it.

use std::sync::Arc;

use domain::{access::Relationship, time::Dates};
use usecases::{
    accommodations_in_force::told, show_why::audience, words::words_for, write_accommodations::ShownProfiles,
};
use wording::Words;

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        family_accommodations::{FamilyAccommodations, Span},
        shell::Link,
    },
};

/// The page for the learner and who speaks for them.
pub(super) async fn page_of(site: &Site, signed_in: &SignedIn, found: &ShownProfiles) -> Page {
    let words = words_for(&site.app, &signed_in.actor, audience(found.relationship)).await?;
    let learner = found.learner.id;
    let path = format!("/learners/{learner}/accommodations");
    let title = words.say("given");
    let home = match found.relationship {
        Relationship::Own => Link::new(&words.say("nav-can-do"), "/me"),
        _ => Link::new(&words.say("nav-children"), "/children"),
    };
    let until = found.now.as_ref().and_then(|one| one.dates.ends());
    page(&FamilyAccommodations {
        crumbs: vec![home, Link::new(&words.say("privacy"), &format!("/learners/{learner}/privacy"))],
        heading: words.tell("given-of", &[("name", (&found.learner.name()).into())]),
        now: found.now.as_ref().map(|one| told(&one.given, &words)).unwrap_or_default(),
        until: until
            .map_or_else(String::new, |day| words.tell("given-until", &[("day", (&words.day(day)).into())])),
        spans: found
            .versions
            .iter()
            .map(|one| Span {
                when: span(&one.profile.dates, &words),
                given: told(&one.profile.given, &words),
            })
            .collect(),
        shell: frame::worded(site, signed_in, Arc::clone(&words), &title, &path).await?,
    })
}

/// From when to when.
fn span(dates: &Dates, words: &Words) -> String {
    let from = dates.begins().map(|day| words.day(day)).unwrap_or_default();
    match dates.ends() {
        Some(last) => {
            words.tell("given-span", &[("from", (&from).into()), ("until", (&words.day(last)).into())])
        }
        None => words.tell("given-from", &[("from", (&from).into())]),
    }
}
