//! Adopting a changed policy for the past: kept so that a rebuild gives the same, undone to the byte, gone
//! on with when it was stopped.

mod fixtures;
mod schools;

use domain::{
    evidence::{Decision, Fact},
    judgement::Mastery,
    policy::{Effect, Value},
};
use schools::{CODES, LEARNERS, Schools, change, schools};
use usecases::{
    Refusal,
    adopt_policy::{Adopt, adopt_policy},
    adoption_steps::{finish, go_on},
    chance,
    ledger::NewEntry,
    list_policies::list_policies,
    rebuild_mastery::{Rebuild, rebuild_mastery},
    set_policy::set_policy,
    show_adoption::{list_adoptions, show_adoption},
    show_why::show_why,
    undo_adoption::undo_adoption,
};

fn cut(all: &Schools, percent: &str) -> usecases::set_policy::NewSetting {
    change(&format!("school:{}", all.ids[0]), "mastery.cut_percent", Effect::Set, percent)
}

/// The judgements of the learners of one school.
fn of_school(all: &Schools, school: usize, stored: &[Mastery]) -> Vec<Mastery> {
    let of = |one: &&Mastery| all.learners[school].contains(&one.learner);
    stored.iter().filter(of).cloned().collect()
}

#[tokio::test]
async fn an_undo_puts_every_judgement_back_to_the_byte() {
    for all in schools().await {
        let before = all.stored().await;
        let id = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let adopted = all.stored().await;
        assert_ne!(of_school(&all, 0, &adopted), of_school(&all, 0, &before));
        assert_eq!(
            of_school(&all, 1, &adopted),
            of_school(&all, 1, &before),
            "the other school is untouched"
        );
        let detail = show_adoption(&all.place.app, all.administrator(), id).await.expect("it is shown");
        assert_eq!(detail.shown.adoption.learners_done, i64::try_from(LEARNERS).expect("few learners"));
        assert!(detail.tally.down > 0 && detail.since.is_empty(), "{:?}", detail.tally);
        all.undo(all.administrator(), id).await;
        assert_eq!(all.stored().await, before);
        assert!(all.rebuilt(false).await.is_same());
        // What is judged from now on is judged as if nothing had been adopted.
        let policies = list_policies(&all.place.app, all.administrator()).await.expect("they are listed");
        let current =
            policies.settings.iter().find(|one| one.current && one.setting.field == "mastery.cut_percent");
        assert_eq!(current.expect("a version").setting.value, None, "nothing was set before");
        let again = undo_adoption(&all.place.app, all.administrator(), id, "Twice").await;
        assert!(matches!(again, Err(Refusal::Conflict(_))), "{again:?}");
    }
}

#[tokio::test]
async fn judgements_that_are_wiped_come_back_as_adopted_and_as_undone() {
    for all in schools().await {
        let first = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let section = format!("section:{}", all.sections[0]);
        let own = change(&section, "mastery.rule", Effect::Set, "latest");
        let second = all.adopt(all.administrator(), own, true).await;
        // Evidence after it is judged by what counts then; a decision too.
        let learner = all.learners[0][5];
        all.append(vec![all.rating(learner, CODES[0], 4)]).await;
        let adopted = all.stored().await;
        assert!(all.rebuilt(false).await.is_same());
        all.wipe().await;
        all.rebuilt(true).await;
        assert_eq!(without_moments(all.stored().await), without_moments(adopted));
        all.undo(all.administrator(), second).await;
        all.undo(all.administrator(), first).await;
        let undone = all.stored().await;
        assert!(all.rebuilt(false).await.is_same(), "{:?}", all.rebuilt(false).await.differences);
        all.wipe().await;
        all.rebuilt(true).await;
        assert_eq!(without_moments(all.stored().await), without_moments(undone));
    }
}

/// Judgements without the moment as of which each was made: a rebuild of what was wiped takes the last
/// entry's.
fn without_moments(all: Vec<Mastery>) -> Vec<Mastery> {
    let epoch = domain::Timestamp::UNIX_EPOCH;
    all.into_iter().map(|one| Mastery { judged_at: epoch, ..one }).collect()
}

#[tokio::test]
async fn a_moment_before_the_adoption_is_rebuilt_without_it() {
    for all in schools().await {
        let then = chance::now();
        let id = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let between = chance::now();
        all.undo(all.administrator(), id).await;
        for (as_of, later) in [(then, false), (between, false), (chance::now(), false)] {
            let asked = Rebuild { as_of: Some(as_of), write: false };
            let district = all.administrator().district;
            let rebuilt = rebuild_mastery(&all.place.app, district, asked, |_, _| {}).await.expect("reads");
            assert_eq!(rebuilt.later > 0, later);
            // While it stood, the judgements were others than those that stand again now.
            assert_eq!(rebuilt.different > 0, as_of == between, "{:?}", rebuilt.differences);
        }
    }
}

#[tokio::test]
async fn what_came_in_meanwhile_stands_and_is_listed() {
    for all in schools().await {
        let before = all.stored().await;
        let id = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let (rated, decided) = (all.learners[0][1], all.learners[0][2]);
        let decision = Decision {
            competency: all.competency(CODES[1]),
            level: "4".to_owned(),
            reason: "Shown in class".to_owned(),
            judge: all.educator.person,
            expires_at: None,
        };
        let decision = NewEntry {
            learner: decided,
            id: chance::evidence_id(chance::now()),
            recorded_by: Some(all.educator.person),
            fact: Fact::Decision(decision),
        };
        all.append(vec![all.rating(rated, CODES[0], 4), decision]).await;
        let meanwhile = all.stored().await;
        all.undo(all.administrator(), id).await;
        let touched = |one: &Mastery| {
            (one.learner == rated && one.competency == all.competency(CODES[0]))
                || (one.learner == decided && one.competency == all.competency(CODES[1]))
        };
        let after = all.stored().await;
        for (now, was) in after.iter().zip(&before) {
            let stands = meanwhile.iter().find(|one| {
                (one.learner, one.competency, one.context) == (now.learner, now.competency, now.context)
            });
            assert_eq!(Some(now), if touched(now) { stands } else { Some(was) });
        }
        let detail = show_adoption(&all.place.app, &all.principal, id).await.expect("it is shown");
        assert_eq!((detail.since.len(), detail.since_in_all), (2, 2));
        let who: Vec<_> = detail.since.iter().map(|one| one.learner.as_ref().expect("named").0).collect();
        assert!(who.contains(&rated) && who.contains(&decided));
        assert_eq!(detail.since.iter().filter(|one| one.decided).count(), 1);
        assert!(all.rebuilt(false).await.is_same(), "{:?}", all.rebuilt(false).await.differences);
    }
}

#[tokio::test]
async fn an_adoption_that_was_stopped_is_gone_on_with() {
    for all in schools().await {
        let app = &all.place.app;
        let before = all.stored().await;
        let district = all.administrator().district;
        let adopt =
            Adopt { change: change("district", "mastery.rule", Effect::Set, "highest"), for_past: true };
        let id = adopt_policy(app, all.administrator(), adopt).await.expect("it begins");
        assert_eq!(all.stored().await, before, "nobody is judged yet");
        // Stopped after the first learners: the future is dropped half way.
        let seen = std::sync::atomic::AtomicU64::new(0);
        let progress = |done: u64, _: u64| seen.store(done, std::sync::atomic::Ordering::Relaxed);
        {
            let work = finish(app, district, id, &progress);
            let limit = std::time::Duration::from_millis(1);
            let _ = tokio::time::timeout(limit, work).await;
        }
        // Evidence comes in while it stands half way.
        all.append(vec![all.rating(all.learners[1][0], CODES[0], 4)]).await;
        assert!(all.rebuilt(false).await.is_same(), "{:?}", all.rebuilt(false).await.differences);
        go_on(app, district).await.expect("the clock goes on with it");
        let shown = list_adoptions(app, all.administrator()).await.expect("they are listed").remove(0);
        assert!(!shown.adoption.is_running());
        assert!(all.stored().await.iter().all(|one| one.rule == "highest"));
        assert!(all.rebuilt(false).await.is_same(), "{:?}", all.rebuilt(false).await.differences);
        // The undo can be stopped too.
        undo_adoption(app, all.administrator(), id, "A test").await.expect("it begins");
        go_on(app, district).await.expect("the clock goes on with it");
        let touched = all.learners[1][0];
        let code = all.competency(CODES[0]);
        let same = |all: Vec<Mastery>| -> Vec<Mastery> {
            all.into_iter().filter(|one| (one.learner, one.competency) != (touched, code)).collect()
        };
        assert_eq!(same(all.stored().await), same(before));
    }
}

#[tokio::test]
async fn adopted_from_now_on_nothing_of_the_past_changes() {
    for all in schools().await {
        let before = all.stored().await;
        let id = all.adopt(all.administrator(), cut(&all, "100"), false).await;
        assert_eq!(all.stored().await, before);
        let learner = all.learners[0][0];
        all.append(vec![all.rating(learner, CODES[0], 3)]).await;
        let why = show_why(&all.place.app, &all.educator, learner, all.competency(CODES[0])).await;
        let record = why.expect("it is shown").record.expect("it is judged");
        let given = record.rule.expect("an educator sees it").parameters;
        assert!(given.iter().any(|one| one.value == "100"), "{given:?}");
        assert_eq!(record.adopted, None, "it was judged by new evidence");
        all.undo(all.administrator(), id).await;
        assert!(all.rebuilt(false).await.is_same());
    }
}

#[tokio::test]
async fn a_later_version_stands_when_an_earlier_adoption_is_undone_and_a_later_adoption_comes_first() {
    for all in schools().await {
        let first = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let second = all.adopt(all.administrator(), cut(&all, "90"), true).await;
        let refused = undo_adoption(&all.place.app, all.administrator(), first, "A test").await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        all.undo(all.administrator(), second).await;
        let current = || async {
            let policies = list_policies(&all.place.app, all.administrator()).await.expect("listed");
            let found = policies
                .settings
                .into_iter()
                .find(|one| one.current && one.setting.field == "mastery.cut_percent");
            found.expect("a version").setting.value
        };
        let points = |text: &str| Some(Value::Number(text.parse().expect("a number")));
        assert_eq!(current().await, points("100"), "the version before the undone one");
        set_policy(&all.place.app, all.administrator(), cut(&all, "80")).await.expect("it is set");
        all.undo(all.administrator(), first).await;
        assert_eq!(current().await, points("80"), "somebody set it since");
        assert!(all.rebuilt(false).await.is_same());
    }
}

#[tokio::test]
async fn why_says_that_a_judgement_was_adopted_for_the_past_and_by_whom() {
    for all in schools().await {
        let app = &all.place.app;
        let id = all.adopt(all.administrator(), cut(&all, "100"), true).await;
        let (learner, code) = (all.learners[0][0], all.competency(CODES[0]));
        let why = show_why(app, &all.educator, learner, code).await.expect("it is shown");
        let record = why.record.expect("it is judged");
        let adopted = record.adopted.expect("it was adopted");
        assert!(record.matches);
        assert_eq!(adopted.id, id);
        let by = Some(("Ada Ministrator".to_owned(), "Agreed with the schools".to_owned()));
        assert_eq!(adopted.by_and_why, by);
        let own = usecases::Actor::new(all.administrator().district, learner.as_person());
        let why = show_why(app, &own, learner, code).await.expect("it is shown");
        let adopted = why.record.expect("it is judged").adopted.expect("it was adopted");
        assert_eq!(adopted.by_and_why, None, "learners read no names and reasons");
        all.undo(all.administrator(), id).await;
        let why = show_why(app, &all.educator, learner, code).await.expect("it is shown");
        assert_eq!(why.record.expect("it is judged").adopted, None);
    }
}

#[tokio::test]
async fn adopting_and_undoing_are_for_who_may_set_the_scope() {
    for all in schools().await {
        let app = &all.place.app;
        let adopt = |percent: &str| Adopt { change: cut(&all, percent), for_past: true };
        let read_only = usecases::Actor { read_only: true, ..all.principal.clone() };
        for who in [&all.educator, &read_only] {
            let refused = adopt_policy(app, who, adopt("100")).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        let id = all.adopt(&all.principal, cut(&all, "100"), true).await;
        for who in [&all.educator, &read_only] {
            let refused = undo_adoption(app, who, id, "A test").await;
            assert!(matches!(refused, Err(Refusal::Denied(_) | Refusal::NotFound(_))), "{refused:?}");
        }
        let shown = show_adoption(app, &all.educator, id).await;
        assert!(matches!(shown, Err(Refusal::Denied(_))), "{shown:?}");
        assert_eq!(list_adoptions(app, &all.school_administrator).await.expect("listed").len(), 1);
        let district = change("district", "mastery.rule", Effect::Set, "highest");
        all.adopt(all.administrator(), district, false).await;
        assert_eq!(list_adoptions(app, &all.principal).await.expect("listed").len(), 1, "their own school's");
        assert_eq!(list_adoptions(app, all.administrator()).await.expect("listed").len(), 2);
        let none = Adopt {
            change: usecases::set_policy::NewSetting { why: " ".to_owned(), ..cut(&all, "90") },
            for_past: true,
        };
        let refused = adopt_policy(app, &all.principal, none).await;
        assert!(matches!(refused, Err(Refusal::Invalid { field: "reason", .. })), "{refused:?}");
        all.undo(&all.principal, id).await;
    }
}
