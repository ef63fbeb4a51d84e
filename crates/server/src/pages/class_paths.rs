//! Who of a class is ready for what, and who waits for what.

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::SectionId;
use usecases::{
    class_list::Listed,
    show_class_paths::{ClassPaths, show_class_paths},
};

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        class_paths::{ClassPathsPage, LearnerLine, TargetLine},
        shell::{Link, Shell},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/path", get(show))
}

/// `GET /sections/{section}/path`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(section): Path<SectionId>) -> Page {
    let found = show_class_paths(&site.app, &signed_in.actor, section).await?;
    let title = format!("What’s next in {}", found.section.title);
    let shell = frame::shell(&site, &signed_in, &title, "/sections").await?;
    page(&view(shell, &found))
}

fn view(shell: Shell, found: &ClassPaths) -> ClassPathsPage {
    let link = |one: &Listed| Link::new(&one.list_name, &format!("/learners/{}/path", one.learner));
    let section = &found.section;
    ClassPathsPage {
        crumbs: vec![
            Link::new("My classes", "/sections"),
            Link::new(&section.title, &format!("/sections/{}", section.id)),
        ],
        section: section.title.clone(),
        targets: found
            .targets
            .iter()
            .map(|target| TargetLine {
                title: found.label(target.competency),
                done: target.done,
                ready: target.ready.iter().map(link).collect(),
                waiting: target
                    .waiting
                    .iter()
                    .map(|(by, who)| (found.label(*by), who.iter().map(link).collect()))
                    .collect(),
            })
            .collect(),
        learners: found
            .learners
            .iter()
            .map(|one| LearnerLine {
                link: link(&one.learner),
                next: one.next.iter().map(|id| found.label(*id)).collect::<Vec<_>>().join("; "),
                ready: one.ready,
                waiting: one.waiting,
            })
            .collect(),
        shell,
    }
}
