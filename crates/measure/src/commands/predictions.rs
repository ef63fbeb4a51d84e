//! Predictions of answers, how good they are, and how sure that is.

use std::collections::HashMap;

use measurement::{
    random::Generator,
    trace::{Accuracy, accuracy},
};

/// One prediction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Predicted {
    pub(super) learner: u32,
    pub(super) chance: f64,
    pub(super) correct: bool,
}

/// How good they are.
pub(super) fn judged(predicted: &[Predicted]) -> Option<Accuracy> {
    let chances: Vec<f64> = predicted.iter().map(|one| one.chance).collect();
    let correct: Vec<bool> = predicted.iter().map(|one| one.correct).collect();
    accuracy(&chances, &correct)
}

/// Standard errors: learners, with all their answers, drawn anew.
pub(super) fn errors(predicted: &[Predicted], replications: usize, seed: u64) -> Option<Accuracy> {
    let mut of_learner: HashMap<u32, Vec<Predicted>> = HashMap::new();
    let mut order = Vec::new();
    for one in predicted {
        of_learner
            .entry(one.learner)
            .or_insert_with(|| {
                order.push(one.learner);
                Vec::new()
            })
            .push(*one);
    }
    let mut generator = Generator::of(seed, 0, 3);
    let mut draw = || {
        let learners = order.iter().map(|_| order[generator.below(order.len())]).collect::<Vec<_>>();
        let answers: Vec<Predicted> =
            learners.iter().flat_map(|learner| of_learner[learner].iter().copied()).collect();
        judged(&answers)
    };
    let draws: Vec<Accuracy> = (0..replications).filter_map(|_| draw()).collect();
    if draws.len() < 2 {
        return None;
    }
    let sd = |of: fn(&Accuracy) -> f64| {
        let n = draws.len() as f64;
        let mean = draws.iter().map(of).sum::<f64>() / n;
        (draws.iter().map(|draw| (of(draw) - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
    };
    Some(Accuracy {
        auc: sd(|draw| draw.auc),
        rmse: sd(|draw| draw.rmse),
        log_loss: sd(|draw| draw.log_loss),
        calibration_error: sd(|draw| draw.calibration_error),
    })
}
