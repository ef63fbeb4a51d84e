//! What the day could give to each learner if nobody else were there.

use std::collections::BTreeMap;

use crate::{Instance, admission, worth};

/// The most that each learner's seats can be worth together: by place of the learner.
///
/// Each learner on their own, with a group, an educator and a room for everything that is for them: at most one
/// seat a period, each competency and each modality as often as a day allows. Where periods differ in length, a
/// lesson counts as fitting if one of them holds it, so that a day can give less, never more.
pub fn best(instance: &Instance) -> Vec<f64> {
    let longest = instance.periods.iter().map(|period| period.minutes).max().unwrap_or(0);
    let mut of_competency = vec![Vec::new(); instance.competencies.len()];
    for (at, lesson) in instance.lessons.iter().enumerate() {
        of_competency[lesson.competency].push(at);
    }
    let one = |learner: usize| {
        let who = &instance.learners[learner];
        let fixed = |period: &&usize| {
            !instance.fixed.iter().any(|group| group.period == **period && group.learners.contains(&learner))
        };
        let mut edges: BTreeMap<(usize, usize), (f64, u32)> = BTreeMap::new();
        for ready in &who.ready {
            for lesson in &of_competency[ready.competency] {
                let what = &instance.lessons[*lesson];
                if what.minutes <= longest && admission::refused(instance, learner, *lesson).is_none() {
                    let worth = worth::of(instance, learner, what.modality, ready.value);
                    edges.entry((ready.competency, what.modality)).or_insert((worth, 0)).1 += 1;
                }
            }
        }
        let edges: Vec<Edge> = edges
            .into_iter()
            .map(|((competency, modality), (worth, most))| Edge {
                competency,
                modality,
                worth,
                most,
                taken: 0,
            })
            .collect();
        most(instance, edges, who.periods.iter().filter(fixed).count()) + standing(instance, learner)
    };
    (0..instance.learners.len()).map(one).collect()
}

/// What groups that stand already are worth to a learner.
fn standing(instance: &Instance, learner: usize) -> f64 {
    instance
        .fixed
        .iter()
        .filter(|group| {
            group.learners.contains(&learner) && instance.learners[learner].periods.contains(&group.period)
        })
        .filter_map(|group| group.lesson)
        .map(|lesson| worth::seat(instance, learner, lesson))
        .sum()
}

/// A competency in a modality.
struct Edge {
    competency: usize,
    modality: usize,
    worth: f64,
    /// Lessons of it.
    most: u32,
    taken: u32,
}

/// The most that `seats` seats can be worth: a flow of greatest worth from competencies to modalities, one more
/// seat at a time along the path that adds most.
fn most(instance: &Instance, mut edges: Vec<Edge>, seats: usize) -> f64 {
    let modalities = instance.modalities.len();
    let mut sum = 0.0;
    for _ in 0..seats {
        let Some((gain, path)) = path(instance, &edges, modalities) else { break };
        if gain <= 0.0 {
            break;
        }
        sum += gain;
        for (at, forward) in path {
            if forward {
                edges[at].taken += 1;
            } else {
                edges[at].taken -= 1;
            }
        }
    }
    sum
}

/// The path that adds most, as edges with their direction; Bellman and Ford's, over few nodes.
fn path(instance: &Instance, edges: &[Edge], modalities: usize) -> Option<(f64, Vec<(usize, bool)>)> {
    let mut taken_of: BTreeMap<usize, u32> = BTreeMap::new();
    let mut taken_in = vec![0_u32; modalities];
    for edge in edges {
        *taken_of.entry(edge.competency).or_default() += edge.taken;
        taken_in[edge.modality] += edge.taken;
    }
    let cap = instance.rules.most_of_a_competency;
    let mut from: BTreeMap<usize, (f64, Option<usize>)> =
        taken_of.iter().filter(|(_, taken)| **taken < cap).map(|(one, _)| (*one, (0.0, None))).collect();
    let mut to: Vec<Option<(f64, usize)>> = vec![None; modalities];
    loop {
        let mut changed = false;
        for (at, edge) in edges.iter().enumerate() {
            if edge.taken < edge.most
                && let Some((sum, _)) = from.get(&edge.competency)
                && to[edge.modality].is_none_or(|(other, _)| sum + edge.worth > other + 1e-12)
            {
                to[edge.modality] = Some((sum + edge.worth, at));
                changed = true;
            }
            if edge.taken > 0
                && let Some((sum, _)) = to[edge.modality]
                && from.get(&edge.competency).is_none_or(|(other, _)| sum - edge.worth > other + 1e-12)
            {
                from.insert(edge.competency, (sum - edge.worth, Some(at)));
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let open = |modality: &usize| taken_in[*modality] < instance.modalities[*modality].most_a_day;
    let (gain, end) = (0..modalities)
        .filter(open)
        .filter_map(|modality| to[modality].map(|(gain, _)| (gain, modality)))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (mut path, mut modality) = (Vec::new(), end);
    loop {
        let (_, forward) = to[modality]?;
        path.push((forward, true));
        match from.get(&edges[forward].competency)? {
            (_, None) => break,
            (_, Some(back)) => {
                path.push((*back, false));
                modality = edges[*back].modality;
            }
        }
        if path.len() > 4 * edges.len() + 4 {
            return None;
        }
    }
    Some((gain, path))
}
