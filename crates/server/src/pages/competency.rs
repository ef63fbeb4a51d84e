//! One competency of a framework, in full.

mod uses;

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use domain::{CompetencyId, framework::AssociationKind, plain};
use usecases::{
    edit_competency::show_editable,
    show_competency_detail::{Relation, show_competency_detail},
    show_competency_uses::show_competency_uses,
};

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    statement,
    views::{
        competency_detail::{CompetencyDetail, Relations},
        shell::Link,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/competencies/{competency}", get(show))
}

/// `GET /competencies/{competency}`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<CompetencyId>) -> Page {
    let found = show_competency_detail(&site.app, &signed_in.actor, id).await?;
    let uses = show_competency_uses(&site.app, &signed_in.actor, id).await?;
    let may_edit = show_editable(&site.app, &signed_in.actor, id).await.is_ok();
    let one = &found.competency;
    let short = plain::cut(&one.label(), 80);
    let facts = [
        ("Kind", one.kind.clone()),
        ("Grades", Some(one.grades.join(", "))),
        (
            "Status",
            one.retired.then(|| "no longer in the framework; kept because records name it".to_owned()),
        ),
        ("Identifier", Some(one.guid.clone())),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?)));
    page(&CompetencyDetail {
        shell: frame::shell(&site, &signed_in, &short, "/frameworks").await?,
        crumbs: vec![
            Link::new("Standards", "/frameworks"),
            Link::new(&found.framework.title, &format!("/frameworks/{}", found.framework.id)),
        ],
        label: match (&one.code, &one.short) {
            (Some(_), Some(_)) => one.code_and_title(),
            _ => short,
        },
        statement_html: statement::html(&one.statement),
        facts: facts.filter(|(_, value)| !value.is_empty()).collect(),
        relations: relations(&found.relations),
        steps: uses::steps(&uses),
        uses: uses::lists(&uses),
        edit: may_edit.then(|| Link::new("Change the words", &format!("/competencies/{id}/edit"))),
    })
}

/// By heading, in the order of the first of each.
fn relations(all: &[Relation]) -> Vec<Relations> {
    let mut groups: Vec<Relations> = Vec::new();
    for one in all {
        let title = title(&one.kind, one.outgoing);
        let link = match &one.other {
            Some(other) => Link::new(&other.code_and_title(), &format!("/competencies/{}", other.id)),
            None => Link::new(&format!("{} (not here)", one.named), ""),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.links.push(link),
            None => groups.push(Relations { title, links: vec![link] }),
        }
    }
    groups
}

/// The heading of one kind, seen from the competency.
pub(super) fn title(kind: &AssociationKind, outgoing: bool) -> String {
    let words = match (kind, outgoing) {
        (AssociationKind::IsChildOf | AssociationKind::IsPartOf, true) => "Part of",
        (AssociationKind::IsChildOf | AssociationKind::IsPartOf, false) => "Consists of",
        (AssociationKind::Precedes, true) => "Comes before",
        (AssociationKind::Precedes, false) => "Builds on",
        (AssociationKind::ExactMatchOf, _) => "Matches",
        (AssociationKind::IsRelatedTo | AssociationKind::IsPeerOf, _) => "Related",
        (AssociationKind::ReplacedBy, true) => "Replaced by",
        (AssociationKind::ReplacedBy, false) => "Replaces",
        (AssociationKind::Exemplar, _) => "Examples",
        (AssociationKind::HasSkillLevel, _) => "Skill level",
        (AssociationKind::IsTranslationOf, _) => "Translations",
        (AssociationKind::Other(word), _) => return word.clone(),
    };
    words.to_owned()
}
