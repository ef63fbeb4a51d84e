//! What somebody worked with to learn: no evidence, and part of the record all the same.

use super::{Writing, or_empty};
use crate::Refusal;

impl Writing<'_> {
    pub(super) async fn resource_uses(&mut self) -> Result<(), Refusal> {
        self.begin(
            "resource_uses",
            "record-uses",
            "record-uses-about",
            &[
                ("resource", "record-resource"),
                ("used_at", "record-used"),
                ("minutes", "record-minutes"),
                ("result", "record-result"),
                ("source", "record-source"),
            ],
        );
        let uses = store::resource_use::of_learner(self.tx, self.district, self.learner, i64::MAX).await?;
        for one in uses.iter().rev() {
            let found = store::resource::find(self.tx, self.district, one.resource).await?;
            let row = [
                found.map(|resource| resource.title).unwrap_or_default().into(),
                self.moment(one.used_at),
                or_empty(one.minutes).into(),
                or_empty(one.result).into(),
                one.source.clone().into(),
            ];
            self.package.row(&row);
        }
        Ok(())
    }
}
