//! The item bank: looking for items.

use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use domain::{Points, item::ItemState};
use usecases::{
    Refusal,
    export_items::{Chosen, export_items},
    search_items::{FoundItems, ListedItem, Looked, PAGE, competency_called, search_items},
    undo_item_batch::last_item_batch,
};

use super::items_many::{MOVES, said_of};
use crate::{
    address::encode,
    download,
    figures::grouped,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        items::{ItemLine, Items},
        shell::{Choice, Link},
        title::Title,
    },
};

/// The most characters of a competency in a line of the list.
const MOST_TITLE: usize = 60;

/// Interactions by their words, as teachers call them.
pub(super) const KINDS: [(&str, &str); 20] = [
    ("choice", "Choice"),
    ("inline-choice", "Choice in the line"),
    ("text-entry", "Short answer or number"),
    ("extended-text", "Longer text"),
    ("match", "Match"),
    ("associate", "Pairs"),
    ("order", "Order"),
    ("gap-match", "Gaps"),
    ("hottext", "Choice in a text"),
    ("hotspot", "Areas of a picture"),
    ("select-point", "Points in a picture"),
    ("graphic-order", "Order in a picture"),
    ("graphic-associate", "Pairs in a picture"),
    ("graphic-gap-match", "Gaps in a picture"),
    ("position-object", "Things put into a picture"),
    ("slider", "Slider"),
    ("upload", "File"),
    ("media", "Sound or film"),
    ("drawing", "Drawing"),
    ("end-attempt", "Button"),
];

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/items", get(list)).route("/items/export", get(export))
}

/// What is asked for in the address.
#[derive(Debug, Default, Clone, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    /// What to look for. A code that means no competency finds nothing, and says so.
    async fn looked(&self, site: &Site, signed_in: &SignedIn) -> Result<(Looked, Option<String>), Refusal> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut unread = None;
        let mut logits = |name: &str, text: &str| {
            let read = text.trim().replace(',', ".").parse().ok().and_then(|n: f64| Points::from_f64(n).ok());
            if read.is_none() && !text.trim().is_empty() {
                unread =
                    Some(format!("\"{text}\" is not a number, so difficulty {name} it was not looked for."));
            }
            read
        };
        let (easiest, hardest) = (logits("from", &self.from), logits("to", &self.to));
        let competency = match filled(&self.about) {
            None => None,
            Some(code) => match competency_called(&site.app, &signed_in.actor, &code).await? {
                Ok(id) => Some(id),
                Err(why) => {
                    unread = Some(format!("\"{code}\": {why}. It was not looked for."));
                    None
                }
            },
        };
        let looked = Looked {
            text: self.q.clone(),
            tag: filled(&self.tag),
            competency,
            kind: filled(&self.kind),
            state: ItemState::from_word(&self.state),
            author: self.by.parse().ok(),
            easiest,
            hardest,
        };
        Ok((looked, unread))
    }

    fn query(&self, state: &str, page: i64) -> String {
        let mut parts = Vec::new();
        for (name, value) in [
            ("q", self.q.as_str()),
            ("state", state),
            ("kind", &self.kind),
            ("tag", &self.tag),
            ("about", &self.about),
            ("by", &self.by),
            ("from", &self.from),
            ("to", &self.to),
        ] {
            if !value.is_empty() {
                parts.push(format!("{name}={}", encode(value)));
            }
        }
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// `GET /items`
async fn list(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let (looked, unread) = asked.looked(&site, &signed_in).await?;
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 100_000);
    let found = search_items(&site.app, &signed_in.actor, &looked, (number - 1) * PAGE).await?;
    let last = last_item_batch(&site.app, &signed_in.actor).await?;
    let shell = frame::shell(&site, &signed_in, "Items", "/items").await?;
    let mut items = view(&asked, &found, number, unread, shell);
    items.last_step = last.map(|last| Link::new(&said_of(&last), &format!("/items/many/{}", last.batch.id)));
    page(&items)
}

fn view(
    asked: &Asked,
    found: &FoundItems,
    number: i64,
    unread: Option<String>,
    shell: crate::views::shell::Shell,
) -> Items {
    let chosen =
        |value: &str, label: &str, now: &str| Choice { selected: value == now, ..Choice::new(value, label) };
    let with_any =
        |any: &str, rest: Vec<Choice>| std::iter::once(Choice::new("", any)).chain(rest).collect::<Vec<_>>();
    let here = |state: &str| format!("/items{}", asked.query(state, 1));
    let all = Link::new("All", &here(""));
    let counts = found.states.iter().map(|(state, count)| {
        let label = format!("{} {}", state_name(*state), grouped(*count));
        (Link::new(&label, &here(state.word())), asked.state == state.word())
    });
    let last = (found.total + PAGE - 1) / PAGE;
    let mut pages = Vec::new();
    if number > 1 {
        pages.push(Link::new("Before", &format!("/items{}", asked.query(&asked.state, number - 1))));
    }
    if number < last {
        pages.push(Link::new("Next", &format!("/items{}", asked.query(&asked.state, number + 1))));
    }
    let mut summary = match found.total {
        0 => "No items.".to_owned(),
        1 => "1 item.".to_owned(),
        many => format!("{} items.", grouped(many)),
    };
    if last > 1 {
        summary = format!("{summary} Page {number} of {last}.");
    }
    if let Some(about) = &found.about {
        summary = format!("{summary} About {} and what lies below it.", about.title());
    }
    if let Some(unread) = unread {
        summary = format!("{summary} {unread}");
    }
    Items {
        may_write: found.may_write,
        q: asked.q.clone(),
        about: asked.about.clone(),
        difficulty: (asked.from.clone(), asked.to.clone()),
        states: with_any(
            "Any",
            ItemState::ALL
                .iter()
                .map(|(state, word)| chosen(word, state_name(*state), &asked.state))
                .collect(),
        ),
        kinds: with_any("Any", KINDS.iter().map(|(word, said)| chosen(word, said, &asked.kind)).collect()),
        tags: with_any(
            "Any",
            found
                .tags
                .iter()
                .map(|(tag, n)| chosen(tag, &format!("{tag} ({})", grouped(*n)), &asked.tag))
                .collect(),
        ),
        authors: with_any(
            "Anybody",
            found
                .authors
                .iter()
                .map(|(id, name, n)| chosen(&id.to_string(), &format!("{name} ({})", grouped(*n)), &asked.by))
                .collect(),
        ),
        narrowed: [&asked.kind, &asked.tag, &asked.about, &asked.by, &asked.from, &asked.to]
            .iter()
            .any(|field| !field.is_empty()),
        summary,
        counts: std::iter::once((all, asked.state.is_empty())).chain(counts).collect(),
        rows: found.items.iter().map(line).collect(),
        actions: actions(found.may_write),
        pages,
        last_step: None,
        export: format!("/items/export{}", asked.query(&asked.state, 1)),
        shell,
    }
}

fn actions(may_write: bool) -> Vec<Choice> {
    let mut actions = Vec::new();
    if may_write {
        actions.extend(MOVES.iter().map(|(state, says, ..)| Choice::new(state.word(), says)));
    }
    actions.push(Choice::new("export", "Export (QTI)"));
    actions
}

/// What people call a state.
pub(super) fn state_name(state: ItemState) -> &'static str {
    match state {
        ItemState::Draft => "Draft",
        ItemState::Reviewed => "Reviewed",
        ItemState::Live => "Live",
        ItemState::Retired => "Retired",
    }
}

fn line(one: &ListedItem) -> ItemLine {
    let row = &one.row;
    let live = row.live_version.is_some();
    let state = match (row.state, live) {
        (ItemState::Live, _) => "live".to_owned(),
        (state, true) => format!("live, new {}", state.word()),
        (state, false) => state.word().to_owned(),
    };
    let named = |word: &str| {
        KINDS.iter().find(|(known, _)| *known == word).map_or(word.to_owned(), |(_, said)| (*said).to_owned())
    };
    ItemLine {
        id: row.id.to_string(),
        identifier: row.identifier.clone(),
        title: Link::new(&row.title, &format!("/items/{}", row.id)),
        state,
        live,
        kinds: row.kinds.split_whitespace().map(named).collect::<Vec<_>>().join(", "),
        about: one
            .competencies
            .iter()
            .map(|about| (about.code.clone().unwrap_or_default(), Title::cut(about, MOST_TITLE)))
            .collect(),
        difficulty: row.parameters.difficulty.map(|b| format!("{:.2}", b.to_f64())).unwrap_or_default(),
        author: one.author.clone(),
    }
}

/// `GET /items/export`: what is found, as a QTI package.
async fn export(State(site): State<Site>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Page {
    let (looked, unread) = asked.looked(&site, &signed_in).await?;
    if let Some(unread) = unread {
        return Err(Refusal::invalid("items", format!("cannot be found: {unread}")).into());
    }
    let package = export_items(&site.app, &signed_in.actor, Chosen::Found(looked)).await?;
    Ok(download::zip(&package.file_name, package.bytes))
}
