//! What judging needs besides the ledger: the policy of each learner and the scale of each competency,
//! resolved once per transaction.

mod contexts;
mod measuring;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use domain::{
    CompetencyId, Date, DistrictId, FrameworkId, LearnerId, Timestamp,
    chain::Digest,
    crosswalk::Carry,
    evidence::{Entry, Sequence},
    judgement::{Context, Mastery},
    policy::{Scope, Setting},
    scale::Scale,
};
use mastery::{
    Case, Inputs, Measured, Policy, crosswalk::Crosswalk, judge, measured::Kind, policy::scale_of,
};
use store::Tx;

pub(crate) use contexts::school_scopes;
pub use contexts::{Contexts, enrollment_scope};

use crate::{Refusal, chance, rejudging};

/// Resolved inputs, shared by all judgements of one transaction.
#[derive(Clone)]
pub struct Judging {
    district: DistrictId,
    settings: Vec<Setting>,
    /// The scopes in which anything is set.
    named: HashSet<Scope>,
    as_of: Timestamp,
    day: Date,
    scales: HashMap<CompetencyId, FrameworkId>,
    /// The levels of each framework as it is stored.
    stored: HashMap<FrameworkId, Scale>,
    /// The levels that count: those that the settings give, or else the stored ones.
    frameworks: HashMap<FrameworkId, Scale>,
    crosswalk: Crosswalk,
    /// What was measured beforehand, where a rule that is set somewhere needs it.
    measured: BTreeMap<Kind, Arc<Measured>>,
    resolved: HashMap<(Vec<Scope>, FrameworkId, Vec<Carry>), usize>,
    inputs: Vec<(Inputs, Digest)>,
}

impl Judging {
    /// Loads the policies that were known and effective at `as_of`, the scales of `competencies`, and the
    /// crosswalk that stands around those that are in one: what is in none costs no statement.
    pub async fn load(
        tx: &mut Tx,
        district: DistrictId,
        competencies: &[CompetencyId],
        as_of: Timestamp,
    ) -> Result<Self, Refusal> {
        Self::known(tx, district, competencies, as_of, None).await
    }

    /// The same with the crosswalk as it stood at `as_of`.
    pub async fn load_as_it_was(
        tx: &mut Tx,
        district: DistrictId,
        competencies: &[CompetencyId],
        as_of: Timestamp,
    ) -> Result<Self, Refusal> {
        Self::known(tx, district, competencies, as_of, Some(as_of)).await
    }

    async fn known(
        tx: &mut Tx,
        district: DistrictId,
        competencies: &[CompetencyId],
        as_of: Timestamp,
        crosswalk_of: Option<Timestamp>,
    ) -> Result<Self, Refusal> {
        let settings: Vec<Setting> = store::policy::list(tx, district)
            .await?
            .into_iter()
            .map(|recorded| recorded.setting)
            .filter(|setting| setting.field.starts_with("mastery.") && setting.recorded_at <= as_of)
            .collect();
        let mut judging = Self {
            district,
            named: settings.iter().map(|setting| setting.scope).collect(),
            settings,
            as_of,
            day: chance::date_of(district, as_of),
            scales: HashMap::new(),
            stored: HashMap::new(),
            frameworks: HashMap::new(),
            crosswalk: Crosswalk::default(),
            measured: BTreeMap::new(),
            resolved: HashMap::new(),
            inputs: Vec::new(),
        };
        judging.measure(tx).await?;
        let placed = store::competency::frameworks_of(tx, district, competencies).await?;
        judging.scales.extend(placed.iter().map(|one| (one.competency, one.framework)));
        let crossed = placed.into_iter().filter(|one| one.crossed).map(|one| one.competency);
        judging.walk(tx, crossed.collect(), crosswalk_of).await?;
        let wanted: Vec<FrameworkId> = judging.scales.values().copied().collect();
        for framework in wanted {
            if !judging.stored.contains_key(&framework)
                && let Some(found) = store::framework::find(tx, district, framework).await?
            {
                judging.stored.insert(framework, found.scale);
            }
        }
        judging.take_levels();
        Ok(judging)
    }

    /// Loads the crosswalk around `crossed`, and where its other ends belong.
    async fn walk(
        &mut self,
        tx: &mut Tx,
        crossed: Vec<CompetencyId>,
        moment: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        if crossed.is_empty() {
            return Ok(());
        }
        let mut links: BTreeSet<Carry> = BTreeSet::new();
        if crossed.len() > 8 {
            let all = store::crosswalk::all(tx, self.district).await?;
            let stood = |link: &&store::crosswalk::Link| {
                moment.map_or(link.ended_at.is_none(), |moment| link.stood_at(moment))
            };
            links.extend(all.iter().filter(stood).map(|link| link.carry));
        } else {
            for competency in crossed {
                links.extend(store::crosswalk::around(tx, self.district, competency, moment).await?);
            }
        }
        let ends = links.iter().flat_map(|link| [link.old, link.new]);
        let ends: BTreeSet<CompetencyId> = ends.filter(|end| !self.scales.contains_key(end)).collect();
        let ends: Vec<CompetencyId> = ends.into_iter().collect();
        let placed = store::competency::frameworks_of(tx, self.district, &ends).await?;
        self.scales.extend(placed.iter().map(|one| (one.competency, one.framework)));
        self.crosswalk = Crosswalk::of(links);
        Ok(())
    }

    /// `touched` and every newer competency that their evidence reaches.
    pub fn with_reached(&self, touched: &BTreeSet<CompetencyId>) -> BTreeSet<CompetencyId> {
        let reached = touched.iter().flat_map(|one| self.crosswalk.reached_from(*one));
        touched.iter().copied().chain(reached).collect()
    }

    /// A competency and every older one whose evidence it takes in.
    pub fn with_sources(&self, competency: CompetencyId) -> BTreeSet<CompetencyId> {
        let mut sources = self.crosswalk.sources(competency);
        sources.insert(competency);
        sources
    }

    /// What is judged of a competency: its own entries and those it takes in, in chain order.
    pub fn entries(
        &self,
        competency: CompetencyId,
        histories: &BTreeMap<CompetencyId, Vec<Entry>>,
    ) -> Vec<Entry> {
        rejudging::merged(self.with_sources(competency), histories)
    }

    /// Judges with one more setting from now on.
    pub fn suppose(&mut self, setting: Setting) {
        self.named.insert(setting.scope);
        self.settings.push(setting);
        self.resolved.clear();
        self.take_levels();
    }

    /// Judges without a setting from now on, if it is known.
    pub fn leave_out(&mut self, setting: &Setting) {
        let same = |one: &Setting| {
            (one.scope, one.effect, one.version) == (setting.scope, setting.effect, setting.version)
                && one.field == setting.field
        };
        self.settings.retain(|one| !same(one));
        self.named = self.settings.iter().map(|setting| setting.scope).collect();
        self.resolved.clear();
        self.take_levels();
    }

    /// Judges as of another moment from now on, by the same policies.
    pub fn stand_at(&mut self, as_of: Timestamp) {
        self.as_of = as_of;
    }

    /// Takes the levels of each framework from the settings, where they give any.
    fn take_levels(&mut self) {
        let given = |id: FrameworkId| scale_of(&self.settings, id, self.day);
        let levels = self.stored.iter().map(|(id, scale)| (*id, given(*id).unwrap_or_else(|| scale.clone())));
        self.frameworks = levels.collect();
    }

    /// The framework of a competency; `None` when the district does not know the competency.
    pub fn framework(&self, competency: CompetencyId) -> Option<FrameworkId> {
        self.scales.get(&competency).copied()
    }

    /// The scale of a competency; `None` when the district does not know the competency.
    pub fn scale(&self, competency: CompetencyId) -> Option<&Scale> {
        self.frameworks.get(self.scales.get(&competency)?)
    }

    /// What a competency is judged by in a context with this chain of scopes; `None` when the district does
    /// not know the competency.
    pub fn inputs(
        &mut self,
        competency: CompetencyId,
        chain: &[Scope],
    ) -> Result<Option<&(Inputs, Digest)>, Refusal> {
        let Some(&framework) = self.scales.get(&competency) else { return Ok(None) };
        let carried = self.crosswalk.links_to(competency);
        let place = self.resolve(chain, framework, carried)?;
        Ok(place.map(|place| &self.inputs[place]))
    }

    /// Judges one competency in one context; `None` when the district does not know the competency.
    /// `entries` are everything recorded about it and about what it takes in, in chain order.
    pub fn judge(
        &mut self,
        learner: LearnerId,
        competency: CompetencyId,
        context: Context,
        chain: &[Scope],
        entries: &[Entry],
        last_sequence: Sequence,
    ) -> Result<Option<Mastery>, Refusal> {
        let as_of = self.as_of;
        let Some((inputs, digest)) = self.inputs(competency, chain)? else { return Ok(None) };
        let case = Case { entries, competency, inputs, as_of };
        Ok(Some(judged(learner, context, &case, digest, last_sequence)))
    }

    /// Every input that judgements of this transaction named, to be kept by its digest.
    pub fn named_inputs(&self) -> Vec<(Digest, String)> {
        self.inputs.iter().map(|(inputs, digest)| (*digest, inputs.text().to_owned())).collect()
    }

    /// Resolves the policy for a chain of scopes once, and remembers where it is.
    fn resolve(
        &mut self,
        chain: &[Scope],
        framework: FrameworkId,
        carried: Vec<Carry>,
    ) -> Result<Option<usize>, Refusal> {
        let Some(scale) = self.frameworks.get(&framework) else { return Ok(None) };
        let relevant: Vec<Scope> = chain.iter().copied().filter(|scope| self.named.contains(scope)).collect();
        let key = (relevant, framework, carried);
        if let Some(place) = self.resolved.get(&key) {
            return Ok(Some(*place));
        }
        let policy = Policy::resolve(&self.settings, chain, self.day)
            .map_err(|error| Refusal::Conflict(format!("the mastery policy cannot be used: {error}")))?;
        let mut inputs = Inputs::new(policy, scale.clone()).carrying(&key.2);
        if let Some(set) = inputs.policy().rule().needs.and_then(|kind| self.measured.get(&kind)) {
            inputs = inputs.measured_by(Arc::clone(set));
        }
        let digest = inputs.digest();
        self.inputs.push((inputs, digest));
        self.resolved.insert(key, self.inputs.len() - 1);
        Ok(Some(self.inputs.len() - 1))
    }
}

/// A judgement with everything that decided it.
pub fn judged(
    learner: LearnerId,
    context: Context,
    case: &Case<'_>,
    inputs: &Digest,
    last_sequence: Sequence,
) -> Mastery {
    let found = judge(case);
    Mastery {
        learner,
        competency: case.competency,
        context,
        finding: found.finding,
        rule: case.inputs.policy().rule().slug.to_owned(),
        rule_version: found.rule_version,
        inputs: *inputs,
        last_sequence,
        why: found.why,
        judged_at: case.as_of,
    }
}
