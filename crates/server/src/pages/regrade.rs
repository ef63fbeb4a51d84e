//! A mended question scored anew: what it would do, then doing it.

use assessment::regrade::{Crossing, Losing, Score};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use domain::{ItemId, item::ItemState};
use usecases::{
    Refusal,
    regrade_item::{RegradePreview, Regrading, Unfinished, preview_regrade, regrade_item},
};

use crate::{
    form::Form,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        regrade::{RegradeRow, RegradeView},
        shell::{Choice, Link, Notice, Tone},
    },
    when,
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/items/{item}/regrade", get(look).post(regrade))
}

/// Reads such a word; nobody loses where none is named.
pub fn losing_of(word: &str) -> Result<Losing, Refusal> {
    if word.is_empty() {
        return Ok(Losing::KeepsTheOld);
    }
    Losing::from_word(word).ok_or_else(|| Refusal::invalid("losing", "is keeps_the_old or counts"))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    version: String,
    #[serde(default)]
    losing: String,
    #[serde(default)]
    done: Option<usize>,
}

fn asked(version: &str, losing: &str) -> Result<Regrading, Refusal> {
    let version = match version {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::invalid("version", "is the number of a version"))?),
    };
    Ok(Regrading { version, losing: losing_of(losing)? })
}

/// `GET /items/{item}/regrade?version=&losing=`
async fn look(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(item): Path<ItemId>,
    Query(query): Query<Asked>,
) -> Page {
    let how = asked(&query.version, &query.losing)?;
    let done = query.done.map(|changed| match changed {
        0 => "Done: nobody's points changed.".to_owned(),
        1 => "Done: the points of 1 sitting changed.".to_owned(),
        changed => format!("Done: the points of {changed} sittings changed."),
    });
    show(&site, &signed_in, item, how, "", "", done).await
}

async fn show(
    site: &Site,
    signed_in: &SignedIn,
    item: ItemId,
    how: Regrading,
    reason: &str,
    wrong: &str,
    done: Option<String>,
) -> Page {
    let found = preview_regrade(&site.app, &signed_in.actor, item, how).await?;
    let mut shell = frame::shell(site, signed_in, "Score anew", "/items").await?;
    shell.notice = done.map(|text| Notice { tone: Tone::Good, text, undo: None });
    let choice = |(one, word): &(Losing, &str)| {
        let label = match one {
            Losing::KeepsTheOld => {
                "Nobody loses: who answered by the wrong key in good faith keeps the points"
            }
            Losing::Counts => "The new score counts, whatever it is",
        };
        Choice { selected: *one == how.losing, ..Choice::new(word, label) }
    };
    page(&RegradeView {
        shell,
        crumbs: vec![Link::new(&found.item.identifier, &format!("/items/{item}"))],
        heading: found.item.identifier.clone(),
        href: format!("/items/{item}/regrade"),
        versions: versions(&found),
        losing: Losing::ALL.iter().map(choice).collect(),
        version: found.version,
        losing_word: how.losing.word().to_owned(),
        any: found.changed.is_none_or(|changed| changed > 0) || found.unchanged > 0,
        summary: summary(&found),
        unfinished: found.unfinished.as_ref().map(unfinished).unwrap_or_default(),
        rows: found
            .changes
            .iter()
            .map(|one| RegradeRow {
                link: Link::new(&one.name, &format!("/sittings/{}/result", one.change.sitting)),
                section: one.section.clone(),
                before: score(one.change.before),
                after: score(one.change.after),
                crossing: match one.change.crossing {
                    Crossing::None => String::new(),
                    Crossing::NowPasses => "passes now".to_owned(),
                    Crossing::NoLongerPasses => "does not pass any more".to_owned(),
                },
            })
            .collect(),
        reason: reason.to_owned(),
        wrong: wrong.to_owned(),
    })
}

fn score(of: Score) -> String {
    format!("{} / {}", of.points, of.possible)
}

fn versions(found: &RegradePreview) -> Vec<Choice> {
    let usable =
        found.versions.iter().filter(|(.., state)| matches!(state, ItemState::Live | ItemState::Retired));
    usable
        .map(|(version, note, state)| {
            let live = if *state == ItemState::Live { " (live)" } else { "" };
            let note = if note.is_empty() { String::new() } else { format!(": {note}") };
            let label = format!("version {version}{live}{note}");
            Choice { selected: *version == found.version, ..Choice::new(&version.to_string(), &label) }
        })
        .collect()
}

/// Says of a regrade before this one how far it is, or why it ended early.
fn unfinished(one: &Unfinished) -> String {
    let Unfinished { version, begun_at, looked_at, stopped_why } = one;
    let begun = when::moment(*begun_at);
    if stopped_why.is_empty() {
        format!(
            "Scoring by version {version}, begun {begun}, is not at its end: {looked_at} sittings so far. The \
             platform goes on with it by itself, as it was begun; pressing the button again finishes it first."
        )
    } else {
        format!(
            "Scoring by version {version}, begun {begun}, ended after {looked_at} sittings: {stopped_why}"
        )
    }
}

fn summary(found: &RegradePreview) -> Vec<String> {
    let mut said = Vec::new();
    said.push(match found.changed {
        None => "Some sittings change, too few to say how many.".to_owned(),
        Some(1) => format!("1 sitting changes, {} stay as they are.", found.unchanged),
        Some(changed) => format!("{changed} sittings change, {} stay as they are.", found.unchanged),
    });
    if found.changed.is_some() {
        for (count, what) in [
            (found.up, "gain"),
            (found.down, "lose"),
            (found.now_pass, "pass now"),
            (found.no_longer_pass, "do not pass any more"),
        ] {
            if count > 0 {
                said.push(format!("{count} {what}."));
            }
        }
    }
    if found.standing > 0 {
        said.push(format!(
            "{} answers stand: a person scored them, or they were given in several steps.",
            found.standing
        ));
    }
    match found.left_out {
        Some(0) => {}
        Some(count) => said
            .push(format!("{count} are of classes that are not yours to score: they are left as they are.")),
        None => said
            .push("A few are of classes that are not yours to score: they are left as they are.".to_owned()),
    }
    said
}

#[derive(serde::Deserialize)]
struct RegradeForm {
    version: String,
    losing: String,
    reason: String,
}

/// `POST /items/{item}/regrade`
async fn regrade(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(item): Path<ItemId>,
    Form(form): Form<RegradeForm>,
) -> Page {
    let how = asked(&form.version, &form.losing)?;
    match regrade_item(&site.app, &signed_in.actor, item, how, &form.reason).await {
        Ok(done) => {
            Ok(Redirect::to(&format!("/items/{item}/regrade?version={}&done={}", form.version, done.changed))
                .into_response())
        }
        Err(Refusal::Invalid { field: "reason", why }) => {
            let wrong = format!("The reason {why}.");
            show(&site, &signed_in, item, how, &form.reason, &wrong, None).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}
