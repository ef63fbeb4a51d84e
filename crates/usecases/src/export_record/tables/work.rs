//! What somebody made: work that was handed in, with its files, and the feedback that was released.

use domain::{access::Relationship, task::WorkState};
use exchange::exports::whole_record::Cell;

use super::{Writing, or_empty};
use crate::{
    Refusal,
    whole_task::{WholeTask, files},
};

impl Writing<'_> {
    pub(super) async fn work(&mut self) -> Result<(), Refusal> {
        self.begin(
            "work",
            "record-work",
            "record-work-about",
            &[
                ("task", "record-task"),
                ("attempt", "record-attempt"),
                ("handed_in_at", "record-handed-in"),
                ("words", "record-words"),
                ("link", "record-link"),
                ("files", "record-work-files"),
            ],
        );
        let own = self.reader.relationship == Relationship::Own;
        let mut given = Vec::new();
        for one in store::work::of_learner(self.tx, self.district, self.learner).await? {
            // What was not handed in is the learner's alone.
            if one.state == WorkState::Draft && !own {
                continue;
            }
            let whole = WholeTask::load(self.tx, self.district, one.task).await?;
            let found = files(self.tx, self.district, self.learner, &one).await?;
            let names = found.iter().map(|file| path(&file.digest, &file.name)).collect::<Vec<_>>().join(" ");
            let handed_in = match one.handed_in_at {
                Some(at) => self.moment(at),
                None => Cell::default(),
            };
            let row = [
                whole.task.title.into(),
                one.attempt.to_string().into(),
                handed_in,
                one.words.into(),
                one.link.into(),
                names.into(),
            ];
            self.package.row(&row);
        }
        for one in store::content::of_learner(self.tx, self.district, self.learner).await? {
            let bytes = store::content::bytes(self.tx, self.district, &one.digest).await?;
            given.push((path(&one.digest, &one.name), bytes));
        }
        for (path, bytes) in given {
            self.package.attach(path, bytes);
        }
        Ok(())
    }

    pub(super) async fn feedback(&mut self) -> Result<(), Refusal> {
        self.begin(
            "feedback",
            "record-feedback",
            "record-feedback-about",
            &[
                ("task", "record-task"),
                ("attempt", "record-attempt"),
                ("criterion", "record-criterion"),
                ("level", "record-level"),
                ("comment", "record-comment"),
            ],
        );
        let results = store::work::results(self.tx, self.district, self.learner).await?;
        for one in store::work::of_learner(self.tx, self.district, self.learner).await? {
            if one.state != WorkState::Released {
                continue;
            }
            let whole = WholeTask::load(self.tx, self.district, one.task).await?;
            for said in results.get(&(one.task, one.attempt)).into_iter().flatten() {
                let Some(criterion) = whole.rubric.criteria.get(said.criterion) else { continue };
                let level = said.mark.and_then(|mark| criterion.level(mark)).map(|level| level.name.clone());
                let row = [
                    whole.task.title.clone().into(),
                    one.attempt.to_string().into(),
                    criterion.title.clone().into(),
                    or_empty(level).into(),
                    said.comment.clone().into(),
                ];
                self.package.row(&row);
            }
        }
        Ok(())
    }
}

/// Where a file lies in the package: by its digest, so that two of one name are two.
fn path(digest: &domain::chain::Digest, name: &str) -> String {
    let kept = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let name: String = name.chars().map(kept).take(100).collect();
    let digest = domain::chain::hex(digest);
    format!("files/{}-{name}", digest.get(..12).unwrap_or_default())
}
