//! Pace in the words of who teaches.

use domain::{Date, PersonId, calendar::days_between, pace::PaceStanding, time::Dates};
use usecases::{
    replan_learner::Preview,
    show_pace::{
        ClassPace, DatedFinish, LearnerPace as Found, LearnersPace, PaceRule, SectionPace as Shown,
        actual_grade,
    },
};

use crate::{
    views::{
        finish_chart::{FinishChart, FinishRow},
        pace::{LearnerPace, PaceRow, PacedClass, PacedTargetRow, PauseRow, ReplanRow, SectionPace},
        shell::{Link, Shell},
        title::Title,
    },
    when,
};

/// The most learners of a drawing.
const MOST_DRAWN: usize = 60;

/// In plain words, and the class of the tag.
fn standing(standing: PaceStanding) -> (&'static str, &'static str) {
    match standing {
        PaceStanding::Ahead => ("ahead", "on"),
        PaceStanding::OnPace => ("on pace", "on"),
        PaceStanding::Behind => ("behind", "off"),
        PaceStanding::Finished => ("finished", "on"),
        PaceStanding::Paused => ("paused", ""),
        PaceStanding::NoLine => ("no days", ""),
    }
}

/// The page of a class.
pub(super) fn section(shell: Shell, shown: &Shown) -> SectionPace {
    let class = &shown.class;
    let href = format!("/sections/{}", class.section.id);
    let mut links = vec![Link::new("Attendance", &format!("{href}/attendance"))];
    if shown.may_date() {
        links.push(Link::new("Days and effort", &format!("{href}/dates")));
    }
    links.push(Link::new("Calendars", "/admin/calendars"));
    links.push(Link::new("News", "/pace"));
    let grades = class.policy.actual_grade;
    SectionPace {
        shell,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&class.section.title, &href)],
        links,
        summary: counts(class),
        rule: rule(class).to_owned(),
        missing: missing(class).to_owned(),
        rows: class.learners.iter().map(|one| row(class, one, grades)).collect(),
        chart: chart(class),
        grades,
    }
}

/// How many are what, in a sentence.
fn counts(class: &ClassPace) -> String {
    let order = [
        PaceStanding::Behind,
        PaceStanding::OnPace,
        PaceStanding::Ahead,
        PaceStanding::Finished,
        PaceStanding::Paused,
    ];
    let parts: Vec<String> = order
        .into_iter()
        .filter_map(|one| {
            let count = class.learners.iter().filter(|learner| learner.standing == one).count();
            (count > 0).then(|| format!("{count} {}", standing(one).0))
        })
        .collect();
    if parts.is_empty() { "No days yet.".to_owned() } else { format!("{}.", parts.join(", ")) }
}

fn rule(class: &ClassPace) -> &'static str {
    match class.policy.rule {
        PaceRule::Line => "Behind is who has something unmastered whose day is over.",
        PaceRule::Progress { .. } => {
            "Work done, weighted by effort, against the work that is due: more than the band above is ahead, below \
             is behind."
        }
        PaceRule::Buffer { .. } => {
            "Targets reached against the time that is over: more than the buffer above is ahead, below is behind."
        }
    }
}

fn missing(class: &ClassPace) -> &'static str {
    if class.calendar.is_none() {
        "There is no calendar for this class, so no days are counted: an administrator or the principal keeps one."
    } else if class.targets.is_empty() {
        "This class has no targets yet: pick them first."
    } else if class.targets.iter().all(|one| one.due.is_none()) {
        "No target has a day yet: give days under “Days and effort”, or spread them there with one button."
    } else {
        ""
    }
}

fn row(class: &ClassPace, one: &Found, grades: bool) -> PaceRow {
    let (word, tag) = standing(one.standing);
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let overdue = match one.pace.overdue.len() {
        0 => String::new(),
        count => format!("{count}, for {}", counted(one.days_behind(), "school day")),
    };
    PaceRow {
        link: Link::new(&one.learner.list_name, &format!("/learners/{}/pace", one.learner.learner)),
        standing: word,
        tag,
        progress: format!("{} done, {} due", percent(one.pace.progress), percent(one.pace.target)),
        overdue: if one.standing == PaceStanding::Paused { String::new() } else { overdue },
        finish: one.finish.map(|finish| finish_words(class, &finish)).unwrap_or_default(),
        grade: match one.overall.filter(|_| grades) {
            None => String::new(),
            Some(overall) => {
                let actual = actual_grade(overall, one.pace.progress, one.pace.target);
                format!("overall {overall:.1}; pace makes it {actual:.1}")
            }
        },
    }
}

fn counted(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// When somebody will be done, in words.
fn finish_words(class: &ClassPace, finish: &DatedFinish) -> String {
    let end = class.calendar.as_ref().map(|calendar| when::day(calendar.last)).unwrap_or_default();
    let said = match (finish.early, finish.likely, finish.late) {
        (Some(early), Some(likely), Some(late)) => {
            format!("around {} ({} to {})", when::day(likely), when::day(early), when::day(late))
        }
        (Some(early), Some(likely), None) => {
            format!("around {} ({} to after {end})", when::day(likely), when::day(early))
        }
        (Some(early), None, None) => format!("after {end}, at the earliest {}", when::day(early)),
        _ => format!("after {end}, where the calendar ends"),
    };
    if finish.days.few { format!("{said}; little to go by yet") } else { said }
}

fn chart(class: &ClassPace) -> Option<FinishChart> {
    let calendar = class.calendar.as_ref()?;
    let finishes: Vec<(&Found, DatedFinish)> =
        class.learners.iter().filter_map(|one| Some((one, one.finish?))).take(MOST_DRAWN).collect();
    let days = |day: Option<Date>| days_between(class.today, day.unwrap_or(calendar.last));
    let furthest = finishes.iter().map(|(_, finish)| days(finish.late)).max()?;
    let span = furthest.max(days_between(class.today, class.last)).max(1);
    let place = |day: Option<Date>| f64::from(days(day)) / f64::from(span);
    let in_time = finishes.iter().filter(|(_, one)| one.likely.is_some_and(|day| day <= class.last)).count();
    Some(FinishChart {
        caption: format!(
            "{in_time} of {} will most likely be done by {}, the last day of the class.",
            finishes.len(),
            when::day(class.last)
        ),
        rows: finishes
            .iter()
            .map(|(one, finish)| FinishRow {
                name: one.learner.list_name.chars().take(20).collect(),
                early: place(finish.early),
                likely: place(finish.likely),
                late: place(finish.late),
            })
            .collect(),
        first: when::day(class.today),
        last: domain::calendar::days_after(class.today, i64::from(span)).map(when::day).unwrap_or_default(),
        end: place(Some(class.last)),
    })
}

/// The page of one learner, for staff.
pub(super) fn learner(shell: Shell, shown: &LearnersPace, refusal: Option<String>) -> LearnerPace {
    let path = format!("/learners/{}", shown.person.id);
    let may_plan = shown.may_plan();
    let name = |id: PersonId| shown.names.get(&id).cloned().unwrap_or_default();
    let action = |text: String| if may_plan { text } else { String::new() };
    let pauses = shown.classes.first().map(|(_, own)| own.pauses.clone()).unwrap_or_default();
    LearnerPace {
        shell,
        crumbs: vec![Link::new("My classes", "/sections"), Link::new(&shown.person.name(), &path)],
        name: shown.person.name(),
        classes: shown.classes.iter().map(|(class, own)| paced(shown, class, own)).collect(),
        pauses: pauses
            .iter()
            .map(|one| PauseRow {
                when: span(&one.dates),
                reason: one.reason.clone(),
                by: name(one.made_by),
                end_action: action(format!("{path}/pauses/{}/end", one.id)),
                remove_action: action(format!("{path}/pauses/{}/remove", one.id)),
            })
            .collect(),
        replans: shown
            .replans
            .iter()
            .map(|one| {
                let (from, until) = (when::day(one.from), when::day(one.until));
                let undone = if one.undone_at.is_some() { " (undone)" } else { "" };
                ReplanRow {
                    what: format!("From {from} through {until}, by {}{undone}", name(one.made_by)),
                    undo_action: match one.undone_at {
                        None => action(format!("{path}/replans/{}/undo", one.id)),
                        Some(_) => String::new(),
                    },
                }
            })
            .collect(),
        may_plan,
        pause_action: format!("{path}/pauses"),
        today: shown.today.to_string(),
        refusal,
    }
}

fn span(dates: &Dates) -> String {
    let day = |day: Option<Date>| day.map(when::day).unwrap_or_default();
    match dates.ends() {
        Some(last) if dates.begins() == Some(last) => when::day(last),
        Some(last) => format!("{} to {}", day(dates.begins()), when::day(last)),
        None => format!("Since {}", day(dates.begins())),
    }
}

fn paced(shown: &LearnersPace, class: &ClassPace, own: &Found) -> PacedClass {
    let section = class.section.id;
    let targets = class.targets.iter().zip(&own.steps).zip(&own.due);
    let mut changes: Vec<String> = shown
        .changes
        .iter()
        .filter(|one| one.section == section)
        .map(|one| format!("Noticed {}: {}.", when::day(one.on), standing(one.standing).0))
        .collect();
    changes.reverse();
    changes.truncate(5);
    PacedClass {
        link: Link::new(&class.section.title, &format!("/sections/{section}/pace")),
        row: row(class, own, class.policy.actual_grade),
        targets: targets
            .map(|((target, step), due)| {
                let (state, tag) = match () {
                    () if step.mastered => ("mastered", "on"),
                    () if step.is_overdue(own.elapsed) => ("behind", "off"),
                    () => ("to come", ""),
                };
                PacedTargetRow {
                    title: Title::of(&target.competency),
                    minutes: target.minutes,
                    due: due.map_or_else(|| "no day".to_owned(), when::day),
                    state,
                    tag,
                }
            })
            .collect(),
        changes,
        replan_href: format!("/learners/{}/pace/{section}/replan", own.learner.learner),
    }
}

/// What a new plan comes to, in a sentence.
pub(super) fn summary(preview: &Preview) -> String {
    format!(
        "{} of work over {}.",
        counted(preview.minutes, "minute"),
        counted(preview.school_days, "school day")
    )
}
