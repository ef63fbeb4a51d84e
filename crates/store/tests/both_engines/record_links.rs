//! Two records of one child that count as one: the link, what it carries, and what is read through it.

use domain::{
    CompetencyId, RecordLinkId, SectionId,
    evidence::Sequence,
    people::{Enrollment, Guardianship, Role, RoleKind, SectionRole},
    time::Dates,
};
use store::record_link::{Carried, DraftMoved, GuardianChange, RecordLink, Separated};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, SCHOOL, SECTION, at, bare_person, day, learner, person, some},
};

fn link(n: u8, kept: u8, merged: u8) -> RecordLink {
    RecordLink {
        id: RecordLinkId::from_bytes([n; 16]),
        kept: learner(kept),
        merged: learner(merged),
        reason: "It's one child".to_owned(),
        linked_at: at(i64::from(n)),
        linked_by: person(2),
        separated: None,
    }
}

#[tokio::test]
async fn a_link_marks_the_merged_record_until_it_ends() {
    on_both(|tx| {
        Box::pin(async move {
            let people: Vec<_> = (60..63).map(|n| bare_person(person(n), "Noor", "Haddad")).collect();
            store::person::put(tx, DISTRICT, &people).await?;
            let one = link(1, 60, 61);
            for n in [60, 61] {
                let locked = store::learner::lock_joined(tx, DISTRICT, learner(n), at(0)).await?;
                assert_eq!(locked.expect("made").merged_into, None);
            }
            store::record_link::add(tx, DISTRICT, &one).await?;
            let locked = store::learner::lock_joined(tx, DISTRICT, learner(61), at(0)).await?;
            assert_eq!(locked.expect("there").merged_into, Some(learner(60)));
            assert_eq!(store::learner::entries(tx, DISTRICT, learner(61)).await?, 0);
            assert_eq!(store::record_link::find(tx, DISTRICT, one.id).await?, Some(one.clone()));
            assert_eq!(store::record_link::find(tx, ELSEWHERE, one.id).await?, None);
            assert_eq!(store::record_link::standing(tx, DISTRICT, learner(61)).await?, Some(one.clone()));
            assert_eq!(store::record_link::standing(tx, DISTRICT, learner(60)).await?, None);
            assert_eq!(store::record_link::kept_of(tx, DISTRICT, person(61)).await?, Some(person(60)));
            assert_eq!(store::record_link::kept_of(tx, DISTRICT, person(60)).await?, None);
            assert_eq!(store::record_link::merged_into(tx, DISTRICT, person(60)).await?, [person(61)]);
            // What a roster says of the merged one leaves the mark.
            store::person::put(tx, DISTRICT, &people).await?;
            let end = Separated { at: at(9), by: person(3), reason: "Two children".to_owned() };
            assert_eq!(store::record_link::kept_of(tx, DISTRICT, person(61)).await?, Some(person(60)));
            store::record_link::separate(tx, DISTRICT, &one, &end).await?;
            assert_eq!(store::record_link::kept_of(tx, DISTRICT, person(61)).await?, None);
            assert_eq!(store::record_link::standing(tx, DISTRICT, learner(61)).await?, None);
            store::record_link::add(tx, DISTRICT, &link(2, 60, 62)).await?;
            let all = store::record_link::list(tx, DISTRICT).await?;
            assert_eq!(all, [link(2, 60, 62), RecordLink { separated: Some(end), ..one }], "newest first");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_a_link_carried_and_changed_reads_back() {
    on_both(|tx| {
        Box::pin(async move {
            let people: Vec<_> = (60..62).map(|n| bare_person(person(n), "Noor", "Haddad")).collect();
            store::person::put(tx, DISTRICT, &people).await?;
            let one = link(1, 60, 61);
            store::record_link::add(tx, DISTRICT, &one).await?;
            let carried = |sequence, from| Carried {
                link: one.id,
                kept: one.kept,
                sequence: Sequence(sequence),
                merged: one.merged,
                from: Sequence(from),
            };
            store::record_link::carry(tx, DISTRICT, &[carried(8, 2), carried(7, 1)]).await?;
            let found = store::record_link::carried_at(tx, DISTRICT, one.kept, Sequence(8)).await?;
            assert_eq!(found, Some(carried(8, 2)));
            assert_eq!(store::record_link::carried_at(tx, DISTRICT, one.kept, Sequence(9)).await?, None);
            let all = store::record_link::carried_through(tx, DISTRICT, one.id).await?;
            assert_eq!(all, [carried(7, 1), carried(8, 2)]);
            let before = Guardianship {
                guardian: person(3),
                learner: one.kept,
                relation: some("parent"),
                may_see: true,
                dates: Dates::new(Some(day("2026-01-01")), None).expect("in order"),
            };
            let changes = [
                GuardianChange { guardian: person(3), before: Some(before.clone()), given_may_see: false },
                GuardianChange { guardian: person(4), before: None, given_may_see: true },
            ];
            for change in &changes {
                store::record_link::add_guardian(tx, DISTRICT, one.id, change).await?;
            }
            assert_eq!(store::record_link::guardians(tx, DISTRICT, &one).await?, changes);
            let moved = DraftMoved {
                section: SECTION,
                competency: CompetencyId::from_bytes([7; 16]),
                judge: person(2),
                rated_at: at(3),
            };
            store::record_link::add_draft(tx, DISTRICT, one.id, &moved).await?;
            assert_eq!(store::record_link::drafts(tx, DISTRICT, one.id).await?, [moved]);
            store::guardianship::put(tx, DISTRICT, std::slice::from_ref(&before)).await?;
            store::guardianship::remove(tx, ELSEWHERE, person(3), one.kept).await?;
            assert_eq!(store::guardianship::of_learner(tx, DISTRICT, one.kept).await?, [before]);
            store::guardianship::remove(tx, DISTRICT, person(3), one.kept).await?;
            assert!(store::guardianship::of_learner(tx, DISTRICT, one.kept).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn places_of_a_merged_record_are_the_kept_ones_too() {
    on_both(|tx| {
        Box::pin(async move {
            let people: Vec<_> = (60..62).map(|n| bare_person(person(n), "Noor", "Haddad")).collect();
            store::person::put(tx, DISTRICT, &people).await?;
            let place = |n: u8| Enrollment {
                section: SECTION,
                person: person(n),
                role: SectionRole::Learner,
                dates: Dates::ALWAYS,
                sourced_id: None,
            };
            let today = day("2026-11-29");
            let learners = |counts: Vec<(SectionId, SectionRole, i64)>| {
                let of =
                    |one: &&(SectionId, SectionRole, i64)| (one.0, one.1) == (SECTION, SectionRole::Learner);
                counts.iter().find(of).map_or(0, |one| one.2)
            };
            let before = learners(store::enrollment::counts(tx, DISTRICT, today).await?);
            store::enrollment::put(tx, DISTRICT, &[place(61)]).await?;
            let role = Role {
                person: person(61),
                kind: RoleKind::Learner,
                organization: SCHOOL,
                dates: Dates::ALWAYS,
            };
            store::role::put(tx, DISTRICT, std::slice::from_ref(&role)).await?;
            assert!(store::enrollment::of_person(tx, DISTRICT, person(60)).await?.is_empty());
            let one = link(1, 60, 61);
            store::record_link::add(tx, DISTRICT, &one).await?;
            for whose in [60, 61] {
                let all = store::enrollment::of_person(tx, DISTRICT, person(whose)).await?;
                assert_eq!(all, [place(61)], "each names to whom it was given");
                let here = store::enrollment::of_person_in(tx, DISTRICT, person(whose), SECTION).await?;
                assert_eq!(here, all);
                assert_eq!(store::section::of_person(tx, DISTRICT, person(whose)).await?.len(), 1);
                let roles = store::role::of_person(tx, DISTRICT, person(whose)).await?;
                assert_eq!(roles, std::slice::from_ref(&role));
            }
            let listed = store::enrollment::of_section(tx, DISTRICT, SECTION).await?;
            assert!(listed.contains(&place(60)) && !listed.contains(&place(61)));
            let of_role = store::enrollment::with_role(tx, DISTRICT, SectionRole::Learner).await?;
            assert!(of_role.contains(&place(60)) && !of_role.contains(&place(61)));
            let given = store::enrollment::given_in(tx, DISTRICT, SECTION).await?;
            assert!(given.contains(&place(61)) && !given.contains(&place(60)), "what a roster compares with");
            assert_eq!(learners(store::enrollment::counts(tx, DISTRICT, today).await?), before + 1);
            store::enrollment::put(tx, DISTRICT, &[place(60)]).await?;
            assert_eq!(
                learners(store::enrollment::counts(tx, DISTRICT, today).await?),
                before + 1,
                "one child"
            );
            Ok(())
        })
    })
    .await;
}
