//! Items that hear the answers of running tests.

use measurement::{
    calibrate::Normal,
    dif::{LikelihoodRatio, Size},
    models::{Item, Model},
    online::{Drift, TrialFit, TrialItem, Watch, compare_groups, held_out},
    posterior::{Grid, Population},
    score::Estimate,
};

use crate::{
    answers::Long,
    bank::{Bank, model_name},
    progress,
    trouble::{Problem, Trouble},
};

/// A prior so weak that it only keeps a slope from turning round; the guess of a 3PL item is one in five.
const LOG_SLOPE: Normal = Normal { mean: 0.0, sd: 2.0 };
const LOGIT_GUESSING: Normal = Normal { mean: -1.4, sd: 0.5 };

/// Rounds of leaving doubtful items out of the abilities, and the operational items that must be left.
const ROUNDS: usize = 4;
const FEWEST_LEFT: usize = 3;

/// What is known of one item.
#[derive(Debug, Clone)]
pub(super) struct Watched {
    pub(super) name: String,
    /// Its curve, when it is operational.
    pub(super) item: Option<Item>,
    pub(super) model: Model,
    pub(super) answers: usize,
    watch: Watch,
    pub(super) drift: Option<Drift>,
    /// All answers, and those of the first and the second group.
    pub(super) trial: TrialItem,
    of_groups: [TrialItem; 2],
}

/// Every item of the answers after all it has heard, with doubtful items left out of the abilities.
pub(super) fn items(
    answers: &Long,
    given: &Bank,
    model: Model,
    population: Population,
) -> Result<Vec<Watched>, Trouble> {
    let fresh = watched(answers, given, model)?;
    let operational = fresh.iter().filter(|known| known.item.is_some()).count();
    let mut left_out = Vec::new();
    let mut items = fresh.clone();
    follow(answers, &mut items, population, &left_out)?;
    for _ in 1..ROUNDS {
        // An item that has changed, or differs between groups, bends the abilities that judge the others.
        let doubted: Vec<usize> =
            (0..items.len()).filter(|place| doubtful(&items[*place], answers)).collect();
        if doubted == left_out || operational < doubted.len() + FEWEST_LEFT {
            break;
        }
        items.clone_from(&fresh);
        left_out = doubted;
        follow(answers, &mut items, population, &left_out)?;
    }
    Ok(items)
}

/// The item as its own answers make it; `None` while some category has no answer.
pub(super) fn fitted(known: &Watched) -> Option<TrialFit> {
    known.trial.fit(Some(LOG_SLOPE), Some(LOGIT_GUESSING)).ok()
}

/// A model that an item can have on its own.
fn own(model: Model) -> Model {
    match model {
        Model::OneParameter => Model::TwoParameter,
        Model::RatingScale => Model::PartialCredit,
        other => other,
    }
}

fn watched(answers: &Long, given: &Bank, model: Model) -> Result<Vec<Watched>, Trouble> {
    let places = given.places();
    let of = |name: &String| {
        let entry = places.get(name.as_str()).map(|place| &given.items[*place]);
        let model = own(entry.and_then(|entry| entry.model).unwrap_or(model));
        let trial = TrialItem::new(model).map_err(|why| {
            Trouble::from(Problem::new("--model", why.to_string()).value(model_name(model)))
        })?;
        Ok(Watched {
            name: name.clone(),
            item: entry.and_then(|entry| entry.item.clone()),
            model,
            answers: 0,
            watch: Watch::default(),
            drift: None,
            of_groups: [trial.clone(), trial.clone()],
            trial,
        })
    };
    answers.items.iter().map(of).collect()
}

/// Whether an operational item has moved, or differs between two groups.
fn doubtful(known: &Watched, answers: &Long) -> bool {
    known.item.is_some()
        && (known.drift.is_some() || difference(known, answers).is_some_and(|found| found.size != Size::A))
}

/// The item compared between two groups; `None` unless there are two, with answers enough.
pub(super) fn difference(known: &Watched, answers: &Long) -> Option<LikelihoodRatio> {
    let [reference, focal] = &known.of_groups;
    let two = answers.groups.len() == 2;
    two.then(|| compare_groups(reference, focal, Some(LOG_SLOPE), Some(LOGIT_GUESSING)).ok()).flatten()
}

/// Places every learner by the operational items but those left out, then lets every item hear its answers in
/// their order.
fn follow(
    answers: &Long,
    items: &mut [Watched],
    population: Population,
    left_out: &[usize],
) -> Result<(), Trouble> {
    let mut of_learner: Vec<Vec<usize>> = vec![Vec::new(); answers.learners.len()];
    for (place, answer) in answers.answers.iter().enumerate() {
        of_learner[answer.learner as usize].push(place);
    }
    let bar = progress::bar("learners", of_learner.len());
    let mut abilities: Vec<Option<Estimate>> = vec![None; answers.answers.len()];
    for own in &of_learner {
        let known: Vec<(usize, &Item, u8)> = own
            .iter()
            .filter_map(|place| {
                let answer = &answers.answers[*place];
                if left_out.contains(&(answer.item as usize)) {
                    return None;
                }
                items[answer.item as usize].item.as_ref().map(|item| (*place, item, answer.score))
            })
            .collect();
        let scored: Vec<(&Item, u8)> = known.iter().map(|(_, item, score)| (*item, *score)).collect();
        let refused = |answer: usize, category: u8| {
            let answer = &answers.answers[known[answer].0];
            let says =
                "the item has no such score in the bank: correct the score, or calibrate the item anew";
            let problem = Problem::new(answers.file.as_str(), says).line(answer.line as usize);
            Trouble::from(
                problem.field(answers.items[answer.item as usize].as_str()).value(category.to_string()),
            )
        };
        let grid = Grid::default();
        let without = held_out(&scored, population, grid).map_err(|why| refused(why.answer, why.category))?;
        let all = measurement::decide::standing(&scored, population, 0.0, grid)
            .map_err(|why| refused(why.answer, why.category))?;
        for place in own {
            abilities[*place] = (!scored.is_empty()).then_some(all.estimate);
        }
        // A learner with a single operational answer says nothing about that item.
        for ((place, _, _), estimate) in known.iter().zip(without) {
            abilities[*place] = (scored.len() > 1).then_some(estimate);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (answer, ability) in answers.answers.iter().zip(abilities) {
        let watched = &mut items[answer.item as usize];
        watched.answers += 1;
        let Some(ability) = ability else { continue };
        let unfit = |why: measurement::online::CannotTry| {
            let problem = Problem::new(answers.file.as_str(), why.to_string()).line(answer.line as usize);
            let item = answers.items[answer.item as usize].as_str();
            Trouble::from(problem.field(item).value(answer.score.to_string()))
        };
        if let Some(item) = &watched.item {
            // The first alarm stands: what comes after it is judged by a curve that no longer holds.
            watched.drift = watched.drift.or(watched.watch.add(item, ability, answer.score));
        }
        watched.trial.add(ability, answer.score).map_err(unfit)?;
        if let Some(of_group) = watched.of_groups.get_mut(answer.group as usize) {
            of_group.add(ability, answer.score).map_err(unfit)?;
        }
    }
    Ok(())
}
