//! Whether an item treats two groups alike, from answers of adaptive tests.

use super::{CannotTry, TrialItem};
use crate::{
    calibrate::Normal,
    dif::{LikelihoodRatio, Size},
    numbers::distributions::chi_square_above,
};

/// Fits an item once to the answers of both groups and once to each: reference first, focal second.
///
/// As [`crate::dif::likelihood_ratio`], but from abilities that are known with their errors, so that nobody
/// needs to have answered the same items as anybody else. The abilities must come from the other items. The
/// effect is averaged over the abilities of the focal group's learners who answered. `log_slope` and
/// `logit_guessing` are the priors of [`TrialItem::fit`]. Errors: [`CannotTry`] while a group has no answer in
/// some category; two items of different models are [`CannotTry::Model`].
pub fn compare_groups(
    reference: &TrialItem,
    focal: &TrialItem,
    log_slope: Option<Normal>,
    logit_guessing: Option<Normal>,
) -> Result<LikelihoodRatio, CannotTry> {
    if reference.model != focal.model {
        return Err(CannotTry::Model(focal.model));
    }
    let mut together = reference.clone();
    for (bin, count) in &focal.bins {
        *together.bins.entry(*bin).or_default() += count;
    }
    together.answers += focal.answers;
    let fit = |item: &TrialItem| item.fit(log_slope, logit_guessing);
    let (alike, own, other) = (fit(&together)?, fit(reference)?, fit(focal)?);
    if own.item.categories() != other.item.categories() {
        let short = own.item.categories().min(other.item.categories());
        return Err(CannotTry::Waiting(u8::try_from(short).unwrap_or(u8::MAX)));
    }
    let statistic = (2.0 * (own.log_likelihood + other.log_likelihood - alike.log_likelihood)).max(0.0);
    let df = free(reference) as f64 * (alike.item.categories() - 1) as f64 + slopes(reference) as f64;
    let p = chi_square_above(statistic, df);
    let (mut sum, mut weight) = (0.0, 0.0);
    for ((mean, _, _), count) in &focal.bins {
        let theta = f64::from(*mean) * super::MEAN_BIN;
        sum += count * (other.item.expected_score(theta) - own.item.expected_score(theta));
        weight += count;
    }
    let effect = sum / weight / (alike.item.categories() - 1) as f64;
    Ok(LikelihoodRatio {
        statistic,
        df,
        p,
        effect,
        size: Size::of_share(effect, p),
        items: [own.item, other.item],
    })
}

/// Free numbers per category above the lowest.
fn free(item: &TrialItem) -> usize {
    if item.model == crate::models::Model::Nominal { 2 } else { 1 }
}

/// Free numbers beside those.
fn slopes(item: &TrialItem) -> usize {
    match item.model {
        crate::models::Model::Nominal => 0,
        crate::models::Model::ThreeParameter => 2,
        model => usize::from(!model.has_fixed_slope()),
    }
}

#[cfg(test)]
mod tests {
    use super::compare_groups;
    use crate::{
        calibrate::Normal,
        dif::Size,
        models::{Item, Model},
        online::{CannotTry, TrialItem},
        random::Generator,
        score::Estimate,
        simulate,
    };

    const PRIOR: Option<Normal> = Some(Normal { mean: 0.0, sd: 2.0 });

    fn answered(
        item: &Item,
        model: Model,
        mean: f64,
        answers: usize,
        generator: &mut Generator,
    ) -> TrialItem {
        let mut trial = TrialItem::new(model).unwrap();
        for _ in 0..answers {
            let estimate = Estimate { theta: mean + 0.95 * generator.normal(), error: 0.3 };
            let theta = estimate.theta + 0.3 * generator.normal();
            trial.add(estimate, simulate::answer(item, theta, generator)).unwrap();
        }
        trial
    }

    #[test]
    fn a_fair_item_is_seldom_accused_though_the_groups_differ_in_ability() {
        for (model, item) in [
            (Model::Rasch, Item::rasch(0.2).unwrap()),
            (Model::TwoParameter, Item::two_parameter(1.3, 0.2).unwrap()),
            (Model::Graded, Item::graded(1.1, &[-0.6, 0.8]).unwrap()),
        ] {
            let accused = (0..40)
                .filter(|seed| {
                    let mut generator = Generator::new(100 + seed);
                    let reference = answered(&item, model, 0.0, 500, &mut generator);
                    let focal = answered(&item, model, -0.8, 500, &mut generator);
                    compare_groups(&reference, &focal, PRIOR, None).unwrap().p < 0.05
                })
                .count();
            // 40 draws at 0.05: more than 6 come once in 200.
            assert!(accused <= 6, "{model:?}: {accused} of 40");
        }
    }

    #[test]
    fn an_item_that_is_harder_for_one_group_is_found_with_side_and_size() {
        let (fair, harder) = (Item::two_parameter(1.3, 0.0).unwrap(), Item::two_parameter(1.3, 0.8).unwrap());
        let mut generator = Generator::new(5);
        let reference = answered(&fair, Model::TwoParameter, 0.0, 2000, &mut generator);
        let focal = answered(&harder, Model::TwoParameter, 0.0, 2000, &mut generator);
        let found = compare_groups(&reference, &focal, PRIOR, None).unwrap();
        // 0.8 logits at a slope of 1.3 over a standard normal: about 0.19 of the score (normal ogive).
        assert!(found.p < 1e-6 && (found.effect + 0.19).abs() < 0.03 && found.size == Size::C, "{found:?}");
        assert!((found.df - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_group_without_answers_is_waited_for() {
        let mut generator = Generator::new(6);
        let item = Item::rasch(0.0).unwrap();
        let reference = answered(&item, Model::Rasch, 0.0, 50, &mut generator);
        let nobody = TrialItem::new(Model::Rasch).unwrap();
        assert_eq!(compare_groups(&reference, &nobody, PRIOR, None), Err(CannotTry::Waiting(0)));
    }
}
