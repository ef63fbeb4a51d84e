//! Where a competency is used, what it requires and what it opens, and which versions it came from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    CompetencyId,
    crosswalk::Carry,
    framework::{Association, AssociationKind, Competency, Framework},
};
use mastery::crosswalk::Crosswalk;
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{Action, Standing},
    chance,
    class_list::Columns,
    show_competency_detail::Relation,
    show_coverage::may_see_figures,
};

/// The most steps that prerequisites are followed in one direction.
pub const MOST_STEPS: usize = 20;

/// The most competencies that are followed in one direction.
const MOST_FOUND: usize = 200;

/// Everything that uses or leads to a competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyUses {
    /// The competency.
    pub competency: Competency,
    /// What must come before, with how many steps it is away, nearest first.
    pub requires: Vec<(usize, Competency)>,
    /// What it opens, with how many steps it is away, nearest first.
    pub opens: Vec<(usize, Competency)>,
    /// Pairs (before, after) among all of these.
    pub pairs: Vec<(CompetencyId, CompetencyId)>,
    /// Sections that have it among their targets and that the reader may see.
    pub sections: Vec<(domain::SectionId, String)>,
    /// How many more sections have it among their targets; `None` for who may not see figures.
    pub other_sections: Option<usize>,
    /// Names of the rules by which it was judged.
    pub rules: Vec<&'static str>,
    /// Associations of other frameworks that name it.
    pub named_elsewhere: Vec<(Framework, Relation)>,
    /// Versions of which it takes in the evidence, with the competency and its framework.
    pub older: Vec<(Carry, Competency, Framework)>,
    /// Versions that take in its evidence.
    pub newer: Vec<(Carry, Competency, Framework)>,
}

/// Shows where a competency is used. Frameworks are no one's record; sections are shown to who may see
/// them.
pub async fn show_competency_uses(
    app: &App,
    actor: &Actor,
    competency: CompetencyId,
) -> Result<CompetencyUses, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read((actor, competency), |tx, (actor, id)| {
            Box::pin(async move {
                let standing = Standing::load(tx, actor, today).await?;
                load(tx, actor, *id, &standing).await
            })
        })
        .await
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    id: CompetencyId,
    standing: &Standing,
) -> Result<CompetencyUses, Refusal> {
    let district = actor.district;
    let competency = store::competency::find(tx, district, id).await?;
    let competency = competency.ok_or(Refusal::NotFound("this competency"))?;
    let pairs = store::association::pairs(tx, district, &AssociationKind::Precedes).await?;
    let turned: Vec<_> = pairs.iter().map(|(before, after)| (*after, *before)).collect();
    let (requires, opens) = (steps(&turned, id), steps(&pairs, id));
    let mut wanted: BTreeSet<CompetencyId> = requires.iter().chain(&opens).map(|(_, one)| *one).collect();
    wanted.insert(id);
    let among = pairs.iter().filter(|(before, after)| wanted.contains(before) && wanted.contains(after));
    let among: Vec<_> = among.copied().collect();
    let (older, newer) = versions(tx, actor, id).await?;
    wanted.extend(older.iter().map(|link| link.old));
    wanted.extend(newer.iter().map(|link| link.new));
    let elsewhere: Vec<Association> = store::association::of_competency(tx, district, id)
        .await?
        .into_iter()
        .filter(|one| one.framework != competency.framework)
        .collect();
    for one in &elsewhere {
        wanted.extend(one.origin.competency);
        wanted.extend(one.destination.competency);
    }
    let wanted: Vec<CompetencyId> = wanted.into_iter().collect();
    let columns = Columns::load(tx, district, &wanted).await?;
    let known: HashMap<CompetencyId, &Competency> =
        columns.competencies.iter().map(|one| (one.id, one)).collect();
    let find = |steps: Vec<(usize, CompetencyId)>| {
        steps.into_iter().filter_map(|(step, id)| Some((step, (*known.get(&id)?).clone()))).collect()
    };
    let version = |link: Carry, end: CompetencyId| {
        let found = *known.get(&end)?;
        let framework = columns.frameworks.iter().find(|one| one.id == found.framework)?;
        Some((link, found.clone(), framework.clone()))
    };
    let (mut sections, mut others) = (Vec::new(), 0);
    for section in store::target::sections_of(tx, district, id).await? {
        match store::section::find(tx, district, section).await? {
            Some(found) if standing.with_section(&found, Action::See).is_some() => {
                sections.push((found.id, found.title));
            }
            _ => others += 1,
        }
    }
    Ok(CompetencyUses {
        requires: find(requires),
        opens: find(opens),
        pairs: among,
        sections,
        other_sections: may_see_figures(standing).is_ok().then_some(others),
        rules: rules(tx, actor, id).await?,
        named_elsewhere: named(tx, actor, id, &elsewhere, &known).await?,
        older: older.into_iter().filter_map(|link| version(link, link.old)).collect(),
        newer: newer.into_iter().filter_map(|link| version(link, link.new)).collect(),
        competency,
    })
}

/// Everything that pairs lead to from `from`, with the fewest steps to it, nearest first.
fn steps(pairs: &[(CompetencyId, CompetencyId)], from: CompetencyId) -> Vec<(usize, CompetencyId)> {
    let mut onward: BTreeMap<CompetencyId, Vec<CompetencyId>> = BTreeMap::new();
    for (before, after) in pairs {
        onward.entry(*before).or_default().push(*after);
    }
    let (mut seen, mut edge, mut found) = (BTreeSet::from([from]), vec![from], Vec::new());
    for step in 1..=MOST_STEPS {
        let next: Vec<CompetencyId> =
            edge.iter().flat_map(|one| onward.get(one).into_iter().flatten()).copied().collect();
        edge = next.into_iter().filter(|one| seen.insert(*one)).collect();
        found.extend(edge.iter().map(|one| (step, *one)));
        if edge.is_empty() || found.len() >= MOST_FOUND {
            break;
        }
    }
    found.truncate(MOST_FOUND);
    found
}

/// The links by which evidence reaches a competency, and those by which its own goes on.
async fn versions(tx: &mut Tx, actor: &Actor, id: CompetencyId) -> Result<(Vec<Carry>, Vec<Carry>), Refusal> {
    let links = store::crosswalk::around(tx, actor.district, id, None).await?;
    let crosswalk = Crosswalk::of(links.iter().copied());
    let newer = links.into_iter().filter(|link| link.old == id).collect();
    Ok((crosswalk.links_to(id), newer))
}

async fn rules(tx: &mut Tx, actor: &Actor, id: CompetencyId) -> Result<Vec<&'static str>, Refusal> {
    let slugs = store::mastery::rules_of(tx, actor.district, id).await?;
    Ok(mastery::rules::ALL
        .iter()
        .filter(|rule| slugs.iter().any(|slug| slug == rule.slug))
        .map(|r| r.name)
        .collect())
}

async fn named(
    tx: &mut Tx,
    actor: &Actor,
    id: CompetencyId,
    all: &[Association],
    known: &HashMap<CompetencyId, &Competency>,
) -> Result<Vec<(Framework, Relation)>, Refusal> {
    let mut named = Vec::new();
    for one in all {
        let outgoing = one.origin.competency == Some(id);
        let there = if outgoing { &one.destination } else { &one.origin };
        let relation = Relation {
            kind: one.kind.clone(),
            outgoing,
            other: there.competency.and_then(|id| known.get(&id).map(|one| (*one).clone())),
            named: there.title.clone().unwrap_or_else(|| there.guid.clone()),
        };
        if let Some(framework) = store::framework::find(tx, actor.district, one.framework).await? {
            named.push((framework, relation));
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_steps_count_and_a_circle_ends() {
        let id = |number: u8| CompetencyId::from_bytes([number; 16]);
        let pairs = [(1, 2), (2, 3), (1, 3), (3, 4), (4, 1)].map(|(a, b)| (id(a), id(b)));
        assert_eq!(steps(&pairs, id(1)), [(1, id(2)), (1, id(3)), (2, id(4))]);
    }
}
