//! What a family reads: each child in three sentences, and one helpful thing to do.

use domain::{LearnerId, PersonId, Timestamp, access::Relationship, time::Date};
use store::Tx;

use crate::{
    Actor, App, Refusal, access,
    access::Standing,
    chance,
    show_learner::{self, CompetencyStanding, LearnerRecord},
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

/// Loads the children of a guardian whose custody lets them see, by given name.
pub async fn show_family(app: &App, actor: &Actor) -> Result<Vec<Child>, Refusal> {
    let now = chance::now();
    let children =
        app.db.read(actor, |tx, actor| Box::pin(async move { load_children(tx, actor, now).await })).await?;
    let learners = children.iter().map(|child| child.learner).collect();
    access::log(app, actor, "family page", Relationship::Guardian, learners, now).await?;
    Ok(children)
}

async fn load_children(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Vec<Child>, Refusal> {
    let today: Date = chance::date_of(now);
    let standing = Standing::load(tx, actor, today).await?;
    let mut children = Vec::new();
    for guardianship in &standing.children {
        if guardianship.may_see && guardianship.dates.contains(today) {
            let relationship = Relationship::Guardian;
            let record =
                show_learner::load(tx, actor.district, guardianship.learner, relationship, now).await?;
            children.push(told(&record));
        }
    }
    children.sort_by(|left, right| (&left.name, left.learner).cmp(&(&right.name, right.learner)));
    Ok(children)
}

/// One learner as their family would read about them; for their educators, to see what is told.
pub async fn show_as_family(app: &App, actor: &Actor, learner: LearnerId) -> Result<Child, Refusal> {
    Ok(told(&show_learner::show_learner(app, actor, learner).await?))
}

fn told(record: &LearnerRecord) -> Child {
    let person = &record.person;
    let name = if person.given_name.is_empty() { person.name() } else { person.given_name.clone() };
    let id: PersonId = person.id;
    let (sentences, helpful, anything) = words(&name, &Progress::of(record));
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
    standing.competency.short.clone().unwrap_or_else(|| standing.competency.statement.clone())
}

/// Three sentences, one helpful thing, and whether there is anything to tell. Warm and true: what is not
/// known is not said to be missing.
fn words(name: &str, progress: &Progress) -> ([String; 3], String, bool) {
    if progress.started == 0 {
        let sentences = [
            format!("{name}'s teacher has not shared any results yet."),
            "That is usual in the first weeks.".to_owned(),
            "You will see them here as soon as there are some.".to_owned(),
        ];
        let helpful = format!("Ask {name} what the most interesting thing in class was this week.");
        return (sentences, helpful, false);
    }
    let how = if progress.reached == progress.targets {
        format!("{name} has reached all {} targets of this term.", progress.targets)
    } else if progress.reached == 0 {
        format!(
            "{name} has started on {} of the {} targets of this term.",
            progress.started, progress.targets
        )
    } else {
        format!("{name} has reached {} of the {} targets of this term.", progress.reached, progress.targets)
    };
    let newest = match &progress.newest {
        Some(title) => format!("The newest one is “{title}”."),
        None => "The first one takes the longest; that is usual.".to_owned(),
    };
    let (onward, helpful) = match (&progress.almost, &progress.next) {
        (Some(title), _) => (
            format!("“{title}” is the one to work on now."),
            format!(
                "Ask {name} to explain “{title}” to you as if you had never heard of it: telling somebody is the best practice."
            ),
        ),
        (None, Some(title)) => (
            format!("Next comes “{title}”."),
            format!(
                "Look together for something at home where “{title}” is useful, and let {name} show you."
            ),
        ),
        (None, None) => (
            "Nothing is waiting at the moment.".to_owned(),
            format!("Let {name} teach you something they are proud of."),
        ),
    };
    ([how, newest, onward], helpful, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_results_nothing_is_said_to_be_missing() {
        let (sentences, helpful, anything) = words("Noor", &Progress { targets: 9, ..Progress::default() });
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
        let (sentences, _, anything) = words("Noor", &progress);
        assert_eq!(
            sentences,
            [
                "Noor has reached 5 of the 9 targets of this term.",
                "The newest one is “Compare fractions”.",
                "Next comes “Add fractions”."
            ]
        );
        assert!(anything);
    }
}
