//! How far those who rate a task agree: two raters with each other, learners with what stands, all together.

use std::collections::HashMap;

use assessment::agreement::{BadRatings, CriterionRatings, Metric, RubricAgreement, alpha, of_rubric};
use domain::{
    LearnerId, PersonId, TaskId, Timestamp,
    access::Relationship,
    rubric::{Mark, Rubric},
    task::{CriterionMark, RaterKind, Seat, Work, WorkRating, WorkState},
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    give_task::may,
    rated::{Rated, rated},
    whole_task::{WholeTask, name},
};

/// How far the raters of a task agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The task.
    pub whole: WholeTask,
    /// How many attempts two have rated.
    pub twice: usize,
    /// On how many of those a third was needed.
    pub thirds: usize,
    /// The second beside the first; `None` where nothing was rated twice.
    pub two: Option<RubricAgreement>,
    /// Learners' ratings of their own work beside what stands; above 0 is generous.
    pub own: Option<RubricAgreement>,
    /// Classmates' beside what stands.
    pub peers: Option<RubricAgreement>,
    /// Of all who rated, staff and classmates: Krippendorff's alpha for levels in an order, by criterion; empty
    /// where classmates do not rate.
    pub alphas: Vec<(String, Option<f64>)>,
    /// Each of those who rated as one of two.
    pub raters: Vec<RaterAgreement>,
}

/// One of two raters beside the other.
#[derive(Debug, Clone, PartialEq)]
pub struct RaterAgreement {
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
    /// How many attempts.
    pub works: usize,
    /// Beside whoever rated the same work; its difference is the rater's severity: above 0 generous.
    pub agreement: RubricAgreement,
}

/// Tells how far those who rate a task agree, to who releases it.
pub async fn show_agreement(app: &App, actor: &Actor, task: TaskId) -> Result<Agreement, Refusal> {
    let now = chance::now();
    let (relationship, learners, found) = app
        .db
        .read(actor.clone(), move |tx, actor| Box::pin(async move { load(tx, actor, task, now).await }))
        .await?;
    access::log(app, actor, "agreement of raters", relationship, learners, now).await?;
    Ok(found)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    task: TaskId,
    now: Timestamp,
) -> Result<(Relationship, Vec<LearnerId>, Agreement), Refusal> {
    let (district, today) = (actor.district, chance::date_of(actor.district, now));
    let whole = WholeTask::load(tx, district, task).await?;
    let relationship = may(tx, actor, &whole, Action::Whole, today).await?;
    let works = store::work::of_task(tx, district, task).await?;
    let ratings = store::work_rating::of_task(tx, district, task).await?;
    let mut learners: Vec<LearnerId> = works.iter().map(|one| one.learner).collect();
    learners.dedup();
    let mut standing = HashMap::new();
    for work in works.iter().filter(|work| work.state != WorkState::Draft) {
        if let Some(marks) = stands(tx, &whole, work, &ratings, actor).await? {
            standing.insert((work.learner, work.attempt), marks);
        }
    }

    let mut pairs = Pairs::of(&whole.rubric);
    let (mut own, mut peers) = (Pairs::of(&whole.rubric), Pairs::of(&whole.rubric));
    let mut of_rater: HashMap<PersonId, (usize, Pairs)> = HashMap::new();
    let (mut twice, mut thirds) = (0, 0);
    for work in &works {
        let of_work = |seat: Seat| {
            ratings.iter().find(|one| {
                (one.learner, one.attempt, one.seat) == (work.learner, work.attempt, seat) && one.stands()
            })
        };
        if let (Some(first), Some(second)) = (of_work(Seat::First), of_work(Seat::Second)) {
            twice += 1;
            thirds += usize::from(of_work(Seat::Third).is_some());
            pairs.add(&first.marks, &second.marks);
            for (one, other) in [(first, second), (second, first)] {
                let (works, pairs) =
                    of_rater.entry(one.rater).or_insert_with(|| (0, Pairs::of(&whole.rubric)));
                *works += 1;
                pairs.add(&other.marks, &one.marks);
            }
        }
        let Some(standing) = standing.get(&(work.learner, work.attempt)) else { continue };
        for seat in Seat::PEERS.into_iter().chain([Seat::Own]) {
            if let Some(one) = of_work(seat) {
                let into = if seat.kind() == RaterKind::Own { &mut own } else { &mut peers };
                into.add(standing, &one.marks);
            }
        }
    }

    let mut raters = Vec::with_capacity(of_rater.len());
    for (person, (works, pairs)) in of_rater {
        if let Some(agreement) = pairs.agreement()? {
            raters.push(RaterAgreement { person, name: name(tx, district, person).await?, works, agreement });
        }
    }
    raters.sort_by(|one, other| (&one.name, one.person).cmp(&(&other.name, other.person)));
    let alphas = if whole.task.judging.peers > 0 { alphas(&whole.rubric, &ratings)? } else { Vec::new() };
    let (two, own, peers) = (pairs.agreement()?, own.agreement()?, peers.agreement()?);
    Ok((relationship, learners, Agreement { whole, twice, thirds, two, own, peers, alphas, raters }))
}

/// What stands of an attempt: what was released, or what its raters have settled.
async fn stands(
    tx: &mut Tx,
    whole: &WholeTask,
    work: &Work,
    ratings: &[WorkRating],
    actor: &Actor,
) -> Result<Option<Vec<CriterionMark>>, Refusal> {
    if work.state == WorkState::Released {
        let mut results = store::work::results(tx, actor.district, work.learner).await?;
        return Ok(results.remove(&(work.task, work.attempt)));
    }
    let of_work: Vec<&WorkRating> =
        ratings.iter().filter(|one| (one.learner, one.attempt) == (work.learner, work.attempt)).collect();
    Ok(match rated(&whole.task, work, &of_work) {
        Rated::Ready(said) => Some(said.into_iter().map(|(mark, _)| mark).collect()),
        Rated::Waiting | Rated::Apart(_) => None,
    })
}

/// Pairs of levels, criterion by criterion. What one of two calls not applicable has no level to compare.
#[derive(Debug, Clone)]
pub(crate) struct Pairs(Vec<CriterionRatings>);

impl Pairs {
    pub(crate) fn of(rubric: &Rubric) -> Self {
        let criterion = |one: &domain::rubric::Criterion| CriterionRatings {
            name: one.title.clone(),
            levels: one.levels.len(),
            pairs: Vec::new(),
        };
        Self(rubric.criteria.iter().map(criterion).collect())
    }

    pub(crate) fn add(&mut self, first: &[CriterionMark], second: &[CriterionMark]) {
        for (place, into) in self.0.iter_mut().enumerate() {
            if let (Some(first), Some(second)) = (level(first, place), level(second, place)) {
                into.pairs.push((first, second));
            }
        }
    }

    /// Criteria of which there are pairs.
    pub(crate) fn rated(&self) -> Vec<CriterionRatings> {
        self.0.iter().filter(|one| !one.pairs.is_empty()).cloned().collect()
    }

    fn agreement(&self) -> Result<Option<RubricAgreement>, Refusal> {
        let rated = self.rated();
        if rated.is_empty() { Ok(None) } else { of_rubric(&rated).map(Some).map_err(unusable) }
    }
}

fn level(marks: &[CriterionMark], criterion: usize) -> Option<usize> {
    marks.iter().find(|one| one.criterion == criterion).and_then(|one| match one.mark {
        Some(Mark::Level(level)) => Some(level),
        _ => None,
    })
}

fn alphas(rubric: &Rubric, ratings: &[WorkRating]) -> Result<Vec<(String, Option<f64>)>, Refusal> {
    let mut found = Vec::with_capacity(rubric.criteria.len());
    for (place, criterion) in rubric.criteria.iter().enumerate() {
        let mut pieces: HashMap<(LearnerId, i64), Vec<Option<usize>>> = HashMap::new();
        let independent = |one: &&WorkRating| one.stands() && !matches!(one.seat, Seat::Third | Seat::Own);
        for one in ratings.iter().filter(independent) {
            pieces.entry((one.learner, one.attempt)).or_default().push(level(&one.marks, place));
        }
        let pieces: Vec<Vec<Option<usize>>> = pieces.into_values().collect();
        let alpha = match alpha(criterion.levels.len(), &pieces, Metric::Ordinal) {
            Ok(alpha) => alpha,
            Err(BadRatings::Empty) => None,
            Err(bad) => return Err(unusable(bad)),
        };
        found.push((criterion.title.clone(), alpha));
    }
    Ok(found)
}

pub(crate) fn unusable(bad: BadRatings) -> Refusal {
    Refusal::Conflict(format!("These ratings cannot be compared: {bad}."))
}
