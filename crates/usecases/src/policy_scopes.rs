//! Scopes of policies by the names that people and files give them.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, OrganizationId, SectionId,
    policy::{Scope, ScopeKind},
    text::search_key,
};
use store::Tx;

use crate::{
    Actor, App, Refusal, access,
    access::{Action, LearnerPlaces, Standing},
    chance,
    judging::enrollment_scope,
};

/// The scope that `name` means: `district`, `school:NAME or id`, `section:ID`, `learner:ID` or
/// `enrollment:SECTION/LEARNER`. Refused for who may not set it: the district is its administrators',
/// a school and its learners are theirs and its principal's, a section and its places are also of those who
/// run it.
pub(crate) async fn find(tx: &mut Tx, actor: &Actor, name: &str, today: Date) -> Result<Scope, Refusal> {
    let unknown = || {
        let why =
            "is unknown: write district, school:NAME, section:ID, learner:ID or enrollment:SECTION/LEARNER";
        Refusal::invalid("scope", why)
    };
    let (kind, rest) = name.trim().split_once(':').unwrap_or((name.trim(), ""));
    match (kind, rest.trim()) {
        ("district", "") => {
            of_district(&access::rules(tx, actor, today).await?)?;
            Ok(Scope::DISTRICT)
        }
        ("school", name) => {
            let standing = access::rules(tx, actor, today).await?;
            let by_id = name.parse().ok();
            let found = standing
                .organizations
                .iter()
                .find(|one| Some(one.id) == by_id || search_key(&one.name) == search_key(name));
            let found = found.ok_or(Refusal::NotFound("this school"))?.clone();
            if found.kind == "district" {
                of_district(&standing)?;
                return Ok(Scope::DISTRICT);
            }
            if !standing.sets_rules_of(found.id) {
                return Err(Refusal::Denied("You set the rules of your own school only."));
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
            let standing = access::rules(tx, actor, today).await?;
            let found = store::person::find(tx, actor.district, id.as_person()).await?;
            found.ok_or(Refusal::NotFound("this learner"))?;
            let places = LearnerPlaces::load(tx, actor, id, today).await?;
            let own = places.organizations.iter().any(|place| standing.sets_rules_of(*place));
            if !own && !standing.sets_rules_of_the_district() {
                return Err(Refusal::NotFound("this learner"));
            }
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

fn of_district(standing: &Standing) -> Result<(), Refusal> {
    if standing.sets_rules_of_the_district() {
        return Ok(());
    }
    Err(Refusal::Denied("Only an administrator of the district can do this."))
}

async fn of_section(tx: &mut Tx, actor: &Actor, section: SectionId, today: Date) -> Result<(), Refusal> {
    let standing = Standing::load(tx, actor, today).await?;
    let found = store::section::find(tx, actor.district, section).await?;
    if found.is_some_and(|found| standing.sets_rules_of(found.organization)) {
        return Ok(());
    }
    access::section(tx, actor, section, Action::Manage, today).await.map(drop)
}

/// Checks that `actor` may still set a scope that was found before, as [`find`] does.
pub(crate) async fn check(tx: &mut Tx, actor: &Actor, scope: Scope, today: Date) -> Result<(), Refusal> {
    if scope.kind == ScopeKind::Enrollment {
        // An enrollment's scope is made of two ids and cannot be taken apart: its section is looked for.
        let standing = Standing::load(tx, actor, today).await?;
        for section in store::section::list(tx, actor.district).await? {
            for place in store::enrollment::of_section(tx, actor.district, section.id).await? {
                if enrollment_scope(section.id, place.person.as_learner()) == scope {
                    return if standing.sets_rules_of(section.organization) {
                        Ok(())
                    } else {
                        access::section(tx, actor, section.id, Action::Manage, today).await.map(drop)
                    };
                }
            }
        }
        return Err(Refusal::NotFound("this learner in this class"));
    }
    find(tx, actor, &word(&scope), today).await.map(drop)
}

/// A scope as files, addresses and the API write it.
pub fn word(scope: &Scope) -> String {
    match scope.kind {
        ScopeKind::District | ScopeKind::BuiltIn => scope.kind.word().to_owned(),
        kind => format!("{}:{}", kind.word(), OrganizationId::from_bytes(scope.id)),
    }
}

/// The most sections that are offered by name; of more, only schools and the district are.
const MOST_SECTIONS: usize = 100;

/// The scopes whose rules `actor` may set, each with its word and its name; refused for who may set none.
pub async fn list_my_scopes(app: &App, actor: &Actor) -> Result<Vec<(String, String)>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor, |tx, actor| {
            Box::pin(async move {
                let standing = access::rules(tx, actor, today).await?;
                let mut scopes = Vec::new();
                if standing.sets_rules_of_the_district() {
                    scopes.push(("district".to_owned(), "The whole district".to_owned()));
                }
                let schools = standing.organizations.iter().filter(|one| one.kind != "district");
                let schools = schools.filter(|one| standing.sets_rules_of(one.id));
                scopes.extend(schools.map(|one| (format!("school:{}", one.id), one.name.clone())));
                let mut sections = store::section::list(tx, actor.district).await?;
                sections.retain(|one| standing.sets_rules_of(one.organization));
                if sections.len() <= MOST_SECTIONS {
                    scopes.extend(
                        sections
                            .into_iter()
                            .map(|one| (format!("section:{}", one.id), format!("Class: {}", one.title))),
                    );
                }
                Ok(scopes)
            })
        })
        .await
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
