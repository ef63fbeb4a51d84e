//! OneRoster CSV 1.1 and 1.2, bulk and delta, as a zip or as files.
//!
//! A broken manifest or a file without its columns stops everything. A broken row is left out with
//! its reason and takes no good row with it. Ids are made from the source's name and the sourcedId,
//! so that the same file twice gives the same records.
//!
//! Passwords in `users.csv` and `userProfiles.csv` are never taken. No role in a roster makes anyone
//! administrator of the installation.
//! Source: 1EdTech OneRoster 1.1 and 1.2, CSV tables.

mod batch;
mod enrollments;
mod guardians;
mod manifest;
mod organizations;
mod package;
mod people;
mod roles;
mod row_cells;
mod sections;
mod sheet;
mod standing;
mod terms;

use domain::DistrictId;

pub use batch::{Ended, EndedThing, Expected, Kind, Mode, Modes, RosterBatch, Version};
pub use package::Limits;

use crate::{Parsed, Problem, Problems};
use manifest::Manifest;
use package::Package;
use sheet::Sheet;
use standing::Standings;

/// Where a roster comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterSource<'a> {
    /// Whose.
    pub district: DistrictId,
    /// The name of the system; ids are made from it, so that it must stay the same.
    pub name: &'a str,
    /// What an end date means in this system's files.
    pub end_dates: EndDates,
}

/// What an end date means. The standard says that an enrollment's end date is the first day after
/// it; most files give the last day instead, and with that nobody loses access a day early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndDates {
    /// The last day.
    #[default]
    LastDay,
    /// The first day after, as in the standard.
    DayAfter,
}

/// Reads a zip.
pub fn read_zip(source: &RosterSource<'_>, file: &str, bytes: &[u8], limits: &Limits) -> Parsed<RosterBatch> {
    let mut problems = Problems::default();
    let batch = package::from_zip(file, bytes, limits, &mut problems)
        .and_then(|mut package| roster(source, &mut package, &mut problems));
    problems.finish(batch.unwrap_or_default())
}

/// Reads the files of a folder, given as name and bytes.
pub fn read_files(
    source: &RosterSource<'_>,
    files: Vec<(String, Vec<u8>)>,
    limits: &Limits,
) -> Parsed<RosterBatch> {
    let mut problems = Problems::default();
    let batch = package::from_files(files, limits, &mut problems)
        .and_then(|mut package| roster(source, &mut package, &mut problems));
    problems.finish(batch.unwrap_or_default())
}

/// What every part of the reading works on.
struct Reading<'a> {
    source: &'a RosterSource<'a>,
    batch: RosterBatch,
    standings: Standings,
    problems: &'a mut Problems,
}

fn roster(source: &RosterSource<'_>, package: &mut Package, problems: &mut Problems) -> Option<RosterBatch> {
    let manifest = Manifest::read(package, problems)?;
    let mut open = |kind: Kind| Sheet::open(kind, package, &manifest, problems);
    let (orgs, terms, users) = (open(Kind::Organization), open(Kind::Term), open(Kind::Person));
    let (courses, classes) = (open(Kind::Course), open(Kind::Section));
    let (enrollments, roles) = (open(Kind::Enrollment), open(Kind::Role));
    let (demographics, profiles) = (open(Kind::Demographics), open(Kind::UserProfile));
    report_unread(package, problems);
    if problems.stopped() {
        return None;
    }
    let batch = RosterBatch { version: manifest.version, modes: manifest.modes(), ..RosterBatch::default() };
    let mut reading = Reading { source, batch, standings: Standings::default(), problems };
    for sheet in [&orgs, &terms, &users, &courses, &classes, &enrollments, &roles] {
        reading.standings.set_mode(sheet.kind, sheet.mode);
        reading.keep_what_may_be_unreadable(sheet);
    }
    reading.organizations(&orgs);
    reading.terms(&terms);
    reading.people(&users, &demographics, &profiles);
    match manifest.version {
        Version::V1p1 => reading.roles_of_users(&users),
        Version::V1p2 => reading.roles(&roles),
    }
    reading.keep_roles();
    reading.guardians(&users);
    // The rows of a large district are no longer needed beside its places in sections.
    drop((users, demographics, profiles, roles));
    reading.sections(&classes, &courses);
    reading.enrollments(&enrollments);
    let expected = reading.standings.into_expected();
    Some(RosterBatch { expected, ..reading.batch })
}

impl Reading<'_> {
    /// What seems missing from a bulk file may be in a row that cannot be read: nothing ends.
    fn keep_what_may_be_unreadable(&mut self, sheet: &Sheet) {
        if sheet.mode == Mode::Bulk && sheet.unreadable() > 0 {
            let what = format!(
                "{} rows cannot be read, so nothing ends by being absent from this file",
                sheet.unreadable()
            );
            let advice = "Correct the rows and import the file again.";
            self.problems.add(Problem::warning(sheet.file(), what, advice));
            self.batch.modes.nothing_ends(sheet.kind);
        }
    }

    /// A role has no identifier of its own, so that one left out cannot be told from a missing one.
    fn keep_roles(&mut self) {
        let left_out = self.batch.left_out.iter().any(|(kind, _)| *kind == Kind::Role);
        if left_out && self.batch.modes.of(Kind::Role) == Mode::Bulk {
            self.batch.modes.nothing_ends(Kind::Role);
        }
    }
}

/// Files that the standard has and Onramp does not take.
const NOT_TAKEN: [&str; 14] = [
    "categories.csv",
    "classresources.csv",
    "courseresources.csv",
    "lineitemlearningobjectiveids.csv",
    "lineitems.csv",
    "lineitemscorescales.csv",
    "resources.csv",
    "resultlearningobjectiveids.csv",
    "results.csv",
    "resultscorescales.csv",
    "scorescales.csv",
    "userresources.csv",
    "readme.txt",
    "readme.md",
];

fn report_unread(package: &Package, problems: &mut Problems) {
    for (key, file) in &package.files {
        if key == "manifest.csv" || Kind::ALL.iter().any(|kind| kind.file_key() == key) {
            continue;
        }
        let advice = if NOT_TAKEN.contains(&key.as_str()) {
            "Nothing to do: Onramp takes organizations, terms, classes, people and enrollments."
        } else {
            "Nothing to do, unless it is a roster file with a misspelled name."
        };
        problems.add(Problem::warning(&file.name, "this file is not read", advice));
    }
}
