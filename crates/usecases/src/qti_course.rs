//! The course of a test that a package brought: which items come, in which order, where it branches, what it comes
//! to.

use std::{collections::HashMap, sync::Arc};

use assessment::{
    plan::Plan,
    session::Outcomes,
    test::{Place, Sequence, Taken},
};
use domain::{
    DistrictId, ItemId, Points,
    item::{Item, Value},
    test_plan::{ItemRef, TestChild, TestPlan, TestSection},
};
use store::{StoreError, Tx, response::Response};

use crate::{
    Refusal, items_kept,
    sitting_item::{self, InPlace},
    sitting_load::Loaded,
};

/// A test with its items.
struct Test {
    plan: TestPlan,
    items: HashMap<String, (ItemId, i64, Arc<Item>)>,
}

/// One item that a sitting of a test may come to.
pub(crate) struct Coming {
    pub item: ItemId,
    pub version: i64,
    pub seed: u64,
}

/// The items of a new sitting, in their order, and the place where it begins.
pub(crate) async fn begin(
    tx: &mut Tx,
    district: DistrictId,
    plan: &Plan,
    seed: i64,
) -> Result<(Vec<Coming>, i64), Refusal> {
    let test = load(tx, district, plan).await?;
    let sequence = test.sequence(seed)?;
    let nothing = vec![None; sequence.steps.len()];
    let place = sequence.begin(&nothing).map_err(|why| wrong(&why))?;
    let Some(first) = place.step else {
        return Err(Refusal::Conflict(
            "This test has no question to begin with: tell your teacher.".to_owned(),
        ));
    };
    let coming = sequence.steps.iter().map(|step| {
        let (item, version, _) = &test.items[&step.reference.href];
        Coming { item: *item, version: *version, seed: step.seed }
    });
    Ok((coming.collect(), i64::try_from(first).unwrap_or(0)))
}

/// Where a sitting goes on after the place where it is; `None` when the test is over.
pub(crate) async fn after(
    tx: &mut Tx,
    district: DistrictId,
    loaded: &Loaded,
    responses: &[Response],
) -> Result<Option<i64>, Refusal> {
    let test = load(tx, district, &loaded.plan).await?;
    let sequence = test.sequence(loaded.sitting.seed)?;
    let taken = taken(tx, district, responses).await?;
    let next = sequence.advance(&place(loaded, responses), &taken).map_err(|why| wrong(&why))?;
    Ok(next.step.and_then(|step| i64::try_from(step).ok()))
}

/// Whether the learner may go to a place by themselves.
pub(crate) async fn may_go(
    tx: &mut Tx,
    district: DistrictId,
    loaded: &Loaded,
    responses: &[Response],
    to: i64,
) -> Result<bool, Refusal> {
    let test = load(tx, district, &loaded.plan).await?;
    let sequence = test.sequence(loaded.sitting.seed)?;
    let reachable = sequence.reachable(&place(loaded, responses));
    Ok(usize::try_from(to).is_ok_and(|to| reachable.contains(&to)))
}

/// What the test's own processing says of points, where it says any: earned, and of how many.
pub(crate) async fn points(
    tx: &mut Tx,
    district: DistrictId,
    loaded: &Loaded,
    responses: &[Response],
) -> Result<Option<(Points, Points)>, Refusal> {
    let test = load(tx, district, &loaded.plan).await?;
    if test.plan.outcome_processing.is_empty() {
        return Ok(None);
    }
    let sequence = test.sequence(loaded.sitting.seed)?;
    let taken = taken(tx, district, responses).await?;
    let outcomes = sequence.outcomes(&taken).map_err(|why| wrong(&why))?;
    let number =
        |name: &str| outcomes.values.get(name).and_then(Value::number).and_then(sitting_item::points);
    let most = || {
        let declared = test.plan.outcomes.iter().find(|one| one.identifier == "SCORE")?;
        declared.normal_maximum.and_then(sitting_item::points)
    };
    let possible = number("MAXSCORE").filter(|most| *most > Points::ZERO).or_else(most);
    let possible = possible.unwrap_or_else(|| sitting_item::totals(responses).1);
    Ok(number("SCORE").map(|points| (points, possible)))
}

async fn load(tx: &mut Tx, district: DistrictId, plan: &Plan) -> Result<Test, Refusal> {
    let identifier = plan.test.as_deref().unwrap_or_default();
    let row = store::qti_test::find(tx, district, identifier).await?;
    let row = row.ok_or_else(|| {
        Refusal::Conflict(format!(
            "The test \"{identifier}\" is not here any more: import its package again."
        ))
    })?;
    let read = exchange::qti::read_test(row.content.as_bytes()).map_err(|problems| {
        let value = problems.first().map(|one| one.what.clone()).unwrap_or_default();
        StoreError::Corrupt { column: "content", value }
    })?;
    let plan = read.content;
    let mut references = Vec::new();
    for section in plan.parts.iter().flat_map(|part| &part.sections) {
        collect(section, &mut references);
    }
    if let Some(set) = references.iter().find(|one| !one.template_defaults.is_empty()) {
        return Err(Refusal::Conflict(format!(
            "The test sets template variables of \"{}\", which is not supported: leave them to the item.",
            set.identifier
        )));
    }
    let mut items = HashMap::new();
    for reference in references {
        if items.contains_key(&reference.href) {
            continue;
        }
        let found = store::item::by_identifier(tx, district, &reference.href).await?;
        let live = found.and_then(|row| Some((row.id, row.live_version?)));
        let Some((id, version)) = live else {
            return Err(Refusal::Conflict(format!(
                "The test takes the item \"{}\", which is not live: have it reviewed and put it live first.",
                reference.href
            )));
        };
        let item = items_kept::load(tx, district, id, version).await?;
        items.insert(reference.href.clone(), (id, version, item));
    }
    Ok(Test { plan, items })
}

fn collect<'p>(section: &'p TestSection, found: &mut Vec<&'p ItemRef>) {
    for child in &section.children {
        match child {
            TestChild::Section(inner) => collect(inner, found),
            TestChild::Item(reference) => found.push(reference),
        }
    }
}

impl Test {
    fn sequence(&self, seed: i64) -> Result<Sequence<'_>, Refusal> {
        let find = |reference: &ItemRef| self.items.get(&reference.href).map(|(_, _, item)| &**item);
        Sequence::new(&self.plan, seed.cast_unsigned(), &find)
            .map_err(|why| Refusal::Conflict(format!("This test cannot be taken: {why}.")))
    }
}

fn wrong(why: &assessment::processing::ProcessingError) -> Refusal {
    Refusal::Conflict(format!("A rule of this test is wrong, so that it cannot go on: {why}."))
}

fn place(loaded: &Loaded, responses: &[Response]) -> Place {
    let shown = responses.iter().enumerate().filter(|(_, one)| one.shown_at.is_some());
    Place { step: usize::try_from(loaded.sitting.place).ok(), shown: shown.map(|(step, _)| step).collect() }
}

/// What was done with each item, as far as it was shown.
async fn taken(
    tx: &mut Tx,
    district: DistrictId,
    responses: &[Response],
) -> Result<Vec<Option<Taken>>, Refusal> {
    let mut all = Vec::with_capacity(responses.len());
    for response in responses {
        if response.shown_at.is_none() {
            all.push(None);
            continue;
        }
        let one = InPlace::load(tx, district, response.clone()).await?;
        let answers = one.answers()?;
        let outcomes = one.outcomes()?;
        let taken = one.prepared().ok().map(|prepared| {
            let outcomes: Outcomes = outcomes.unwrap_or_else(|| prepared.beginning());
            Taken::new(&prepared, &answers, &outcomes)
        });
        all.push(taken);
    }
    Ok(all)
}
