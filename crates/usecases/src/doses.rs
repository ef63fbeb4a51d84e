//! The dose meter: minutes in each way of learning and on screens, week by week, against the program's targets.

use std::collections::BTreeMap;

use domain::{
    Date, DistrictId, LearnerId, RoomProgramId, access::Relationship, calendar::days_after,
    room_program::SessionHad,
};
use store::Tx;

use crate::{
    Actor, App, Refusal,
    access::{self, Action},
    chance, learn_from_day, room_programs, room_setup,
    room_setup::Setup,
};

/// What one learner had in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dose {
    /// Who.
    pub learner: LearnerId,
    /// Their name.
    pub name: String,
    /// Minutes by place of the way of learning.
    pub minutes: Vec<i64>,
    /// Minutes on screens.
    pub screen: i64,
    /// Minutes in all.
    pub all: i64,
}

/// A week of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Doses {
    /// Its name.
    pub program_name: String,
    /// By which relationship it is open.
    pub relationship: Relationship,
    /// Ways of learning with their targets.
    pub setup: Setup,
    /// Monday.
    pub first: Date,
    /// Sunday.
    pub last: Date,
    /// By list name.
    pub learners: Vec<Dose>,
}

impl Doses {
    /// The mean minutes of a way of learning over the learners, rounded; 0 for nobody.
    pub fn mean(&self, place: usize) -> i64 {
        mean(self.learners.iter().map(|one| one.minutes[place]))
    }

    /// The mean minutes on screens.
    pub fn mean_screen(&self) -> i64 {
        mean(self.learners.iter().map(|one| one.screen))
    }

    /// How many learners passed the most minutes on screens.
    pub fn over_screen(&self) -> usize {
        let most = i64::from(self.setup.numbers.screen_most_a_week);
        self.learners.iter().filter(|one| most > 0 && one.screen > most).count()
    }
}

fn mean(all: impl Iterator<Item = i64>) -> i64 {
    let (sum, count) = all.fold((0_i64, 0_i64), |(sum, count), one| (sum + one, count + 1));
    if count == 0 { 0 } else { (sum + count / 2) / count }
}

/// The Monday and the Sunday of a day's week.
pub fn week_of(day: Date) -> (Date, Date) {
    let before = i64::from(day.weekday().to_monday_zero_offset());
    let first = days_after(day, -before).unwrap_or(day);
    (first, days_after(first, 6).unwrap_or(day))
}

/// Shows a week of a program, learner by learner.
pub async fn show_doses(
    app: &App,
    actor: &Actor,
    program: RoomProgramId,
    day: Option<Date>,
) -> Result<Doses, Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let (first, last) = week_of(day.unwrap_or(today));
    let doses = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let opened = room_programs::open(tx, actor, program, Action::See, now).await?;
                if opened.relationship == Relationship::Substitute {
                    return Err(Refusal::Denied("A substitute sees today's schedule."));
                }
                let (setup, _) = room_setup::load(tx, actor.district, program).await?;
                let sections = room_programs::sections(tx, actor.district, &opened.program).await?;
                let listed = room_programs::learners(tx, actor.district, &sections, today).await?;
                let had = store::session_had::of_program(tx, actor.district, program, (first, last)).await?;
                let mut by: BTreeMap<LearnerId, Vec<SessionHad>> = BTreeMap::new();
                for one in had {
                    by.entry(one.learner).or_default().push(one);
                }
                let learners = listed.into_iter().map(|one| {
                    let had = by.remove(&one.learner).unwrap_or_default();
                    dose(one.learner, one.list_name, &had, &setup)
                });
                Ok::<_, Refusal>(Doses {
                    program_name: opened.program.name,
                    relationship: opened.relationship,
                    learners: learners.collect(),
                    setup,
                    first,
                    last,
                })
            })
        })
        .await?;
    let learners = doses.learners.iter().map(|one| one.learner).collect();
    access::log(app, actor, "minutes of a program", doses.relationship, learners, now).await?;
    Ok(doses)
}

fn dose(learner: LearnerId, name: String, had: &[SessionHad], setup: &Setup) -> Dose {
    let of = |key: &str| had.iter().filter(|one| one.modality == key).map(|one| one.minutes).sum();
    Dose {
        learner,
        name,
        minutes: setup.modalities.iter().map(|one| of(&one.key)).collect(),
        screen: had.iter().filter(|one| one.screen).map(|one| one.minutes).sum(),
        all: had.iter().map(|one| one.minutes).sum(),
    }
}

/// A learner's own week, in each of their programs.
#[derive(Debug, Clone, PartialEq)]
pub struct MyDose {
    /// The program's name.
    pub program: String,
    /// Ways of learning with their targets.
    pub setup: Setup,
    /// What they had.
    pub dose: Dose,
}

/// What one learner had in the week of `day`, program by program; access was checked by the caller.
pub(crate) async fn of_learner(
    tx: &mut Tx,
    district: DistrictId,
    learner: LearnerId,
    day: Date,
) -> Result<Vec<MyDose>, Refusal> {
    let had = store::session_had::of_learner(tx, district, learner, week_of(day)).await?;
    let mut programs: Vec<RoomProgramId> = had.iter().map(|one| one.program).collect();
    programs.sort_unstable();
    programs.dedup();
    let mut all = Vec::with_capacity(programs.len());
    for program in programs {
        let Some(found) = store::room_program::find(tx, district, program).await? else { continue };
        let (setup, _) = room_setup::load(tx, district, program).await?;
        let of: Vec<SessionHad> = had.iter().filter(|one| one.program == program).cloned().collect();
        all.push(MyDose { program: found.name, dose: dose(learner, String::new(), &of, &setup), setup });
    }
    Ok(all)
}

/// Shows a learner's week, to whoever may see the learner.
pub async fn show_my_dose(app: &App, actor: &Actor, learner: LearnerId) -> Result<Vec<MyDose>, Refusal> {
    let now = chance::now();
    let (doses, relationship) = app
        .db
        .read(actor, move |tx, actor| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, learner, Action::Whole, today).await?;
                Ok::<_, Refusal>((of_learner(tx, actor.district, learner, today).await?, relationship))
            })
        })
        .await?;
    access::log(app, actor, "minutes of a learner", relationship, vec![learner], now).await?;
    Ok(doses)
}

/// Writes what the days so far gave, so that the meter is of today.
pub async fn bring_up_to_date(app: &App, actor: &Actor, program: RoomProgramId) -> Result<(), Refusal> {
    let now = chance::now();
    let today = chance::date_of(actor.district, now);
    let opened = app.db.read(actor, move |tx, actor| {
        Box::pin(async move { room_programs::open(tx, actor, program, Action::Manage, now).await })
    });
    opened.await?;
    let tomorrow = days_after(today, 1).unwrap_or(today);
    learn_from_day::learn_before(app, actor.district, program, tomorrow).await
}
