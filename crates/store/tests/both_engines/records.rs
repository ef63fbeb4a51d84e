//! Districts, the access log, imports, anchors and signing keys.

use domain::{DistrictId, ImportId, access::Relationship};
use store::{access_log::Access, anchor::Anchor, district::District, import::Import};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, learner, person, some},
};

#[tokio::test]
async fn districts_are_found_by_id_and_by_code() {
    on_both(|tx| {
        Box::pin(async move {
            let third = District {
                id: DistrictId::from_bytes([0xD0; 16]),
                name: "مدرسة الوادي".to_owned(),
                code: "wadi".to_owned(),
                demonstration: false,
            };
            store::district::add(tx, &third, at(9)).await?;
            assert_eq!(store::district::find(tx, third.id).await?, Some(third.clone()));
            assert_eq!(store::district::find_by_code(tx, "wadi").await?, Some(third));
            assert_eq!(store::district::find(tx, DistrictId::from_bytes([0; 16])).await?, None);
            assert_eq!(store::district::find_by_code(tx, "WADI").await?, None);
            let codes: Vec<_> = store::district::list(tx).await?.into_iter().map(|one| one.code).collect();
            assert_eq!(codes, ["riverbend", "elsewhere", "wadi"], "oldest first");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn the_access_log_reads_back_newest_first_in_pages() {
    on_both(|tx| {
        Box::pin(async move {
            let line = |n: u8, reason, learners: &[u8]| Access {
                id: [n; 16],
                at: at(i64::from(n)),
                person: person(1 + n % 2),
                what: "mastery grid".to_owned(),
                relationship: Relationship::BreakGlass,
                reason,
                learners: learners.iter().map(|n| learner(*n)).collect(),
            };
            let lines =
                [line(1, None, &[]), line(2, some("audit: it's due"), &[1, 2, 3]), line(3, None, &[4])];
            for one in &lines {
                store::access_log::add(tx, DISTRICT, one).await?;
            }
            let [first, second, third] = lines;
            let page = store::access_log::page(tx, DISTRICT, None, None, 2).await?;
            assert_eq!(page, [third.clone(), second.clone()]);
            let page = store::access_log::page(tx, DISTRICT, None, Some(second.id), 2).await?;
            assert_eq!(page, std::slice::from_ref(&first));
            let page = store::access_log::page(tx, DISTRICT, Some(person(2)), None, 9).await?;
            assert_eq!(page, [third.clone(), first.clone()]);
            let page = store::access_log::page(tx, DISTRICT, Some(person(2)), Some(third.id), 9).await?;
            assert_eq!(page, [first]);
            assert!(store::access_log::page(tx, ELSEWHERE, None, None, 9).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn imports_read_back_and_give_up_their_file_when_they_end() {
    on_both(|tx| {
        Box::pin(async move {
            let bare = Import {
                id: ImportId::from_bytes([1; 16]),
                kind: "oneroster".to_owned(),
                source: "sis".to_owned(),
                file_name: "it's a file.zip".to_owned(),
                file_digest: [1; 32],
                state: "checked".to_owned(),
                started_at: at(1),
                finished_at: None,
                person: None,
                report: "{}".to_owned(),
            };
            let full = Import {
                id: ImportId::from_bytes([2; 16]),
                state: "applied".to_owned(),
                started_at: at(2),
                finished_at: Some(at(3)),
                person: Some(person(1)),
                ..bare.clone()
            };
            let file = [0, 255, 39, 0];
            store::import::add(tx, DISTRICT, &full, None).await?;
            store::import::add(tx, DISTRICT, &bare, Some(&file)).await?;
            for one in [&bare, &full] {
                assert_eq!(store::import::find(tx, DISTRICT, one.id).await?.as_ref(), Some(one));
                assert_eq!(store::import::find(tx, ELSEWHERE, one.id).await?, None);
            }
            assert_eq!(store::import::file(tx, DISTRICT, full.id).await?, None);
            assert_eq!(store::import::file(tx, ELSEWHERE, bare.id).await?, None);
            let latest = store::import::latest_applied(tx, DISTRICT, "oneroster", "sis").await?;
            assert_eq!(latest, Some(full.clone()));
            assert_eq!(store::import::latest_applied(tx, DISTRICT, "case", "sis").await?, None);
            store::import::set_progress(tx, DISTRICT, bare.id, "applying", "{\"rows\":5}").await?;
            assert_eq!(store::import::file(tx, DISTRICT, bare.id).await?.as_deref(), Some(&file[..]));
            store::import::finish(tx, DISTRICT, bare.id, "applied", "{\"rows\":9}", at(4)).await?;
            let ended = Import {
                state: "applied".to_owned(),
                report: "{\"rows\":9}".to_owned(),
                finished_at: Some(at(4)),
                ..bare
            };
            assert_eq!(store::import::find(tx, DISTRICT, ended.id).await?, Some(ended.clone()));
            assert_eq!(store::import::file(tx, DISTRICT, ended.id).await?, None);
            assert_eq!(store::import::list(tx, DISTRICT, 1).await?, std::slice::from_ref(&full));
            assert_eq!(store::import::list(tx, DISTRICT, 9).await?, [full, ended]);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn the_newest_anchor_and_the_newest_key_are_given() {
    on_both(|tx| {
        Box::pin(async move {
            assert_eq!(store::anchor::latest(tx, DISTRICT).await?, None);
            assert_eq!(store::anchor::signing_key(tx, DISTRICT).await?, None);
            let anchor = |n: u8| Anchor {
                made_at: at(i64::from(n)),
                root: [n; 32],
                chains: 25,
                entries: i64::MAX,
                body: "onramp anchor\n".to_owned(),
            };
            for n in [2, 3, 1] {
                store::anchor::add(tx, DISTRICT, &anchor(n)).await?;
                store::anchor::add_signing_key(tx, DISTRICT, &[n; 32], at(i64::from(n))).await?;
            }
            assert_eq!(store::anchor::latest(tx, DISTRICT).await?, Some(anchor(3)));
            assert_eq!(store::anchor::signing_key(tx, DISTRICT).await?, Some([3; 32]));
            assert_eq!(store::anchor::latest(tx, ELSEWHERE).await?, None);
            Ok(())
        })
    })
    .await;
}
