//! What cannot hold at once, and what would help, in words.

use scheduling::{
    Instance,
    conflict::{Conflict, Relax},
};
use serde_json::{Value, json};

use super::solve::not_for_them;
use crate::commands::output::say;

pub fn print(day: &Instance, conflict: &Conflict) {
    let facts: Vec<String> = conflict.facts.iter().map(|fact| fact.said(day)).collect();
    let proven = if conflict.proven { "" } else { " (not proven to be the smallest set)" };
    say!("These cannot hold at once{proven}: {}.", facts.join("; "));
    for helps in &conflict.relaxations {
        say!("  It would help ({} seats or decisions) to {}.", helps.seats, relax(day, helps.relax));
    }
}

pub fn as_json(day: &Instance, conflict: &Conflict) -> Value {
    let concerns = conflict.concerns.iter().map(
        |(learner, period)| json!({"learner": day.learners[*learner].id, "period": day.periods[*period].id}),
    );
    let helps = conflict.relaxations.iter();
    let helps = helps.map(|helps| json!({"do": relax(day, helps.relax), "seats": helps.seats}));
    json!({
        "concerns": concerns.collect::<Vec<_>>(),
        "facts": conflict.facts.iter().map(|fact| fact.said(day)).collect::<Vec<_>>(),
        "proven": conflict.proven,
        "helps": helps.collect::<Vec<_>>(),
    })
}

fn relax(day: &Instance, relax: Relax) -> String {
    let learner = |place: usize| day.learners[place].name.as_str();
    match relax {
        Relax::Repeat { learner: who, lesson } => {
            format!("agree to give {} to {} again", day.lessons[lesson].name, learner(who))
        }
        Relax::Lift(place) => format!("lift the lock at place {place} by {}", day.locks[place].by()),
        Relax::WithoutEducator(who) => {
            format!("let {} work without an educator on what they tried so often", learner(who))
        }
        Relax::OneMoreRoom { period, seats } => {
            format!("open one more room with {seats} seats in {}", day.periods[period].name)
        }
        Relax::LookAgain { learner: who, rule } => {
            format!("look again at what stands against lessons for {}: {}", learner(who), not_for_them(rule))
        }
        Relax::Separate(place) => {
            let names: Vec<&str> = day.together[place].iter().map(|who| learner(*who)).collect();
            format!("let {} sit in different groups", names.join(" and "))
        }
        Relax::Dissolve(place) => format!("dissolve {} for this day", day.fixed[place].name),
    }
}
