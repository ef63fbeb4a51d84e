//! Items come in: a QTI package, or one file of QTI. Each is taken or left out for itself, with its reasons; what is
//! here already in the same words is left alone, and what differs is a new version, as a draft.

mod brought;
mod contents;
mod items;
mod kept;
mod known;
mod shared;
mod tests_of;

use std::collections::HashMap;

use domain::{CompetencyId, ItemId, PersonId, StimulusId, Timestamp, chain::Digest, text};
use exchange::{
    Problem,
    qti::{
        Limits,
        package::{Package, Packaged, read_package},
    },
};
use store::{item::ItemRow, item_version::ItemVersion, stimulus::StimulusRow};

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step},
    write_item::MOST_TITLE_CHARACTERS,
};
pub(crate) use brought::Brought;
use contents::Contents;
pub(crate) use kept::{put_items, put_stimuli, put_tests};
use known::Known;
pub(crate) use tests_of::{Address, each_address};

/// Where items come from when nobody says: the source of the import log.
pub const USUAL_SOURCE: &str = "qti";
/// What of a package says how hard an item is, in logits, exactly: ours, beside the words of LOM.
pub(crate) const DIFFICULTY: &str = "taxon:onramp-difficulty";
/// What of a package says for which grades an item is.
pub(crate) const GRADES: &str = "taxon:onramp-grades";
/// What begins the identifiers of packages that were written here.
pub(crate) const OURS: &str = "onramp-";
/// Items of one step.
const ROWS: usize = 50;

/// An item as an import writes it.
#[derive(Debug, Clone)]
pub(crate) struct ImportedItem {
    pub row: ItemRow,
    /// The new version; `None` where only something that is said about it is new.
    pub version: Option<ItemVersion>,
    pub search_key: String,
    pub competencies: Vec<CompetencyId>,
    pub tags: Vec<String>,
    pub shown: Vec<(String, Digest)>,
}

/// A stimulus as an import writes it.
#[derive(Debug, Clone)]
pub(crate) struct ImportedStimulus {
    pub row: StimulusRow,
    pub shown: Vec<(String, Digest)>,
}

/// What the import of one file does.
pub(crate) async fn plan(app: &App, actor: &Actor, request: &ImportRequest) -> Result<Plan, Refusal> {
    let [(name, bytes)] = request.files.as_slice() else {
        return Err(Refusal::invalid("file", "must be one file"));
    };
    let package = match read_package(name, bytes, &Limits::default()) {
        Ok(package) => package,
        Err(why) => {
            let mut report = ImportReport { stopped: true, ..ImportReport::default() };
            report.note(Problem::error(name, why.to_string(), "Nothing of it was taken."));
            return Ok(Plan::nothing(report));
        }
    };
    let known = Known::load(app, actor, &package).await?;
    let planning = Planning {
        from: from_source(&package, name),
        known,
        now: chance::now(),
        by: actor.person,
        report: ImportReport::default(),
        contents: Contents::of(&package),
    };
    Ok(planning.plan(&package))
}

/// The name under which items of a package are kept.
fn from_source(package: &Package, file: &str) -> String {
    let named = [package.title.as_deref().unwrap_or_default(), &package.identifier, file];
    let name = named.into_iter().map(str::trim).find(|name| !name.is_empty()).unwrap_or("package");
    name.replace('\0', "").chars().take(200).collect()
}

struct Planning<'p> {
    /// The name of the package.
    from: String,
    known: Known,
    now: Timestamp,
    by: PersonId,
    report: ImportReport,
    contents: Contents<'p>,
}

impl Planning<'_> {
    fn plan(mut self, package: &Package) -> Plan {
        for problem in &package.problems {
            self.report.note(problem.clone());
        }
        for line in ["items", "texts and pictures for several items", "tests", "files"] {
            self.report.line(line);
        }
        let stimuli = self.stimuli(package);
        let items = self.items(package, &stimuli);
        let tests = self.tests(package);
        self.remarks(package);
        let mut steps: Vec<Step> = Vec::new();
        for checked in self.contents.needed(&self.known.contents, &mut self.report) {
            steps.push(Step::Content(Box::new(checked)));
        }
        let new: Vec<ImportedStimulus> = stimuli.into_values().filter_map(|one| one.new).collect();
        steps.extend(new.chunks(ROWS).map(|rows| Step::Stimuli(rows.to_vec())));
        steps.extend(items.chunks(ROWS).map(|rows| Step::Items(rows.to_vec())));
        if !tests.is_empty() {
            steps.push(Step::Tests(tests));
        }
        Plan::of(self.report, steps)
    }

    fn remarks(&mut self, package: &Package) {
        let new = self.report.line_of("items").map_or(0, |line| line.added + line.changed);
        if new > 0 {
            self.report.remarks.push(
                "What is new comes in as drafts: somebody else than who brought it in reviews it, then it is put live."
                    .to_owned(),
            );
        }
        if !package.statistics.is_empty() {
            let mut about: Vec<&str> = package.statistics.iter().map(|one| one.item.as_str()).collect();
            about.sort_unstable();
            about.dedup();
            self.report.remarks.push(format!(
                "The package has figures of earlier use of {} items. They are not taken over: they were measured \
                 with other learners.",
                about.len()
            ));
        }
    }

    /// Whether identifier and title can be kept.
    fn usable<T>(&mut self, one: &Packaged<T>, identifier: &str, title: &str) -> bool {
        let wrong = text::required(identifier, MOST_TITLE_CHARACTERS)
            .map(drop)
            .map_err(|why| format!("its identifier {why}"))
            .and_then(|()| {
                let title = text::optional(title, MOST_TITLE_CHARACTERS);
                title.map(drop).map_err(|why| format!("its title {why}"))
            });
        if let Err(what) = wrong {
            self.report.note(Problem::error(&one.path, what, "Change it where the package was made."));
            return false;
        }
        true
    }

    fn refused(&mut self, problems: &[Problem]) {
        for problem in problems {
            self.report.note(problem.clone());
        }
    }

    fn notes(&mut self, notes: &[Problem]) {
        for note in notes {
            self.report.note(note.clone());
        }
    }
}

/// What several items share, and what of it is new.
struct Shared {
    id: StimulusId,
    identifier: String,
    new: Option<ImportedStimulus>,
}

/// A title, or the identifier where there is none.
fn titled(title: &str, identifier: &str) -> String {
    let title = title.trim();
    (if title.is_empty() { identifier } else { title }).to_owned()
}

/// What is here of items, by identifier.
type ByIdentifier<T> = HashMap<String, T>;

/// Items by id, for look-ups.
type OfItems<T> = HashMap<ItemId, Vec<T>>;
