//! A change of a framework's levels: looked at, adopted from now on and for the past, undone, rebuilt.

mod fixtures;
mod schools;

use domain::{Timestamp, judgement::Mastery, policy::Effect, scale::Scale};
use mastery::policy::{scale_field, scaled_framework};
use schools::{CODES, Schools, change, schools};
use usecases::{
    Refusal, chance,
    compare_policies::{Asked, compare_policies},
    list_policies::list_policies,
    set_policy::{NewSetting, set_policy},
    show_adoption::show_adoption,
    what_if::what_if,
};

/// Other names, one level more, and mastery at a cut that nobody had.
const FINER: &str = "4|Exceeds|4; 3|Meets|3; 2+|Nearly|2.5; 2|Near|2; 1|Below|1; mastery 2.5 of 4";

fn levels(value: &str) -> NewSetting {
    change("district", "scale", Effect::Set, value)
}

/// The levels of the one framework, as it is shown.
async fn shown(all: &Schools) -> Scale {
    let district = all.administrator().district;
    let found = all.place.app.db.read((), |tx, ()| {
        Box::pin(async move { Ok::<_, Refusal>(store::framework::list(tx, district).await?) })
    });
    let [one] = <[_; 1]>::try_from(found.await.expect("frameworks")).expect("one framework");
    one.scale
}

fn without_moments(all: Vec<Mastery>) -> Vec<Mastery> {
    all.into_iter().map(|one| Mastery { judged_at: Timestamp::UNIX_EPOCH, ..one }).collect()
}

#[tokio::test]
async fn a_look_is_what_the_adoption_then_does_and_an_undo_puts_everything_back() {
    for all in schools().await {
        let (app, administrator) = (&all.place.app, all.administrator());
        for value in ["4", "2.5", FINER] {
            let before = all.stored().await;
            let found = what_if(app, administrator, &levels(value), &|_, _| {}).await.expect("looked at");
            assert_eq!(all.stored().await, before, "a look changes nothing");
            assert_eq!(shown(&all).await, Scale::four_levels());
            assert!(found.tally.changed() > 0 && found.judgements > 0, "{value}: {:?}", found.tally);
            let (more, less) = (found.tally.mastered, found.tally.no_longer_mastered);
            assert_eq!((more > 0, less > 0), (value != "4", value == "4"), "{value}");
            assert_eq!(found.today.as_ref().map(|one| &one.field), Some(&found.setting.field));
            if value == FINER {
                let names = |name: &str, of: &Option<String>| of.as_deref() == Some(name);
                let seen = |one: &usecases::what_if::Move| {
                    names("Developing", &one.before.level) && names("Nearly", &one.after.level)
                };
                assert!(found.moves.iter().any(seen), "each by its own names: {:?}", found.moves);
            }

            let id = all.adopt(administrator, levels(value), true).await;
            let adopted = all.stored().await;
            assert_ne!(adopted, before);
            let detail = show_adoption(app, administrator, id).await.expect("shown");
            assert_eq!((detail.tally, detail.learners_changed), (found.tally, found.learners_changed));
            assert_ne!(shown(&all).await, Scale::four_levels(), "what is shown is what judges");
            let rebuilt = all.rebuilt(false).await;
            assert!(rebuilt.is_same(), "{value}: {:?}", rebuilt.differences);
            all.wipe().await;
            all.rebuilt(true).await;
            assert_eq!(without_moments(all.stored().await), without_moments(adopted), "{value}");

            // An undo leaves alone what was made again since: so it is put back before it is undone.
            all.undo(administrator, id).await;
            assert_eq!(shown(&all).await, Scale::four_levels());
            let undone = all.stored().await;
            assert_eq!(without_moments(undone), without_moments(before), "{value}");
            let rebuilt = all.rebuilt(false).await;
            assert!(rebuilt.is_same(), "{value}, undone: {:?}", rebuilt.differences);
        }
    }
}

#[tokio::test]
async fn from_now_on_leaves_what_was_judged_and_judges_what_comes_by_the_new_levels() {
    for all in schools().await {
        let before = all.stored().await;
        let first = chance::now();
        all.adopt(all.administrator(), levels("4"), false).await;
        assert_eq!(all.stored().await, before, "what was judged stands");
        assert!(all.rebuilt(false).await.is_same());
        let learner = all.learners[0][2];
        all.append(vec![all.rating(learner, CODES[0], 3), all.rating(learner, CODES[0], 3)]).await;
        let judged = all.stored().await;
        let cell = |one: &&Mastery| (one.learner, one.competency) == (learner, all.competency(CODES[0]));
        let found = judged.iter().find(cell).expect("a judgement");
        assert!(!found.finding.mastered && found.judged_at >= first, "{found:?}");
        let rebuilt = all.rebuilt(false).await;
        assert!(rebuilt.is_same(), "{:?}", rebuilt.differences);
        all.wipe().await;
        all.rebuilt(true).await;
        assert_eq!(without_moments(all.stored().await), without_moments(judged));
    }
}

#[tokio::test]
async fn every_version_of_the_levels_is_kept_with_who_and_why() {
    for all in schools().await {
        let (app, administrator) = (&all.place.app, all.administrator());
        all.adopt(administrator, levels("3.5"), false).await;
        all.adopt(administrator, levels(FINER), false).await;
        let listed = list_policies(app, administrator).await.expect("listed").settings;
        let of: Vec<_> = listed.iter().filter(|one| scaled_framework(&one.setting.field).is_some()).collect();
        assert_eq!(of.iter().map(|one| one.setting.version).collect::<Vec<_>>(), [3, 2, 1]);
        assert!(of[0].current && !of[1].current && !of[2].current);
        assert_ne!(of[0].scope, "The whole district", "it says of which framework");
        let asked = Asked {
            field: of[0].setting.field.clone(),
            scope: "district".to_owned(),
            effect: Effect::Set,
            older: Some(1),
            newer: Some(3),
        };
        let history = compare_policies(app, administrator, &asked).await.expect("compared");
        let said = &history.differences[0];
        assert!(said.contains("3 Proficient from 3") && said.contains("2+ Nearly from 2.5"), "{said}");
    }
}

#[tokio::test]
async fn what_cannot_be_levels_is_refused_and_schools_have_the_districts() {
    for all in schools().await {
        let (app, administrator) = (&all.place.app, all.administrator());
        let look = async |asked: NewSetting| what_if(app, administrator, &asked, &|_, _| {}).await;
        let tomorrow = chance::today(administrator.district).tomorrow().expect("a day");
        for wrong in [
            levels("5"),
            levels("0"),
            levels("3"),
            levels(""),
            levels("4|Advanced|4; 3|Proficient|3; mastery 3 of 4"),
            change("district", "scale:Nothing of the kind", Effect::Set, "4"),
            change("district", "mastery.scale.x", Effect::Set, "4"),
            change("district", "scale", Effect::Floor, "4"),
            change(&format!("school:{}", all.ids[0]), "scale", Effect::Set, "4"),
            NewSetting { effective_from: tomorrow, ..levels("4") },
        ] {
            let refused = look(wrong.clone()).await;
            assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{wrong:?}: {refused:?}");
        }
        let saved = set_policy(app, administrator, levels("4")).await;
        assert!(matches!(saved, Err(Refusal::Invalid { field: "field", .. })), "{saved:?}");
        for actor in [&all.principal, &all.school_administrator, &all.educator] {
            let refused = what_if(app, actor, &levels("4"), &|_, _| {}).await;
            assert!(matches!(refused, Err(Refusal::Denied(_))), "{refused:?}");
        }
        let by_id = look(levels("4")).await.expect("looked at").setting.field;
        let framework = scaled_framework(&by_id).expect("a framework");
        look(change("district", &scale_field(framework), Effect::Set, "4")).await.expect("by its id");
    }
}
