//! What the clock does once a day: it notes whose pace has changed in which class, and tells who is to be told of it,
//! once per change. A letter says that there is news and nothing of a record; what it is stands on the pages.

use std::{
    collections::{HashMap, HashSet},
    sync::{LazyLock, PoisonError, RwLock},
};

use domain::{
    Date, DistrictId, PersonId, SectionId, Timestamp,
    caseload::CaseloadKind,
    notice::NoticeState,
    pace::{PaceAlert, PaceChange, PaceStanding, ToldOfPace},
    people::{Section, SectionRole},
};
use planning::alerts::{self, Now};
use store::{Tx, db::Turn, notice::Notice};
use wording::{Audience, Language};

use crate::{
    App, Refusal, chance, class_pace,
    class_pace::{ClassPace, LearnerPace},
    mail_settings::sending,
    preferences::{HowOften, how_often},
    words,
};

/// The kind of these notices.
pub(crate) const PACE_NEWS: &str = "pace";

/// On which day each district was looked at last. Looking twice changes nothing.
static LOOKED: LazyLock<RwLock<HashMap<DistrictId, Date>>> = LazyLock::new(RwLock::default);

/// Looks at every class of a district once a day. Returns how many people were told of something new.
pub async fn tell_pace_daily(app: &App, district: DistrictId, now: Timestamp) -> Result<usize, Refusal> {
    let today = chance::date_of(district, now);
    let looked = LOOKED.read().unwrap_or_else(PoisonError::into_inner).get(&district).copied();
    if looked == Some(today) {
        return Ok(0);
    }
    let told = tell_pace(app, district, now).await?;
    LOOKED.write().unwrap_or_else(PoisonError::into_inner).insert(district, today);
    Ok(told)
}

/// Looks at every class of a district now.
pub async fn tell_pace(app: &App, district: DistrictId, now: Timestamp) -> Result<usize, Refusal> {
    let today = chance::date_of(district, now);
    let sections =
        app.db.look_up(district, |tx, district| Box::pin(with_dates(tx, *district, today))).await?;
    let mut told = HashSet::new();
    for section in sections {
        // Reading takes its time and is done in a snapshot; only what is new is written.
        let found =
            app.db.read(section, |tx, section| Box::pin(noticed(tx, district, section, today, now))).await?;
        if !found.is_empty() {
            let written =
                app.db.write_in(Turn::Behind, found, move |tx, found| Box::pin(note(tx, district, found)));
            told.extend(written.await?);
        }
    }
    let people: Vec<PersonId> = told.into_iter().collect();
    write_letters(app, district, &people, today, now).await?;
    Ok(people.len())
}

/// The classes of today that have targets.
async fn with_dates(tx: &mut Tx, district: DistrictId, today: Date) -> Result<Vec<Section>, Refusal> {
    if store::dated_target::plans(tx, district).await?.is_empty() {
        return Ok(Vec::new());
    }
    let mut sections = store::section::list(tx, district).await?;
    sections.retain(|one| one.dates.contains(today));
    Ok(sections)
}

/// What is new of one learner: a change, if the standing is another one, and who is to be told.
#[derive(Debug, Clone)]
struct News {
    change: Option<PaceChange>,
    alerts: Vec<PaceAlert>,
}

/// What is new in one class.
async fn noticed(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    today: Date,
    now: Timestamp,
) -> Result<Vec<News>, Refusal> {
    let class = class_pace::load(tx, district, section, today, now).await?;
    if class.targets.iter().all(|one| one.due.is_none()) {
        return Ok(Vec::new());
    }
    let changes = store::pace::changes(tx, district, section.id).await?;
    let known = store::pace::told_in(tx, district, section.id).await?;
    let educators = educators(tx, district, section.id, today).await?;
    let mut found = Vec::new();
    for learner in &class.learners {
        let id = learner.learner.learner;
        let mut own: Vec<PaceChange> = changes.iter().filter(|one| one.learner == id).copied().collect();
        let last = own.last().copied();
        let change = last.is_none_or(|last| last.standing != learner.standing).then(|| PaceChange {
            learner: id,
            section: section.id,
            version: last.map_or(1, |last| last.version + 1),
            standing: learner.standing,
            on: today,
        });
        own.extend(change);
        let own_alerts: Vec<PaceAlert> = known.iter().filter(|one| one.learner == id).copied().collect();
        let mut alerts = Vec::new();
        for role in to_tell(&class, learner, &own, &own_alerts) {
            for person in people(tx, district, learner, role, &educators, today).await? {
                let alert = own.last().map(|change| PaceAlert {
                    learner: id,
                    section: section.id,
                    version: change.version,
                    role,
                    person,
                    standing: change.standing,
                    on: today,
                    seen_at: None,
                });
                alerts.extend(alert);
            }
        }
        if change.is_some() || !alerts.is_empty() {
            found.push(News { change, alerts });
        }
    }
    Ok(found)
}

/// Writes what is new, unless another server did; who was told of something.
async fn note(tx: &mut Tx, district: DistrictId, found: &[News]) -> Result<Vec<PersonId>, Refusal> {
    let mut told = Vec::new();
    for news in found {
        if let Some(change) = &news.change
            && !store::pace::add_change(tx, district, change).await?
        {
            continue;
        }
        for alert in &news.alerts {
            if store::pace::add_alert(tx, district, alert).await? {
                told.push(alert.person);
            }
        }
    }
    Ok(told)
}

fn to_tell(
    class: &ClassPace,
    learner: &LearnerPace,
    own: &[PaceChange],
    known: &[PaceAlert],
) -> Vec<ToldOfPace> {
    let Some(last) = own.last() else { return Vec::new() };
    let of = |version: i64| -> Vec<ToldOfPace> {
        known.iter().filter(|one| one.version == version).map(|one| one.role).collect()
    };
    // A pause or a missing line in between is no news: what counts is the standing before it.
    let before = own
        .iter()
        .rev()
        .skip(1)
        .find(|one| !matches!(one.standing, PaceStanding::Paused | PaceStanding::NoLine));
    let (told, told_before) = (of(last.version), before.map(|one| of(one.version)).unwrap_or_default());
    let days = learner.own.as_ref().map_or(0, |own| own.count(last.on, class.today));
    let now = Now {
        before: before.map(|one| one.standing),
        standing: last.standing,
        days,
        told: &told,
        told_before: &told_before,
    };
    alerts::to_tell(&now, learner.policy.telling)
}

async fn educators(
    tx: &mut Tx,
    district: DistrictId,
    section: SectionId,
    today: Date,
) -> Result<Vec<PersonId>, Refusal> {
    let mut all: Vec<PersonId> = store::enrollment::of_section(tx, district, section)
        .await?
        .into_iter()
        .filter(|place| place.role == SectionRole::Educator && place.dates.contains(today))
        .map(|place| place.person)
        .collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

async fn people(
    tx: &mut Tx,
    district: DistrictId,
    learner: &LearnerPace,
    role: ToldOfPace,
    educators: &[PersonId],
    today: Date,
) -> Result<Vec<PersonId>, Refusal> {
    let id = learner.learner.learner;
    Ok(match role {
        ToldOfPace::Learner => vec![id.as_person()],
        ToldOfPace::Educator => educators.to_vec(),
        ToldOfPace::Family => store::guardianship::of_learner(tx, district, id)
            .await?
            .into_iter()
            .filter(|one| one.may_see && one.dates.contains(today))
            .map(|one| one.guardian)
            .collect(),
        ToldOfPace::Counselor => store::caseload::of_learner(tx, district, id)
            .await?
            .into_iter()
            .filter(|one| one.kind == CaseloadKind::Counselor && one.holds(today))
            .map(|one| one.holder)
            .collect(),
    })
}

/// Queues one letter for each person who has an e-mail address and wants letters, where the district sends any.
async fn write_letters(
    app: &App,
    district: DistrictId,
    people: &[PersonId],
    today: Date,
    now: Timestamp,
) -> Result<(), Refusal> {
    let Some(server) = sending(app, district).await? else { return Ok(()) };
    if people.is_empty() {
        return Ok(());
    }
    let site = format!("{}/pace", server.site_address);
    app.db
        .write_in(Turn::Behind, (people.to_vec(), site), move |tx, (people, site)| {
            Box::pin(async move {
                for person in store::person::find_all(tx, district, people).await? {
                    let chosen = store::preference::find(tx, district, person.id).await?;
                    let wanted = how_often(chosen.notices.as_deref()) != HowOften::Never;
                    let Some(address) = person.email.clone().filter(|_| wanted && person.active) else {
                        continue;
                    };
                    let known = words::chosen_or_known(chosen.language.as_deref(), Some(&person));
                    let language = known.unwrap_or(Language::English);
                    let words = words::load(tx, district, Audience::Family, language).await?;
                    let name =
                        if person.given_name.is_empty() { person.name() } else { person.given_name.clone() };
                    let body = [
                        words.tell("mail-hello", &[("name", (&name).into())]),
                        format!("{}\n{site}", words.say("mail-pace")),
                        words.say("mail-pace-details"),
                    ];
                    let notice = Notice {
                        id: chance::notice_id(now),
                        person: person.id,
                        kind: PACE_NEWS.to_owned(),
                        day: today,
                        why: "news of pace: somebody's standing to their dates has changed".to_owned(),
                        address,
                        language: words.language().tag().to_owned(),
                        subject: words.say("mail-pace-subject"),
                        body: format!("{}\n", body.join("\n\n")),
                        state: NoticeState::Queued,
                        queued_at: now,
                        due_at: now,
                        tries: 0,
                        tried_at: None,
                        sent_at: None,
                        error: None,
                    };
                    store::notice::add(tx, district, &notice).await?;
                }
                Ok::<_, Refusal>(())
            })
        })
        .await
}
