//! One item: as a learner sees it, tried and scored; its versions, review and use.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{
    ItemId,
    item::{Scalar, Value},
};
use usecases::{
    Refusal,
    item_use::{Flag, Told, Uses},
    review_item::review_item,
    show_item::{WholeItem, show_item},
    try_item::{Answer, PREFIX, Tried, try_item},
    words::words_for,
};
use wording::{Audience, Words};

use super::items::state_name;
use crate::{
    figures::grouped,
    form::Fields,
    frame, item_html,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        item::{ItemPage, ItemPreview, Step, Trying, VersionRow},
        shell::Link,
        title::Title,
    },
    when,
};
use domain::item::ItemState;

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/items/{item}", get(show))
        .route("/items/{item}/preview", get(preview).post(answer))
        .route("/items/{item}/review", post(review))
}

#[derive(Debug, Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    seed: String,
    #[serde(default)]
    version: String,
}

impl Asked {
    fn seed(&self) -> u64 {
        self.seed.trim().parse().unwrap_or(1)
    }

    fn version(&self) -> Option<i64> {
        self.version.trim().parse().ok()
    }
}

/// `GET /items/{item}?seed=`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ItemId>,
    Query(asked): Query<Asked>,
) -> Page {
    let item = show_item(&site.app, &signed_in.actor, id).await?;
    let tried = try_item(&site.app, &signed_in.actor, id, None, asked.seed(), None).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let shell = frame::shell(&site, &signed_in, &item.row.title, "/items").await?;
    let mut trying = trying(&tried, &words, &shell.csrf);
    trying.action = format!("/items/{id}/preview");
    if !item.item.templates.is_empty() || tried.shown.body != untried_other(&item, tried.seed) {
        trying.another = format!("/items/{id}?seed={}", tried.seed.wrapping_add(1));
    }
    page(&view(&item, trying, shell))
}

/// What the next seed shows, to know whether another draw looks different.
fn untried_other(item: &WholeItem, seed: u64) -> Vec<domain::item::Node> {
    let prepared = assessment::session::Prepared::new(&item.item, seed.wrapping_add(1), &[]);
    prepared.map(|prepared| prepared.view(None, domain::item::View::Candidate).body).unwrap_or_default()
}

fn view(item: &WholeItem, trying: Trying, shell: crate::views::shell::Shell) -> ItemPage {
    let row = &item.row;
    let standing = match (row.state, row.live_version) {
        (ItemState::Live, _) => format!("Version {} is live: it is taken.", row.version),
        (state, Some(live)) => {
            format!("Version {} is {}; version {live} is live and taken.", row.version, state.word())
        }
        (state, None) => format!("Version {} is {}: it is not taken.", row.version, state.word()),
    };
    let mut facts = vec![
        ("Tags".to_owned(), item.tags.join(", ")),
        ("Grades".to_owned(), row.grades.clone()),
        (
            "Difficulty, by its author".to_owned(),
            row.parameters.difficulty.map(|b| format!("{:.2} logits", b.to_f64())).unwrap_or_default(),
        ),
        ("Shown with".to_owned(), item.stimulus.as_ref().map(|(_, title)| title.clone()).unwrap_or_default()),
        (
            "Scored".to_owned(),
            if item.item.scores_itself() { "by its key" } else { "by a person" }.to_owned(),
        ),
        ("From".to_owned(), row.from_source.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let (uses, use_said, advice) = uses(&item.uses);
    ItemPage {
        crumbs: vec![Link::new("Items", "/items")],
        title: row.title.clone(),
        identifier: row.identifier.clone(),
        standing,
        version: row.version,
        edit: if item.may_write && item.authored.is_some() {
            format!("/items/{}/edit", row.id)
        } else {
            String::new()
        },
        review_action: format!("/items/{}/review", row.id),
        moves: item.may_become.iter().map(|to| step(*to)).collect(),
        about: item
            .competencies
            .iter()
            .map(|one| {
                let href = format!("/competencies/{}", one.id);
                (one.code.clone().unwrap_or_default(), Title::of(one), href)
            })
            .collect(),
        facts,
        uses,
        use_said,
        advice,
        versions: versions(item),
        trying,
        shell,
    }
}

fn versions(item: &WholeItem) -> Vec<VersionRow> {
    let named = |name: &str| if name.is_empty() { "Onramp".to_owned() } else { name.to_owned() };
    item.versions
        .iter()
        .map(|(one, by, reviewer)| VersionRow {
            number: one.version,
            state: state_name(one.state).to_lowercase(),
            written: format!("{}, {}", named(by), when::moment(one.written_at)),
            note: one.note.clone(),
            reviewed: one.reviewed_at.map_or_else(String::new, |at| {
                let said =
                    if one.review_note.is_empty() { String::new() } else { format!(": {}", one.review_note) };
                format!("{}, {}{said}", named(reviewer), when::moment(at))
            }),
            href: format!("/items/{}/preview?version={}", one.item, one.version),
        })
        .collect()
}

fn step(to: ItemState) -> Step {
    let (says, main) = match to {
        ItemState::Draft => ("Send back to draft", false),
        ItemState::Reviewed => ("Approve", true),
        ItemState::Live => ("Put live", true),
        ItemState::Retired => ("Retire", false),
    };
    Step { to: to.word(), says, main }
}

/// Figures, a sentence on them, and what to do.
fn uses(uses: &Uses) -> (Vec<(String, String)>, String, Vec<String>) {
    let mut rows = Vec::new();
    if uses.given > 0 {
        rows.push(("Given".to_owned(), times(uses.given)));
        rows.push(("Answered".to_owned(), times(uses.answers)));
    }
    let went = match &uses.told {
        Told::TooFew if uses.given == 0 => return (rows, "Nobody has got it yet.".to_owned(), Vec::new()),
        Told::TooFew => {
            let said = format!("How that went is said once {} learners have got it.", uses.smallest);
            return (rows, said, Vec::new());
        }
        Told::LeftOut => {
            let said = "Left out, because it would say something of a few learners. Question by question of an \
                        assessment says it to who may open their records.";
            return (rows, said.to_owned(), Vec::new());
        }
        Told::Went(went) => went,
    };
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let error = went.p_error.map(|error| format!(" ± {:.0}", error * 100.0)).unwrap_or_default();
    rows.push(("Share of the points (p)".to_owned(), format!("{}{error}", percent(went.p))));
    rows.extend(went.correlation.map(|r| {
        (
            "Tells stronger from weaker (corrected point-biserial; 0.2 and more is good)".to_owned(),
            format!("{r:.2}"),
        )
    }));
    rows.push(("Left without an answer".to_owned(), percent(went.omitted)));
    rows.push(("Points, on average".to_owned(), format!("{:.2}", went.mean_points)));
    rows.extend(went.mean_seconds.map(|time| ("Seconds, on average".to_owned(), format!("{time:.0}"))));
    let mut advice = went.advice.clone();
    // Below thirty answers the analysis says nothing but that they are few.
    match went.flag.filter(|_| went.p_error.is_none()) {
        Some(Flag::VeryHard) => {
            advice.insert(0, "fewer points than by guessing: look at the key and at the question".to_owned());
        }
        Some(Flag::VeryEasy) => {
            advice.insert(0, "nearly everybody has it right: it tells nobody apart".to_owned());
        }
        None => {}
    }
    let said = format!(
        "Over all its versions: the last time of each of the {} learners who got it last.",
        grouped(i64::try_from(went.learners).unwrap_or(i64::MAX))
    );
    (rows, said, advice)
}

fn times(count: i64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{} times", grouped(count)) }
}

/// `GET /items/{item}/preview?seed=&version=`
async fn preview(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<ItemId>,
    Query(asked): Query<Asked>,
) -> Page {
    tried_page(&site, &signed_in, id, &asked, None).await
}

/// `POST /items/{item}/preview`: answers it and scores the answer; nothing is kept.
async fn answer(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ItemId>, form: Fields) -> Page {
    let asked = Asked { seed: form.one("seed").to_owned(), version: form.one("version").to_owned() };
    let fields = form.pairs.iter().filter(|(name, _)| name.starts_with(PREFIX)).cloned().collect();
    tried_page(&site, &signed_in, id, &asked, Some(Answer::Fields(fields))).await
}

async fn tried_page(
    site: &Site,
    signed_in: &SignedIn,
    id: ItemId,
    asked: &Asked,
    answer: Option<Answer>,
) -> Page {
    let item = show_item(&site.app, &signed_in.actor, id).await?;
    let tried = try_item(&site.app, &signed_in.actor, id, asked.version(), asked.seed(), answer).await?;
    let words = words_for(&site.app, &signed_in.actor, Audience::Learner).await?;
    let shell = frame::shell(site, signed_in, &item.row.title, "/items").await?;
    let version = tried.version.unwrap_or(item.row.version);
    let mut trying = trying(&tried, &words, &shell.csrf);
    trying.action = format!("/items/{id}/preview");
    trying.another = format!("/items/{id}/preview?version={version}&seed={}", tried.seed.wrapping_add(1));
    page(&ItemPreview {
        shell,
        crumbs: vec![Link::new("Items", "/items"), Link::new(&item.row.title, &format!("/items/{id}"))],
        title: format!("{}, version {version}", item.row.title),
        trying,
    })
}

/// An item that is tried, as pages show it; without an address where its answers go.
pub(super) fn trying(tried: &Tried, words: &Words, csrf: &str) -> Trying {
    let item_words = item_html::words(words);
    let answered = tried.outcomes.is_some();
    let shown = item_html::Preview {
        shown: &tried.shown,
        stimulus: tried.stimulus.as_ref(),
        answers: &tried.answers,
        shapes: &tried.shapes,
        catalog: &tried.catalog,
        solution: answered.then_some(&tried.solution),
        medium: presentation::Medium::Screen,
    };
    let values = |all: &std::collections::BTreeMap<String, Value>| {
        all.iter().map(|(name, value)| (name.clone(), said(value))).collect::<Vec<_>>()
    };
    Trying {
        html: item_html::preview(&shown, &item_words),
        script_words: item_words.for_scripts(),
        action: String::new(),
        csrf: csrf.to_owned(),
        seed: tried.seed,
        another: String::new(),
        result: result(tried),
        problems: tried.problems.clone(),
        outcomes: tried.outcomes.as_ref().map(|outcomes| values(&outcomes.values)).unwrap_or_default(),
        solution: values(&tried.solution),
    }
}

fn result(tried: &Tried) -> String {
    if let Some(why) = &tried.failure {
        return format!("A rule of this item fails, so a person would have to score it: {why}");
    }
    let Some(outcomes) = &tried.outcomes else { return String::new() };
    let points = |n: f64| format!("{}", (n * 100.0).round() / 100.0);
    let Some(score) = outcomes.score() else { return "A person scores this.".to_owned() };
    let word = match (tried.correct, tried.max_score) {
        (_, Some(most)) if most > 0.0 && score >= most => "Right",
        (Some(true), _) => "Right",
        (_, Some(_)) if score > 0.0 => "Partly right",
        _ => "Not right",
    };
    match outcomes.max_score().or(tried.max_score) {
        Some(most) => format!("{word}: {} of {}.", points(score), points(most)),
        None => format!("{word}: {}.", points(score)),
    }
}

/// A value in words for staff.
fn said(value: &Value) -> String {
    let one = |scalar: &Scalar| scalar.text();
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Record(fields) => fields
            .iter()
            .map(|(name, scalar)| format!("{name}: {}", scalar.as_ref().map(one).unwrap_or_default()))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Ordered(all) => all.iter().map(one).collect::<Vec<_>>().join(" → "),
        other => other.scalars().iter().map(one).collect::<Vec<_>>().join(", "),
    }
}

/// `POST /items/{item}/review`
async fn review(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<ItemId>, form: Fields) -> Page {
    let to = ItemState::from_word(form.one("to"))
        .ok_or_else(|| Refusal::invalid("to", "is no state of an item: go back and choose again"))?;
    let seen =
        form.one("seen").parse().map_err(|_| Refusal::invalid("seen", "is missing: open the item again"))?;
    review_item(&site.app, &signed_in.actor, id, seen, to, form.one("note")).await?;
    Ok(Redirect::to(&format!("/items/{id}")).into_response())
}
