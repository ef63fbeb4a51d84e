//! What somebody is to reach, what was directed on their path, what they picked and like.

use std::collections::HashMap;

use domain::{CompetencyId, framework::Competency, path::Aim};
use exchange::exports::whole_record::Cell;

use super::Writing;
use crate::{Refusal, learner_path::Said};

impl Writing<'_> {
    pub(super) async fn paths(&mut self) -> Result<(), Refusal> {
        let said = Said::load(self.tx, self.district, self.learner).await?;
        let mut wanted: Vec<CompetencyId> = said.directives.iter().map(|one| one.competency).collect();
        wanted.extend(said.choices.iter().map(|one| one.competency));
        wanted.extend(said.goals.iter().flat_map(|goal| match &goal.aim {
            Aim::Competencies(all) => all.clone(),
            Aim::Band(_) => Vec::new(),
        }));
        wanted.sort_unstable();
        wanted.dedup();
        let found = store::competency::find_all(self.tx, self.district, &wanted).await?;
        let titles: HashMap<CompetencyId, String> =
            found.iter().map(|one| (one.id, Competency::code_and_title(one))).collect();
        let title = |id: CompetencyId| titles.get(&id).cloned().unwrap_or_else(|| id.to_string());
        self.goals(&said, &title).await?;
        self.directives(&said, &title).await?;
        self.choices(&said, &title);
        Ok(())
    }

    async fn goals(&mut self, said: &Said, title: &impl Fn(CompetencyId) -> String) -> Result<(), Refusal> {
        let columns = [
            ("goal", "record-goal"),
            ("competencies", "record-competency"),
            ("due", "record-goal-due"),
            ("set_by", "record-set-by"),
            ("set_at", "record-set-at"),
            ("ended_at", "record-ended"),
        ];
        self.begin("goals", "record-goals", "record-goals-about", &columns);
        for goal in &said.goals {
            let what = match &goal.aim {
                Aim::Competencies(all) => all.iter().map(|id| title(*id)).collect::<Vec<_>>().join("; "),
                Aim::Band(band) => format!("{}\u{2013}{}", band.floor, band.ceiling),
            };
            let row = [
                goal.title.clone().into(),
                what.into(),
                self.day_or_empty(goal.due),
                self.name(goal.set_by).await?.into(),
                self.moment(goal.set_at),
                self.moment_or_empty(goal.ended.map(|ended| ended.at)),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    async fn directives(
        &mut self,
        said: &Said,
        title: &impl Fn(CompetencyId) -> String,
    ) -> Result<(), Refusal> {
        let columns = [
            ("competency", "record-competency"),
            ("kind", "record-directive"),
            ("reason", "record-reason"),
            ("given_by", "record-set-by"),
            ("given_at", "record-set-at"),
            ("until", "record-until"),
            ("ended_at", "record-ended"),
        ];
        self.begin("directives", "record-directives", "record-directives-about", &columns);
        for one in &said.directives {
            let row = [
                title(one.competency).into(),
                self.word("said-directive", one.kind.word()),
                one.reason.clone().into(),
                self.name(one.given_by).await?.into(),
                self.moment(one.given_at),
                self.moment_or_empty(one.until),
                self.moment_or_empty(one.ended.map(|ended| ended.at)),
            ];
            self.package.row(&row);
        }
        Ok(())
    }

    /// What is liked has no moment.
    fn choices(&mut self, said: &Said, title: &impl Fn(CompetencyId) -> String) {
        let columns = [("what", "record-goal"), ("picked_at", "record-picked")];
        self.begin("choices", "record-choices", "record-choices-about", &columns);
        for one in &said.choices {
            let row = [title(one.competency).into(), self.moment(one.chosen_at)];
            self.package.row(&row);
        }
        for word in &said.interests {
            self.package.row(&[word.clone().into(), Cell::default()]);
        }
    }
}
