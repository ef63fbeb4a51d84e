//! The setup of a program, kind by kind: a table whose rows are changed, added and left empty to go.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
    routing::{get, post},
};
use domain::{PersonId, RoomProgramId};
use usecases::{
    Refusal,
    room_programs::{ProgramShown, show_room_program, write_room_setup},
    room_setup::{EducatorSetup, ModalitySetup, Numbers, PeriodSetup, RoomSetup, Setup, WallNames},
};

use crate::{
    form::Fields,
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        room_setup::{EducatorRow, ModalityRow, NumberField, PeriodRow, RoomRow, RoomSetupPage},
        shell::{Choice, Link},
    },
};

/// Addresses of this file.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/room-programs/{program}/setup", get(show))
        .route("/room-programs/{program}/setup/{part}", post(write))
}

/// `GET /room-programs/{program}/setup`
async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<RoomProgramId>) -> Page {
    let found = show_room_program(&site.app, &signed_in.actor, id).await?;
    let setup = found.setup.clone();
    shown(&site, &signed_in, &found, &setup, None).await
}

async fn shown(
    site: &Site,
    signed_in: &SignedIn,
    found: &ProgramShown,
    setup: &Setup,
    refusal: Option<String>,
) -> Page {
    let base = format!("/room-programs/{}", found.program.id);
    let yes = |set: bool| if set { "yes".to_owned() } else { String::new() };
    let rooms = setup.rooms.iter().map(|one| RoomRow {
        key: one.key.clone(),
        name: one.name.clone(),
        kind: one.kind.clone(),
        seats: one.seats.to_string(),
        devices: one.devices.to_string(),
        groups: one.groups.to_string(),
        features: one.features.join(", "),
        watched: yes(one.watched),
        periods: one.periods.join(", "),
    });
    let modalities = setup.modalities.iter().map(|one| ModalityRow {
        key: one.key.clone(),
        name: one.name.clone(),
        least: one.group_least.to_string(),
        most: one.group_most.to_string(),
        educator: yes(one.educator),
        device: yes(one.device),
        screen: yes(one.screen),
        own: yes(one.own_lesson),
        kinds: one.room_kinds.join(", "),
        a_day: one.most_a_day.to_string(),
        share: one.share_percent.to_string(),
        dose: one.dose_a_week.to_string(),
    });
    let name = |person: PersonId| {
        let known = found.staff.iter().find(|(id, _)| *id == person);
        known.map_or_else(|| "no longer in these classes".to_owned(), |(_, name)| name.clone())
    };
    let educators = setup.educators.iter().map(|one| EducatorRow {
        person: one.person.to_string(),
        name: name(one.person),
        codes: one.codes.join(", "),
        modalities: one.modalities.join(", "),
        features: one.features.join(", "),
        periods: one.periods.join(", "),
        groups: one.most_groups.to_string(),
    });
    let staff = found.staff.iter().filter(|(id, _)| setup.educator(*id).is_none());
    let mut more = vec![Choice::new("", "Nobody")];
    more.extend(staff.map(|(id, name)| Choice::new(&id.to_string(), name)));
    page(&RoomSetupPage {
        shell: frame::shell(site, signed_in, "Setup", "/room-programs").await?,
        crumbs: vec![Link::new("Rooms", "/room-programs"), Link::new(&found.program.name, &base)],
        base: format!("{base}/setup"),
        version: found.version,
        manages: found.manages,
        weekdays: domain::calendar::Weekdays::WORDS
            .iter()
            .map(|word| Choice {
                value: (*word).to_owned(),
                label: (*word).to_owned(),
                selected: setup.weekdays.iter().any(|one| one == word),
            })
            .collect(),
        periods: setup
            .periods
            .iter()
            .map(|one| PeriodRow {
                key: one.key.clone(),
                name: one.name.clone(),
                starts: one.starts.clone(),
                ends: one.ends.clone(),
            })
            .collect(),
        rooms: rooms.collect(),
        modalities: modalities.collect(),
        educators: educators.collect(),
        more_educators: more,
        numbers: numbers(&setup.numbers),
        whole_names: setup.numbers.wall_names == WallNames::Whole,
        refusal,
    })
}

/// Every number with its name in the form, its words and its unit.
const NUMBERS: [(&str, &str, &str); 8] = [
    ("tries_before_educator", "Failed tries before an educator leads", "tries"),
    ("most_of_a_competency", "Periods a day on one competency", "periods at most"),
    ("balance_percent", "Worth of balance between ways of learning", "% of a full value"),
    ("fairness_percent", "How much more who got little before counts", "%"),
    ("round_days", "Days of a round", "school days"),
    ("seconds", "How long the schedule may be looked for", "seconds"),
    ("evening", "When tomorrow is made", "by the clock"),
    ("screen_most_a_week", "Minutes on screens a week", "at most; 0 for no limit"),
];

fn numbers(numbers: &Numbers) -> Vec<NumberField> {
    let value = |name: &str| match name {
        "tries_before_educator" => numbers.tries_before_educator.to_string(),
        "most_of_a_competency" => numbers.most_of_a_competency.to_string(),
        "balance_percent" => numbers.balance_percent.to_string(),
        "fairness_percent" => numbers.fairness_percent.to_string(),
        "round_days" => numbers.round_days.to_string(),
        "seconds" => numbers.seconds.to_string(),
        "evening" => format!("{:02}:{:02}", numbers.evening / 60, numbers.evening % 60),
        _ => numbers.screen_most_a_week.to_string(),
    };
    NUMBERS
        .iter()
        .map(|(name, label, unit)| NumberField {
            name: (*name).to_owned(),
            label: (*label).to_owned(),
            unit: (*unit).to_owned(),
            clock: *name == "evening",
            value: value(name),
        })
        .collect()
}

/// `POST /room-programs/{program}/setup/{part}`: the rows of `periods`, `rooms`, `modalities`, `educators` or
/// `numbers`, with the `version` that was seen.
async fn write(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, part)): Path<(RoomProgramId, String)>,
    form: Fields,
) -> Page {
    let found = show_room_program(&site.app, &signed_in.actor, id).await?;
    let version = form.one("version").parse::<i64>().map_err(|why| Refusal::invalid("version", why))?;
    let mut setup = found.setup.clone();
    let done = match read(&part, &form, &mut setup) {
        Ok(()) => write_room_setup(&site.app, &signed_in.actor, id, version, setup.clone()).await,
        Err(why) => Err(why),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/room-programs/{id}/setup#{part}")).into_response()),
        Err(Refusal::Invalid { field, why }) => {
            let refusal = Some(format!("The {field} {why}."));
            let page = shown(&site, &signed_in, &found, &setup, refusal).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn read(part: &str, form: &Fields, setup: &mut Setup) -> Result<(), Refusal> {
    let rows = Rows { form };
    match part {
        "periods" => {
            setup.weekdays = form.all("weekday").map(str::to_owned).collect();
            setup.periods = rows.periods();
        }
        "rooms" => setup.rooms = rows.rooms()?,
        "modalities" => setup.modalities = rows.modalities()?,
        "educators" => setup.educators = rows.educators()?,
        "numbers" => setup.numbers = rows.numbers()?,
        _ => return Err(Refusal::NotFound("this page")),
    }
    Ok(())
}

/// Fields that repeat, one of each in every row.
struct Rows<'f> {
    form: &'f Fields,
}

impl Rows<'_> {
    fn cell(&self, name: &str, row: usize) -> String {
        self.form.all(name).nth(row).unwrap_or_default().trim().to_owned()
    }

    fn list(&self, name: &str, row: usize) -> Vec<String> {
        words(&self.cell(name, row))
    }

    fn number(&self, field: &'static str, name: &str, row: usize) -> Result<u32, Refusal> {
        let text = self.cell(name, row);
        if text.is_empty() {
            return Ok(0);
        }
        text.parse()
            .map_err(|_| Refusal::invalid(field, format!("hold \"{text}\" where a whole number is expected")))
    }

    /// The rows whose `name` is not empty.
    fn filled(&self, name: &str) -> Vec<usize> {
        let all = self.form.all(name).enumerate();
        all.filter(|(_, text)| !text.trim().is_empty()).map(|(row, _)| row).collect()
    }

    /// The key of a row: the one it has, or one that is made of its name.
    fn key(&self, row: usize) -> String {
        let key = self.cell("key", row);
        if !key.is_empty() {
            return key;
        }
        let name = self.cell("name", row).to_lowercase();
        let letters = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        letters.collect::<String>().trim_matches('-').chars().take(40).collect()
    }

    fn periods(&self) -> Vec<PeriodSetup> {
        let period = |row| PeriodSetup {
            key: self.key(row),
            name: self.cell("name", row),
            starts: self.cell("starts", row),
            ends: self.cell("ends", row),
        };
        self.filled("name").into_iter().map(period).collect()
    }

    fn rooms(&self) -> Result<Vec<RoomSetup>, Refusal> {
        let room = |row| {
            Ok(RoomSetup {
                key: self.key(row),
                name: self.cell("name", row),
                kind: self.cell("kind", row),
                seats: self.number("rooms", "seats", row)?,
                devices: self.number("rooms", "devices", row)?,
                groups: self.number("rooms", "groups", row)?,
                features: self.list("features", row),
                watched: self.cell("watched", row) == "yes",
                periods: self.list("periods", row),
            })
        };
        self.filled("name").into_iter().map(room).collect()
    }

    fn modalities(&self) -> Result<Vec<ModalitySetup>, Refusal> {
        let modality = |row| {
            Ok(ModalitySetup {
                key: self.key(row),
                name: self.cell("name", row),
                group_least: self.number("modalities", "least", row)?,
                group_most: self.number("modalities", "most", row)?,
                educator: self.cell("educator", row) == "yes",
                device: self.cell("device", row) == "yes",
                screen: self.cell("screen", row) == "yes",
                own_lesson: self.cell("own", row) == "yes",
                room_kinds: self.list("kinds", row),
                most_a_day: self.number("modalities", "a_day", row)?,
                share_percent: self.number("modalities", "share", row)?,
                dose_a_week: self.number("modalities", "dose", row)?,
            })
        };
        self.filled("name").into_iter().map(modality).collect()
    }

    fn educators(&self) -> Result<Vec<EducatorSetup>, Refusal> {
        let gone: Vec<&str> = self.form.all("gone").collect();
        let educator = |row| {
            let person = self.cell("person", row);
            Ok(EducatorSetup {
                person: person.parse().map_err(|why| Refusal::invalid("educators", why))?,
                modalities: self.list("modalities", row),
                codes: self.list("codes", row),
                features: self.list("features", row),
                periods: self.list("periods", row),
                most_groups: self.number("educators", "groups", row)?,
            })
        };
        let kept = self
            .filled("person")
            .into_iter()
            .filter(|row| !gone.contains(&self.cell("person", *row).as_str()));
        kept.map(educator).collect()
    }

    fn numbers(&self) -> Result<Numbers, Refusal> {
        let number = |name: &str| self.number("numbers", name, 0);
        let clock = self.cell("evening", 0);
        let bad = || Refusal::invalid("numbers", format!("hold the time \"{clock}\": write such as 15:30"));
        let (hours, minutes) = clock.split_once(':').ok_or_else(bad)?;
        let (hours, minutes): (u32, u32) =
            (hours.parse().map_err(|_| bad())?, minutes.parse().map_err(|_| bad())?);
        Ok(Numbers {
            tries_before_educator: number("tries_before_educator")?,
            most_of_a_competency: number("most_of_a_competency")?,
            balance_percent: number("balance_percent")?,
            fairness_percent: number("fairness_percent")?,
            round_days: number("round_days")?,
            seconds: number("seconds")?,
            evening: hours.saturating_mul(60).saturating_add(minutes),
            screen_most_a_week: number("screen_most_a_week")?,
            wall_names: match self.cell("wall_names", 0).as_str() {
                "whole" => WallNames::Whole,
                _ => WallNames::GivenAndInitial,
            },
        })
    }
}

/// The words of a list that was typed with commas.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
