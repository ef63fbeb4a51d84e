//! One item of a sitting: prepared by its seed, what was answered, what that comes to.

use std::sync::Arc;

use assessment::session::{Attempt, Invalidity, Outcomes, Prepared};
use domain::{
    DistrictId, Points, Timestamp,
    item::{FileValue, Interaction, Item, Node, ShownItem, View},
    sitting::ResponseState,
};
use presentation::{Form, ResponseShape};
use store::{StoreError, Tx, response::Response};

use crate::{
    Refusal, items_kept,
    response_text::{self, Values},
};

/// An item in its place.
#[derive(Debug, Clone)]
pub(crate) struct InPlace {
    pub item: Arc<Item>,
    pub response: Response,
}

/// What a page or program sends of one item.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Fields of the page's form, and the files that were kept for it by the field that sent them.
    Fields(Vec<(String, String)>, Vec<(String, FileValue)>),
    /// Values by response, from a program.
    Values(Values),
}

/// The name under which the reason stands why an answer could not be scored.
pub const FAILED: &str = "onramp-failed";

/// The key of an item of the actor's own sitting: for the invented learners of the demonstration alone, whose
/// answers nobody types.
pub(crate) async fn solution_of(
    app: &crate::App,
    actor: &crate::Actor,
    sitting: domain::SittingId,
    place: i64,
) -> Result<Values, Refusal> {
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                let learner = actor.person.as_learner();
                let found = store::response::find(tx, actor.district, learner, sitting, place).await?;
                let found = found.ok_or(Refusal::NotFound("this answer"))?;
                let one = InPlace::load(tx, actor.district, found).await?;
                Ok(one.prepared().map(|prepared| prepared.solution()).unwrap_or_default())
            })
        })
        .await
}

/// What the names of the fields of the item in `place` begin with.
pub fn prefix(place: i64) -> String {
    format!("r{place}-")
}

impl InPlace {
    /// Loads the item of a response.
    pub async fn load(tx: &mut Tx, district: DistrictId, response: Response) -> Result<Self, Refusal> {
        let item = items_kept::load(tx, district, response.item, response.item_version).await?;
        Ok(Self { item, response })
    }

    /// The item as it is for this sitting.
    pub fn prepared(&self) -> Result<Prepared<'_>, String> {
        Prepared::new(&self.item, self.response.seed.cast_unsigned(), &[]).map_err(|why| why.to_string())
    }

    /// What was answered so far.
    pub fn answers(&self) -> Result<Values, StoreError> {
        self.response.answer.as_deref().map_or(Ok(Values::new()), response_text::read)
    }

    /// What that came to; `None` before it was scored.
    pub fn outcomes(&self) -> Result<Option<Outcomes>, StoreError> {
        let Some(text) = &self.response.outcomes else { return Ok(None) };
        let attempts = u32::try_from(self.response.tries).unwrap_or(u32::MAX);
        let seconds = seconds(self.response.milliseconds);
        Ok(Some(Outcomes { values: response_text::read(text)?, attempts, seconds }))
    }

    /// What may be shown of it. Feedback is shown where `with_feedback`.
    pub fn shown(&self, with_feedback: bool, view: View) -> Result<ShownItem, Refusal> {
        let outcomes = self.outcomes()?;
        let outcomes = outcomes.filter(|_| with_feedback || self.item.adaptive);
        match self.prepared() {
            Ok(prepared) => Ok(prepared.view(outcomes.as_ref(), view)),
            Err(why) => Err(StoreError::Corrupt { column: "content", value: why }.into()),
        }
    }

    /// Reads what was sent as an answer. While somebody still writes, what can be read is taken, and what cannot
    /// stands as it was.
    pub fn read(&self, given: &Given, still_writing: bool) -> Result<Values, Refusal> {
        let (fields, files) = match given {
            Given::Values(values) => return Ok(values.clone()),
            Given::Fields(fields, files) => (fields, files),
        };
        let shown = self.shown(true, View::Candidate)?;
        let mut interactions = Vec::new();
        collect(&shown.body, &mut interactions);
        let before = self.answers()?;
        let file = |name: &str| -> Option<FileValue> {
            let sent = files.iter().find(|(field, _)| field == name).map(|(_, file)| file.clone());
            sent.or_else(|| kept_file(&before, name))
        };
        let shapes = ResponseShape::of(&self.item.responses);
        let prefix = prefix(self.response.place);
        let form = Form {
            interactions: &interactions,
            responses: &shapes,
            prefix: &prefix,
            language: self.item.language.as_deref(),
            files: &file,
        };
        if still_writing {
            let (read, _) = presentation::read_what_can_be(&form, fields);
            let mut all = before.clone();
            all.extend(read);
            return Ok(all);
        }
        presentation::read_fields(&form, fields).map_err(|problems| {
            let why: Vec<String> =
                problems.iter().map(|one| one.sentence(&presentation::Words::default())).collect();
            Refusal::invalid("answer", format!("cannot be taken: {}", why.join(" ")))
        })
    }

    /// Reads what was written by hand on paper and typed in afterwards: texts by response.
    pub fn read_typed(&self, typed: &[(String, String)]) -> Result<Values, Refusal> {
        let shown = self.shown(false, View::Candidate)?;
        let mut interactions = Vec::new();
        collect(&shown.body, &mut interactions);
        interactions.retain(|one| typed.iter().any(|(response, _)| *response == one.response));
        let prefix = prefix(self.response.place);
        let fields: Vec<(String, String)> =
            typed.iter().map(|(response, text)| (format!("{prefix}{response}"), text.clone())).collect();
        let shapes = ResponseShape::of(&self.item.responses);
        let form = Form {
            interactions: &interactions,
            responses: &shapes,
            prefix: &prefix,
            language: self.item.language.as_deref(),
            files: &|_| None,
        };
        presentation::read_fields(&form, &fields).map_err(|problems| {
            let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Refusal::invalid("answer", format!("cannot be taken: {}", why.join("; ")))
        })
    }

    /// Keeps what is known of an answer that a person has to score from paper.
    pub fn leave_to_a_person(&mut self, values: &Values, at: Timestamp) {
        self.response.answer = Some(response_text::write(values));
        self.response.answered_at = Some(at);
        self.response.tries = 1;
        self.response.state = ResponseState::Unscorable;
        self.response.outcomes =
            Some(response_text::write(&failed("answered by hand: score it from the paper")));
    }

    /// Refuses what no form of this item sends. What is incomplete is fine unless `complete` is asked for.
    pub fn check(&self, values: &Values, complete: bool) -> Result<(), Refusal> {
        let prepared = self.prepared().map_err(|why| Refusal::invalid("answer", why))?;
        let Err(problems) = prepared.validate(values) else { return Ok(()) };
        let bad = problems.iter().find(|one| complete || one.invalidity == Invalidity::Impossible);
        match bad {
            Some(problem) => Err(Refusal::invalid("answer", format!("cannot be taken: {problem}"))),
            None => Ok(()),
        }
    }

    /// Keeps an answer that can still be changed, without scoring it.
    pub fn keep(&mut self, values: &Values, now: Timestamp) {
        self.response.answer = Some(response_text::write(values));
        if self.response.state != ResponseState::Answered {
            self.response.state = ResponseState::Saved;
        }
        self.response.shown_at = self.response.shown_at.or(Some(now));
    }

    /// Takes an answer and scores it: one more attempt at an item that is answered in steps.
    pub fn answer(&mut self, values: &Values, now: Timestamp) -> Result<(), Refusal> {
        let before = self.outcomes()?.filter(|_| self.item.adaptive);
        self.response.answer = Some(response_text::write(values));
        self.response.answered_at = Some(now);
        self.response.shown_at = self.response.shown_at.or(Some(now));
        self.response.tries = if self.item.adaptive { self.response.tries + 1 } else { 1 };
        self.response.state = ResponseState::Answered;
        self.score(values, before.as_ref());
        Ok(())
    }

    /// Scores `values`; an item whose processing fails is left for a person.
    pub fn score(&mut self, values: &Values, before: Option<&Outcomes>) {
        let seconds = seconds(self.response.milliseconds);
        let number = u32::try_from(self.response.tries.max(1)).unwrap_or(u32::MAX);
        let attempt = Attempt { responses: values, number, seconds, before };
        let scored = self.prepared().and_then(|prepared| {
            let outcomes = prepared.answered(&attempt).map_err(|why| why.to_string())?;
            Ok((outcomes, prepared.correctly(values), prepared.max_score()))
        });
        match scored {
            Ok((outcomes, correct, most)) => {
                let possible = outcomes.max_score().or(most);
                self.response.points = outcomes.score().and_then(points);
                self.response.points_possible = possible.and_then(points);
                self.response.correct =
                    correct_of(self.response.points, self.response.points_possible, correct);
                self.response.outcomes = Some(response_text::write(&outcomes.values));
            }
            Err(why) => {
                self.response.state = ResponseState::Unscorable;
                self.response.points = None;
                self.response.outcomes = Some(response_text::write(&failed(&why)));
            }
        }
    }

    /// Counts an item that was not answered: nothing of what could be earned.
    pub fn omit(&mut self) {
        let most = self.prepared().ok().and_then(|prepared| prepared.max_score());
        self.response.points_possible = most.and_then(points);
        let scores_itself = self.item.scores_itself();
        self.response.points = self.response.points_possible.map(|_| Points::ZERO);
        self.response.correct = scores_itself.then_some(false);
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a sitting")]
fn seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1_000.0
}

/// Why an answer could not be scored, where its outcomes would stand: for the person who scores it.
fn failed(why: &str) -> Values {
    let why = domain::item::Value::Single(domain::item::Scalar::String(why.chars().take(500).collect()));
    Values::from([(FAILED.to_owned(), why)])
}

/// Whether an answer is all right: all the points where they are known, otherwise as the key says.
fn correct_of(points: Option<Points>, possible: Option<Points>, keyed: Option<bool>) -> Option<bool> {
    match (points, possible) {
        (Some(points), Some(possible)) if possible > Points::ZERO => Some(points >= possible),
        _ => keyed,
    }
}

/// A score as it is stored; `None` for one that is no number.
pub(crate) fn points(score: f64) -> Option<Points> {
    if !score.is_finite() || score.abs() > 1e9 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let millionths = (score * 1_000_000.0).round() as i64;
    Some(Points::from_millionths(millionths))
}

/// A file of an earlier answer, named by its digest.
pub(crate) fn kept_file(before: &Values, digest: &str) -> Option<FileValue> {
    let scalars = before.values().flat_map(domain::item::Value::scalars);
    scalars
        .filter_map(|scalar| match scalar {
            domain::item::Scalar::File(file) => Some(file),
            _ => None,
        })
        .find(|file| domain::chain::hex(&file.digest) == digest)
        .cloned()
}

/// Every interaction of what is shown, in reading order.
pub(crate) fn collect<'n>(nodes: &'n [Node], found: &mut Vec<&'n Interaction>) {
    for node in nodes {
        if let Node::Interaction(interaction) = node {
            found.push(interaction);
        }
        collect(node.children(), found);
    }
}

/// Points of all, and of how much.
pub(crate) fn totals(responses: &[Response]) -> (Points, Points) {
    let scored = responses.iter().filter_map(|one| Some((one.points, one.points_possible?)));
    let (earned, possible) = scored.fold((0_i64, 0_i64), |(earned, possible), (points, most)| {
        (earned + points.map_or(0, Points::millionths), possible + most.millionths())
    });
    (Points::from_millionths(earned), Points::from_millionths(possible))
}
