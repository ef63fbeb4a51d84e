//! What a setup must be, said by field with what to do.

use std::collections::BTreeSet;

use domain::{calendar::Weekdays, text};

use super::{PeriodSetup, RoomNeeds, Setup};
use crate::Refusal;

/// The most periods, ways of learning, rooms or educators.
const MOST: usize = 60;

/// The most characters of a key or a short word.
const MOST_WORD: usize = 40;

impl Setup {
    /// The same, trimmed, if a day can be made with it; the first thing that is wrong otherwise.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        let words: Vec<&str> = self.weekdays.iter().map(String::as_str).collect();
        let days = Weekdays::from_words(words)
            .map_err(|word| Refusal::invalid("weekdays", format!("hold \"{word}\": write mon to sun")))?;
        if days.is_empty() {
            return Err(Refusal::invalid("weekdays", "are none: choose at least one day"));
        }
        self.weekdays = days.words().into_iter().map(str::to_owned).collect();
        self.check_periods()?;
        self.check_modalities()?;
        self.check_rooms()?;
        self.check_educators()?;
        self.check_numbers()?;
        Ok(self)
    }

    fn check_periods(&mut self) -> Result<(), Refusal> {
        few("periods", self.periods.len())?;
        for one in &mut self.periods {
            (one.key, one.name) = (word("periods", &one.key)?, name("periods", &one.name)?);
            let (starts, ends) = (minutes("periods", &one.starts)?, minutes("periods", &one.ends)?);
            if ends <= starts {
                let why = format!(
                    "hold {}, which begins at {} and ends at {}: write a later end",
                    one.name, one.starts, one.ends
                );
                return Err(Refusal::invalid("periods", why));
            }
            (one.starts, one.ends) = (wall(starts), wall(ends));
        }
        self.periods.sort_by(|one, other| one.starts.cmp(&other.starts));
        once("periods", self.periods.iter().map(|one| one.key.as_str()))?;
        let overlap = self.periods.windows(2).find(|pair| pair[1].starts < pair[0].ends);
        if let Some([one, other]) = overlap {
            let why = format!(
                "overlap: {} ends at {} and {} begins at {}",
                one.name, one.ends, other.name, other.starts
            );
            return Err(Refusal::invalid("periods", why));
        }
        Ok(())
    }

    fn check_modalities(&mut self) -> Result<(), Refusal> {
        few("modalities", self.modalities.len())?;
        let mut share = 0;
        for one in &mut self.modalities {
            (one.key, one.name) = (word("modalities", &one.key)?, name("modalities", &one.name)?);
            one.room_kinds = words("modalities", &one.room_kinds)?;
            let (least, most) = (one.group_least, one.group_most);
            if least == 0 || least > most || most > 500 {
                let why = format!(
                    "hold {} with groups of {least} to {most}: write 1 to 500, the smaller first",
                    one.name
                );
                return Err(Refusal::invalid("modalities", why));
            }
            within("modalities", &one.name, one.most_a_day, 1, 20)?;
            within("modalities", &one.name, one.share_percent, 0, 100)?;
            within("modalities", &one.name, one.dose_a_week, 0, 3_000)?;
            share += one.share_percent;
        }
        once("modalities", self.modalities.iter().map(|one| one.key.as_str()))?;
        if share > 100 {
            return Err(Refusal::invalid(
                "modalities",
                format!("have {share} % of a round in all: 100 is the most"),
            ));
        }
        Ok(())
    }

    fn check_rooms(&mut self) -> Result<(), Refusal> {
        few("rooms", self.rooms.len())?;
        for one in &mut self.rooms {
            (one.key, one.name) = (word("rooms", &one.key)?, name("rooms", &one.name)?);
            one.kind = if one.kind.trim().is_empty() { String::new() } else { word("rooms", &one.kind)? };
            one.features = words("rooms", &one.features)?;
            within("rooms", &one.name, one.seats, 1, 10_000)?;
            within("rooms", &one.name, one.devices, 0, 10_000)?;
            within("rooms", &one.name, one.groups, 1, 100)?;
            known("rooms", &one.periods, &self.periods)?;
        }
        once("rooms", self.rooms.iter().map(|one| one.key.as_str()))
    }

    fn check_educators(&mut self) -> Result<(), Refusal> {
        if self.educators.len() > MOST {
            return Err(Refusal::invalid("educators", format!("are too many: {MOST} is the most")));
        }
        let mut seen = BTreeSet::new();
        for one in &mut self.educators {
            if !seen.insert(one.person) {
                return Err(Refusal::invalid("educators", format!("name {} twice", one.person)));
            }
            one.codes = words("educators", &one.codes)?;
            one.features = words("educators", &one.features)?;
            within("educators", "somebody", one.most_groups, 0, 20)?;
            known("educators", &one.periods, &self.periods)?;
            let unknown =
                one.modalities.iter().find(|key| self.modalities.iter().all(|known| known.key != **key));
            if let Some(key) = unknown {
                return Err(Refusal::invalid("educators", format!("lead \"{key}\", which is not used here")));
            }
        }
        Ok(())
    }

    fn check_numbers(&self) -> Result<(), Refusal> {
        let numbers = &self.numbers;
        for (what, number, least, most) in [
            ("the tries before an educator", numbers.tries_before_educator, 1, 100),
            ("the periods of one competency", numbers.most_of_a_competency, 1, 20),
            ("the balance", numbers.balance_percent, 0, 200),
            ("the fairness", numbers.fairness_percent, 0, 200),
            ("the days of a round", numbers.round_days, 1, 200),
            ("the seconds", numbers.seconds, 1, 600),
            ("the minute of the evening", numbers.evening, 0, 1_439),
            ("the screen minutes", numbers.screen_most_a_week, 0, 5_000),
        ] {
            within("numbers", what, number, least, most)?;
        }
        Ok(())
    }
}

impl RoomNeeds {
    /// The same, trimmed, if it can be kept with `setup`.
    pub fn checked(mut self, setup: &Setup) -> Result<Self, Refusal> {
        self.room_features = words("room_features", &self.room_features)?;
        self.educator_features = words("educator_features", &self.educator_features)?;
        self.languages = words("languages", &self.languages)?;
        if let Some(most) = self.group_most {
            within("group_most", "it", most, 1, 500)?;
        }
        if let Some(key) = self.not_modalities.iter().find(|key| setup.modality(key).is_none()) {
            return Err(Refusal::invalid(
                "not_modalities",
                format!("hold \"{key}\", which is not used here"),
            ));
        }
        for feature in &self.room_features {
            if !setup.rooms.iter().any(|room| room.features.contains(feature)) {
                let why = format!("hold \"{feature}\", which no room offers: write it to a room first");
                return Err(Refusal::invalid("room_features", why));
            }
        }
        if let (Some(floor), Some(ceiling)) = (self.floor, self.ceiling)
            && floor > ceiling
        {
            return Err(Refusal::invalid("floor", format!("{floor} lies above the ceiling {ceiling}")));
        }
        Ok(self)
    }
}

/// The minutes after midnight of `08:30`.
pub(crate) fn minutes(field: &'static str, clock: &str) -> Result<u32, Refusal> {
    let bad = || {
        Refusal::invalid(field, format!("hold the time \"{clock}\": write hours and minutes, such as 08:30"))
    };
    let (hours, rest) = clock.trim().split_once(':').ok_or_else(bad)?;
    let (hours, rest): (u32, u32) = (hours.parse().map_err(|_| bad())?, rest.parse().map_err(|_| bad())?);
    if hours > 23 || rest > 59 { Err(bad()) } else { Ok(hours * 60 + rest) }
}

/// The clock on the wall at minutes after midnight.
pub(crate) fn wall(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

impl PeriodSetup {
    /// When it begins and ends. Unit: minutes after midnight, by the clock on the wall.
    pub fn span(&self) -> (u32, u32) {
        let read = |clock| minutes("periods", clock).unwrap_or(0);
        (read(&self.starts), read(&self.ends))
    }
}

fn few(field: &'static str, number: usize) -> Result<(), Refusal> {
    match number {
        0 => Err(Refusal::invalid(field, "are none: write at least one")),
        number if number > MOST => Err(Refusal::invalid(field, format!("are too many: {MOST} is the most"))),
        _ => Ok(()),
    }
}

fn word(field: &'static str, text: &str) -> Result<String, Refusal> {
    on_one_line(field, text::required(text, MOST_WORD).map_err(Refusal::text(field))?)
}

fn name(field: &'static str, text: &str) -> Result<String, Refusal> {
    on_one_line(field, text::required(text, 80).map_err(Refusal::text(field))?)
}

fn on_one_line(field: &'static str, text: String) -> Result<String, Refusal> {
    if text.chars().any(char::is_control) {
        return Err(Refusal::invalid(field, format!("hold {text:?}: write it on one line")));
    }
    Ok(text)
}

fn words(field: &'static str, all: &[String]) -> Result<Vec<String>, Refusal> {
    if all.len() > MOST {
        return Err(Refusal::invalid(field, format!("hold too many words: {MOST} is the most")));
    }
    let mut read: Vec<String> = Vec::with_capacity(all.len());
    for one in all {
        let one = word(field, one)?;
        if !read.contains(&one) {
            read.push(one);
        }
    }
    Ok(read)
}

fn within(field: &'static str, what: &str, number: u32, least: u32, most: u32) -> Result<(), Refusal> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(Refusal::invalid(field, format!("hold {number} for {what}: {least} to {most} is possible")))
}

fn known(field: &'static str, keys: &[String], periods: &[PeriodSetup]) -> Result<(), Refusal> {
    match keys.iter().find(|key| periods.iter().all(|one| one.key != **key)) {
        Some(key) => Err(Refusal::invalid(field, format!("name the period \"{key}\", which is not there"))),
        None => Ok(()),
    }
}

fn once<'k>(field: &'static str, keys: impl Iterator<Item = &'k str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            return Err(Refusal::invalid(field, format!("hold \"{key}\" twice: give each its own")));
        }
    }
    Ok(())
}
