//! Items come in: a QTI package, or one file of QTI. Each is taken or left out for itself, with its reasons; what is
//! here already in the same words is left alone, and what differs is a new version, as a draft.

mod contents;
mod kept;
mod known;
mod tests_of;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    CompetencyId, ItemId, PersonId, Points, StimulusId, Timestamp,
    chain::Digest,
    item::{Item, ItemState, StimulusRef},
    text,
};
use exchange::{
    Problem,
    qti::{
        self, Limits,
        package::{Package, Packaged, PackagedItem, read_package, resolve},
    },
};
use store::{
    item::{ItemRow, Parameters},
    item_version::ItemVersion,
    qti_test::QtiTest,
    stimulus::StimulusRow,
};

use crate::{
    Actor, App, Refusal, chance,
    import_report::ImportReport,
    import_request::ImportRequest,
    import_steps::{Plan, Step},
    item_kept_text::{self, KeptText},
    write_item::{
        MOST_OF_ONE, MOST_TAG_CHARACTERS, MOST_TITLE_CHARACTERS, pictures_without_words, without_key,
    },
};
use contents::Contents;
pub(crate) use kept::{put_items, put_stimuli, put_tests};
use known::{Known, KnownItem};
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

    /// What several items share, by its path in the package.
    fn stimuli(&mut self, package: &Package) -> BTreeMap<String, Shared> {
        let mut found = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for one in &package.stimuli {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            let identifier = read.content.identifier.clone();
            if !self.usable(one, &identifier, &read.content.title) || !taken.insert(identifier.clone()) {
                continue;
            }
            let references = qti::stimulus_asset_references(&read.content);
            let (addresses, shown) = self.contents.addresses(&one.path, &references, &mut self.report);
            let content =
                qti::stimulus_with_assets(read.content.clone(), &|name| addresses.get(name).cloned());
            let kept = KeptText::of_stimulus(&content);
            let before = self.known.stimuli.get(&identifier);
            let line = self.report.line("texts and pictures for several items");
            let id = before.map_or_else(|| chance::stimulus_id(self.now), |row| row.id);
            let new = match before {
                Some(row) if row.digest == kept.digest => {
                    line.unchanged += 1;
                    None
                }
                before => {
                    *(if before.is_some() { &mut line.changed } else { &mut line.added }) += 1;
                    let row = StimulusRow {
                        id,
                        identifier: identifier.clone(),
                        title: titled(&content.title, &identifier),
                        content: kept.content,
                        digest: kept.digest,
                        written_by: Some(self.by),
                        written_at: self.now,
                    };
                    Some(ImportedStimulus { row, shown })
                }
            };
            found.insert(one.path.clone(), Shared { id, identifier, new });
        }
        found
    }

    fn items(&mut self, package: &Package, stimuli: &BTreeMap<String, Shared>) -> Vec<ImportedItem> {
        let mut new = Vec::new();
        for one in &package.items {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            let identifier = &read.item.identifier;
            if !self.usable(one, identifier, &read.item.title) {
                continue;
            }
            if self.known.in_package.values().any(|known| known == identifier) {
                let what = format!("the identifier \"{identifier}\" is that of another item of this package");
                self.report.note(Problem::error(&one.path, what, "Give each item an identifier of its own."));
                continue;
            }
            self.known.in_package.insert(one.path.clone(), identifier.clone());
            self.remark_on(&one.path, &read.item);
            let (item, stimulus, shown) = self.placed(one, &read.item, stimuli);
            if let Some(item) = self.compared(one, &item, stimulus, shown) {
                new.push(item);
            }
        }
        new
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

    /// What somebody should look at before the item is taken.
    fn remark_on(&mut self, path: &str, item: &Item) {
        if without_key(item) {
            let advice = "Write a new version with a key before it is put live.";
            self.report.note(Problem::warning(path, "it is scored by a key and has none", advice));
        }
        for picture in pictures_without_words(item).iter().take(5) {
            let what = format!("the picture \"{picture}\" has no alternative text");
            let advice =
                "Learners who do not see it cannot answer: write a new version that says what it shows.";
            self.report.note(Problem::warning(path, what, advice));
        }
        if item.interactions().is_empty() {
            let advice = "It can be shown, and nobody can answer it.";
            self.report.note(Problem::warning(path, "it asks nothing", advice));
        }
    }

    /// The item with the addresses of this bank instead of those of the package.
    fn placed(
        &mut self,
        one: &PackagedItem,
        item: &Item,
        stimuli: &BTreeMap<String, Shared>,
    ) -> (Item, Option<StimulusId>, Vec<(String, Digest)>) {
        let references = qti::asset_references(item);
        let (addresses, shown) = self.contents.addresses(&one.path, &references, &mut self.report);
        let mut item = qti::with_assets(item.clone(), &|name| addresses.get(name).cloned());
        let (mut named, mut first) = (Vec::new(), None);
        for stimulus in &item.stimuli {
            let path = resolve(&one.path, &stimulus.href);
            let shared = path.and_then(|path| stimuli.get(&path));
            let shared =
                shared.or_else(|| stimuli.values().find(|one| one.identifier == stimulus.identifier));
            let found = shared.map(|shared| (shared.id, shared.identifier.clone())).or_else(|| {
                self.known.stimuli.get(&stimulus.identifier).map(|row| (row.id, row.identifier.clone()))
            });
            let Some((id, identifier)) = found else {
                let what = format!("it is shown with \"{}\", which did not come in", stimulus.identifier);
                let advice = "Bring the text in too, and then this item again.";
                self.report.note(Problem::warning(&one.path, what, advice));
                continue;
            };
            first = first.or(Some(id));
            let href = item_kept_text::stimulus_href(&identifier);
            named.push(StimulusRef { identifier, href, title: stimulus.title.clone() });
        }
        item.stimuli = named;
        (item, first, shown)
    }

    /// What of the item is new; `None` where nothing is.
    fn compared(
        &mut self,
        one: &PackagedItem,
        item: &Item,
        stimulus: Option<StimulusId>,
        shown: Vec<(String, Digest)>,
    ) -> Option<ImportedItem> {
        let kept = KeptText::of_item(item);
        let title = titled(&item.title, &item.identifier);
        let about = self.about(one);
        let before = self.known.items.get(&item.identifier).cloned();
        if let Some(known) = &before
            && known.digest != kept.digest
            && !self.is_the_same(known, &title)
        {
            let what = format!(
                "its identifier \"{}\" is that of another item here, \"{}\" from {}",
                item.identifier, known.row.title, known.row.from_source
            );
            let advice = "Give it another identifier where the package was made.";
            self.report.note(Problem::error(&one.path, what, advice));
            return None;
        }
        let changed = before.as_ref().is_none_or(|known| known.digest != kept.digest);
        let (mut competencies, mut tags, row) = match before {
            Some(known) => (known.competencies, known.tags, Some(known.row)),
            None => (Vec::new(), Vec::new(), None),
        };
        let more_competencies = add_missing(&mut competencies, about.competencies);
        let more_tags = add_missing(&mut tags, about.tags);
        let is_new = row.is_none();
        let mut row = row.unwrap_or_else(|| ItemRow {
            id: chance::item_id(self.now),
            identifier: item.identifier.clone(),
            title: String::new(),
            kinds: String::new(),
            stimulus: None,
            state: ItemState::Draft,
            version: 0,
            live_version: None,
            grades: String::new(),
            parameters: Parameters::default(),
            from_source: self.from.clone(),
            written_by: Some(self.by),
            written_at: self.now,
        });
        let (had_difficulty, had_grades) = (row.parameters.difficulty, row.grades.clone());
        row.parameters.difficulty = row.parameters.difficulty.or(about.difficulty);
        if row.grades.is_empty() {
            row.grades = about.grades;
        }
        let said = more_competencies || more_tags || row.parameters.difficulty != had_difficulty;
        let line = self.report.line("items");
        if !changed && !said && row.grades == had_grades {
            line.unchanged += 1;
            return None;
        }
        *(if is_new { &mut line.added } else { &mut line.changed }) += 1;
        if changed {
            row.version += 1;
            row.state = ItemState::Draft;
            row.kinds = item_kept_text::kinds(item);
            row.title = title;
            row.stimulus = stimulus;
            (row.written_by, row.written_at) = (Some(self.by), self.now);
        }
        let search_key = item_kept_text::search_key(&row.title, &row.identifier, &tags, &kept.content);
        let version = changed.then(|| ItemVersion {
            item: row.id,
            version: row.version,
            content: kept.content,
            digest: kept.digest,
            state: ItemState::Draft,
            written_by: Some(self.by),
            written_at: self.now,
            note: format!("From {}", self.from),
            reviewed_by: None,
            reviewed_at: None,
            review_note: String::new(),
            live_at: None,
            retired_at: None,
        });
        Some(ImportedItem { row, version, search_key, competencies, tags, shown })
    }

    /// Whether an item of the same identifier is the one that is here: from the same package, or from one that was
    /// written here, or called the same.
    fn is_the_same(&self, known: &KnownItem, title: &str) -> bool {
        self.known.ours || known.row.from_source == self.from || known.row.title == title
    }

    /// What the package says about an item.
    fn about(&mut self, one: &PackagedItem) -> Said {
        let mut said = Said::default();
        for alignment in &one.alignments {
            let by_label = || alignment.label.as_deref().and_then(|label| self.known.competency(label));
            match self.known.competency(&alignment.identifier).or_else(by_label) {
                Some(id) if !said.competencies.contains(&id) => said.competencies.push(id),
                Some(_) => {}
                None => {
                    let name = alignment.label.as_ref().unwrap_or(&alignment.identifier);
                    let what = format!("it is aligned to \"{name}\", which is not here");
                    let advice = "Bring in the framework and then this file again, or align it by hand.";
                    self.report.note(Problem::warning(&one.path, what, advice));
                }
            }
        }
        for metadata in &one.metadata {
            let value = metadata.value.trim();
            match metadata.name.as_str() {
                "keyword" => said.tags.extend(tag(value).filter(|tag| !said.tags.contains(tag))),
                DIFFICULTY => said.difficulty = difficulty(value),
                GRADES => said.grades = value.chars().take(40).collect(),
                name if name.starts_with("taxon:") => {
                    if let Some(id) =
                        self.known.competency(value).filter(|id| !said.competencies.contains(id))
                    {
                        said.competencies.push(id);
                    }
                }
                _ => {}
            }
        }
        said.tags.truncate(MOST_OF_ONE);
        said.competencies.truncate(MOST_OF_ONE);
        said
    }

    fn tests(&mut self, package: &Package) -> Vec<QtiTest> {
        let mut new = Vec::new();
        for one in &package.tests {
            let read = match &one.result {
                Ok(read) => read,
                Err(problems) => {
                    self.refused(problems);
                    continue;
                }
            };
            self.notes(&read.notes);
            if !self.usable(one, &read.content.identifier, &read.content.title) {
                continue;
            }
            let plan = match tests_of::placed(one, &read.content, &self.known) {
                Ok(plan) => plan,
                Err(missing) => {
                    let what = format!("it takes items that did not come in: {}", missing.join(", "));
                    let advice = "Mend those items, then bring the package in again.";
                    self.report.note(Problem::error(&one.path, what, advice));
                    continue;
                }
            };
            let kept = KeptText::of(qti::write_test(&plan));
            let before = self.known.tests.get(&plan.identifier);
            let line = self.report.line("tests");
            if before == Some(&kept.digest) {
                line.unchanged += 1;
                continue;
            }
            *(if before.is_some() { &mut line.changed } else { &mut line.added }) += 1;
            new.push(QtiTest {
                title: titled(&plan.title, &plan.identifier),
                identifier: plan.identifier,
                content: kept.content,
                digest: kept.digest,
                from_source: self.from.clone(),
                written_by: Some(self.by),
                written_at: self.now,
            });
        }
        new
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

/// What a package says about an item.
#[derive(Default)]
struct Said {
    competencies: Vec<CompetencyId>,
    tags: Vec<String>,
    grades: String,
    difficulty: Option<Points>,
}

/// A title, or the identifier where there is none.
fn titled(title: &str, identifier: &str) -> String {
    let title = title.trim();
    (if title.is_empty() { identifier } else { title }).to_owned()
}

fn tag(keyword: &str) -> Option<String> {
    text::optional(keyword, MOST_TAG_CHARACTERS).ok().flatten()
}

/// A difficulty as it is written in a package of ours: millionths of a logit, so that it comes back the same.
fn difficulty(value: &str) -> Option<Points> {
    let logits: f64 = value.parse().ok()?;
    if !(-6.0..=6.0).contains(&logits) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within 6 logits")]
    let millionths = (logits * 1_000_000.0).round() as i64;
    Some(Points::from_millionths(millionths))
}

/// Adds what is not there yet; whether anything was.
fn add_missing<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) -> bool {
    let before = all.len();
    for one in more {
        if !all.contains(&one) && all.len() < MOST_OF_ONE {
            all.push(one);
        }
    }
    all.len() > before
}

/// What is here of items, by identifier.
type ByIdentifier<T> = HashMap<String, T>;

/// Items by id, for look-ups.
type OfItems<T> = HashMap<ItemId, Vec<T>>;
