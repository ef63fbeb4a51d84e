//! What is said of somebody's rights: consents, requests to amend, letters, what left, who read.

use domain::{PersonId, access::Relationship};

use exchange::exports::whole_record::Cell;

use super::{Writing, or_empty};
use crate::{Refusal, amendments, consents, disclosures};

/// Lines of the access log that are looked through, newest first.
const MOST_LINES: usize = 200_000;

/// Letters of one person.
const MOST_NOTICES: i64 = 1_000;

impl Writing<'_> {
    pub(super) async fn consents(&mut self) -> Result<(), Refusal> {
        self.begin(
            "consents",
            "record-consents",
            "record-consents-about",
            &[
                ("recorded_at", "record-recorded"),
                ("purpose", "record-purpose"),
                ("given", "record-given"),
                ("by", "record-by"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
            ],
        );
        let titles = consents::titles(self.tx, self.district, &self.reader.words).await?;
        for one in store::consent::of_learner(self.tx, self.district, self.learner).await? {
            let by = self.own_name(one.by).await?;
            let purpose = titles.iter().find(|(word, _)| *word == one.purpose);
            let purpose = purpose.map_or_else(|| one.purpose.clone(), |(_, title)| title.clone());
            let row = [
                self.moment(one.recorded_at),
                Cell::shown(one.purpose, purpose),
                self.yes_or_no(one.given),
                by.into(),
                self.day_or_empty(one.dates.begins()),
                self.day_or_empty(one.dates.ends()),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    pub(super) async fn amendments(&mut self) -> Result<(), Refusal> {
        self.begin(
            "amendments",
            "record-amendments",
            "record-amendments-about",
            &[
                ("asked_at", "record-asked"),
                ("asked_by", "record-by"),
                ("about", "record-kind"),
                ("about_entry", "record-about-entry"),
                ("wanted", "record-wanted"),
                ("reason", "record-reason"),
                ("due_on", "record-due"),
                ("state", "record-state"),
                ("answer", "record-answer"),
                ("decided_at", "record-decided"),
                ("decided_by", "record-decided-by"),
                ("statement", "record-statement"),
            ],
        );
        for one in store::amendment::of_learner(self.tx, self.district, self.learner).await? {
            let by = self.own_name(one.asked_by).await?;
            let decided_by = match &one.answer {
                Some(answer) => self.name(answer.by).await?,
                None => String::new(),
            };
            let row = [
                self.moment(one.asked_at),
                by.into(),
                Cell::shown(one.fact.word(), self.reader.say(amendments::about(one.fact))),
                or_empty(one.entry.map(|entry| entry.0)).into(),
                one.wanted.into(),
                one.reason.into(),
                self.day_or_empty(Some(one.due_on)),
                self.word("said-state", one.state.word()),
                one.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default().into(),
                self.moment_or_empty(one.answer.as_ref().map(|answer| answer.at)),
                decided_by.into(),
                one.statement.map(|statement| statement.text).unwrap_or_default().into(),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    /// Letters to the learner, and to the guardian who reads; to every guardian for an administrator.
    pub(super) async fn notices(&mut self) -> Result<(), Refusal> {
        self.begin(
            "notices",
            "record-notices",
            "record-notices-about",
            &[
                ("queued_at", "record-recorded"),
                ("to", "record-recipient"),
                ("kind", "record-kind"),
                ("subject", "record-subject"),
                ("state", "record-state"),
                ("sent_at", "record-sent"),
            ],
        );
        let guardians = store::guardianship::of_learner(self.tx, self.district, self.learner).await?;
        let (private, reader) = (self.reader.is_private(), self.reader.person);
        let theirs = guardians.into_iter().map(|one| one.guardian).filter(|one| !private || *one == reader);
        let people: Vec<PersonId> = std::iter::once(self.person.id).chain(theirs).collect();
        for person in people {
            let name = self.name(person).await?;
            for one in store::notice::of_person(self.tx, self.district, person, MOST_NOTICES).await? {
                let row = [
                    self.moment(one.queued_at),
                    name.clone().into(),
                    self.word("said-letter", &one.kind),
                    one.subject.into(),
                    self.word("said-state", one.state.word()),
                    self.moment_or_empty(one.sent_at),
                ];
                self.package.row(&row);
            }
        }
        Ok(())
    }

    pub(super) async fn disclosures(&mut self) -> Result<(), Refusal> {
        self.begin(
            "disclosures",
            "record-disclosures",
            "record-disclosures-about",
            &[
                ("at", "record-when"),
                ("recipient", "record-recipient"),
                ("purpose", "record-purpose"),
                ("ground", "record-ground"),
                ("fields", "record-fields"),
                ("way", "record-way"),
            ],
        );
        for one in disclosures::of_learner(self.tx, self.district, self.learner).await? {
            let one = disclosures::for_reader(one, self.reader.is_private(), self.reader.person);
            let said = disclosures::worded(one.clone(), &self.reader.words);
            let row = [
                self.moment(one.at),
                Cell::shown(one.recipient, said.recipient),
                Cell::shown(one.purpose, said.purpose),
                Cell::shown(one.ground, said.ground),
                Cell::shown(one.fields, said.fields),
                self.word("said-way", one.way.word()),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    /// The newest lines of the access log are looked through; what an administrator typed stays with the
    /// school, and so do the names of other families.
    pub(super) async fn readers(&mut self) -> Result<(), Refusal> {
        self.begin(
            "readers",
            "record-readers",
            "record-readers-about",
            &[
                ("at", "record-when"),
                ("reader", "record-reader"),
                ("what", "record-what"),
                ("relationship", "record-relationship"),
                ("reason", "record-reason"),
            ],
        );
        let (mut before, mut looked) = (None, 0);
        while looked < MOST_LINES {
            let page = store::access_log::page(self.tx, self.district, None, before, 2_000).await?;
            let Some(last) = page.last() else { return Ok(()) };
            before = Some(last.id);
            looked += page.len();
            for line in page {
                if !line.learners.contains(&self.learner) {
                    continue;
                }
                let family = matches!(line.relationship, Relationship::Guardian | Relationship::Own);
                let name =
                    if family { self.own_name(line.person).await? } else { self.name(line.person).await? };
                let reason = line.reason.filter(|_| !self.reader.is_private()).unwrap_or_default();
                let row = [
                    self.moment(line.at),
                    name.into(),
                    self.word("said-reading", &line.what),
                    self.word("said-relationship", line.relationship.word()),
                    reason.into(),
                ];
                self.package.row(&row);
            }
        }
        Ok(())
    }
}
