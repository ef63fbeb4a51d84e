//! What a family reads: each child in three sentences, and one helpful thing to do.

use std::sync::Arc;

use domain::{LearnerId, PersonId, Timestamp, access::Relationship, people::Guardianship, time::Date};
use store::Tx;
use wording::{Audience, Words};

use crate::{
    Actor, App, Refusal,
    access::{self, Action, Standing},
    chance,
    show_learner::{self, CompetencyStanding, LearnerRecord},
    words,
};

/// One child as their family reads about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Who.
    pub learner: LearnerId,
    /// Given name.
    pub name: String,
    /// Their school's name.
    pub school: Option<String>,
    /// Their grade, as the roster writes it.
    pub grade: Option<String>,
    /// How it stands, what is newest, what comes next.
    pub sentences: [String; 3],
    /// One helpful thing to do.
    pub helpful: String,
    /// Whether anything was released yet.
    pub anything: bool,
}

/// Loads the children of a guardian whose custody lets them see, by given name; and the words that the
/// guardian reads.
pub async fn show_family(app: &App, actor: &Actor) -> Result<(Arc<Words>, Vec<Child>), Refusal> {
    let now = chance::now();
    let (words, children) =
        app.db.read(actor, |tx, actor| Box::pin(async move { load_children(tx, actor, now).await })).await?;
    let learners = children.iter().map(|child| child.learner).collect();
    access::log(app, actor, "family page", Relationship::Guardian, learners, now).await?;
    Ok((words, children))
}

async fn load_children(
    tx: &mut Tx,
    actor: &Actor,
    now: Timestamp,
) -> Result<(Arc<Words>, Vec<Child>), Refusal> {
    let today: Date = chance::date_of(actor.district, now);
    let standing = Standing::load(tx, actor, today).await?;
    let words = words::of_actor(tx, actor, Audience::Family).await?;
    let mut children = Vec::new();
    let seen = |one: &&Guardianship| one.may_see && one.dates.contains(today);
    let theirs: Vec<LearnerId> = standing.children.iter().filter(seen).map(|one| one.learner).collect();
    for guardianship in &standing.children {
        // One child once, where both of its records are theirs to see.
        let id = guardianship.learner.as_person();
        let kept = store::record_link::kept_of(tx, actor.district, id).await?;
        let twice = kept.is_some_and(|kept| theirs.contains(&kept.as_learner()));
        if seen(&guardianship) && !twice {
            let relationship = Relationship::Guardian;
            let record =
                show_learner::load(tx, actor.district, guardianship.learner, relationship, now).await?;
            children.push(told(&record, &words));
        }
    }
    children.sort_by(|left, right| (&left.name, left.learner).cmp(&(&right.name, right.learner)));
    Ok((words, children))
}

/// One learner as their family would read about them in the language of whoever asks; for the family and
/// who answers for the record, to see what is told. No aide's and no substitute's.
pub async fn show_as_family(
    app: &App,
    actor: &Actor,
    learner: LearnerId,
) -> Result<(Arc<Words>, Child), Refusal> {
    let now = chance::now();
    let (words, record) = app
        .db
        .read((actor, learner), |tx, (actor, learner)| {
            Box::pin(async move {
                let today = chance::date_of(actor.district, now);
                let relationship = access::learner(tx, actor, *learner, Action::Rights, today).await?;
                let record = show_learner::load(tx, actor.district, *learner, relationship, now).await?;
                Ok::<_, Refusal>((words::of_actor(tx, actor, Audience::Family).await?, record))
            })
        })
        .await?;
    access::log(app, actor, "family page", record.relationship, vec![learner], now).await?;
    let child = told(&record, &words);
    Ok((words, child))
}

/// A record as a family reads it.
pub(crate) fn told(record: &LearnerRecord, words: &Words) -> Child {
    let person = &record.person;
    let name = if person.given_name.is_empty() { person.name() } else { person.given_name.clone() };
    let id: PersonId = person.id;
    let (sentences, helpful, anything) = sentences(&name, &Progress::of(record), words);
    Child {
        learner: id.as_learner(),
        name,
        school: record.school.clone(),
        grade: person.grade.clone(),
        sentences,
        helpful,
        anything,
    }
}

/// What the sentences are made of.
#[derive(Debug, Default)]
struct Progress {
    targets: usize,
    reached: usize,
    started: usize,
    /// What was reached last.
    newest: Option<String>,
    /// What is under way and nearest to being reached.
    almost: Option<String>,
    /// What comes next.
    next: Option<String>,
}

impl Progress {
    fn of(record: &LearnerRecord) -> Self {
        let targets: Vec<&CompetencyStanding> =
            record.standings().filter(|standing| standing.target).collect();
        let last = |standing: &&CompetencyStanding| standing.finding.as_ref().and_then(|f| f.last_worked_at);
        let value = |standing: &&CompetencyStanding| standing.finding.as_ref().and_then(|f| f.value);
        let under_way = |standing: &&&CompetencyStanding| standing.judged() && !standing.mastered();
        let almost =
            targets.iter().filter(under_way).max_by_key(|standing| (value(standing), last(standing)));
        let untried = targets.iter().filter(|standing| !standing.judged());
        let next = untried.filter(|one| one.opens.is_some()).rev().max_by_key(|one| one.opens);
        let newest = targets.iter().filter(|standing| standing.mastered()).max_by_key(|one| last(one));
        Self {
            targets: targets.len(),
            reached: targets.iter().filter(|standing| standing.mastered()).count(),
            started: targets.iter().filter(|standing| standing.judged()).count(),
            newest: newest.map(|standing| title(standing)),
            almost: almost.map(|standing| title(standing)),
            next: next.map(|standing| title(standing)),
        }
    }
}

fn title(standing: &CompetencyStanding) -> String {
    standing.competency.title()
}

/// Three sentences, one helpful thing, and whether there is anything to tell. Warm and true: what is not
/// known is not said to be missing.
fn sentences(name: &str, progress: &Progress, words: &Words) -> ([String; 3], String, bool) {
    let of = |key: &str| words.tell(key, &[("name", name.into())]);
    let about =
        |key: &str, title: &String| words.tell(key, &[("title", title.into()), ("name", name.into())]);
    if progress.started == 0 {
        let sentences = [of("told-nothing"), words.say("told-nothing-usual"), words.say("told-nothing-soon")];
        return (sentences, of("help-interesting"), false);
    }
    let key = match progress.reached {
        reached if reached == progress.targets => "told-all",
        0 => "told-started",
        _ => "told-some",
    };
    let how = words.tell(
        key,
        &[
            ("name", name.into()),
            ("reached", progress.reached.into()),
            ("started", progress.started.into()),
            ("targets", progress.targets.into()),
        ],
    );
    let newest = match &progress.newest {
        Some(title) => about("told-newest", title),
        None => words.say("told-first"),
    };
    let (onward, helpful) = match (&progress.almost, &progress.next) {
        (Some(title), _) => (about("told-working", title), about("help-explain", title)),
        (None, Some(title)) => (about("told-next", title), about("help-useful", title)),
        (None, None) => (words.say("told-waiting"), of("help-proud")),
    };
    ([how, newest, onward], helpful, true)
}

#[cfg(test)]
mod tests {
    use wording::Language;

    use super::*;

    fn told_in(language: Language, progress: &Progress) -> ([String; 3], String, bool) {
        sentences("Noor", progress, &Words::built_in(Audience::Family, language))
    }

    #[test]
    fn without_results_nothing_is_said_to_be_missing() {
        let progress = Progress { targets: 9, ..Progress::default() };
        let (sentences, helpful, anything) = told_in(Language::English, &progress);
        assert_eq!(sentences[0], "Noor's teacher has not shared any results yet.");
        assert!(!helpful.is_empty() && !anything);
    }

    #[test]
    fn progress_is_told_with_what_is_newest_and_what_is_next() {
        let progress = Progress {
            targets: 9,
            reached: 5,
            started: 7,
            newest: Some("Compare fractions".to_owned()),
            almost: None,
            next: Some("Add fractions".to_owned()),
        };
        let (sentences, _, anything) = told_in(Language::English, &progress);
        assert_eq!(
            sentences,
            [
                "Noor has reached 5 of the 9 targets of this term.",
                "The newest one is “Compare fractions”.",
                "Next comes “Add fractions”."
            ]
        );
        assert!(anything);
        let (sentences, helpful, _) = told_in(Language::Spanish, &progress);
        assert_eq!(
            sentences,
            [
                "Noor ya logró 5 de las 9 metas de este periodo.",
                "La más reciente es «Compare fractions».",
                "Después viene «Add fractions»."
            ]
        );
        assert!(helpful.starts_with("Busquen juntos algo en casa"), "{helpful}");
    }
}
