//! What the database refuses is [`StoreError::Refused`], and nothing of it stays.

use domain::{AccountId, CompetencyId, FrameworkId, SectionId, framework::Competency, people::SectionRole};
use store::{StoreError, account::Account, district::District};

use crate::{
    engines::{Case, Fresh, write},
    sample::{
        DISTRICT, ELSEWHERE, SECTION, at, bare_competency, bare_person, competency, learner, person, place,
    },
};

#[tokio::test]
async fn a_place_of_an_unknown_person_is_refused() {
    check(|tx| {
        Box::pin(async move {
            store::enrollment::put(tx, DISTRICT, &[place(SECTION, person(99), SectionRole::Learner)]).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_place_in_a_section_of_another_district_is_refused() {
    check(|tx| {
        Box::pin(async move {
            store::person::put(tx, ELSEWHERE, &[bare_person(person(1), "A", "B")]).await?;
            store::enrollment::put(tx, ELSEWHERE, &[place(SECTION, person(1), SectionRole::Learner)]).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_an_unknown_person_is_refused() {
    check(|tx| Box::pin(async move { store::learner::ensure(tx, DISTRICT, &[learner(99)], at(0)).await }))
        .await;
}

#[tokio::test]
async fn a_target_that_is_no_competency_is_refused() {
    check(|tx| {
        Box::pin(async move {
            let unknown = CompetencyId::from_bytes([1; 16]);
            store::target::replace(tx, DISTRICT, SECTION, &[competency(1), unknown]).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_target_named_twice_is_refused() {
    check(|tx| {
        Box::pin(async move {
            store::target::replace(tx, DISTRICT, SECTION, &[competency(1), competency(1)]).await
        })
    })
    .await;
}

#[tokio::test]
async fn two_competencies_of_one_framework_with_one_guid_are_refused() {
    check(|tx| {
        Box::pin(async move {
            let guid = competency(1).to_string();
            let twin = Competency { guid, ..bare_competency(competency(9), "Twin") };
            store::competency::put(tx, DISTRICT, &[twin]).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_competency_of_an_unknown_framework_is_refused() {
    check(|tx| {
        Box::pin(async move {
            let framework = FrameworkId::from_bytes([1; 16]);
            let one = Competency { framework, ..bare_competency(competency(9), "Lost") };
            store::competency::put(tx, DISTRICT, &[one]).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_taken_sign_in_name_is_refused() {
    check(|tx| {
        Box::pin(async move {
            for n in [1, 2] {
                let account = Account {
                    id: AccountId::from_bytes([n; 16]),
                    person: person(n),
                    sign_in_name: "ada".to_owned(),
                    password_hash: None,
                    disabled_at: None,
                };
                store::account::add(tx, DISTRICT, &account, at(1)).await?;
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_taken_district_code_is_refused() {
    check(|tx| {
        Box::pin(async move {
            let id = domain::DistrictId::from_bytes([9; 16]);
            let code = "riverbend".to_owned();
            let twin = District { id, name: "Twin".to_owned(), code, demonstration: false };
            store::district::add(tx, &twin, at(1)).await
        })
    })
    .await;
}

#[tokio::test]
async fn a_kind_of_entry_that_is_none_is_refused() {
    check(|tx| {
        Box::pin(async move {
            store::learner::ensure(tx, DISTRICT, &[learner(1)], at(0)).await?;
            let sql =
                "insert into evidence (district_id, learner_id, sequence, evidence_id, kind, recorded_at,
                         content_digest, seal)
                       values ($1, $2, 1, $3, 6, 1, $3, $3)";
            let id = learner(1);
            tx.run(sql, store::args![DISTRICT, id, id]).await.map(drop)
        })
    })
    .await;
}

#[tokio::test]
async fn a_missing_value_is_refused() {
    check(|tx| {
        Box::pin(async move {
            let sql = "update section set title = null where district_id = $1 and section_id = $2";
            let section: SectionId = SECTION;
            tx.run(sql, store::args![DISTRICT, section]).await.map(drop)
        })
    })
    .await;
}

/// Runs `case` on each engine after a change that must go with it.
async fn check(case: Case) {
    for fresh in Fresh::on_each().await {
        let db = fresh.open().await;
        let refused: Result<(), StoreError> = db
            .write((), move |tx, ()| {
                Box::pin(async move {
                    store::person::put(tx, DISTRICT, &[bare_person(person(77), "Goes", "Too")]).await?;
                    case(tx).await
                })
            })
            .await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{:?}: {refused:?}", db.engine());
        write(&db, |tx| {
            Box::pin(async move {
                assert_eq!(store::person::find(tx, DISTRICT, person(77)).await?, None);
                assert_eq!(store::enrollment::of_section(tx, DISTRICT, SECTION).await?.len(), 5);
                Ok(())
            })
        })
        .await
        .expect("goes on");
        drop(db);
        fresh.remove().await;
    }
}
