//! Calendars of a school or district: its school days, closures, special days and bells; by which of them a class
//! goes. Who sets the rules of an organization keeps them; everybody who works there reads them.

use domain::{
    CalendarId, Date, DistrictId, OrganizationId, PeriodId, SectionId, Timestamp,
    bell::{BellPeriod, Bells, MOST_PERIODS},
    calendar::{Calendar, SpecialDays, Weekdays},
    people::{Organization, Section, SectionRole},
    text,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    district_day::zone_of,
};

/// The most characters of a name here.
const MOST_NAME: usize = 120;

/// The most calendars of a district.
const MOST_CALENDARS: usize = 500;

/// A calendar as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCalendar {
    /// Which one is changed; `None` for a new one.
    pub id: Option<CalendarId>,
    /// Whose.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The weekdays on which school is held.
    pub weekdays: Weekdays,
    /// Closures and special days.
    pub special: Vec<SpecialDays>,
    /// The bells.
    pub periods: Vec<NewPeriod>,
}

/// A period as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPeriod {
    /// Which one is changed; `None` for a new one, or for the one of the same name.
    pub id: Option<PeriodId>,
    /// Its name.
    pub name: String,
    /// On which weekdays it rings; none for every school day.
    pub weekdays: Weekdays,
    /// From when to when.
    pub bells: Bells,
}

/// A calendar with whose it is and what of it the reader may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCalendar {
    /// The calendar.
    pub calendar: Calendar,
    /// The organization's name.
    pub organization: String,
    /// Its bells, by when they begin.
    pub periods: Vec<BellPeriod>,
    /// How many school days it has.
    pub school_days: u32,
    /// Periods whose real minutes on a day differ from those on the wall, because clocks change: the day, the
    /// period's name, and its real minutes.
    pub changed_clocks: Vec<(Date, String, i64)>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// Calendars and where the reader may keep one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendars {
    /// By first day and name.
    pub calendars: Vec<ShownCalendar>,
    /// Where the reader may keep one.
    pub own: Vec<Organization>,
    /// Today.
    pub today: Date,
}

/// Shows every calendar to whoever works in the district.
pub async fn show_calendars(app: &App, actor: &Actor) -> Result<Calendars, Refusal> {
    let now = chance::now();
    app.db.read(actor, |tx, actor| Box::pin(load(tx, actor, now))).await
}

async fn load(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Calendars, Refusal> {
    let today = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let teaches = standing.places.iter().any(|(place, _)| place.role != SectionRole::Learner);
    if !standing.works_here() && !teaches && standing.substitutions.is_empty() {
        return Err(Refusal::Denied("Calendars are kept by who works at a school."));
    }
    let mut calendars = Vec::new();
    for calendar in store::calendar::list(tx, actor.district).await? {
        let periods = store::calendar::periods(tx, actor.district, calendar.id).await?;
        let organization = standing.organizations.iter().find(|one| one.id == calendar.organization);
        calendars.push(ShownCalendar {
            organization: organization.map(|one| one.name.clone()).unwrap_or_default(),
            school_days: u32::try_from(calendar.days().filter(|day| calendar.on(*day).is_school()).count())
                .unwrap_or(u32::MAX),
            changed_clocks: changed_clocks(actor.district, &calendar, &periods),
            may_change: standing.sets_rules_of(calendar.organization),
            periods,
            calendar,
        });
    }
    let own = standing.organizations.iter().filter(|one| standing.sets_rules_of(one.id)).cloned().collect();
    Ok(Calendars { calendars, own, today })
}

/// Where clocks change within a period of a school day.
fn changed_clocks(
    district: DistrictId,
    calendar: &Calendar,
    periods: &[BellPeriod],
) -> Vec<(Date, String, i64)> {
    let zone = zone_of(district);
    let school = calendar.days().filter(|day| calendar.on(*day).is_school());
    school
        .flat_map(|day| periods.iter().map(move |period| (day, period)))
        .filter(|(day, period)| period.weekdays.contains(day.weekday()))
        .filter_map(|(day, period)| {
            let (begins, ends) = period.bells.minutes();
            let real = period.bells.real_minutes(day, &zone)?;
            (real != ends - begins).then(|| (day, period.name.clone(), real))
        })
        .collect()
}

/// Adds a calendar or changes one, with its bells; its id.
pub async fn keep_calendar(app: &App, actor: &Actor, new: NewCalendar) -> Result<CalendarId, Refusal> {
    access::may_write(actor)?;
    let now = chance::now();
    let name = text::required(&new.name, MOST_NAME).map_err(Refusal::text("name"))?;
    let mut special = Vec::with_capacity(new.special.len());
    for one in new.special {
        let name = text::required(&one.name, MOST_NAME).map_err(Refusal::text("closures"))?;
        special.push(SpecialDays { name, ..one });
    }
    let id = new.id.unwrap_or_else(|| chance::calendar_id(now));
    let calendar = Calendar {
        id,
        organization: new.organization,
        name,
        first: new.first,
        last: new.last,
        weekdays: new.weekdays,
        special,
    };
    let calendar =
        calendar.checked().map_err(|bad| Refusal::invalid("calendar", format!("cannot be kept: {bad}")))?;
    let periods = checked_periods(new.periods, &calendar)?;
    let known = new.id;
    app.db
        .write((actor.clone(), calendar, periods), move |tx, (actor, calendar, periods)| {
            Box::pin(async move {
                let district = actor.district;
                let standing = Standing::load(tx, actor, chance::date_of(district, now)).await?;
                may_keep(&standing, calendar.organization)?;
                let all = store::calendar::list(tx, district).await?;
                match (known, all.iter().find(|one| one.id == calendar.id)) {
                    (Some(_), None) => return Err(Refusal::NotFound("this calendar")),
                    (Some(_), Some(before)) => may_keep(&standing, before.organization)?,
                    (None, _) if all.len() >= MOST_CALENDARS => {
                        let why =
                            format!("are too many: {MOST_CALENDARS} is the most, so take old ones away");
                        return Err(Refusal::invalid("calendars", why));
                    }
                    (None, _) => {}
                }
                store::calendar::put(tx, district, calendar, actor.person, now).await?;
                let periods = named(tx, district, calendar.id, periods, now).await?;
                Ok(store::calendar::put_periods(tx, district, calendar.id, &periods, now).await?)
            })
        })
        .await?;
    Ok(id)
}

fn may_keep(standing: &Standing, organization: OrganizationId) -> Result<(), Refusal> {
    if standing.organizations.iter().all(|one| one.id != organization) {
        return Err(Refusal::NotFound("this school"));
    }
    if standing.sets_rules_of(organization) || standing.sets_rules_of_the_district() {
        return Ok(());
    }
    Err(Refusal::Denied("Only an administrator or the principal of a school keeps its calendar."))
}

fn checked_periods(new: Vec<NewPeriod>, calendar: &Calendar) -> Result<Vec<NewPeriod>, Refusal> {
    if new.len() > MOST_PERIODS {
        return Err(Refusal::invalid("periods", format!("are too many: {MOST_PERIODS} is the most")));
    }
    let mut periods: Vec<NewPeriod> = Vec::with_capacity(new.len());
    for one in new {
        let name = text::required(&one.name, MOST_NAME).map_err(Refusal::text("periods"))?;
        if periods.iter().any(|other| other.name == name) {
            return Err(Refusal::invalid(
                "periods",
                format!("have \"{name}\" twice: give each its own name"),
            ));
        }
        let weekdays = if one.weekdays.is_empty() { calendar.weekdays } else { one.weekdays };
        periods.push(NewPeriod { name, weekdays, ..one });
    }
    Ok(periods)
}

/// Gives each period its id: its own, that of the one with the same name, or a new one.
async fn named(
    tx: &mut Tx,
    district: DistrictId,
    calendar: CalendarId,
    periods: &[NewPeriod],
    now: Timestamp,
) -> Result<Vec<BellPeriod>, Refusal> {
    let before = store::calendar::periods(tx, district, calendar).await?;
    let mut named = Vec::with_capacity(periods.len());
    for one in periods {
        if one.id.is_some_and(|id| before.iter().all(|known| known.id != id)) {
            return Err(Refusal::NotFound("this period"));
        }
        let same = before.iter().find(|known| known.name == one.name).map(|known| known.id);
        named.push(BellPeriod {
            id: one.id.or(same).unwrap_or_else(|| chance::period_id(now)),
            calendar,
            name: one.name.clone(),
            weekdays: one.weekdays,
            bells: one.bells,
        });
    }
    Ok(named)
}

/// Takes a calendar away; classes that went by it go by that of their school again.
pub async fn remove_calendar(app: &App, actor: &Actor, id: CalendarId) -> Result<(), Refusal> {
    access::may_write(actor)?;
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), id), move |tx, (actor, id)| {
            Box::pin(async move {
                let all = store::calendar::list(tx, actor.district).await?;
                let found = all.iter().find(|one| one.id == *id).ok_or(Refusal::NotFound("this calendar"))?;
                let standing = Standing::load(tx, actor, today).await?;
                may_keep(&standing, found.organization)?;
                Ok(store::calendar::remove(tx, actor.district, *id).await?)
            })
        })
        .await
}

/// Says by which calendar a class goes; `None` for that of its school. Whoever may change its targets may.
pub async fn choose_calendar(
    app: &App,
    actor: &Actor,
    section: SectionId,
    calendar: Option<CalendarId>,
) -> Result<(), Refusal> {
    let today = chance::today(actor.district);
    app.db
        .write((actor.clone(), section, calendar), move |tx, (actor, section, calendar)| {
            Box::pin(async move {
                let (section, _) = access::section(tx, actor, *section, Action::Manage, today).await?;
                let all = store::calendar::list(tx, actor.district).await?;
                if calendar.is_some_and(|id| all.iter().all(|one| one.id != id)) {
                    return Err(Refusal::NotFound("this calendar"));
                }
                Ok(store::calendar::choose(tx, actor.district, section.id, *calendar).await?)
            })
        })
        .await
}

/// The calendar by which a class goes on `day`: the one chosen for it; that of its organization, or of the nearest
/// that it lies in, which holds the day or comes nearest to it.
pub(crate) async fn of_section(
    tx: &mut Tx,
    district: DistrictId,
    section: &Section,
    organizations: &[Organization],
    day: Date,
) -> Result<Option<Calendar>, Refusal> {
    let all = store::calendar::list(tx, district).await?;
    if let Some(chosen) = store::calendar::chosen(tx, district, section.id).await?
        && let Some(found) = all.iter().find(|one| one.id == chosen)
    {
        return Ok(Some(found.clone()));
    }
    let mut at = Some(section.organization);
    // A roster could name a circle of parents: no chain is longer than the list.
    for _ in 0..=organizations.len() {
        let Some(here) = at else { break };
        let away = |one: &&Calendar| {
            let (before, after) = (one.first, one.last);
            let days = domain::calendar::days_between;
            days(day, before).max(days(after, day)).max(0)
        };
        if let Some(found) = all.iter().filter(|one| one.organization == here).min_by_key(away) {
            return Ok(Some(found.clone()));
        }
        at = organizations.iter().find(|one| one.id == here).and_then(|one| one.parent);
    }
    Ok(None)
}
