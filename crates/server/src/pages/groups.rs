//! Groups for tomorrow.

use axum::{
    Router,
    extract::{Path, Query, State},
    routing::get,
};
use domain::{CompetencyId, LearnerId, SectionId};
use mastery::groups::Group as Formed;
use usecases::show_groups::{SectionGroups, show_groups};

use crate::{
    figures, frame,
    page_error::{Page, page},
    pages::rate::label,
    session::SignedIn,
    site::Site,
    views::{
        groups::{Group, Groups},
        shell::{Choice, Link},
    },
};

/// The sizes to choose from; the second is taken when none is chosen.
const SIZES: [(usize, &str); 4] = [(4, "up to 4"), (6, "up to 6"), (8, "up to 8"), (30, "any size")];

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new().route("/sections/{section}/groups", get(show))
}

#[derive(serde::Deserialize)]
struct Asked {
    size: Option<String>,
}

/// `GET /sections/{section}/groups?size=...`
async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(section): Path<SectionId>,
    Query(asked): Query<Asked>,
) -> Page {
    let asked = asked.size.and_then(|size| size.parse::<usize>().ok());
    let most = asked.filter(|most| SIZES.iter().any(|(known, _)| known == most)).unwrap_or(SIZES[1].0);
    let found = show_groups(&site.app, &signed_in.actor, section, most).await?;
    let href = format!("/sections/{section}/groups");
    let shell = frame::shell(&site, &signed_in, "Groups for tomorrow", &href).await?;
    let section = format!("/sections/{section}");
    page(&Groups {
        shell,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&found.section.title, &section)],
        href,
        sizes: SIZES
            .iter()
            .map(|(value, label)| {
                let choice = Choice::new(&value.to_string(), label);
                if *value == most { choice.chosen() } else { choice }
            })
            .collect(),
        need: found.need.groups.iter().map(|group| needing(&found, group)).collect(),
        ready: found.ready.iter().map(|(target, learners)| ready(&found, *target, learners)).collect(),
        left_over: left_over(&found),
    })
}

fn needing(found: &SectionGroups, group: &Formed) -> Group {
    let unseen = group.members.iter().filter(|member| !member.seen).count();
    let waiting = found.before.iter().find(|(_, before)| before.contains(&group.competency));
    let mut reason = match unseen {
        0 => "Tried, and not there yet.".to_owned(),
        unseen if unseen == group.members.len() => "Next for all of them; nobody has looked yet.".to_owned(),
        1 => "Not there yet; for one a first look comes first.".to_owned(),
        unseen => format!("Not there yet; for {unseen} a first look comes first."),
    };
    if let Some((later, _)) = waiting {
        reason = format!("{reason} {} waits for it.", title(found, *later));
    }
    let learners = group.members.iter().map(|member| member.learner);
    grouped(found, group.competency, reason, learners)
}

fn ready(found: &SectionGroups, target: CompetencyId, learners: &[LearnerId]) -> Group {
    let reason = match found.before.get(&target).map(Vec::as_slice) {
        None | Some([]) => "Nothing has to come before it.".to_owned(),
        Some([one]) => format!("{} is done.", title(found, *one)),
        Some(_) => "Everything it builds on is done.".to_owned(),
    };
    grouped(found, target, reason, learners.iter().copied())
}

fn grouped(
    found: &SectionGroups,
    competency: CompetencyId,
    reason: String,
    learners: impl Iterator<Item = LearnerId>,
) -> Group {
    let names = learners.filter_map(|learner| {
        let listed = found.learners.iter().find(|listed| listed.learner == learner)?;
        Some(Link::new(&listed.name, &format!("/learners/{learner}")))
    });
    Group {
        title: title(found, competency),
        reason,
        learners: names.collect(),
        rate_href: usecases::access::drafts(found.relationship)
            .then(|| format!("/sections/{}/rate?competency={competency}", found.section.id)),
    }
}

fn title(found: &SectionGroups, competency: CompetencyId) -> String {
    found.columns.competencies.iter().find(|one| one.id == competency).map(label).unwrap_or_default()
}

/// Who is in no group, and why.
fn left_over(found: &SectionGroups) -> String {
    let name = |learner: LearnerId| {
        let listed = found.learners.iter().find(|listed| listed.learner == learner);
        listed.map(|listed| listed.name.clone()).unwrap_or_default()
    };
    let mut sentences = Vec::new();
    for (learner, need) in &found.need.alone {
        sentences.push(format!("{} is alone with {}.", name(*learner), title(found, *need)));
    }
    if !found.need.free.is_empty() {
        let names: Vec<String> = found.need.free.iter().map(|learner| name(*learner)).collect();
        sentences.push(format!("Nothing is waiting for {}.", listed(&names)));
    }
    match found.unknown.len() {
        0 => {}
        1 => sentences.push(format!("{} has no evidence yet, and is in no group.", name(found.unknown[0]))),
        many => sentences
            .push(format!("{} students have no evidence yet, and are in no group.", figures::grouped(many))),
    }
    sentences.join(" ")
}

/// `A, B and C`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
