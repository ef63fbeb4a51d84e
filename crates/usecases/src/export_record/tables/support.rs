//! Who answers for somebody, what they are to be given, and which records count as theirs.

use domain::accommodation::TimeFactor;
use exchange::exports::whole_record::Cell;

use super::Writing;
use crate::Refusal;

impl Writing<'_> {
    pub(super) async fn caseloads(&mut self) -> Result<(), Refusal> {
        self.begin(
            "caseloads",
            "record-caseloads",
            "record-caseloads-about",
            &[
                ("name", "record-name"),
                ("kind", "record-role"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
                ("assigned_at", "record-recorded"),
                ("ended_at", "record-ended"),
            ],
        );
        for one in store::caseload::of_learner(self.tx, self.district, self.learner).await? {
            let name = self.name(one.holder).await?;
            let row = [
                name.into(),
                self.word("said-role", one.kind.word()),
                self.day_or_empty(one.dates.begins()),
                self.day_or_empty(one.dates.ends()),
                self.moment(one.assigned_at),
                self.moment_or_empty(one.ended_at),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    /// Every version of what is given. Why stays with the case managers of the learner: nothing here reads it.
    pub(super) async fn accommodations(&mut self) -> Result<(), Refusal> {
        self.begin(
            "accommodations",
            "record-accommodations",
            "record-accommodations-about",
            &[
                ("version", "record-version"),
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
                ("time_factor", "record-time"),
                ("read_aloud", "record-read-aloud"),
                ("print_size", "record-print"),
                ("language", "record-language"),
                ("seat", "record-seat"),
                ("delivery", "record-delivery"),
                ("written_by", "record-by"),
                ("written_at", "record-recorded"),
            ],
        );
        for one in store::accommodation::of_learner(self.tx, self.district, self.learner).await? {
            let by = self.name(one.written_by).await?;
            let given = one.given;
            let time = match given.time {
                TimeFactor::Usual => Cell::shown(given.time.word(), self.reader.say("said-time-usual")),
                factor => self.word("said-time", factor.word()),
            };
            let row = [
                one.version.to_string().into(),
                self.day_or_empty(one.dates.begins()),
                self.day_or_empty(one.dates.ends()),
                time,
                self.yes_or_no(given.reader),
                self.word("said-print", given.print.word()),
                given.language.unwrap_or_default().into(),
                given.seat.unwrap_or_default().into(),
                given.delivery.unwrap_or_default().into(),
                by.into(),
                self.moment(one.written_at),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    /// When another record counted as this one. Families read when; which and why, as somebody of the school
    /// typed it, stays there: it may have been another child's.
    pub(super) async fn merges(&mut self) -> Result<(), Refusal> {
        self.begin(
            "merges",
            "record-merges",
            "record-merges-about",
            &[
                ("merged_at", "record-from"),
                ("separated_at", "record-until"),
                ("this_record", "record-kind"),
                ("other_record", "record-other"),
                ("reason", "record-reason"),
                ("separate_reason", "record-separate-reason"),
            ],
        );
        let private = self.reader.is_private();
        for one in store::record_link::list(self.tx, self.district).await? {
            let kept = one.kept == self.learner;
            if !kept && one.merged != self.learner {
                continue;
            }
            let other = if kept { one.merged } else { one.kept };
            let of_school = |text: String| if private { String::new() } else { text };
            let row = [
                self.moment(one.linked_at),
                self.moment_or_empty(one.separated.as_ref().map(|end| end.at)),
                self.word("said-merge", if kept { "kept" } else { "merged" }),
                of_school(other.to_string()).into(),
                of_school(one.reason).into(),
                of_school(one.separated.map(|end| end.reason).unwrap_or_default()).into(),
            ];
            self.package.row(&row);
        }
        Ok(())
    }
}
