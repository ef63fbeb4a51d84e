//! Attendance of a class: everybody there, and who is not. Whoever teaches the class, today's substitute included,
//! takes it; it never touches mastery.

use std::collections::HashMap;

use domain::{
    Date, LearnerId, PeriodId, SectionId, Timestamp,
    access::Relationship,
    attendance::{Attendance, Presence},
    bell::BellPeriod,
    calendar::{Calendar, days_between},
    people::Section,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance,
    class_list::{self, Listed},
    keep_calendar,
};

/// How many days back attendance can be taken or corrected.
pub const MOST_DAYS_BACK: i32 = 30;

/// A class on one day, in one period or the whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The class.
    pub section: Section,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// The day.
    pub day: Date,
    /// Today.
    pub today: Date,
    /// Why no attendance is taken on the day, such as "closed (Thanksgiving)"; `None` on a school day.
    pub closed: Option<String>,
    /// The period; `None` for the whole day.
    pub period: Option<PeriodId>,
    /// The periods that ring on the day.
    pub periods: Vec<BellPeriod>,
    /// The class list with what stands.
    pub rows: Vec<(Listed, Option<Attendance>)>,
    /// The days on which it was taken, newest first, with how many entries stand.
    pub days: Vec<(Date, i64)>,
}

impl Sheet {
    /// Whether the reader may take it.
    pub fn may_take(&self) -> bool {
        access::drafts(self.relationship) && self.closed.is_none()
    }
}

/// Shows the sheet of a day; today's without one.
pub async fn show_sheet(
    app: &App,
    actor: &Actor,
    section: SectionId,
    day: Option<Date>,
    period: Option<PeriodId>,
) -> Result<Sheet, Refusal> {
    let now = chance::now();
    let day = day.unwrap_or_else(|| chance::date_of(actor.district, now));
    let sheet = app
        .db
        .read((actor, section), |tx, (actor, section)| {
            Box::pin(load(tx, actor, *section, day, period, Action::See, now))
        })
        .await?;
    let learners = sheet.rows.iter().map(|(listed, _)| listed.learner).collect();
    access::log(app, actor, "attendance", sheet.relationship, learners, now).await?;
    Ok(sheet)
}

async fn load(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    day: Date,
    period: Option<PeriodId>,
    action: Action,
    now: Timestamp,
) -> Result<Sheet, Refusal> {
    let district = actor.district;
    let today = chance::date_of(district, now);
    let (section, relationship) = access::section(tx, actor, section, action, today).await?;
    let organizations = store::organization::list(tx, district).await?;
    let calendar = keep_calendar::of_section(tx, district, &section, &organizations, day).await?;
    let mut periods = Vec::new();
    if let Some(calendar) = &calendar {
        periods = store::calendar::periods(tx, district, calendar.id).await?;
        periods.retain(|one| one.weekdays.contains(day.weekday()));
    }
    if period.is_some_and(|id| periods.iter().all(|one| one.id != id)) {
        return Err(Refusal::NotFound("this period on this day"));
    }
    let learners = class_list::learners(tx, district, &section, day).await?;
    let ids: Vec<LearnerId> = learners.iter().map(|one| one.learner).collect();
    let mut standing: HashMap<LearnerId, Attendance> =
        store::attendance::standing(tx, district, &ids, day, day)
            .await?
            .into_iter()
            .filter(|one| one.period == period)
            .map(|one| (one.learner, one))
            .collect();
    let days = store::attendance::days_of_section(tx, district, section.id, 20).await?;
    let rows = learners.into_iter().map(|one| {
        let stands = standing.remove(&one.learner);
        (one, stands)
    });
    Ok(Sheet {
        rows: rows.collect(),
        closed: closed(calendar.as_ref(), day, today),
        section,
        relationship,
        day,
        today,
        period,
        periods,
        days,
    })
}

/// Why no attendance is taken on a day.
fn closed(calendar: Option<&Calendar>, day: Date, today: Date) -> Option<String> {
    if day > today {
        return Some("not here yet".to_owned());
    }
    if days_between(day, today) > MOST_DAYS_BACK {
        return Some(format!("more than {MOST_DAYS_BACK} days ago"));
    }
    // A class without any calendar takes attendance on every day.
    let kind = calendar?.on(day);
    (!kind.is_school()).then(|| kind.to_string())
}

/// What somebody says of a class on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The day; today without one.
    pub day: Option<Date>,
    /// The period; `None` for the whole day.
    pub period: Option<PeriodId>,
    /// Learners with their presence.
    pub marks: Vec<(LearnerId, Presence)>,
    /// Whether everybody else who has no entry yet was there.
    pub others_present: bool,
}

/// Takes attendance; how many entries were added. What stands already as it is said is not written again.
pub async fn take_attendance(
    app: &App,
    actor: &Actor,
    section: SectionId,
    taken: Taken,
) -> Result<usize, Refusal> {
    let now = chance::now();
    app.db
        .write((actor.clone(), section, taken), move |tx, (actor, section, taken)| {
            Box::pin(take(tx, actor, *section, taken, now))
        })
        .await
}

async fn take(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    taken: &Taken,
    now: Timestamp,
) -> Result<usize, Refusal> {
    let day = taken.day.unwrap_or_else(|| chance::date_of(actor.district, now));
    let sheet = load(tx, actor, section, day, taken.period, Action::Draft, now).await?;
    if let Some(closed) = &sheet.closed {
        return Err(Refusal::invalid(
            "day",
            format!("{day} is {closed}: attendance is taken on school days"),
        ));
    }
    let mut marks: HashMap<LearnerId, Presence> = HashMap::new();
    for (learner, presence) in &taken.marks {
        if sheet.rows.iter().all(|(listed, _)| listed.learner != *learner) {
            return Err(Refusal::NotFound("this learner in this class"));
        }
        if marks.insert(*learner, *presence).is_some_and(|before| before != *presence) {
            return Err(Refusal::invalid("learners", "name one learner twice, with two different words"));
        }
    }
    // One learner, one writer, in id order; what stands is read once nobody else writes it.
    let mut written: Vec<LearnerId> = sheet.rows.iter().map(|(listed, _)| listed.learner).collect();
    written.retain(|learner| taken.others_present || marks.contains_key(learner));
    written.sort_unstable();
    for learner in &written {
        store::learner::lock(tx, actor.district, *learner, now).await?;
    }
    let standing = store::attendance::standing(tx, actor.district, &written, day, day).await?;
    let mut entries = Vec::new();
    for learner in written {
        let stands = standing.iter().find(|one| one.learner == learner && one.period == taken.period);
        let others = (taken.others_present && stands.is_none()).then_some(Presence::Present);
        let Some(presence) = marks.get(&learner).copied().or(others) else { continue };
        if stands.is_some_and(|one| one.presence == presence) {
            continue;
        }
        entries.push(Attendance {
            learner,
            day,
            period: taken.period,
            version: stands.map_or(1, |one| one.version + 1),
            presence,
            section: Some(sheet.section.id),
            recorded_by: actor.person,
            recorded_at: now,
        });
    }
    store::attendance::add(tx, actor.district, &entries).await?;
    Ok(entries.len())
}
