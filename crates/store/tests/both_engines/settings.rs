//! Settings of policies: every version stays.

use domain::{
    Points,
    policy::{Effect, Scope, ScopeKind, Setting, Value},
};
use store::policy::Recorded;

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, day, person},
};

const FIELD: &str = "mastery.rule";

fn version(version: i64, effect: Effect, value: Option<Value>) -> Recorded {
    Recorded {
        setting: Setting {
            scope: Scope { kind: ScopeKind::Section, id: [3; 16] },
            field: FIELD.to_owned(),
            effect,
            value,
            effective_from: day("2026-09-01"),
            version,
            recorded_at: at(version),
        },
        recorded_by: (version > 1).then(|| person(5)),
        why: "It's fairer".to_owned(),
    }
}

#[tokio::test]
async fn numbers_words_and_withdrawals_read_back() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::policy::changed_at(tx, DISTRICT).await?, None);
            let all = [
                version(1, Effect::Floor, Some(Value::Number(Points::from_millionths(-1)))),
                version(1, Effect::Set, Some(Value::Choice("latest".to_owned()))),
                version(2, Effect::Set, None),
                version(3, Effect::Set, Some(Value::Number(Points::from_millionths(650_000)))),
            ];
            for one in &all {
                let Setting { scope, effect, version, .. } = &one.setting;
                let next = store::policy::next_version(tx, DISTRICT, scope, FIELD, *effect).await?;
                assert_eq!(next, *version);
                store::policy::add(tx, DISTRICT, one).await?;
            }
            assert_eq!(store::policy::list(tx, DISTRICT).await?, all);
            assert_eq!(store::policy::changed_at(tx, DISTRICT).await?, Some(at(3)));
            let district = Scope::DISTRICT;
            assert_eq!(store::policy::next_version(tx, DISTRICT, &district, FIELD, Effect::Set).await?, 1);
            assert!(store::policy::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
