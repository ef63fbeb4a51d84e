//! The path as its page shows it.

use std::collections::{HashMap, HashSet};

use domain::{CompetencyId, path::DirectiveKind};
use usecases::{
    plan_goal::{GoalPlan, Outlook},
    show_path::{GoalOrigin, Kind, ShownGoal, ShownPath, Stage, Step, Suggestion},
};
use wording::{Audience, Words};

use crate::{
    path_sentences as say,
    views::{
        path::{DirectiveLine, Goal, MapStep, MapStrand, Offer, PathPage, Plan},
        path_picture::{PathPicture, PictureStep},
        shell::{Choice, Link, Shell},
    },
    when,
};

/// The most steps of a picture; the list has them all.
const MOST_DRAWN: usize = 240;
/// The most offers of a list.
const MOST_OFFERED: usize = 60;

pub(super) fn view(
    shell: Shell,
    path: &ShownPath,
    plan: Option<&GoalPlan>,
    refusal: Option<String>,
) -> PathPage {
    let words = std::sync::Arc::clone(&shell.words);
    let learner = format!("/learners/{}", path.person.id);
    let today: HashSet<usize> = path.today.iter().copied().collect();
    let offers = |wanted: bool| {
        let places = path.suggestions.iter().enumerate().filter(|(place, _)| today.contains(place) == wanted);
        places.take(MOST_OFFERED).map(|(_, one)| offer(&words, path, one)).collect()
    };
    let strands = by_strand(path);
    PathPage {
        crumbs: if path.may_choose() || words.audience() == Audience::Family {
            Vec::new()
        } else {
            vec![Link::new("My classes", "/sections"), Link::new(&path.person.name(), &learner)]
        },
        heading: shell.title.clone(),
        href: format!("{learner}/path"),
        refusal,
        today: offers(true),
        more: offers(false),
        beyond: path.beyond.iter().take(MOST_OFFERED).map(|id| begun_beyond(&words, path, *id)).collect(),
        instead: path.instead.iter().map(|one| say::instead(&words, *one)).collect(),
        may_choose: path.may_choose(),
        may_direct: path.may_direct(),
        may_set: path.may_set_goals(),
        goals: path.goals.iter().map(|one| goal(&words, one)).collect(),
        without_path: without_path(&words, path),
        directives: path.directives.iter().map(|one| directive(path, one)).collect(),
        picture: picture(&words, path, &strands),
        strands: strands.iter().map(|(title, steps)| strand(&words, path, title, steps)).collect(),
        interests: path.interests.join(", "),
        aims: aims(path),
        frameworks: path.frameworks.iter().map(|one| Choice::new(&one.id.to_string(), &one.title)).collect(),
        plan: plan.map(|plan| planned(&words, path, plan)),
        steps: directable(path),
        shell,
    }
}

fn offer(words: &Words, path: &ShownPath, one: &Suggestion) -> Offer {
    Offer {
        id: one.competency.to_string(),
        title: path.label(one.competency),
        href: why(path, one.competency),
        kind: say::kind(words, one.kind),
        reasons: say::reasons(words, path, one),
        picked: path.chosen.contains(&one.competency),
    }
}

fn begun_beyond(words: &Words, path: &ShownPath, id: CompetencyId) -> Offer {
    Offer {
        id: id.to_string(),
        title: path.label(id),
        href: why(path, id),
        kind: say::kind(words, Kind::Learn),
        reasons: Vec::new(),
        picked: path.chosen.contains(&id),
    }
}

/// The page of one competency of the learner.
fn why(path: &ShownPath, id: CompetencyId) -> String {
    format!("/learners/{}/competencies/{id}", path.person.id)
}

fn goal(words: &Words, one: &ShownGoal) -> Goal {
    let (done, total) = one.reached;
    let set = match &one.goal.origin {
        GoalOrigin::Set(goal) => Some(goal.id),
        GoalOrigin::Class(_) | GoalOrigin::Begun => None,
    };
    let until = one.goal.due.map(|due| {
        let day = when::day_in(words, due);
        words.tell("path-goal-until", &[("day", (&day).into())])
    });
    Goal {
        title: say::goal_title(words, &one.goal),
        reached: words.tell("path-goal-reached", &[("reached", done.into()), ("total", total.into())]),
        done,
        total,
        until: until.unwrap_or_default(),
        end_action: set.filter(|_| one.may_end).map(|id| format!("/goals/{id}/end")),
        id: set.map(|id| id.to_string()),
    }
}

/// A circle is said once, however many goals lie behind it.
fn without_path(words: &Words, path: &ShownPath) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for one in &path.without_path {
        let sentence = say::stuck(words, path, one.competency, &one.why);
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

fn directive(path: &ShownPath, one: &domain::path::Directive) -> DirectiveLine {
    let what = match one.kind {
        DirectiveKind::Pin => "put first",
        DirectiveKind::Skip => "left out",
        DirectiveKind::SendBack => "sent back",
    };
    let until = one.until.map(|until| format!(", until {}", when::moment(until))).unwrap_or_default();
    DirectiveLine {
        text: format!(
            "{}: {what} by {}{until}: {}",
            path.label(one.competency),
            path.name(one.given_by),
            one.reason
        ),
        end_action: format!("/directives/{}/end", one.id),
    }
}

/// Steps by strand, in the order in which strands first appear.
fn by_strand(path: &ShownPath) -> Vec<(String, Vec<&Step>)> {
    let mut strands: Vec<(String, Vec<&Step>)> = Vec::new();
    for step in &path.steps {
        let title = path.strands.get(&step.competency).cloned().unwrap_or_default();
        match strands.iter_mut().find(|(known, _)| *known == title) {
            Some((_, steps)) => steps.push(step),
            None => strands.push((title, vec![step])),
        }
    }
    strands
}

fn strand(words: &Words, path: &ShownPath, title: &str, steps: &[&Step]) -> MapStrand {
    let step = |one: &&Step| {
        let (stage, class) = say::stage(words, one.stage);
        MapStep {
            id: format!("step-{}", one.competency),
            title: path.label(one.competency),
            href: why(path, one.competency),
            stage,
            class,
            note: note(words, path, one),
        }
    };
    MapStrand { title: title.to_owned(), steps: steps.iter().map(step).collect() }
}

/// What a step waits for, and the way there.
fn note(words: &Words, path: &ShownPath, step: &Step) -> String {
    let Some(blocked) = step.blocked.as_ref().filter(|_| step.stage != Stage::Ready) else {
        return String::new();
    };
    let titles = say::titles(path, &blocked.by);
    let mut sentences = Vec::new();
    if !blocked.by.is_empty() {
        sentences.push(words.tell("path-blocked", &[("titles", (&titles).into())]));
    }
    sentences.extend(blocked.stuck.iter().map(|why| say::stuck(words, path, step.competency, why)));
    sentences
        .extend(blocked.towards.map(|id| words.tell("path-way", &[("title", (&path.label(id)).into())])));
    sentences.join(" ")
}

fn picture(words: &Words, path: &ShownPath, strands: &[(String, Vec<&Step>)]) -> PathPicture {
    let ids: Vec<CompetencyId> =
        strands.iter().flat_map(|(_, steps)| steps).map(|step| step.competency).take(MOST_DRAWN).collect();
    let places: HashMap<CompetencyId, usize> = ids.iter().copied().zip(0..).collect();
    let drawn = |step: &&Step| {
        let (stage, class) = say::stage(words, step.stage);
        let before = path.before.get(&step.competency).map(Vec::as_slice).unwrap_or_default();
        PictureStep {
            title: path.label(step.competency),
            stage,
            class,
            href: format!("#step-{}", step.competency),
            before: before.iter().filter_map(|id| places.get(id).copied()).collect(),
        }
    };
    let strands = strands.iter().map(|(title, steps)| {
        let steps = steps.iter().filter(|step| places.contains_key(&step.competency));
        (title.clone(), steps.map(drawn).collect::<Vec<_>>())
    });
    let strands = strands.filter(|(_, steps)| !steps.is_empty()).collect();
    PathPicture::new(&words.say("path-map"), strands)
}

/// What a goal may be: every heading of the path's frameworks, and what is offered beyond.
fn aims(path: &ShownPath) -> Vec<Choice> {
    let ids = path.headings.iter().chain(&path.beyond).chain(path.steps.iter().map(|step| &step.competency));
    let mut seen = HashSet::new();
    let once = ids.filter(|id| seen.insert(**id));
    once.map(|id| Choice::new(&id.to_string(), &path.label(*id))).collect()
}

/// What an educator may direct: the steps of the path, and what could be begun beyond.
fn directable(path: &ShownPath) -> Vec<Choice> {
    if !path.may_direct() {
        return Vec::new();
    }
    let ids = path.steps.iter().map(|step| step.competency).chain(path.beyond.iter().copied());
    ids.map(|id| Choice::new(&id.to_string(), &path.label(id))).collect()
}

fn planned(words: &Words, path: &ShownPath, plan: &GoalPlan) -> Plan {
    let goal = path
        .goals
        .iter()
        .find(|one| matches!(&one.goal.origin, GoalOrigin::Set(goal) if goal.id == plan.goal));
    let title = goal.map(|one| one.goal.title.clone()).unwrap_or_default();
    let missing = plan.missing.len();
    let mut sentences =
        vec![words.tell("path-if-missing", &[("count", missing.into()), ("title", (&title).into())])];
    if let Some(minutes) = plan.minutes {
        let hours = |minutes: f64| format!("{:.0}", (minutes / 60.0).max(1.0));
        let (low, middle, high) = (hours(minutes.low), hours(minutes.middle), hours(minutes.high));
        let given = [("low", (&low).into()), ("middle", (&middle).into()), ("high", (&high).into())];
        sentences.push(words.tell("path-if-hours", &given));
    }
    if let (Some(by), Some(per_week)) = (plan.by, plan.per_week.filter(|_| missing > 0)) {
        let (day, count) = (when::day_in(words, by), format!("{per_week:.1}"));
        sentences.push(words.tell("path-if-week", &[("day", (&day).into()), ("count", (&count).into())]));
    }
    if missing > 0 {
        let (mastered, weeks) = plan.recent;
        let weeks = format!("{weeks:.0}");
        let given = [("count", (mastered as usize).into()), ("weeks", (&weeks).into())];
        sentences.push(words.tell("path-if-recent", &given));
    }
    if plan.stuck > 0 {
        sentences.push(words.tell("path-if-stuck", &[("count", plan.stuck.into())]));
    }
    sentences.extend(plan.outlook.filter(|_| missing > 0).map(|outlook| {
        words.say(match outlook {
            Outlook::Likely => "path-if-likely",
            Outlook::Uncertain => "path-if-uncertain",
            Outlook::Unlikely => "path-if-unlikely",
        })
    }));
    Plan { sentences, missing: plan.missing.iter().map(|id| path.label(*id)).collect() }
}
