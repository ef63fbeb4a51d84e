//! An educator's classes.

use axum::{Router, extract::State, routing::get};
use domain::access::Relationship;
use usecases::{
    access::reminds,
    list_my_sections::{MySection, list_my_sections},
    list_organizations::list_my_organizations,
};

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
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections", get(list))
}

/// `GET /sections`
async fn list(State(site): State<Site>, signed_in: SignedIn) -> Page {
    let mine = list_my_sections(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "My classes", "/sections").await?;
    let gives = |one: &MySection| {
        matches!(
            one.relationship,
            Relationship::Educator | Relationship::Principal | Relationship::ProgramLead
        )
    };
    let lent = |one: &&MySection| one.relationship == Relationship::Substitute;
    let makes = !list_my_organizations(&site.app, &signed_in.actor).await?.is_empty();
    page(&Sections {
        shell,
        lent: mine.iter().filter(lent).map(card).collect(),
        sections: mine.iter().filter(|one| !lent(one)).map(card).collect(),
        substitutes_href: if mine.iter().any(gives) { "/substitutes".to_owned() } else { String::new() },
        makes,
    })
}

fn card(mine: &MySection) -> SectionCard {
    let href = format!("/sections/{}", mine.section.id);
    let learners = counted(mine.learners, "student", "students");
    let place: Vec<&str> = [mine.organization.as_str(), mine.term.as_deref().unwrap_or_default(), &learners]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if let Some(until) = mine.until {
        return SectionCard {
            now: format!("Yours until {}. Rate in drafts; the teacher releases them.", when::moment(until)),
            title: mine.section.title.clone(),
            place: place.join(" · "),
            links: links(&href, mine.relationship),
            href,
        };
    }
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
    let manages = relationship == Relationship::Educator || relationship == Relationship::ProgramLead;
    let mut links: Vec<Link> = [
        ("Rate", "rate", usecases::access::drafts(relationship)),
        ("Observe", "observe", relationship == Relationship::Educator),
        ("Tasks", "tasks", true),
        ("Lessons", "lessons", true),
        ("Groups", "groups", true),
        ("What’s next", "path", relationship != Relationship::Substitute),
        ("Assessments", "assessments", true),
        ("Attendance", "attendance", true),
        ("Pace", "pace", relationship != Relationship::Substitute),
        ("Targets", "targets", manages),
        ("People", "people", manages),
    ]
    .into_iter()
    .filter(|(_, _, may)| *may)
    .map(|(label, noun, _)| Link::new(label, &format!("{href}/{noun}")))
    .collect();
    if reminds(relationship) {
        let section = href.rsplit('/').next().unwrap_or_default();
        links.push(Link::new("Many at once", &format!("/many/new?section={section}")));
    }
    links
}
