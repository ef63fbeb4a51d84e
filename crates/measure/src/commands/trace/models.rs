//! The models that `trace` compares.

use std::collections::HashMap;

use measurement::trace::{Answer, Foretold, Kind, Log, NextAnswer, Ratings, Traced, bkt, rate_answers};

use crate::{
    commands::{next_answer, predictions::Predicted},
    findings::{Table, unit},
};

/// What predicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    Bkt,
    BktForgetting,
    Elo,
    Logistic(Kind),
    NextAnswer,
}

pub(super) const MODELS: [(&str, Model); 9] = [
    ("bkt", Model::Bkt),
    ("bkt-forgetting", Model::BktForgetting),
    ("elo", Model::Elo),
    ("irt", Model::Logistic(Kind::Irt)),
    ("pfa", Model::Logistic(Kind::Pfa)),
    ("das3h", Model::Logistic(Kind::Das3h)),
    ("best-lr", Model::Logistic(Kind::BestLr)),
    ("counts-and-ratings", Model::Logistic(Kind::CountsAndRatings)),
    ("next-answer", Model::NextAnswer),
];

/// Ridge of the logistic models: scikit-learn's C = 1, and 0.3 for our own.
fn penalty(kind: Kind) -> f64 {
    if kind == Kind::CountsAndRatings { 3.3 } else { 1.0 }
}

/// What was learned of each competency by knowledge tracing.
pub(super) type Skills = Vec<Option<bkt::Fit>>;

/// What models tell besides their predictions.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Chances of knowledge tracing, of the model without forgetting where both were asked for.
    pub(super) skills: Option<Skills>,
    /// How far learners' own chances lie from the foretold ones, by our own model.
    pub(super) doubts: Option<Table>,
}

/// The chances that a model gives to the answers of `test`, fitted to `train`.
pub(super) fn predict(model: Model, train: &Log, test: &Log, learned: &mut Learned) -> Vec<Predicted> {
    let chances = match model {
        Model::Logistic(kind @ Kind::CountsAndRatings) => {
            let model = Traced::fit(kind, train, penalty(kind));
            let foretold = foretell(&model, test);
            learned.doubts = Some(doubt_table(&foretold));
            foretold.iter().map(|(_, foretold)| foretold.chance).collect()
        }
        Model::Logistic(kind) => Traced::fit(kind, train, penalty(kind)).tracer().follow(test),
        Model::NextAnswer => NextAnswer::fit(train, next_answer::PENALTY).follow(test),
        Model::Elo => {
            let mut ratings = Ratings::default();
            rate_answers(&mut ratings, train);
            // The learners of the test are new: they begin where everybody does.
            let beyond = train.answers().iter().map(|answer| answer.learner).max().map_or(0, |most| most + 1);
            let answers = test.answers().iter();
            let moved: Vec<Answer> =
                answers.map(|answer| Answer { learner: answer.learner + beyond, ..*answer }).collect();
            moved.iter().map(|answer| ratings.update(answer.learner, answer.item, answer.correct)).collect()
        }
        Model::Bkt | Model::BktForgetting => {
            let forgetting = model == Model::BktForgetting;
            let settings = bkt::Settings { forgetting, ..bkt::Settings::default() };
            let fits = bkt::fit_skills(&train.by_skill(), &settings);
            let chances = follow(&fits, train, test);
            if learned.skills.is_none() || !forgetting {
                learned.skills = Some(fits);
            }
            chances
        }
    };
    let answers = test.answers().iter().zip(chances);
    answers
        .map(|(answer, chance)| Predicted { learner: answer.learner, chance, correct: answer.correct })
        .collect()
}

/// Predictions of knowledge tracing; a competency that was not fitted gets the share of rights of all.
fn follow(fits: &Skills, train: &Log, test: &Log) -> Vec<f64> {
    let right = train.answers().iter().filter(|answer| answer.correct).count() as f64;
    let share = right / train.answers().len() as f64;
    let mut known: HashMap<(u32, u32), f64> = HashMap::new();
    test.answers()
        .iter()
        .map(|answer| {
            let Some(fit) = fits.get(answer.skill as usize).copied().flatten() else { return share };
            let known = known.entry((answer.learner, answer.skill)).or_insert(fit.parameters.prior);
            let chance = fit.parameters.predict(*known);
            *known = fit.parameters.update(*known, answer.correct);
            chance
        })
        .collect()
}

/// What our own model says of each answer before it hears it, and how many answers of the learner went before.
fn foretell(model: &Traced, test: &Log) -> Vec<(u32, Foretold)> {
    let mut tracer = model.tracer();
    let mut before: HashMap<u32, u32> = HashMap::new();
    let answers = test.answers().iter();
    answers
        .map(|answer| {
            let foretold = tracer.foretell(answer);
            tracer.update(answer);
            let count = before.entry(answer.learner).or_default();
            *count += 1;
            (*count - 1, foretold)
        })
        .collect()
}

/// Numbers of answers that went before, each up to the next.
const BEFORE: [(u32, &str); 6] =
    [(0, "0"), (1, "1"), (2, "2 to 3"), (4, "4 to 7"), (8, "8 to 15"), (16, "16 or more")];

fn doubt_table(foretold: &[(u32, Foretold)]) -> Table {
    let columns = [("answers_before", ""), ("answers", ""), ("chance", unit::SHARE), ("doubt", unit::SHARE)];
    let title = "Our own model: how far learners' own chances lie from the foretold one";
    let mut table = Table::new("doubt", title, &columns);
    for (place, (first, name)) in BEFORE.into_iter().enumerate() {
        let until = BEFORE.get(place + 1).map_or(u32::MAX, |next| next.0);
        let those: Vec<Foretold> = foretold
            .iter()
            .filter(|(before, _)| (first..until).contains(before))
            .map(|(_, one)| *one)
            .collect();
        if those.is_empty() {
            continue;
        }
        let count = those.len() as f64;
        let chance = those.iter().map(|one| one.chance).sum::<f64>() / count;
        let squares: Option<f64> = those.iter().map(|one| one.doubt.map(|doubt| doubt * doubt)).sum();
        let doubt = squares.map(|sum| (sum / count).sqrt());
        table.rows.push(vec![name.into(), those.len().into(), chance.into(), doubt.into()]);
    }
    table
}
