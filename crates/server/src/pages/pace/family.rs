//! Pace in the words of the learner and the family: no jargon, no numbers that need explaining.

use std::sync::Arc;

use domain::{access::Relationship, pace::PaceStanding};
use usecases::{
    show_pace::{ClassPace, LearnerPace, LearnersPace, ShownAlert},
    show_why::audience,
    words::words_for,
};
use wording::Words;

use crate::{
    frame,
    page_error::{Page, page},
    session::SignedIn,
    site::Site,
    views::{
        family_pace::{FamilyClass, FamilyPace},
        shell::Link,
        title::Title,
    },
};

/// The page for the learner and who speaks for them.
pub(super) async fn page_of(site: &Site, signed_in: &SignedIn, shown: &LearnersPace) -> Page {
    let words = words_for(&site.app, &signed_in.actor, audience(shown.relationship)).await?;
    let path = format!("/learners/{}/pace", shown.person.id);
    let own = shown.relationship == Relationship::Own;
    let home = if own {
        Link::new(&words.say("nav-can-do"), "/me")
    } else {
        Link::new(&words.say("nav-children"), "/children")
    };
    let name = shown.person.name();
    let heading =
        if own { words.say("pace") } else { words.tell("pace-of-child", &[("name", (&name).into())]) };
    let given = if shown.person.given_name.is_empty() { name } else { shown.person.given_name.clone() };
    page(&FamilyPace {
        crumbs: vec![home],
        classes: shown
            .classes
            .iter()
            .filter(|(class, _)| !class.targets.is_empty())
            .map(|(class, own)| of_class(class, own, &given, &words))
            .collect(),
        shell: frame::worded(site, signed_in, Arc::clone(&words), &heading, &path).await?,
        heading,
    })
}

fn of_class(class: &ClassPace, own: &LearnerPace, name: &str, words: &Words) -> FamilyClass {
    let text = |competency| Title::of(competency).to_string();
    let reached = own.steps.iter().filter(|step| step.mastered).count();
    let count = |count: usize| count.to_string();
    let mut sentences = vec![
        standing(class, own, name, words),
        words.tell(
            "pace-reached",
            &[("reached", (&count(reached)).into()), ("all", (&count(own.steps.len())).into())],
        ),
    ];
    let paused = own.standing == PaceStanding::Paused;
    let next = own.left().into_iter().find(|place| !own.pace.overdue.contains(place));
    if let Some(place) = next.filter(|_| !paused) {
        let title = text(&class.targets[place].competency);
        sentences.push(match own.due[place] {
            Some(day) => {
                words.tell("pace-next", &[("title", (&title).into()), ("day", (&words.day(day)).into())])
            }
            None => words.tell("pace-next-undated", &[("title", (&title).into())]),
        });
    }
    let finish = finish(own, name, words).filter(|_| !paused);
    let few = own.finish.is_some_and(|finish| finish.days.few);
    let hint = match &finish {
        None => String::new(),
        Some(_) if few => words.say("pace-few"),
        Some(_) => words.say("pace-assumes"),
    };
    sentences.extend(finish);
    let overdue = own.pace.overdue.iter().filter(|_| !paused);
    let plan = class.targets.iter().zip(&own.steps).zip(&own.due).map(|((target, step), due)| {
        let day = due.map_or_else(|| words.say("pace-no-day"), |day| words.day(day));
        let is = words.say(if step.mastered { "pace-yes" } else { "pace-not-yet" });
        (text(&target.competency), day, is)
    });
    FamilyClass {
        title: class.section.title.clone(),
        hint,
        overdue: overdue.map(|place| text(&class.targets[*place].competency)).collect(),
        plan: plan.collect(),
        sentences,
    }
}

fn standing(class: &ClassPace, own: &LearnerPace, name: &str, words: &Words) -> String {
    let key = match own.standing {
        PaceStanding::Ahead => "pace-ahead",
        PaceStanding::OnPace => "pace-on-pace",
        PaceStanding::Behind => "pace-behind",
        PaceStanding::Finished => "pace-finished",
        PaceStanding::NoLine => "pace-no-line",
        PaceStanding::Paused => {
            let pause = own.pauses.iter().find(|one| one.dates.contains(class.today));
            return match pause.and_then(|one| one.dates.ends()) {
                Some(day) => words.tell("pace-paused-until", &[("day", (&words.day(day)).into())]),
                None => words.say("pace-paused"),
            };
        }
    };
    words.tell(key, &[("name", name.into()), ("class", (&class.section.title).into())])
}

fn finish(own: &LearnerPace, name: &str, words: &Words) -> Option<String> {
    let finish = own.finish?;
    let day = |day| words.day(day);
    Some(match (finish.early, finish.likely, finish.late) {
        (Some(early), Some(likely), Some(late)) => words.tell(
            "pace-finish",
            &[
                ("name", name.into()),
                ("day", (&day(likely)).into()),
                ("early", (&day(early)).into()),
                ("late", (&day(late)).into()),
            ],
        ),
        (Some(early), Some(likely), None) => words.tell(
            "pace-finish-open",
            &[("name", name.into()), ("day", (&day(likely)).into()), ("early", (&day(early)).into())],
        ),
        _ => words.tell("pace-finish-beyond", &[("name", name.into())]),
    })
}

/// One line of news.
pub(super) fn news(words: &Words, shown: &ShownAlert) -> String {
    let key = match shown.alert.standing {
        PaceStanding::Ahead => "pace-news-ahead",
        PaceStanding::Behind => "pace-news-behind",
        PaceStanding::Finished => "pace-news-finished",
        PaceStanding::OnPace | PaceStanding::Paused | PaceStanding::NoLine => "pace-news-on-pace",
    };
    words.tell(key, &[("name", (&shown.learner).into()), ("class", (&shown.section).into())])
}
