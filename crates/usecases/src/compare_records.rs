//! Two records that may be one child's: who looks alike, and both side by side, without what is recorded.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    Date, DistrictId, LearnerId, PersonId, Timestamp,
    people::{Guardianship, Person, RoleKind, Section, SectionRole},
    text::search_key,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Standing},
    chance,
    search_people::after_of,
};

/// The most pairs that are suggested at once.
pub const MOST_PAIRS: usize = 100;

/// Two people who look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// One of them.
    pub one: Person,
    /// The other.
    pub other: Person,
    /// What they share besides the name.
    pub shared: Vec<&'static str>,
}

/// One of two records, as far as is needed to say whether both are one child's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSide {
    /// Whose.
    pub person: Person,
    /// The day of birth, where the roster says it.
    pub born: Option<String>,
    /// Names of the schools.
    pub schools: Vec<String>,
    /// Classes today.
    pub sections: Vec<Section>,
    /// Who speaks for them, and whether they may see the record today.
    pub guardians: Vec<(Person, bool)>,
    /// The name to sign in with.
    pub sign_in_name: Option<String>,
    /// When they last signed in.
    pub last_signed_in: Option<Timestamp>,
    /// How many entries the record has.
    pub entries: i64,
    /// How many ratings of them wait.
    pub drafts: usize,
}

/// A guardian of one of the two, and what the merging would mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianChoice {
    /// Who.
    pub person: Person,
    /// What custody says of the kept record today: `None` where they have none.
    pub of_kept: Option<bool>,
    /// What custody says of the other record today.
    pub of_merged: Option<bool>,
}

impl GuardianChoice {
    /// Whether they are proposed to see the kept record afterwards: who sees it now and is not kept from the
    /// other. Nobody gains a record by a merging that nobody decided.
    pub fn proposed(&self) -> bool {
        self.of_kept == Some(true) && self.of_merged != Some(false)
    }
}

/// Two records side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The one that would stay.
    pub kept: RecordSide,
    /// The one that would be merged into it.
    pub merged: RecordSide,
    /// Everybody who speaks for either.
    pub guardians: Vec<GuardianChoice>,
    /// Why they cannot be merged; `None` when they can.
    pub obstacle: Option<String>,
}

/// Pairs of learners of the same name, those who share more first; an administrator's of the district to see.
pub async fn suggest_records(app: &App, actor: &Actor) -> Result<Vec<Alike>, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), |tx, actor| {
            Box::pin(async move {
                may_merge(tx, actor, today).await?;
                suggest(tx, actor.district, today).await
            })
        })
        .await
}

/// Whoever joins records is an administrator of the district.
pub(crate) async fn may_merge(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Standing, Refusal> {
    let standing = access::administrator(tx, actor, today).await?;
    if standing.sets_rules_of_the_district() {
        return Ok(standing);
    }
    Err(Refusal::Denied("Only an administrator of the district can do this."))
}

async fn suggest(tx: &mut Tx, district: DistrictId, today: Date) -> Result<Vec<Alike>, Refusal> {
    let roles = store::role::of_kind(tx, district, RoleKind::Learner).await?;
    let learn: BTreeSet<PersonId> =
        roles.into_iter().filter(|one| one.dates.contains(today)).map(|one| one.person).collect();
    let joined: BTreeSet<PersonId> = store::record_link::list(tx, district)
        .await?
        .into_iter()
        .filter(|link| link.separated.is_none())
        .map(|link| link.merged.as_person())
        .collect();
    let mut by_name: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    let mut after = None;
    loop {
        let page = store::person::page(tx, district, None, after.as_ref(), 5_000).await?;
        after = page.last().map(after_of);
        let ended = page.len() < 5_000;
        for person in page {
            if person.active && learn.contains(&person.id) && !joined.contains(&person.id) {
                by_name.entry(search_key(&person.list_name())).or_default().push(person);
            }
        }
        if ended {
            break;
        }
    }
    by_name.retain(|_, people| people.len() > 1);
    let mut guardians: HashMap<LearnerId, BTreeSet<PersonId>> = HashMap::new();
    if !by_name.is_empty() {
        for one in store::guardianship::list(tx, district).await? {
            guardians.entry(one.learner).or_default().insert(one.guardian);
        }
    }
    let mut alike = Vec::new();
    for people in by_name.into_values() {
        for (place, one) in people.iter().enumerate() {
            for other in &people[place + 1..] {
                let shared = shared(one, other, &guardians);
                alike.push(Alike { one: one.clone(), other: other.clone(), shared });
            }
        }
    }
    alike.sort_by_key(|pair| (std::cmp::Reverse(pair.shared.len()), pair.one.id));
    alike.truncate(MOST_PAIRS);
    Ok(alike)
}

fn shared(
    one: &Person,
    other: &Person,
    guardians: &HashMap<LearnerId, BTreeSet<PersonId>>,
) -> Vec<&'static str> {
    let same = |left: &Option<String>, right: &Option<String>| left.is_some() && left == right;
    let of = |person: &Person| guardians.get(&person.id.as_learner());
    let guardian = of(one).zip(of(other)).is_some_and(|(left, right)| !left.is_disjoint(right));
    [
        ("the day of birth", same(&born(one), &born(other))),
        ("the identifier", same(&one.sourced_id, &other.sourced_id)),
        ("the e-mail address", same(&one.email, &other.email)),
        ("the grade", same(&one.grade, &other.grade)),
        ("a guardian", guardian),
    ]
    .into_iter()
    .filter_map(|(what, is)| is.then_some(what))
    .collect()
}

/// The day of birth that a roster gave, as it wrote it.
fn born(person: &Person) -> Option<String> {
    let is = |name: &str| name.to_lowercase().replace(['_', '.', ' '], "").ends_with("birthdate");
    person
        .extra
        .iter()
        .find(|(name, _)| is(name))
        .map(|(_, json)| json.trim_matches('"').to_owned())
        .filter(|day| !day.is_empty())
}

/// Shows two records side by side; an administrator's of the district to see.
pub async fn compare_records(
    app: &App,
    actor: &Actor,
    kept: LearnerId,
    merged: LearnerId,
) -> Result<Compared, Refusal> {
    let today = chance::today(actor.district);
    app.db
        .read(actor.clone(), move |tx, actor| {
            Box::pin(async move {
                may_merge(tx, actor, today).await?;
                compare(tx, actor.district, kept, merged, today).await
            })
        })
        .await
}

pub(crate) async fn compare(
    tx: &mut Tx,
    district: DistrictId,
    kept: LearnerId,
    merged: LearnerId,
    today: Date,
) -> Result<Compared, Refusal> {
    let obstacle = obstacle(tx, district, kept, merged, today).await?;
    let guardians = guardians(tx, district, kept, merged, today).await?;
    let kept = side(tx, district, kept, today).await?;
    let merged = side(tx, district, merged, today).await?;
    Ok(Compared { kept, merged, guardians, obstacle })
}

async fn side(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    today: Date,
) -> Result<RecordSide, Refusal> {
    let id = learner.as_person();
    let person = store::person::find(tx, district, id).await?.ok_or(Refusal::NotFound("this learner"))?;
    let organizations = store::organization::list(tx, district).await?;
    let roles = store::role::of_person(tx, district, id).await?;
    let schools = roles.iter().filter(|one| one.kind == RoleKind::Learner && one.dates.contains(today));
    let schools = schools
        .filter_map(|one| organizations.iter().find(|place| place.id == one.organization))
        .map(|place| place.name.clone())
        .collect();
    let places = store::enrollment::of_person(tx, district, id).await?;
    let mut sections = store::section::of_person(tx, district, id).await?;
    sections.retain(|section| {
        let here = |one: &&domain::people::Enrollment| {
            one.section == section.id && one.role == SectionRole::Learner && one.dates.contains(today)
        };
        places.iter().any(|one| here(&one))
    });
    let mut guardians = Vec::new();
    for one in store::guardianship::of_learner(tx, district, learner).await? {
        if let Some(person) = store::person::find(tx, district, one.guardian).await? {
            guardians.push((person, one.may_see && one.dates.contains(today)));
        }
    }
    let mut drafts = 0;
    for section in &sections {
        let here = store::draft::of_section(tx, district, section.id, None).await?;
        drafts += here.iter().filter(|draft| draft.learner == learner).count();
    }
    let account = store::account::of_person(tx, district, id).await?;
    Ok(RecordSide {
        born: born(&person),
        schools,
        sections,
        guardians,
        sign_in_name: account.map(|account| account.sign_in_name),
        last_signed_in: store::person::last_sign_in(tx, district, id).await?,
        entries: store::learner::entries(tx, district, learner).await?,
        drafts,
        person,
    })
}

/// Everybody who speaks for either record, with what custody says of each today.
pub(crate) async fn guardians(
    tx: &mut Tx,
    district: DistrictId,
    kept: LearnerId,
    merged: LearnerId,
    today: Date,
) -> Result<Vec<GuardianChoice>, Refusal> {
    let of = |all: &[Guardianship], guardian: PersonId| {
        let found = all.iter().find(|one| one.guardian == guardian);
        found.map(|one| one.may_see && one.dates.contains(today))
    };
    let of_kept = store::guardianship::of_learner(tx, district, kept).await?;
    let of_merged = store::guardianship::of_learner(tx, district, merged).await?;
    let all: BTreeSet<PersonId> = of_kept.iter().chain(&of_merged).map(|one| one.guardian).collect();
    let mut choices = Vec::with_capacity(all.len());
    for guardian in all {
        let Some(person) = store::person::find(tx, district, guardian).await? else { continue };
        choices.push(GuardianChoice {
            person,
            of_kept: of(&of_kept, guardian),
            of_merged: of(&of_merged, guardian),
        });
    }
    Ok(choices)
}

/// Why two records cannot be merged; `None` when they can.
pub(crate) async fn obstacle(
    tx: &mut Tx,
    district: DistrictId,
    kept: LearnerId,
    merged: LearnerId,
    today: Date,
) -> Result<Option<String>, Refusal> {
    if kept == merged {
        return Ok(Some("These are the same record.".to_owned()));
    }
    for learner in [kept, merged] {
        let id = learner.as_person();
        if store::record_link::kept_of(tx, district, id).await?.is_some() {
            return Ok(Some(
                "One of them is merged into another record already: separate that first.".to_owned(),
            ));
        }
        let works = |kind: RoleKind| kind != RoleKind::Learner;
        let roles = store::role::of_person(tx, district, id).await?;
        let places = store::enrollment::of_person(tx, district, id).await?;
        let children = store::guardianship::of_guardian(tx, district, id).await?;
        if roles.iter().any(|one| works(one.kind) && one.dates.contains(today))
            || places.iter().any(|one| one.role != SectionRole::Learner && one.dates.contains(today))
            || !children.is_empty()
        {
            let why = "One of them works here or speaks for a child: records of adults are not merged, because \
                       what one may do the other would be able to do.";
            return Ok(Some(why.to_owned()));
        }
    }
    if !store::record_link::merged_into(tx, district, merged.as_person()).await?.is_empty() {
        let why = "Another record is merged into the one that would go: keep that one, or separate it first.";
        return Ok(Some(why.to_owned()));
    }
    Ok(None)
}
