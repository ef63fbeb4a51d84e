//! What is said of somebody's rights: consents, requests to amend, letters, what left, who read.

use domain::{PersonId, access::Relationship};

use super::{Writing, moment, or_empty};
use crate::{Refusal, accommodations_in_force::told, disclosures};

/// Lines of the access log that are looked through, newest first.
const MOST_LINES: usize = 200_000;

/// Letters of one person.
const MOST_NOTICES: i64 = 1_000;

impl Writing<'_> {
    /// What is given, and not why: that is read by case managers of the learner alone.
    pub(super) async fn accommodations(&mut self) -> Result<(), Refusal> {
        self.begin(
            "accommodations",
            "record-accommodations",
            "record-accommodations-about",
            &[
                ("recorded_at", "record-recorded"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
                ("given", "record-what-given"),
            ],
        );
        for one in store::accommodation::of_learner(self.tx, self.district, self.learner).await? {
            let mut given = told(&one.given, &self.reader.words).join("; ");
            if given.is_empty() {
                given = self.reader.say("given-nothing");
            }
            self.package.row(&[
                moment(one.written_at),
                or_empty(one.dates.begins()),
                or_empty(one.dates.ends()),
                given,
            ]);
        }
        Ok(())
    }

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
        for one in store::consent::of_learner(self.tx, self.district, self.learner).await? {
            let by = self.own_name(one.by).await?;
            self.package.row(&[
                moment(one.recorded_at),
                one.purpose,
                if one.given { "yes" } else { "no" }.to_owned(),
                by,
                or_empty(one.dates.begins()),
                or_empty(one.dates.ends()),
            ]);
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
            self.package.row(&[
                moment(one.asked_at),
                by,
                one.fact.word().to_owned(),
                or_empty(one.entry.map(|entry| entry.0)),
                one.wanted,
                one.reason,
                one.due_on.to_string(),
                one.state.word().to_owned(),
                one.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default(),
                or_empty(one.answer.as_ref().map(|answer| answer.at)),
                decided_by,
                one.statement.map(|statement| statement.text).unwrap_or_default(),
            ]);
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
                self.package.row(&[
                    moment(one.queued_at),
                    name.clone(),
                    one.kind,
                    one.subject,
                    one.state.word().to_owned(),
                    or_empty(one.sent_at),
                ]);
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
            self.package.row(&[
                moment(one.at),
                one.recipient,
                one.purpose,
                one.ground,
                one.fields,
                one.way.word().to_owned(),
            ]);
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
                self.package.row(&[
                    moment(line.at),
                    name,
                    line.what,
                    line.relationship.word().to_owned(),
                    reason,
                ]);
            }
        }
        Ok(())
    }
}
