//! Why an assessment cannot begin now, in the words of a learner.

use assessment::plan::NotNow;
use wording::Words;

use crate::when;

/// One sentence.
pub fn not_now(why: &NotNow, words: &Words) -> String {
    let at = |key: &str, moment: domain::Timestamp| {
        let moment = when::moment_in(words, moment);
        words.tell(key, &[("moment", (&moment).into())])
    };
    match why {
        NotNow::Running { .. } => words.say("not-now-running"),
        NotNow::OnOneDay { .. } => words.say("not-now-one-day"),
        NotNow::NotOpen { opens_at } => at("not-now-opens", *opens_at),
        NotNow::Closed { closes_at } => at("not-now-closed", *closes_at),
        NotNow::Passed => words.say("not-now-passed"),
        NotNow::NoAttemptLeft { allowed, .. } => {
            words.tell("not-now-attempts", &[("count", (*allowed).into())])
        }
        NotNow::NoneLeftThisYear { allowed, .. } => {
            words.tell("not-now-year", &[("count", (*allowed).into())])
        }
        NotNow::TooFewDays { from, .. } => {
            let day = when::day_in(words, *from);
            words.tell("not-now-days", &[("day", (&day).into())])
        }
        NotNow::Waiting { until, .. } => at("not-now-waiting", *until),
        NotNow::NoPlan { .. } => words.say("not-now-plan"),
        NotNow::BankTooSmall { .. } => words.say("not-now-bank"),
        NotNow::Locked => words.say("not-now-locked"),
        NotNow::LockedAgain { .. } => words.say("not-now-locked-again"),
        NotNow::UnlockOver { .. } => words.say("not-now-unlock-over"),
        NotNow::NoCode => words.say("not-now-code"),
    }
}
