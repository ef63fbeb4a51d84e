//! People: kept, found, listed by name in pages, searched.

use domain::{
    people::{Person, Role, RoleKind},
    time::Dates,
};
use store::{StoreError, Tx, person::After};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SCHOOL, at, autumn, bare_person, extra, person, some},
};

fn full_person() -> Person {
    Person {
        email: some("ada@example.org"),
        grade: some("09"),
        language: some("ar"),
        sourced_id: some("sis-9"),
        active: false,
        extra: extra(),
        ..bare_person(person(9), "Ada", "Ash")
    }
}

#[tokio::test]
async fn people_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let (full, bare) = (full_person(), bare_person(person(8), "", "Mononym"));
            store::person::put(tx, DISTRICT, &[bare.clone(), full.clone(), bare.clone()]).await?;
            assert_eq!(store::person::find(tx, DISTRICT, person(9)).await?, Some(full.clone()));
            assert_eq!(store::person::find(tx, DISTRICT, person(8)).await?, Some(bare.clone()));
            // Every nullable column from something to nothing and back, by the same statements.
            let emptied = bare_person(person(9), "Ada", "Ash");
            for now in [&emptied, &full] {
                store::person::put(tx, DISTRICT, std::slice::from_ref(now)).await?;
                assert_eq!(store::person::find(tx, DISTRICT, person(9)).await?.as_ref(), Some(now));
            }
            let named = store::person::with_sourced_ids(tx, DISTRICT, &["sis-0", "sis-9", "sis-9"]).await?;
            assert_eq!(named, [("sis-9".to_owned(), person(9))]);
            let by_source = store::person::by_sourced_id(tx, DISTRICT).await?;
            assert_eq!(by_source, [("sis-9".to_owned(), person(9))]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn putting_people_twice_changes_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            store::person::put(tx, DISTRICT, &[full_person()]).await?;
            let before = everybody(tx).await?;
            store::person::put(tx, DISTRICT, &[full_person()]).await?;
            assert_eq!(everybody(tx).await?, before);
            assert_eq!(store::person::count(tx, DISTRICT).await?, 6);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn nobody_is_found_where_nobody_is() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::person::find(tx, DISTRICT, person(99)).await?, None);
            assert_eq!(store::person::find(tx, ELSEWHERE, person(1)).await?, None);
            assert!(store::person::with_sourced_ids(tx, DISTRICT, &["sis-1"]).await?.is_empty());
            assert!(store::person::with_sourced_ids(tx, DISTRICT, &[]).await?.is_empty());
            assert!(store::person::find_all(tx, DISTRICT, &[person(99)]).await?.is_empty());
            assert!(store::person::find_all(tx, DISTRICT, &[]).await?.is_empty());
            assert!(store::person::by_sourced_id(tx, DISTRICT).await?.is_empty());
            assert_eq!(store::person::count(tx, ELSEWHERE).await?, 0);
            assert!(store::person::page(tx, ELSEWHERE, None, None, 10).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn many_people_are_kept_and_found_in_one_call() {
    on_both(|tx| {
        Box::pin(async move {
            let many: Vec<Person> =
                (10..=250).map(|n| bare_person(person(n), "G", &format!("F{n}"))).collect();
            store::person::put(tx, DISTRICT, &many).await?;
            let ids: Vec<_> = many.iter().map(|one| one.id).collect();
            let mut found = store::person::find_all(tx, DISTRICT, &ids).await?;
            found.sort_by_key(|one| one.id);
            assert_eq!(found, many);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn pages_by_name_meet_without_gap_or_repetition() {
    on_both(|tx| {
        Box::pin(async move {
            let namesakes: Vec<Person> = (10..17).map(|n| bare_person(person(n), "Sam", "O'Brien")).collect();
            store::person::put(tx, DISTRICT, &namesakes).await?;
            let whole = everybody(tx).await?;
            assert_eq!(whole.len(), 12);
            let mut paged: Vec<Person> = Vec::new();
            while paged.len() < whole.len() {
                let after = paged.last().map(|last| After {
                    sort_key: domain::text::search_key(&last.list_name()),
                    person: last.id,
                });
                let page = store::person::page(tx, DISTRICT, None, after.as_ref(), 5).await?;
                assert!(!page.is_empty(), "stopped after {}", paged.len());
                paged.extend(page);
            }
            assert_eq!(paged, whole);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_search_takes_percent_underscore_and_exclamation_mark_as_they_are() {
    on_both(|tx| {
        Box::pin(async move {
            for (n, name) in [(10, "100% Ada"), (11, "snake_case"), (12, "Yes!"), (13, "Álvaro"), (14, "!%_")]
            {
                store::person::put(tx, DISTRICT, &[bare_person(person(n), name, "")]).await?;
            }
            for (search, expected) in [
                ("%", &[14, 10][..]),
                ("_", &[14, 11]),
                ("!", &[14, 12]),
                ("0% a", &[10]),
                ("e_c", &[11]),
                ("exc", &[]),
                ("ÁLV", &[13]),
                ("alv", &[]),
                ("given3 sam", &[3]),
                ("' or 1=1 --", &[]),
            ] {
                let found = store::person::page(tx, DISTRICT, Some(search), None, 10).await?;
                let found: Vec<_> = found.iter().map(|one| one.id.as_bytes()[0]).collect();
                assert_eq!(found, expected, "{search}");
            }
            Ok(())
        })
    })
    .await;
}

async fn everybody(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    store::person::page(tx, DISTRICT, None, None, 1000).await
}

#[tokio::test]
async fn the_last_sign_in_is_remembered_and_no_import_forgets_it() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::person::last_sign_in(tx, DISTRICT, person(1)).await?, None);
            store::person::note_sign_in(tx, DISTRICT, person(1), at(5)).await?;
            let known = store::person::find(tx, DISTRICT, person(1)).await?.expect("somebody");
            store::person::put(tx, DISTRICT, &[known]).await?;
            assert_eq!(store::person::last_sign_in(tx, DISTRICT, person(1)).await?, Some(at(5)));
            assert_eq!(store::person::last_sign_in(tx, DISTRICT, person(2)).await?, None);
            assert_eq!(store::person::last_sign_in(tx, ELSEWHERE, person(1)).await?, None);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_was_given_and_ended_of_roles_reads_back_in_order_and_the_last_line_counts() {
    on_both(|tx| {
        Box::pin(async move {
            let line = |n: u8, given, dates, by: Option<u8>| store::role_change::RoleChange {
                role: Role { person: person(n), kind: RoleKind::Principal, organization: SCHOOL, dates },
                given,
                reason: some("Leads the school").unwrap_or_default(),
                by: by.map(person),
                at: at(i64::from(n)),
            };
            let given = line(4, true, Dates::ALWAYS, Some(5));
            let ended = line(4, false, autumn(), None);
            let other = line(5, true, autumn(), Some(5));
            for one in [&given, &ended, &other] {
                store::role_change::add(tx, DISTRICT, one).await?;
            }
            let found = store::role_change::of_person(tx, DISTRICT, person(4)).await?;
            assert_eq!(found, [given, ended.clone()]);
            assert_eq!(store::role_change::last(tx, DISTRICT).await?, [ended, other]);
            assert!(store::role_change::last(tx, ELSEWHERE).await?.is_empty());
            assert!(store::role_change::of_person(tx, ELSEWHERE, person(4)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
