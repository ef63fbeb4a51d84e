//! Two versions of a framework: compared, corrected by hand, adopted.

mod filling;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{CompetencyId, FrameworkId, ImportId, crosswalk::Relation};
use usecases::{
    Refusal,
    adopt_version::{Adoption, adopt_version},
    browse_framework::list_frameworks,
    compare_versions::{compare_import, compare_versions, named},
    correct_crosswalk::{SaidLink, correct_crosswalk},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        shell::{Choice, Link},
        versions::Versions,
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/frameworks/{framework}/versions", get(show))
        .route("/frameworks/{framework}/versions/{old}/crosswalk", post(correct))
        .route("/frameworks/{framework}/versions/{old}/adopt", post(adopt))
        .route("/admin/imports/{import}/versions", get(look))
}

#[derive(serde::Deserialize)]
struct Asked {
    with: Option<FrameworkId>,
}

/// `GET /frameworks/{framework}/versions?with=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(new): Path<FrameworkId>,
    Query(asked): Query<Asked>,
) -> Page {
    shown(&site, &signed_in, new, asked.with, None).await
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    new: FrameworkId,
    with: Option<FrameworkId>,
    refusal: Option<String>,
) -> Page {
    let href = format!("/frameworks/{new}/versions");
    let found = match compare_versions(&site.app, &signed_in.actor, new, with).await {
        Err(Refusal::NotFound("another version of this framework")) => {
            return alone(site, signed_in, new, href).await;
        }
        found => found?,
    };
    let shell = frame::shell(site, signed_in, "Versions", "/frameworks").await?;
    page(&filling::filled(shell, &found, href, refusal))
}

/// A framework without another version: anything here can be chosen to compare it with.
async fn alone(site: &Site, signed_in: &SignedIn, new: FrameworkId, href: String) -> Page {
    let all = list_frameworks(&site.app, &signed_in.actor).await?;
    let own = all.iter().find(|one| one.framework.id == new).map(|one| named(&one.framework));
    let others = all.iter().filter(|one| one.framework.id != new);
    page(&Versions {
        shell: frame::shell(site, signed_in, "Versions", "/frameworks").await?,
        crumbs: vec![Link::new("Standards", "/frameworks")],
        title: own.unwrap_or_default(),
        lines: vec![
            "No other version of it is here. Bring one in, or choose what to compare it with.".to_owned(),
        ],
        refusal: None,
        href,
        others: others
            .map(|one| Choice::new(&one.framework.id.to_string(), &named(&one.framework)))
            .collect(),
        groups: Vec::new(),
        links: Vec::new(),
        plain: String::new(),
        edits: Vec::new(),
        forms: None,
    })
}

/// `GET /admin/imports/{import}/versions?with=`
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(import): Path<ImportId>,
    Query(asked): Query<Asked>,
) -> Page {
    let found = compare_import(&site.app, &signed_in.actor, import, asked.with).await?;
    let shell = frame::shell(&site, &signed_in, "Versions", "/admin/imports").await?;
    page(&filling::filled(shell, &found, format!("/admin/imports/{import}/versions"), None))
}

/// `POST /frameworks/{framework}/versions/{old}/crosswalk`
async fn correct(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((new, old)): Path<(FrameworkId, FrameworkId)>,
    form: Fields,
) -> Page {
    let found = compare_versions(&site.app, &signed_in.actor, new, Some(old)).await?;
    let mut said = Vec::new();
    for (name, value) in &form.pairs {
        let Some(link) = name.strip_prefix("link.").and_then(|ends| link(ends, value)) else { continue };
        let now = found.links.iter().find(|one| (one.link.old, one.link.new) == (link.old, link.new));
        let stands = now.and_then(|one| one.taken.then_some(one.link.relation));
        let decided = now.is_some_and(|one| one.taken || one.by_hand);
        if link.relation != stands || !decided {
            said.push(link);
        }
    }
    let added = format!("{}.{}", form.one("old"), form.one("new"));
    if added != "." {
        let Some(link) = link(&added, form.one("relation")) else {
            let refusal = Some("Choose both competencies of the link.".to_owned());
            return shown(&site, &signed_in, new, Some(old), refusal).await;
        };
        said.push(link);
    }
    match correct_crosswalk(&site.app, &signed_in.actor, old, new, &said).await {
        Ok(()) => {
            Ok(Redirect::to(&format!("/frameworks/{new}/versions?with={old}#crosswalk")).into_response())
        }
        Err(Refusal::Invalid { field, why }) => {
            shown(&site, &signed_in, new, Some(old), Some(format!("The {field} competency {why}."))).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What a field says about a link; `None` for one that is left open.
fn link(ends: &str, value: &str) -> Option<SaidLink> {
    let (old, new) = ends.split_once('.')?;
    let relation = match value {
        "none" => None,
        word => Some(Relation::from_word(word)?),
    };
    Some(SaidLink { old: old.parse().ok()?, new: new.parse().ok()?, relation })
}

/// `POST /frameworks/{framework}/versions/{old}/adopt`
async fn adopt(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((new, old)): Path<(FrameworkId, FrameworkId)>,
    form: Fields,
) -> Page {
    let give_up = form.all("give_up").filter_map(|said| {
        let (competency, field) = said.split_once('|')?;
        Some((competency.parse::<CompetencyId>().ok()?, field.to_owned()))
    });
    let asked =
        Adoption { old, new, move_targets: form.one("move_targets") == "1", give_up: give_up.collect() };
    match adopt_version(&site.app, &signed_in.actor, asked, &|_, _| {}).await {
        Ok(_) => Ok(Redirect::to(&format!("/frameworks/{new}/versions?with={old}")).into_response()),
        Err(Refusal::Conflict(why)) => shown(&site, &signed_in, new, Some(old), Some(why)).await,
        Err(refusal) => Err(refusal.into()),
    }
}
