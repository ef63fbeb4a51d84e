//! Caseloads, substitutes' days and accommodations, with everything and with nothing.

use domain::{
    SubstitutionId,
    accommodation::{Accommodations, PrintSize, Profile, TimeFactor},
    caseload::{CaseloadKind, Charge},
    substitution::Substitution,
    time::Dates,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SECTION, at, autumn, day, learner, person, some},
};

fn charge(holder: u8, kind: CaseloadKind, of: u8, dates: Dates) -> Charge {
    Charge {
        holder: person(holder),
        kind,
        learner: learner(of),
        dates,
        assigned_by: person(4),
        assigned_at: at(0),
        ended_at: None,
        ended_by: None,
    }
}

#[tokio::test]
async fn charges_read_back_from_both_sides_and_are_ended_once() {
    on_both(|tx| {
        Box::pin(async move {
            let (counsels, manages) = (CaseloadKind::Counselor, CaseloadKind::CaseManager);
            let full = charge(5, counsels, 1, autumn());
            let bare = charge(5, counsels, 2, Dates::ALWAYS);
            let other = charge(5, manages, 1, Dates::ALWAYS);
            let before = Charge {
                assigned_at: at(-9),
                ended_at: Some(at(-5)),
                ended_by: Some(person(3)),
                ..full.clone()
            };
            for _ in 0..2 {
                let all = [full.clone(), bare.clone(), before.clone(), other.clone()];
                store::caseload::add(tx, DISTRICT, &all).await?;
                let found = store::caseload::of_holder(tx, DISTRICT, person(5)).await?;
                assert_eq!(found, [other.clone(), before.clone(), full.clone(), bare.clone()]);
            }
            let of_first = store::caseload::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(of_first, [other.clone(), before.clone(), full.clone()]);
            let open = store::caseload::list(tx, DISTRICT).await?;
            assert_eq!(open, [other.clone(), full.clone(), bare.clone()]);
            let which = (person(5), counsels, learner(1));
            for ended in [1, 0] {
                assert_eq!(store::caseload::end(tx, DISTRICT, which, person(4), at(7)).await?, ended);
            }
            let ended = Charge { ended_at: Some(at(7)), ended_by: Some(person(4)), ..full.clone() };
            let found = store::caseload::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(found, [other.clone(), before, ended]);
            assert_eq!(store::caseload::list(tx, DISTRICT).await?, [other, bare]);
            assert!(store::caseload::list(tx, ELSEWHERE).await?.is_empty());
            assert!(store::caseload::of_holder(tx, ELSEWHERE, person(5)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn days_of_substitutes_read_back_until_they_are_over_or_taken_back() {
    on_both(|tx| {
        Box::pin(async move {
            let place = |n: u8, begins, ends| Substitution {
                id: SubstitutionId::from_bytes([n; 16]),
                section: SECTION,
                person: person(5),
                day: day("2026-11-24"),
                begins_at: at(begins),
                ends_at: at(ends),
                made_by: person(4),
                made_at: at(0),
                revoked_at: None,
                revoked_by: None,
            };
            let (first, second) = (place(1, 10, 20), place(2, 20, 30));
            let gone =
                Substitution { revoked_at: Some(at(1)), revoked_by: Some(person(3)), ..place(3, 10, 20) };
            for one in [&second, &first, &gone] {
                store::substitution::add(tx, DISTRICT, one).await?;
                assert_eq!(store::substitution::find(tx, DISTRICT, one.id).await?.as_ref(), Some(one));
            }
            assert_eq!(store::substitution::find(tx, ELSEWHERE, first.id).await?, None);
            let both = vec![first.clone(), second.clone()];
            for (now, expected) in [(19, both), (20, vec![second.clone()]), (30, vec![])] {
                assert_eq!(store::substitution::of_person(tx, DISTRICT, person(5), at(now)).await?, expected);
                assert_eq!(store::substitution::of_section(tx, DISTRICT, SECTION, at(now)).await?, expected);
                assert_eq!(store::substitution::list(tx, DISTRICT, at(now)).await?, expected);
            }
            assert!(store::substitution::of_person(tx, DISTRICT, person(4), at(0)).await?.is_empty());
            assert!(store::substitution::list(tx, ELSEWHERE, at(0)).await?.is_empty());
            for taken in [true, false] {
                let revoked = store::substitution::revoke(tx, DISTRICT, first.id, person(4), at(12)).await?;
                assert_eq!(revoked, taken);
            }
            let found = store::substitution::find(tx, DISTRICT, first.id).await?.expect("is there");
            assert_eq!((found.revoked_at, found.revoked_by), (Some(at(12)), Some(person(4))));
            let known = store::substitution::people_since(tx, DISTRICT, at(0)).await?;
            assert_eq!(known, [person(5)]);
            assert!(store::substitution::people_since(tx, DISTRICT, at(30)).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn versions_of_accommodations_read_back_by_learner_and_by_day_and_their_reasons_apart() {
    on_both(|tx| {
        Box::pin(async move {
            let from = |first: &str, last: Option<&str>| {
                Dates::new(Some(day(first)), last.map(day)).expect("in order")
            };
            let bare = Profile {
                learner: learner(1),
                version: 1,
                dates: from("2026-09-01", None),
                given: Accommodations::default(),
                written_by: person(4),
                written_at: at(0),
            };
            let full = Profile {
                version: 2,
                dates: from("2026-10-01", Some("2026-10-14")),
                given: Accommodations {
                    time: TimeFactor::OneAndAHalf,
                    reader: true,
                    print: PrintSize::VeryLarge,
                    language: some("es"),
                    seat: some("front"),
                    delivery: some("Breaks when asked for."),
                },
                ..bare.clone()
            };
            let other = Profile { learner: learner(2), ..full.clone() };
            let other = Profile { version: 1, ..other };
            for one in [&bare, &full, &other] {
                store::accommodation::add(tx, DISTRICT, one).await?;
            }
            store::accommodation::add_reason(tx, DISTRICT, learner(1), 2, "An operation").await?;
            let all = store::accommodation::of_learner(tx, DISTRICT, learner(1)).await?;
            assert_eq!(all, [bare.clone(), full.clone()]);
            let reasons = store::accommodation::reasons_of(tx, DISTRICT, learner(1)).await?;
            assert_eq!(reasons, [(2, "An operation".to_owned())]);
            assert!(store::accommodation::reasons_of(tx, ELSEWHERE, learner(1)).await?.is_empty());
            let both = [learner(1), learner(2)];
            for (on, expected) in [
                ("2026-08-31", vec![]),
                ("2026-09-01", vec![bare.clone()]),
                ("2026-10-14", vec![bare.clone(), full, other]),
                ("2026-10-15", vec![bare]),
            ] {
                let found = store::accommodation::on_day(tx, DISTRICT, &both, day(on)).await?;
                assert_eq!(found, expected, "{on}");
            }
            assert!(store::accommodation::on_day(tx, DISTRICT, &[], day("2026-10-14")).await?.is_empty());
            assert!(store::accommodation::on_day(tx, ELSEWHERE, &both, day("2026-10-14")).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
