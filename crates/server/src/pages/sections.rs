//! An educator's classes.

use axum::{Router, extract::State, routing::get};
use domain::access::Relationship;
use usecases::list_my_sections::{MySection, list_my_sections};

use crate::{
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    standing::counted,
    views::{
        sections::{SectionCard, Sections},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections", get(list))
}

/// `GET /sections`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let mine = list_my_sections(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "My classes", "/sections").await?;
    page(&Sections { shell, sections: mine.iter().map(card).collect() })
}

fn card(mine: &MySection) -> SectionCard {
    let href = format!("/sections/{}", mine.section.id);
    let learners = counted(mine.learners, "student", "students");
    let place: Vec<&str> = [mine.organization.as_str(), mine.term.as_deref().unwrap_or_default(), &learners]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let now = match (mine.drafts, mine.running) {
        (0, true) => String::new(),
        (0, false) => "Not running today.".to_owned(),
        (1, _) => "1 rating waits to be released.".to_owned(),
        (drafts, _) => format!("{} ratings wait to be released.", grouped(drafts)),
    };
    SectionCard {
        title: mine.section.title.clone(),
        place: place.join(" · "),
        now,
        links: links(&href, mine.relationship),
        href,
    }
}

/// Where somebody of this relationship can go from a class.
pub fn links(href: &str, relationship: Relationship) -> Vec<Link> {
    let judges = relationship == Relationship::Educator;
    let manages = judges || relationship == Relationship::ProgramLead;
    [
        ("Rate", "rate", judges),
        ("Groups", "groups", true),
        ("Targets", "targets", manages),
        ("People", "people", manages),
    ]
    .into_iter()
    .filter(|(_, _, may)| *may)
    .map(|(label, noun, _)| Link::new(label, &format!("{href}/{noun}")))
    .collect()
}
