//! Whether questions are as hard for two groups of learners with the same score. Who is of which group comes as a list
//! with the question, is used once and kept nowhere. Only learners whose records the reader may open are compared, so
//! that nobody works out a stranger's answers by naming them in one list and not in the next.

use std::collections::HashMap;

use assessment::analysis::{Dif, FEWEST, Group};
use domain::{AssessmentId, ItemId, LearnerId, PersonId, Timestamp, people::Section};
use exchange::{
    Problem,
    imports::groups::{self, GroupRow, ListedGroup},
};
use store::{Tx, sitting::Sitting};

use crate::{
    Actor, App, Refusal, access,
    analyse_items::{Of, Read, Sat, Taken},
    chance,
    known_people::{KnownPeople, NoPerson},
    small_cells::Smallest,
};

/// The largest list. Unit: bytes.
pub const MOST_BYTES: usize = 2 << 20;

/// What is compared, before anybody is.
#[derive(Debug, Clone)]
pub struct Comparable {
    /// What it is called.
    pub title: String,
    /// The assessment.
    pub assessment: AssessmentId,
    /// The class, where one is looked at.
    pub section: Option<Section>,
    /// So many learners of each group are needed.
    pub smallest_group: usize,
}

/// Two groups compared, question by question.
#[derive(Debug, Clone)]
pub struct ComparedGroups {
    /// What is looked at.
    pub of: Comparable,
    /// Learners of the reference group who took it.
    pub reference: usize,
    /// Learners of the focal group who took it.
    pub focal: usize,
    /// What is wrong with the list, in its order. Rows with an error are left out.
    pub problems: Vec<Problem>,
    /// Each question; none where the list cannot be read, or nobody of it took the assessment.
    pub items: Vec<ComparedItem>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedItem {
    /// Which.
    pub item: ItemId,
    /// By which it is known.
    pub identifier: String,
    /// What its author calls it.
    pub title: String,
    /// How it compares.
    pub dif: Dif,
    /// That, and what to do, in a sentence.
    pub said: String,
}

/// Says what can be compared, to who may look at it question by question.
pub async fn comparable(app: &App, actor: &Actor, of: Of) -> Result<Comparable, Refusal> {
    let now = chance::now();
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                let sat = Sat::load(tx, actor, of, now).await?;
                of_sat(tx, actor, &sat).await
            })
        })
        .await
}

async fn of_sat(tx: &mut Tx, actor: &Actor, sat: &Sat) -> Result<Comparable, Refusal> {
    let set = usize::try_from(Smallest::load(tx, actor.district).await?.learners()).unwrap_or(usize::MAX);
    Ok(Comparable {
        title: sat.row.title.clone(),
        assessment: sat.row.id,
        section: sat.section.clone(),
        smallest_group: if sat.whole() { FEWEST } else { FEWEST.max(set) },
    })
}

/// Compares the two groups of a list: `learner,group`, where learners are named as imports name them.
pub async fn compare_groups(
    app: &App,
    actor: &Actor,
    of: Of,
    file: &str,
    list: Vec<u8>,
) -> Result<ComparedGroups, Refusal> {
    let now = chance::now();
    if list.len() > MOST_BYTES {
        let why = format!("hold more than {} MB: send only learners who took it", MOST_BYTES >> 20);
        return Err(Refusal::invalid("groups", why));
    }
    let read = groups::read(file, &list);
    let named = List { file: file.to_owned(), rows: read.batch, problems: read.problems };
    let (found, read) = app
        .db
        .read((actor.clone(), named), move |tx, (actor, named)| {
            Box::pin(async move { compare(tx, actor, of, named, now).await })
        })
        .await?;
    for (relationship, learners) in read {
        access::log(app, actor, "two groups compared question by question", relationship, learners, now)
            .await?;
    }
    Ok(found)
}

/// The list as it was read.
struct List {
    file: String,
    rows: Vec<GroupRow>,
    problems: Vec<Problem>,
}

async fn compare(
    tx: &mut Tx,
    actor: &Actor,
    of: Of,
    list: &List,
    now: Timestamp,
) -> Result<(ComparedGroups, Read), Refusal> {
    let sat = Sat::load(tx, actor, of, now).await?;
    let opened: Vec<&Sitting> =
        sat.sittings.iter().filter(|sitting| sat.opened_by(sitting).is_some()).collect();
    let people: Vec<PersonId> = opened.iter().map(|sitting| sitting.learner.as_person()).collect();
    let known = KnownPeople::of(&store::person::find_all(tx, actor.district, &people).await?);
    let (groups, problems) = grouped(list, &known);
    let (mut taken, mut read) = (Taken::default(), Read::new());
    for sitting in opened {
        let Some(group) = groups.get(&sitting.learner) else { continue };
        if let Some(relationship) = sat.opened_by(sitting) {
            read.entry(relationship).or_default().push(sitting.learner);
        }
        taken.add(tx, actor, sitting, Some(*group)).await?;
    }
    let of = of_sat(tx, actor, &sat).await?;
    let (reports, _) = taken.analyse(tx, actor, of.smallest_group).await?;
    let item = |report: assessment::analysis::ItemReport| {
        let row = taken.rows.get(&report.item)?;
        let dif = report.figures.map_or(Dif::TooSmall, |figures| figures.dif);
        Some(ComparedItem {
            item: row.id,
            identifier: row.identifier.clone(),
            title: row.title.clone(),
            dif,
            said: dif.to_string(),
        })
    };
    let count = |wanted: Group| groups.values().filter(|group| **group == wanted).count();
    let found = ComparedGroups {
        reference: count(Group::Reference),
        focal: count(Group::Focal),
        items: reports.into_iter().filter_map(item).collect(),
        problems,
        of,
    };
    Ok((found, read))
}

/// Who of those who took it is of which group, and what is wrong with the list.
fn grouped(list: &List, known: &KnownPeople) -> (HashMap<LearnerId, Group>, Vec<Problem>) {
    let (mut groups, mut lines) = (HashMap::new(), HashMap::new());
    let mut problems = list.problems.clone();
    let told = |row: &GroupRow, what: String, advice: &str| {
        Problem::warning(&list.file, what, advice)
            .at_line(row.line)
            .in_field("learner")
            .with_value(&row.learner)
    };
    for row in &list.rows {
        let learner = match known.find(&row.learner) {
            Ok(learner) => learner,
            Err(NoPerson::Unknown) => {
                let what = "nobody who took it, and whose record you may open, is known by this; the row is left out";
                let advice = "Nothing to do, unless it is misspelled: write the identifier of the roster, the \
                              e-mail address or our id.";
                problems.push(told(row, what.to_owned(), advice));
                continue;
            }
            Err(NoPerson::Several) => {
                let what = "several learners are known by this; the row is left out";
                problems.push(told(row, what.to_owned(), "Write our id of the one you mean."));
                continue;
            }
        };
        if let Some(first) = lines.insert(learner, row.line) {
            let what = format!("line {first} names this learner too, by another name; the row is left out");
            problems.push(told(row, what, "Name each learner once."));
            lines.insert(learner, first);
            continue;
        }
        let group = match row.group {
            ListedGroup::Reference => Group::Reference,
            ListedGroup::Focal => Group::Focal,
        };
        groups.insert(learner, group);
    }
    problems.sort_by_key(|one| one.line.unwrap_or(0));
    (groups, problems)
}
