//! What somebody said of a vendor's tables, as it is kept.

use std::collections::BTreeMap;

use domain::{Points, text};
use exchange::imports::vendor_uses::{ResultScale, TimeUnit, UseColumns};
use store::StoreError;

use crate::Refusal;

/// The most characters of a column's name.
const MOST_NAME: usize = 200;

/// What was said of a vendor's tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VendorMapping {
    /// Which column says what.
    pub columns: UseColumns,
    /// From which share on a result shows mastery, 0 to 1: then results of activities with a competency go to the
    /// ledger. `None` for never.
    pub cut: Option<Points>,
}

/// Names of columns that look like what they say.
const LOOKS: [(&str, &[&str]); 6] = [
    (
        "learner",
        &[
            "learner",
            "student",
            "student id",
            "student_id",
            "sis id",
            "sis_id",
            "user id",
            "user_id",
            "sourcedid",
            "email",
            "username",
            "student number",
        ],
    ),
    (
        "activity",
        &["activity", "lesson", "lesson name", "module", "title", "assignment", "skill", "unit", "game"],
    ),
    (
        "date",
        &[
            "date",
            "day",
            "completed",
            "completion date",
            "completed on",
            "time stamp",
            "timestamp",
            "when",
            "last activity",
        ],
    ),
    (
        "minutes",
        &["minutes", "time", "time on task", "time spent", "duration", "time on task (min)", "minutes spent"],
    ),
    (
        "result",
        &["result", "score", "percent", "percent correct", "score (%)", "passed", "grade", "lesson score"],
    ),
    ("competency", &["competency", "standard", "standard code", "skill code", "code"]),
];

impl VendorMapping {
    /// What the names of columns look like; nothing where they look like nothing.
    pub fn guessed(columns: &[String]) -> Self {
        let find = |what: &str| {
            let (_, names) = LOOKS.iter().find(|(known, _)| *known == what)?;
            names
                .iter()
                .find_map(|name| columns.iter().find(|column| column.trim().to_lowercase() == *name))
                .cloned()
        };
        let columns = UseColumns {
            learner: find("learner").unwrap_or_default(),
            activity: find("activity").unwrap_or_default(),
            date: find("date").unwrap_or_default(),
            minutes: find("minutes"),
            result: find("result"),
            competency: find("competency"),
            ..UseColumns::default()
        };
        Self { columns, cut: None }
    }

    /// Whether a table has every column that was named.
    pub fn fits(&self, columns: &[String]) -> bool {
        let has =
            |name: &String| columns.iter().any(|column| column.trim().eq_ignore_ascii_case(name.trim()));
        let optional = |name: &Option<String>| name.as_ref().is_none_or(has);
        has(&self.columns.learner)
            && has(&self.columns.activity)
            && has(&self.columns.date)
            && optional(&self.columns.minutes)
            && optional(&self.columns.result)
            && optional(&self.columns.competency)
    }

    /// Checks that everything that has to be said was said.
    pub(super) fn checked(mut self) -> Result<Self, Refusal> {
        let columns = &mut self.columns;
        let needed: [(&'static str, &mut String); 3] = [
            ("learner_column", &mut columns.learner),
            ("activity_column", &mut columns.activity),
            ("date_column", &mut columns.date),
        ];
        for (field, name) in needed {
            *name = text::required(name, MOST_NAME).map_err(Refusal::text(field))?;
        }
        let optional: [(&'static str, &mut Option<String>); 3] = [
            ("minutes_column", &mut columns.minutes),
            ("result_column", &mut columns.result),
            ("competency_column", &mut columns.competency),
        ];
        for (field, name) in optional {
            let typed = name.take().unwrap_or_default();
            *name = text::optional(&typed, MOST_NAME).map_err(Refusal::text(field))?;
        }
        let named = [&columns.learner, &columns.activity, &columns.date];
        let others = [&columns.minutes, &columns.result, &columns.competency];
        let all: Vec<&String> = named.into_iter().chain(others.into_iter().flatten()).collect();
        if let Some(twice) = all.iter().enumerate().find(|(place, name)| all[..*place].contains(*name)) {
            let why = format!("name \"{}\" for two things: choose another column for one of them", twice.1);
            return Err(Refusal::invalid("columns", why));
        }
        if let Some(cut) = self.cut {
            if cut <= Points::ZERO || cut > Points::ONE {
                return Err(Refusal::invalid("cut", format!("is {cut}: write a share above 0, at most 1")));
            }
            if self.columns.result.is_none() {
                return Err(Refusal::invalid(
                    "cut",
                    "needs a column with results: choose one, or leave it empty",
                ));
            }
        }
        Ok(self)
    }

    /// As text for the store.
    pub(super) fn write(&self) -> String {
        let columns = &self.columns;
        let mut all: BTreeMap<&str, String> = BTreeMap::from([
            ("learner", columns.learner.clone()),
            ("activity", columns.activity.clone()),
            ("date", columns.date.clone()),
            ("time", columns.time.word().to_owned()),
            ("scale", columns.scale.word().to_owned()),
        ]);
        let optional =
            [("minutes", &columns.minutes), ("result", &columns.result), ("competency", &columns.competency)];
        for (name, value) in optional {
            all.extend(value.clone().map(|value| (name, value)));
        }
        all.extend(self.cut.map(|cut| ("cut", cut.millionths().to_string())));
        serde_json::to_string(&all).expect("texts are JSON")
    }

    /// Reads what [`VendorMapping::write`] gave.
    pub(crate) fn read(written: &str) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt { column: "mapping", value: written.to_owned() };
        let mut all: BTreeMap<String, String> = serde_json::from_str(written).map_err(|_| corrupt())?;
        let mut take = |name: &str| all.remove(name);
        let columns = UseColumns {
            learner: take("learner").ok_or_else(corrupt)?,
            activity: take("activity").ok_or_else(corrupt)?,
            date: take("date").ok_or_else(corrupt)?,
            minutes: take("minutes"),
            result: take("result"),
            competency: take("competency"),
            time: take("time").and_then(|word| TimeUnit::from_word(&word)).ok_or_else(corrupt)?,
            scale: take("scale").and_then(|word| ResultScale::from_word(&word)).ok_or_else(corrupt)?,
        };
        let cut = take("cut").map(|text| text.parse().map(Points::from_millionths).map_err(|_| corrupt()));
        Ok(Self { columns, cut: cut.transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    fn full() -> VendorMapping {
        let mut mapping =
            VendorMapping::guessed(&names(&["Student ID", "Lesson", "Date", "Time", "Score", "Standard"]));
        mapping.cut = Some(Points::from_millionths(700_000));
        mapping
    }

    #[test]
    fn what_was_said_reads_back() {
        let bare =
            VendorMapping { cut: None, ..VendorMapping::guessed(&names(&["student", "lesson", "date"])) };
        for mapping in [full(), bare] {
            assert_eq!(VendorMapping::read(&mapping.write()).expect("reads"), mapping);
        }
        assert!(VendorMapping::read("{}").is_err());
    }

    #[test]
    fn columns_are_guessed_by_their_names_and_fit_or_not() {
        let columns = full().columns;
        assert_eq!((columns.learner.as_str(), columns.minutes.as_deref()), ("Student ID", Some("Time")));
        assert!(full().fits(&names(&["student id", "LESSON", "date", "time", "score", "standard", "more"])));
        assert!(!full().fits(&names(&["student id", "lesson", "date", "time", "score"])));
        assert_eq!(VendorMapping::guessed(&names(&["a", "b"])).columns.learner, "");
    }

    #[test]
    fn what_cannot_be_said_is_refused_by_its_field() {
        let change = |change: fn(&mut VendorMapping)| {
            let mut mapping = full();
            change(&mut mapping);
            mapping.checked()
        };
        assert!(change(|_| ()).is_ok());
        for (wrong, field) in [
            (change(|one| one.columns.learner.clear()), "learner_column"),
            (change(|one| one.columns.date = " ".to_owned()), "date_column"),
            (change(|one| one.columns.minutes = Some("Score".to_owned())), "columns"),
            (change(|one| one.cut = Some(Points::ZERO)), "cut"),
            (change(|one| one.cut = Some(Points::whole(2))), "cut"),
            (change(|one| one.columns.result = None), "cut"),
        ] {
            let Err(Refusal::Invalid { field: found, .. }) = wrong else { panic!("{field}: {wrong:?}") };
            assert_eq!(found, field);
        }
    }
}
