//! Which assessments somebody took, what they planned after them, and every answer with what it came to.

use exchange::exports::whole_record::Cell;
use store::sitting::Sitting;

use super::{Writing, or_empty};
use crate::{Refusal, export_results::as_text, response_text};

impl Writing<'_> {
    pub(super) async fn sittings(&mut self) -> Result<(), Refusal> {
        let sittings = store::sitting::of_learner(self.tx, self.district, self.learner, i64::MAX).await?;
        self.begin(
            "sittings",
            "record-sittings",
            "record-sittings-about",
            &[
                ("sitting", "record-sitting"),
                ("assessment", "record-assessment"),
                ("class", "record-class"),
                ("attempt", "record-attempt"),
                ("medium", "record-medium"),
                ("state", "record-state"),
                ("started_at", "record-begun"),
                ("ended_at", "record-ended"),
                ("points", "record-points"),
                ("points_possible", "record-possible"),
                ("passed", "record-passed"),
                ("device", "record-device"),
                ("network", "record-network"),
                ("accommodations_version", "record-given-version"),
                ("plan", "record-plan"),
            ],
        );
        for sitting in sittings.iter().rev() {
            let row = self.sitting(sitting).await?;
            self.package.row(&row);
        }
        self.answers(&sittings).await
    }

    async fn sitting(&mut self, one: &Sitting) -> Result<Vec<Cell>, Refusal> {
        let found = store::assessment::find(self.tx, self.district, one.assessment).await?;
        let plan = store::sitting::reflection(self.tx, self.district, self.learner, one.id).await?;
        let text = |text: &Option<String>| Cell::from(text.clone().unwrap_or_default());
        Ok(vec![
            one.id.to_string().into(),
            found.map(|row| row.title).unwrap_or_default().into(),
            self.sections.get(&one.section).cloned().unwrap_or_default().into(),
            one.attempt.to_string().into(),
            self.word("said-medium", one.medium.word()),
            self.word("said-sitting-state", one.state.word()),
            self.moment(one.started_at),
            self.moment_or_empty(one.ended_at),
            or_empty(one.points).into(),
            or_empty(one.points_possible).into(),
            one.passed.map(|passed| self.yes_or_no(passed)).unwrap_or_default(),
            text(&one.device),
            text(&one.network),
            or_empty(one.accommodation_version).into(),
            plan.map(|(plan, _)| plan).unwrap_or_default().into(),
        ])
    }

    /// Every answer. No key: the same questions are asked of others.
    async fn answers(&mut self, sittings: &[Sitting]) -> Result<(), Refusal> {
        self.begin(
            "answers",
            "record-answers",
            "record-answers-about",
            &[
                ("sitting", "record-sitting"),
                ("place", "record-question"),
                ("item", "record-item"),
                ("item_version", "record-version"),
                ("state", "record-state"),
                ("answer", "record-given-answer"),
                ("points", "record-points"),
                ("points_possible", "record-possible"),
                ("seconds", "record-seconds"),
                ("answered_at", "record-answered"),
            ],
        );
        for sitting in sittings.iter().rev() {
            let all = store::response::of_sitting(self.tx, self.district, self.learner, sitting.id).await?;
            for one in all {
                let item = store::item::find(self.tx, self.district, one.item).await?;
                let answer = one.answer.as_deref().map(response_text::read).transpose()?.unwrap_or_default();
                let row = [
                    sitting.id.to_string().into(),
                    (one.place + 1).to_string().into(),
                    item.map_or_else(|| one.item.to_string(), |item| item.identifier).into(),
                    one.item_version.to_string().into(),
                    self.word("said-answer-state", one.state.word()),
                    as_text(&answer).into(),
                    or_empty(one.points).into(),
                    or_empty(one.points_possible).into(),
                    (one.milliseconds / 1_000).to_string().into(),
                    self.moment_or_empty(one.answered_at),
                ];
                self.package.row(&row);
            }
        }
        Ok(())
    }
}
