//! Frameworks, competencies and the associations between them.

use domain::{
    AssociationId, CompetencyId, FrameworkId,
    framework::{Association, AssociationKind, Competency, End, Framework},
};
use store::association::Parent;

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, FRAMEWORK, bare_competency, competency, extra, framework, some},
};

fn full_competency() -> Competency {
    Competency {
        code: some("M.3.NF.1"),
        short: some("Halves"),
        kind: some("Standard"),
        grades: vec!["03".to_owned(), "04".to_owned()],
        position: -7,
        retired: true,
        extra: extra(),
        ..bare_competency(competency(9), "Names a half as 1/2; 50% of $x_1$!")
    }
}

#[tokio::test]
async fn frameworks_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let bare = framework();
            let full = Framework {
                version: some("2.1"),
                adoption_status: some("Adopted"),
                language: some("en"),
                subjects: vec!["Art".to_owned(), "Design, and Technology".to_owned()],
                licence: some("https://creativecommons.org/licenses/by/4.0/"),
                extra: extra(),
                ..bare.clone()
            };
            for now in [&full, &bare, &full, &full] {
                store::framework::put(tx, DISTRICT, now).await?;
                assert_eq!(store::framework::find(tx, DISTRICT, FRAMEWORK).await?.as_ref(), Some(now));
                assert_eq!(store::framework::list(tx, DISTRICT).await?, std::slice::from_ref(now));
            }
            assert_eq!(store::framework::find(tx, ELSEWHERE, FRAMEWORK).await?, None);
            assert!(store::framework::list(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn competencies_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let full = full_competency();
            let bare = bare_competency(competency(9), &full.statement);
            for now in [&bare, &full, &bare, &full, &full] {
                store::competency::put(tx, DISTRICT, &[bare.clone(), now.clone()]).await?;
                assert_eq!(store::competency::find(tx, DISTRICT, competency(9)).await?.as_ref(), Some(now));
            }
            let of_framework = store::competency::of_framework(tx, DISTRICT, FRAMEWORK).await?;
            assert_eq!(of_framework.first(), Some(&full), "a negative position comes first");
            assert_eq!(of_framework.len(), 6);
            assert_eq!(store::competency::counts(tx, DISTRICT).await?, [(FRAMEWORK, 5)], "without retired");
            for name in ["M.3.NF.1", full.guid.as_str()] {
                assert_eq!(store::competency::named(tx, DISTRICT, name).await?, std::slice::from_ref(&full));
            }
            assert_eq!(store::competency::find(tx, ELSEWHERE, competency(9)).await?, None);
            for none in ["Halves", "a\0b"] {
                assert!(store::competency::named(tx, DISTRICT, none).await?.is_empty());
            }
            assert!(store::competency::of_framework(tx, ELSEWHERE, FRAMEWORK).await?.is_empty());
            assert!(store::competency::counts(tx, ELSEWHERE).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn many_competencies_and_their_frameworks_are_found_in_one_call() {
    on_both(|tx| {
        Box::pin(async move {
            let other = FrameworkId::from_bytes([0xF1; 16]);
            let second = Framework { id: other, guid: "f-2".to_owned(), ..framework() };
            store::framework::put(tx, DISTRICT, &second).await?;
            let many: Vec<Competency> = (0..120_u8)
                .map(|n| Competency {
                    framework: other,
                    ..bare_competency(CompetencyId::from_bytes([n; 16]), &format!("{n}"))
                })
                .collect();
            store::competency::put(tx, DISTRICT, &many).await?;
            let mut ids: Vec<_> = many.iter().map(|one| one.id).collect();
            let mut found = store::competency::find_all(tx, DISTRICT, &ids).await?;
            found.sort_by_key(|one| one.id);
            assert_eq!(found, many);
            assert!(store::competency::find_all(tx, ELSEWHERE, &ids).await?.is_empty());
            for few in [3, 120] {
                ids.truncate(few);
                let pairs = store::competency::frameworks_of(tx, DISTRICT, &ids).await?;
                for id in &ids {
                    let placed = pairs.iter().find(|one| one.competency == *id).expect("it is placed");
                    assert_eq!((placed.framework, placed.crossed), (other, false), "{id}");
                }
            }
            let unknown = CompetencyId::from_bytes([0xEE; 16]);
            assert!(store::competency::frameworks_of(tx, DISTRICT, &[unknown]).await?.is_empty());
            assert_eq!(store::competency::frameworks(tx, DISTRICT).await?.len(), 125);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_search_wants_every_word_and_takes_special_characters_as_they_are() {
    on_both(|tx| {
        Box::pin(async move {
            store::competency::put(tx, DISTRICT, &[full_competency()]).await?;
            for (search, expected) in [
                ("HALF names", 1),
                ("half quarter", 0),
                ("50% x_1 !", 1),
                ("5%0", 0),
                ("x%1", 0),
                ("m.3.nf", 1),
                ("can do", 5),
                ("", 6),
            ] {
                for (within, known) in
                    [(None, true), (Some(FRAMEWORK), true), (Some(FrameworkId::from_bytes([1; 16])), false)]
                {
                    let found = store::competency::search(tx, DISTRICT, within, search, 10).await?;
                    assert_eq!(found.len(), if known { expected } else { 0 }, "{search} in {within:?}");
                }
            }
            assert_eq!(store::competency::search(tx, DISTRICT, None, "can", 2).await?.len(), 2);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn associations_read_back_with_everything_and_with_nothing() {
    on_both(|tx| {
        Box::pin(async move {
            let end = |n: u8, known: bool| End {
                guid: format!("g-{n}"),
                competency: known.then(|| competency(n)),
                title: known.then(|| format!("Thing {n}")),
            };
            let bare = Association {
                id: AssociationId::from_bytes([1; 16]),
                framework: FRAMEWORK,
                guid: "a-1".to_owned(),
                kind: AssociationKind::Other("resembles".to_owned()),
                origin: end(1, false),
                destination: end(2, false),
                position: None,
                extra: [].into(),
            };
            let full = Association {
                id: AssociationId::from_bytes([2; 16]),
                kind: AssociationKind::Precedes,
                origin: end(2, true),
                destination: end(1, true),
                position: Some(4),
                extra: extra(),
                ..bare.clone()
            };
            let emptied = Association { id: full.id, ..bare.clone() };
            for now in [&emptied, &full, &full] {
                store::association::put(tx, DISTRICT, &[bare.clone(), now.clone()]).await?;
                let mut found = store::association::of_framework(tx, DISTRICT, FRAMEWORK, None).await?;
                found.sort_by_key(|one| one.id);
                assert_eq!(found, [bare.clone(), now.clone()]);
            }
            let found = store::association::of_framework(tx, DISTRICT, FRAMEWORK, None).await?;
            assert_eq!(found, [full.clone(), bare.clone()], "without a position last");
            let only = Some(&AssociationKind::Precedes);
            assert_eq!(
                store::association::of_framework(tx, DISTRICT, FRAMEWORK, only).await?,
                std::slice::from_ref(&full)
            );
            for of in [competency(1), competency(2)] {
                let found = store::association::of_competency(tx, DISTRICT, of).await?;
                assert_eq!(found, std::slice::from_ref(&full));
            }
            let under = Association { kind: AssociationKind::IsChildOf, ..full.clone() };
            store::association::put(tx, DISTRICT, std::slice::from_ref(&under)).await?;
            let parents =
                store::association::parents(tx, DISTRICT, FRAMEWORK, &[competency(2), competency(1)]).await?;
            let expected = Parent { child: competency(2), parent: competency(1), position: Some(4) };
            assert_eq!(parents, [expected]);
            assert!(
                store::association::parents(tx, ELSEWHERE, FRAMEWORK, &[competency(2)]).await?.is_empty()
            );
            store::association::put(tx, DISTRICT, std::slice::from_ref(&full)).await?;
            assert!(store::association::parents(tx, DISTRICT, FRAMEWORK, &[competency(2)]).await?.is_empty());
            assert!(store::association::of_competency(tx, ELSEWHERE, competency(1)).await?.is_empty());
            let pairs = store::association::pairs(tx, DISTRICT, &AssociationKind::Precedes).await?;
            assert_eq!(pairs, [(competency(2), competency(1))]);
            assert!(store::association::pairs(tx, DISTRICT, &bare.kind).await?.is_empty());
            assert_eq!(store::association::counts(tx, DISTRICT, &bare.kind).await?, [(FRAMEWORK, 1)]);
            assert!(store::association::counts(tx, ELSEWHERE, &bare.kind).await?.is_empty());
            assert!(store::association::remove(tx, DISTRICT, bare.id).await?);
            assert!(!store::association::remove(tx, DISTRICT, bare.id).await?);
            assert!(!store::association::remove(tx, ELSEWHERE, full.id).await?);
            assert_eq!(store::association::of_framework(tx, DISTRICT, FRAMEWORK, None).await?, [full]);
            Ok(())
        })
    })
    .await;
}
