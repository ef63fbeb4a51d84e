//! Versions of a framework: crosswalks, corrections, and what the publisher wrote.

use std::collections::BTreeSet;

use domain::{
    FrameworkId,
    crosswalk::{Carry, Relation},
    framework::Competency,
};
use store::crosswalk::{Correction, Link};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, FRAMEWORK, at, bare_competency, competency, extra, person, some},
};

const NEXT: FrameworkId = FrameworkId::from_bytes([0xF1; 16]);

fn carry(old: u8, new: u8, relation: Relation) -> Carry {
    Carry { old: competency(old), new: competency(new), relation }
}

fn link(carry: Carry, full: bool) -> Link {
    Link {
        carry,
        old_framework: FRAMEWORK,
        new_framework: NEXT,
        why: if full { "similar_text:812" } else { "" }.to_owned(),
        adopted_at: at(10),
        adopted_by: full.then(|| person(1)),
        ended_at: full.then(|| at(20)),
    }
}

#[tokio::test]
async fn links_are_walked_both_ways_as_they_stood() {
    on_both(|tx| {
        Box::pin(async move {
            let (split, other) = (carry(1, 2, Relation::Split), carry(1, 3, Relation::Split));
            let (merged, onward) = (carry(5, 3, Relation::Merged), carry(3, 4, Relation::Same));
            let all = [link(split, false), link(other, false), link(merged, true), link(onward, false)];
            store::crosswalk::adopt(tx, DISTRICT, &all).await?;
            store::crosswalk::adopt(tx, DISTRICT, &all).await?;
            assert_eq!(store::crosswalk::all(tx, DISTRICT).await?.len(), 4, "the same again is the same");
            assert!(store::crosswalk::all(tx, ELSEWHERE).await?.is_empty());
            let around = |n, seconds| (competency(n), Some(at(seconds)));
            for ((of, moment), expected) in [
                (around(1, 9), vec![]),
                (around(1, 10), vec![split, other, merged, onward]),
                (around(4, 19), vec![other, merged, onward]),
                (around(4, 20), vec![other, onward]),
                (around(2, 30), vec![split]),
                ((competency(4), None), vec![other, onward]),
            ] {
                let found = store::crosswalk::around(tx, DISTRICT, of, moment).await?;
                assert_eq!(found, BTreeSet::from_iter(expected), "{of} at {moment:?}");
            }
            store::crosswalk::end(tx, DISTRICT, competency(1), competency(2), at(40)).await?;
            store::crosswalk::end(tx, DISTRICT, competency(1), competency(2), at(50)).await?;
            assert!(store::crosswalk::around(tx, DISTRICT, competency(2), Some(at(40))).await?.is_empty());
            assert_eq!(store::crosswalk::around(tx, DISTRICT, competency(2), Some(at(39))).await?.len(), 1);
            let crossed: Vec<bool> = store::competency::frameworks_of(
                tx,
                DISTRICT,
                &[competency(1), competency(2), competency(3), competency(4), competency(5)],
            )
            .await?
            .iter()
            .map(|placed| placed.crossed)
            .collect();
            assert_eq!(crossed, [true; 5]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn corrections_take_the_place_of_earlier_ones() {
    on_both(|tx| {
        Box::pin(async move {
            let pair = (FRAMEWORK, NEXT);
            let said = |relation| Correction { old: competency(1), new: competency(2), relation };
            for relation in [None, Some(Relation::Merged), None] {
                store::crosswalk::correct(tx, DISTRICT, pair, &[said(relation)], person(1), at(1)).await?;
                let found = store::crosswalk::corrections(tx, DISTRICT, pair).await?;
                assert_eq!(found, [said(relation)]);
            }
            store::crosswalk::forget_corrections(tx, DISTRICT, (NEXT, FRAMEWORK)).await?;
            assert_eq!(store::crosswalk::corrections(tx, DISTRICT, pair).await?.len(), 1);
            store::crosswalk::forget_corrections(tx, DISTRICT, pair).await?;
            assert!(store::crosswalk::corrections(tx, DISTRICT, pair).await?.is_empty());
            assert!(store::crosswalk::corrections(tx, DISTRICT, (NEXT, FRAMEWORK)).await?.is_empty());
            assert!(store::crosswalk::corrections(tx, ELSEWHERE, pair).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_the_publisher_wrote_reads_back_until_it_is_forgotten() {
    on_both(|tx| {
        Box::pin(async move {
            let bare = bare_competency(competency(1), "As it was published");
            let full = Competency {
                code: some("M.1"),
                short: some("Short"),
                kind: some("Standard"),
                grades: vec!["03".to_owned()],
                retired: true,
                extra: extra(),
                ..bare.clone()
            };
            for now in [&bare, &full, &bare] {
                store::published::put(tx, DISTRICT, std::slice::from_ref(now)).await?;
                let found = store::published::of_framework(tx, DISTRICT, FRAMEWORK).await?;
                assert_eq!(found, std::slice::from_ref(now));
            }
            assert!(store::published::of_framework(tx, ELSEWHERE, FRAMEWORK).await?.is_empty());
            store::published::remove(tx, DISTRICT, competency(1)).await?;
            assert!(store::published::of_framework(tx, DISTRICT, FRAMEWORK).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
