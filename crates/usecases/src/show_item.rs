//! One item whole, for staff: its text, its versions and who reviewed them, what it is about, how it was answered.

use assessment::authoring::{Authored, from_item};
use domain::{
    ItemId, StimulusId,
    chain::Digest,
    framework::Competency,
    item::{Item, ItemState},
};
use exchange::qti;
use store::{item::ItemRow, item_version::ItemVersion, response::Figures};

use crate::{
    Actor, App, Refusal, chance, item_access, item_kept_text, items_kept, review_item, search_items,
    small_cells::Smallest, write_item::find,
};

/// Below this share of right answers an item is looked at again: a learner who guesses among five gets so many.
const HARD: f64 = 0.2;
/// Above this share an item tells nobody apart.
const EASY: f64 = 0.95;

/// An item as its page shows it.
#[derive(Debug, Clone)]
pub struct WholeItem {
    /// The item.
    pub row: ItemRow,
    /// Its versions, newest first, with the names of who wrote and reviewed each; empty for the platform.
    pub versions: Vec<(ItemVersion, String, String)>,
    /// The newest version, read.
    pub item: Item,
    /// The same as the authoring form has it; `None` where it is of another shape. Files have their names.
    pub authored: Option<Box<Authored>>,
    /// What it is about, the main one first.
    pub competencies: Vec<Competency>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What is shown with it: its id and title.
    pub stimulus: Option<(StimulusId, String)>,
    /// The files that it shows, by name.
    pub files: Vec<(String, Digest)>,
    /// How it was answered.
    pub uses: Uses,
    /// Where whoever asks may move it.
    pub may_become: Vec<ItemState>,
    /// Whether whoever asks may write and review.
    pub may_write: bool,
}

/// How an item was answered, over all its versions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uses {
    /// How often it was answered.
    pub answers: i64,
    /// How that went; `None` where too few learners answered it to say anything of them.
    pub went: Option<Went>,
    /// So many learners have to have answered it.
    pub smallest: u64,
}

/// How answers to an item went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Went {
    /// By so many learners.
    pub learners: i64,
    /// What part of the points was reached; `None` where none was scored.
    ///
    /// Unit: share, 0 to 1: the difficulty p of classical test theory.
    pub p: Option<f64>,
    /// What part of the answers was all right. Unit: share, 0 to 1.
    pub right: Option<f64>,
    /// Points of one answer, on average.
    pub mean_points: Option<f64>,
    /// Seconds of one answer, on average.
    pub mean_seconds: f64,
    /// What somebody should look at.
    pub flag: Option<Flag>,
}

/// What somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Fewer right than by guessing: a wrong key, or an unclear question.
    VeryHard,
    /// Nearly all right: it tells nobody apart.
    VeryEasy,
}

/// Shows an item.
pub async fn show_item(app: &App, actor: &Actor, item: ItemId) -> Result<WholeItem, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let standing = item_access::looks(tx, actor, today).await?;
                let district = actor.district;
                let row = find(tx, actor, item).await?;
                let read = items_kept::load(tx, district, item, row.version).await?;
                let list = store::item_version::list(tx, district, item).await?;
                let people =
                    list.iter().flat_map(|one| [one.written_by, one.reviewed_by]).flatten().collect();
                let names = search_items::names(tx, actor, people).await?;
                let name = |id: Option<_>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
                let mut about = search_items::competencies(tx, actor, &[item]).await?;
                let stimulus = match row.stimulus {
                    Some(id) => store::stimulus::find(tx, district, id).await?.map(|one| (one.id, one.title)),
                    None => None,
                };
                let files =
                    store::item_version::assets_of(tx, district, item_kept_text::of_item(item)).await?;
                let figures = store::response::figures_of_item(tx, district, item).await?;
                let smallest = Smallest::load(tx, district).await?;
                let may_write = item_access::may_write(&standing) && !actor.read_only;
                let latest = list.first().cloned();
                let may_become = latest.iter().filter(|_| may_write).flat_map(|latest| {
                    let mut all: Vec<ItemState> = ItemState::ALL.iter().map(|(state, _)| *state).collect();
                    all.retain(|to| review_item::may(&row, latest, *to, actor.person).is_ok());
                    all
                });
                Ok(WholeItem {
                    may_become: may_become.collect(),
                    authored: authored(&read, &files).map(Box::new),
                    versions: list
                        .into_iter()
                        .map(|one| {
                            let (by, reviewer) = (name(one.written_by), name(one.reviewed_by));
                            (one, by, reviewer)
                        })
                        .collect(),
                    item: (*read).clone(),
                    competencies: about.remove(&item).unwrap_or_default(),
                    tags: store::item::tags_of(tx, district, item).await?,
                    stimulus,
                    files,
                    uses: uses(figures, smallest),
                    may_write,
                    row,
                })
            })
        })
        .await
}

/// The item as its author wrote it, with names of files instead of their addresses.
fn authored(item: &Item, files: &[(String, Digest)]) -> Option<Authored> {
    let named = |address: &str| {
        let digest = item_kept_text::digest_of(address)?;
        files.iter().find(|(_, known)| *known == digest).map(|(name, _)| name.clone())
    };
    from_item(&qti::with_assets(item.clone(), &named))
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers and milliseconds of them")]
fn uses(figures: Figures, smallest: Smallest) -> Uses {
    let learners = figures.learners.unsigned_abs();
    let went = (learners >= smallest.learners().max(1)).then(|| {
        let possible = figures.possible.to_f64();
        let p = (possible > 0.0).then(|| figures.points.to_f64() / possible);
        let of_scored = |number: f64| (figures.scored > 0).then(|| number / figures.scored as f64);
        Went {
            learners: figures.learners,
            p,
            right: of_scored(figures.correct as f64),
            mean_points: of_scored(figures.points.to_f64()),
            mean_seconds: figures.milliseconds as f64 / 1_000.0 / figures.answers.max(1) as f64,
            flag: p.and_then(flag),
        }
    });
    Uses { answers: figures.answers, went, smallest: smallest.learners() }
}

fn flag(p: f64) -> Option<Flag> {
    match p {
        p if p < HARD => Some(Flag::VeryHard),
        p if p > EASY => Some(Flag::VeryEasy),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::Points;

    use super::*;

    #[test]
    fn nothing_is_said_of_few_learners_and_of_many_their_share() {
        let ten = Smallest::new(10);
        let figures = |learners| Figures {
            answers: learners,
            learners,
            scored: learners,
            correct: learners / 2,
            points: Points::from_millionths(learners * 500_000),
            possible: Points::from_millionths(learners * 1_000_000),
            milliseconds: learners * 30_000,
        };
        assert_eq!(uses(figures(9), ten).went, None);
        let went = uses(figures(10), ten).went.expect("enough");
        assert_eq!((went.p, went.right, went.mean_points), (Some(0.5), Some(0.5), Some(0.5)));
        assert!((went.mean_seconds - 30.0).abs() < 1e-9);
        assert_eq!([flag(0.1), flag(0.5), flag(0.99)], [Some(Flag::VeryHard), None, Some(Flag::VeryEasy)]);
    }
}
