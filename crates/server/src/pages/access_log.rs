//! Who read whose record.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use domain::access::Relationship;
use usecases::{
    list_access_log::{AccessLine as Read, AccessQuery, list_access_log},
    search_people::{PeopleQuery, search_people},
};

use crate::{
    frame,
    page_error::{Page, PageError, page},
    session::SignedIn,
    site::Site,
    views::access_log::{AccessLine, AccessLog},
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/admin/access", get(show))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    reader: String,
    #[serde(default)]
    learner: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    before: Option<domain::EvidenceId>,
}

/// `GET /admin/access?reader=&learner=&from=&to=&before=`
async fn show(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let reader = somebody(&site, &signed_in, &asked.reader).await?;
    let learner = somebody(&site, &signed_in, &asked.learner).await?;
    // A name that nobody has finds nothing, not everything.
    let nobody = matches!((&reader, asked.reader.trim()), (None, name) if !name.is_empty())
        || matches!((&learner, asked.learner.trim()), (None, name) if !name.is_empty());
    let query = AccessQuery {
        reader,
        learner: learner.map(domain::PersonId::as_learner),
        from: asked.from.parse().ok(),
        to: asked.to.parse().ok(),
        before: asked.before.map(|id| *id.as_bytes()),
    };
    let found = list_access_log(&site.app, &signed_in.actor, query).await?;
    let encode = crate::address::encode;
    let next = found.next.filter(|_| !nobody).map(|id| {
        let before = domain::EvidenceId::from_bytes(id);
        let (reader, learner) = (encode(&asked.reader), encode(&asked.learner));
        let (from, to) = (encode(&asked.from), encode(&asked.to));
        format!("/admin/access?reader={reader}&learner={learner}&from={from}&to={to}&before={before}")
    });
    page(&AccessLog {
        shell: frame::shell(&site, &signed_in, "Access log", "/admin/access").await?,
        lines: if nobody { Vec::new() } else { found.lines.into_iter().map(line).collect() },
        next,
        reader: asked.reader,
        learner: asked.learner,
        from: asked.from,
        to: asked.to,
    })
}

/// The first person of this name.
async fn somebody(
    site: &Site,
    signed_in: &SignedIn,
    name: &str,
) -> Result<Option<domain::PersonId>, PageError> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    let query = PeopleQuery { words: name.to_owned(), ..PeopleQuery::default() };
    let found = search_people(&site.app, &signed_in.actor, query).await?;
    Ok(found.people.first().map(|one| one.person.id))
}

fn line(read: Read) -> AccessLine {
    let names = read.names.join(", ");
    let more = read.learners.saturating_sub(read.names.len());
    AccessLine {
        when: when::moment(read.at),
        reader: read.reader,
        learners: if more > 0 { format!("{names} and {more} more") } else { names },
        what: read.what,
        relationship: words(read.relationship).to_owned(),
        reason: read.reason.unwrap_or_default(),
    }
}

fn words(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Own => "their own record",
        Relationship::Guardian => "speaks for them",
        Relationship::Educator => "teaches them",
        Relationship::Aide => "helps in their class",
        Relationship::Substitute => "teaches them today",
        Relationship::CaseManager => "case manager",
        Relationship::Counselor => "counselor of them or their school",
        Relationship::Principal => "principal of their school",
        Relationship::ProgramLead => "leads their program",
        Relationship::BreakGlass => "none: with a reason",
        Relationship::Classmate => "rates work as a classmate, without the name",
    }
}
