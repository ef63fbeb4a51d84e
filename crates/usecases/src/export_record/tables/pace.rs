//! When the learner was there, pauses, and own days. Why there was a pause stays with the school where the family
//! reads.

use super::Writing;
use crate::Refusal;

impl Writing<'_> {
    pub(super) async fn attendance(&mut self) -> Result<(), Refusal> {
        self.begin(
            "attendance",
            "record-attendance",
            "record-attendance-about",
            &[
                ("day", "record-day"),
                ("period", "record-period"),
                ("presence", "record-presence"),
                ("minutes_late", "record-minutes-late"),
                ("version", "record-version"),
                ("recorded_by", "record-by"),
                ("recorded_at", "record-recorded"),
            ],
        );
        for one in store::attendance::history(self.tx, self.district, self.learner).await? {
            let period = match one.period {
                Some(id) => store::calendar::find_period(self.tx, self.district, id).await?,
                None => None,
            };
            let by = self.own_name(one.recorded_by).await?;
            let row = [
                self.day_or_empty(Some(one.day)),
                period.map(|period| period.name).unwrap_or_default().into(),
                self.word("said-presence", one.presence.word()),
                super::or_empty(one.presence.minutes_late()).into(),
                one.version.to_string().into(),
                by.into(),
                self.moment(one.recorded_at),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    pub(super) async fn pauses(&mut self) -> Result<(), Refusal> {
        self.begin(
            "pauses",
            "record-pauses",
            "record-pauses-about",
            &[
                ("begins_on", "record-from"),
                ("ends_on", "record-until"),
                ("reason", "record-reason"),
                ("made_at", "record-recorded"),
                ("revoked_at", "record-ended"),
            ],
        );
        let private = self.reader.is_private();
        for one in store::pause::of_learner(self.tx, self.district, self.learner).await? {
            let row = [
                self.day_or_empty(one.dates.begins()),
                self.day_or_empty(one.dates.ends()),
                if private { String::new() } else { one.reason }.into(),
                self.moment(one.made_at),
                self.moment_or_empty(one.revoked_at),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    pub(super) async fn pace(&mut self) -> Result<(), Refusal> {
        self.begin(
            "pace",
            "record-pace",
            "record-pace-about",
            &[("place", "record-place"), ("standing", "record-standing"), ("day", "record-day")],
        );
        for one in store::pace::changes_of(self.tx, self.district, self.learner).await? {
            let title = self.sections.get(&one.section).cloned().unwrap_or_default();
            let row =
                [title.into(), self.word("said-pace", one.standing.word()), self.day_or_empty(Some(one.on))];
            self.package.row(&row);
        }
        Ok(())
    }

    pub(super) async fn own_days(&mut self) -> Result<(), Refusal> {
        self.begin(
            "new_plans",
            "record-new-plans",
            "record-new-plans-about",
            &[
                ("place", "record-place"),
                ("from", "record-from"),
                ("until", "record-until"),
                ("made_at", "record-recorded"),
                ("undone_at", "record-ended"),
            ],
        );
        for one in store::dated_target::replans(self.tx, self.district, self.learner).await? {
            let title = self.sections.get(&one.section).cloned().unwrap_or_default();
            let row = [
                title.into(),
                self.day_or_empty(Some(one.from)),
                self.day_or_empty(Some(one.until)),
                self.moment(one.made_at),
                self.moment_or_empty(one.undone_at),
            ];
            self.package.row(&row);
        }
        Ok(())
    }
}
