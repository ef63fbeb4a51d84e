//! The policies with a change and without it, and which judgements the change concerns: what a look and an
//! adoption share, so that the one comes out as the other said.

use std::{borrow::Cow, collections::BTreeMap};

use domain::{
    CompetencyId, DistrictId, LearnerId, Timestamp,
    evidence::Entry,
    judgement::{Context, Finding, Mastery},
    policy::{Scope, Setting},
    scale::Scale,
};
use mastery::{Case, Inputs, judge, policy::scaled_framework, what_if::Turn};
use store::Tx;

use crate::{
    Refusal,
    judging::{Contexts, Judging, judged},
    rejudging,
    scale_change::is_of,
};

/// Judging with a change.
#[derive(Clone)]
pub(crate) struct UnderChange {
    setting: Setting,
    with: Judging,
    without: Judging,
    as_of: Timestamp,
}

/// A judgement that the change concerns: it would be judged by other inputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Concerned<'a> {
    /// Of what.
    pub competency: CompetencyId,
    /// In which context.
    pub context: Context,
    /// The context's chain of scopes.
    chain: &'a [Scope],
    /// What stands there; `None` where a section begins to judge of its own.
    pub before: Option<&'a Mastery>,
}

/// One learner's entries, by competency.
pub(crate) type Histories = BTreeMap<CompetencyId, Vec<Entry>>;

impl UnderChange {
    /// Loads the policies known at `as_of`; `setting` is one of them already, or supposed.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        competencies: &[CompetencyId],
        setting: &Setting,
        as_of: Timestamp,
    ) -> Result<Self, Refusal> {
        let mut without = Judging::load(tx, district, competencies, as_of).await?;
        without.leave_out(setting);
        let mut with = without.clone();
        with.suppose(setting.clone());
        with.measure(tx).await?;
        Ok(Self { setting: setting.clone(), with, without, as_of })
    }

    /// Judging with the change.
    pub fn with(&self) -> &Judging {
        &self.with
    }

    /// Which judgements of one learner the change concerns: those whose policy takes the field from the
    /// change's scope, with the change or without it, and would be another than the one they name.
    /// `stored` are all of that learner.
    pub fn concerned<'a>(
        &mut self,
        contexts: &'a Contexts,
        stored: &'a [Mastery],
    ) -> Result<Vec<Concerned<'a>>, Refusal> {
        let mut of: BTreeMap<CompetencyId, Vec<&Mastery>> = BTreeMap::new();
        for one in stored {
            of.entry(one.competency).or_default().push(one);
        }
        let mut concerned = Vec::new();
        for (competency, judgements) in of {
            for (context, chain) in contexts {
                let before = judgements.iter().find(|one| one.context == *context).copied();
                if before.is_none() && *context == Context::Record {
                    continue;
                }
                // A change of levels makes no judgement where there was none: it concerns those that stand.
                let of_levels = scaled_framework(&self.setting.field).is_some();
                if of_levels && (before.is_none() || !is_of(&self.setting, self.with.framework(competency))) {
                    continue;
                }
                let Some((inputs, digest)) = self.with.inputs(competency, chain)? else { continue };
                if before.is_some_and(|before| before.inputs == *digest) {
                    continue;
                }
                let named = of_levels
                    || names(inputs, &self.setting)
                    || self
                        .without
                        .inputs(competency, chain)?
                        .is_some_and(|(inputs, _)| names(inputs, &self.setting));
                if named {
                    concerned.push(Concerned { competency, context: *context, chain, before });
                }
            }
        }
        Ok(concerned)
    }

    /// The levels of a competency without the change, where the change is one of levels.
    pub fn levels_before(&self, competency: CompetencyId) -> Option<&Scale> {
        scaled_framework(&self.setting.field)?;
        self.without.scale(competency)
    }

    /// What a concerned judgement would find, and on which scale; `None` where nothing is recorded.
    pub fn find(
        &mut self,
        cell: &Concerned<'_>,
        histories: &Histories,
    ) -> Result<Option<(Finding, &Scale)>, Refusal> {
        let as_of = self.as_of;
        let Some((inputs, _)) = self.with.inputs(cell.competency, cell.chain)? else { return Ok(None) };
        let entries = rejudging::entries(cell.competency, inputs, histories);
        if entries.is_empty() {
            return Ok(None);
        }
        let found = judge::find(&Case { entries: &entries, competency: cell.competency, inputs, as_of });
        Ok(Some((found, inputs.scale())))
    }

    /// The judgement that takes the place of a concerned one, and which way it turns; `None` where nothing
    /// is recorded, or where something was recorded after the change: that is judged by it already.
    pub fn judge(
        &mut self,
        learner: LearnerId,
        cell: &Concerned<'_>,
        histories: &Histories,
    ) -> Result<Option<(Mastery, Turn)>, Refusal> {
        let as_of = self.as_of;
        let Some((inputs, digest)) = self.with.inputs(cell.competency, cell.chain)? else { return Ok(None) };
        let entries: Cow<'_, [Entry]> = rejudging::entries(cell.competency, inputs, histories);
        let Some(last) = entries.last().map(|entry| entry.sequence) else { return Ok(None) };
        if entries.iter().any(|entry| entry.recorded_at > as_of) {
            return Ok(None);
        }
        let case = Case { entries: &entries, competency: cell.competency, inputs, as_of };
        let after = judged(learner, cell.context, &case, digest, last);
        let before = cell.before.map(|before| &before.finding);
        let turn = Turn::between(before, &after.finding, inputs.scale());
        Ok(Some((after, turn)))
    }

    /// Every input that was resolved with the change, to be kept by its digest.
    pub fn named_inputs(&self) -> Vec<(domain::chain::Digest, String)> {
        self.with.named_inputs()
    }
}

/// Whether inputs take the field of `setting` from its scope, or are bounded by it.
fn names(inputs: &Inputs, setting: &Setting) -> bool {
    inputs.policy().origins().iter().any(|given| {
        let bounded = given.origin.bounded_by.is_some_and(|(scope, _)| scope == setting.scope);
        given.field == setting.field && (given.origin.scope == Some(setting.scope) || bounded)
    })
}
