//! Closures and bells as people write them in a field, a line each, and back.

use domain::{
    Date,
    bell::{BellPeriod, Bells},
    calendar::{SpecialDays, Weekdays},
};
use usecases::{Refusal, keep_calendar::NewPeriod};

/// The mark of a day on which school is held.
const SCHOOL: &str = "school:";

/// Reads closures: `2026-11-26 to 2026-11-27 Thanksgiving`, `2026-12-05 school: Science fair`.
pub fn read_special(text: &str) -> Result<Vec<SpecialDays>, Refusal> {
    lines(text)
        .map(|(number, line)| special(line).map_err(|why| refused("closures", number, line, &why)))
        .collect()
}

fn special(line: &str) -> Result<SpecialDays, String> {
    let (first, rest) = word(line);
    let day =
        |text: &str| text.parse::<Date>().map_err(|_| format!("\"{text}\" is no day: write 2026-11-26"));
    let first = day(first)?;
    let (last, rest) = match word(rest) {
        ("to", rest) => {
            let (last, rest) = word(rest);
            (day(last)?, rest)
        }
        _ => (first, rest),
    };
    let (school, name) = rest.strip_prefix(SCHOOL).map_or((false, rest), |name| (true, name.trim()));
    if name.is_empty() {
        return Err("has no name: write what the day is called after it".to_owned());
    }
    Ok(SpecialDays { first, last, name: name.to_owned(), school })
}

/// Writes them.
pub fn write_special(all: &[SpecialDays]) -> String {
    let line = |one: &SpecialDays| {
        let until = if one.last == one.first { String::new() } else { format!(" to {}", one.last) };
        let school = if one.school { format!(" {SCHOOL}") } else { String::new() };
        format!("{}{until}{school} {}", one.first, one.name)
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads bells: `08:05-08:50 First period`, `13:00-13:45 Club (wed fri)`.
pub fn read_periods(text: &str) -> Result<Vec<NewPeriod>, Refusal> {
    lines(text)
        .map(|(number, line)| period(line).map_err(|why| refused("bells", number, line, &why)))
        .collect()
}

fn period(line: &str) -> Result<NewPeriod, String> {
    let (times, rest) = word(line);
    let (begins, ends) =
        times.split_once('-').ok_or("begins with no times: write 08:05-08:50 and the name")?;
    let time = |text: &str| text.parse().map_err(|_| format!("\"{text}\" is no time: write 08:05"));
    let bells = Bells::new(time(begins)?, time(ends)?).map_err(|bad| bad.to_string())?;
    let (name, weekdays) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, days)) => {
            let days = Weekdays::from_words(days.split_whitespace());
            let unknown =
                |word: &str| format!("\"{word}\" is no weekday: {} are known", Weekdays::WORDS.join(", "));
            (name.trim(), days.map_err(unknown)?)
        }
        None => (rest, Weekdays::NONE),
    };
    if name.is_empty() {
        return Err("has no name: write what the period is called after its times".to_owned());
    }
    Ok(NewPeriod { id: None, name: name.to_owned(), weekdays, bells })
}

/// Writes them; the weekdays only where they are not those of the calendar.
pub fn write_periods(all: &[BellPeriod], usual: Weekdays) -> String {
    let line = |one: &BellPeriod| {
        let (begins, ends) = one.bells.minutes();
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let days = if one.weekdays == usual {
            String::new()
        } else {
            format!(" ({})", one.weekdays.words().join(" "))
        };
        format!("{}-{} {}{days}", clock(begins), clock(ends), one.name)
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The lines that hold something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty())
}

/// The first word of a line and what follows it.
fn word(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()))
}

fn refused(field: &'static str, number: usize, line: &str, why: &str) -> Refusal {
    let shown: String = line.chars().take(80).collect();
    Refusal::invalid(field, format!("cannot be read in line {number} (\"{shown}\"): {why}"))
}

#[cfg(test)]
mod tests {
    use domain::{CalendarId, PeriodId};

    use super::*;

    #[test]
    fn closures_read_back_as_they_are_written() {
        let text = "2026-11-26 to 2026-11-27 Thanksgiving\n2026-12-05 school: Science fair\n2027-01-18 Dr. King's day";
        let read = read_special(&format!("\n  {}\n\n", text.replace('\n', "\r\n"))).expect("readable");
        assert_eq!(write_special(&read), text);
        assert_eq!((read[0].school, read[1].school), (false, true));
    }

    #[test]
    fn bells_read_back_as_they_are_written() {
        let text = "08:05-08:50 First period\n13:00-13:45 Club (wed fri)";
        let read = read_periods(text).expect("readable");
        let usual = Weekdays::MONDAY_TO_FRIDAY;
        let kept: Vec<BellPeriod> = read
            .into_iter()
            .map(|one| BellPeriod {
                id: PeriodId::from_bytes([1; 16]),
                calendar: CalendarId::from_bytes([1; 16]),
                name: one.name,
                weekdays: if one.weekdays.is_empty() { usual } else { one.weekdays },
                bells: one.bells,
            })
            .collect();
        assert_eq!(write_periods(&kept, usual), text);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_what_to_do() {
        for (text, expected) in [
            ("Thanksgiving", "\"Thanksgiving\" is no day"),
            ("2026-13-01 New year", "\"2026-13-01\" is no day"),
            ("2026-11-26 to", "\"\" is no day"),
            ("2026-11-26", "has no name"),
            ("2026-11-26 school:", "has no name"),
        ] {
            let refused =
                read_special(&format!("2026-09-07 Labor day\n{text}")).expect_err("refused").to_string();
            assert!(refused.contains("line 2") && refused.contains(expected), "{refused}");
        }
        for (text, expected) in [
            ("First", "begins with no times"),
            ("8-9 First", "\"8\" is no time"),
            ("08:05-08:05 First", "zero minutes"),
            ("09:00-08:00 First", "cannot end (08:00:00) before it begins"),
            ("08:00-09:00", "has no name"),
            ("08:00-09:00 First (funday)", "\"funday\" is no weekday"),
            ("24:00-25:00 Night", "is no time"),
        ] {
            let refused = read_periods(text).expect_err("refused").to_string();
            assert!(refused.contains("line 1") && refused.contains(expected), "{refused}");
        }
    }
}
