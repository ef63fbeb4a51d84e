//! Scopes of policies by the names that people and files give them.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, SectionId,
    policy::{Scope, ScopeKind},
    text::search_key,
};
use store::Tx;

use crate::{
    Actor, Refusal, access,
    access::{Action, Standing},
    judging::enrollment_scope,
};

/// The scope that `name` means: `district`, `school:NAME or id`, `section:ID`, `learner:ID` or
/// `enrollment:SECTION/LEARNER`. Refused for who may not set it: the district, schools and learners
/// are the administrator's; a section and its places are also of those who run it.
pub(crate) async fn find(tx: &mut Tx, actor: &Actor, name: &str, today: Date) -> Result<Scope, Refusal> {
    let unknown = || {
        let why =
            "is unknown: write district, school:NAME, section:ID, learner:ID or enrollment:SECTION/LEARNER";
        Refusal::invalid("scope", why)
    };
    let (kind, rest) = name.trim().split_once(':').unwrap_or((name.trim(), ""));
    match (kind, rest.trim()) {
        ("district", "") => {
            access::administrator(tx, actor, today).await?;
            Ok(Scope::DISTRICT)
        }
        ("school", name) => {
            access::administrator(tx, actor, today).await?;
            let all = store::organization::list(tx, actor.district).await?;
            let by_id = name.parse().ok();
            let found =
                all.iter().find(|one| Some(one.id) == by_id || search_key(&one.name) == search_key(name));
            let found = found.ok_or(Refusal::NotFound("this school"))?;
            if found.kind == "district" {
                return Ok(Scope::DISTRICT);
            }
            Ok(Scope { kind: ScopeKind::School, id: *found.id.as_bytes() })
        }
        ("section", id) => {
            let id: SectionId = id.parse().map_err(|_| unknown())?;
            of_section(tx, actor, id, today).await?;
            Ok(Scope { kind: ScopeKind::Section, id: *id.as_bytes() })
        }
        ("learner", id) => {
            let id: LearnerId = id.parse().map_err(|_| unknown())?;
            access::administrator(tx, actor, today).await?;
            let found = store::person::find(tx, actor.district, id.as_person()).await?;
            found.ok_or(Refusal::NotFound("this learner"))?;
            Ok(Scope { kind: ScopeKind::Learner, id: *id.as_bytes() })
        }
        ("enrollment", pair) => {
            let (section, learner) = pair.split_once('/').ok_or_else(unknown)?;
            let section: SectionId = section.trim().parse().map_err(|_| unknown())?;
            let learner: LearnerId = learner.trim().parse().map_err(|_| unknown())?;
            of_section(tx, actor, section, today).await?;
            let places = store::enrollment::of_section(tx, actor.district, section).await?;
            if places.iter().all(|place| place.person != learner.as_person()) {
                return Err(Refusal::NotFound("this learner in this class"));
            }
            Ok(enrollment_scope(section, learner))
        }
        _ => Err(unknown()),
    }
}

async fn of_section(tx: &mut Tx, actor: &Actor, section: SectionId, today: Date) -> Result<(), Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    if standing.is_administrator() {
        let found = store::section::find(tx, actor.district, section).await?;
        return found.map(drop).ok_or(Refusal::NotFound("this class"));
    }
    access::section(tx, actor, section, Action::Manage, today).await.map(drop)
}

/// What scopes are called on pages.
pub(crate) struct ScopeNames {
    names: HashMap<Scope, String>,
}

impl ScopeNames {
    /// Loads the names of schools and sections, and of the learners that `scopes` hold.
    pub async fn load(tx: &mut Tx, actor: &Actor, scopes: &[Scope]) -> Result<Self, Refusal> {
        let mut names = HashMap::from([(Scope::DISTRICT, "The whole district".to_owned())]);
        names.insert(mastery::policy::BUILT_IN, "As shipped".to_owned());
        for one in store::organization::list(tx, actor.district).await? {
            names.insert(Scope { kind: ScopeKind::School, id: *one.id.as_bytes() }, one.name);
        }
        let sections = store::section::list(tx, actor.district).await?;
        if scopes.iter().any(|scope| scope.kind == ScopeKind::Enrollment) {
            for section in &sections {
                for place in store::enrollment::of_section(tx, actor.district, section.id).await? {
                    let scope = enrollment_scope(section.id, place.person.as_learner());
                    if scopes.contains(&scope) {
                        let person = store::person::find(tx, actor.district, place.person).await?;
                        let name = person.map(|person| person.name()).unwrap_or_default();
                        names.insert(scope, format!("{name} in {}", section.title));
                    }
                }
            }
        }
        for one in sections {
            names.insert(Scope { kind: ScopeKind::Section, id: *one.id.as_bytes() }, one.title);
        }
        for scope in scopes.iter().filter(|scope| scope.kind == ScopeKind::Learner) {
            let id = LearnerId::from_bytes(scope.id).as_person();
            if let Some(person) = store::person::find(tx, actor.district, id).await? {
                names.insert(*scope, person.name());
            }
        }
        Ok(Self { names })
    }

    /// What a scope is called.
    pub fn of(&self, scope: &Scope) -> String {
        self.names.get(scope).cloned().unwrap_or_else(|| scope.kind.word().replace('_', " "))
    }
}
