//! Items scored anew, and how far each is.

use domain::{RegradeId, SittingId};
use store::regrade::Regrade;

use crate::{
    engines::on_both,
    items::{item, item_id},
    sample::{DISTRICT, ELSEWHERE, at, person},
};

fn regrade(n: u8) -> Regrade {
    Regrade {
        id: RegradeId::from_bytes([n; 16]),
        item: item_id(1 + n % 2),
        version: 2,
        losing: "counts".to_owned(),
        reason: "The key's wrong".to_owned(),
        begun_by: person(1),
        begun_at: at(i64::from(n)),
        done_to: None,
        changed: 0,
        unchanged: 0,
        left_out: 3,
        finished_at: None,
        stopped_why: String::new(),
    }
}

#[tokio::test]
async fn whoever_is_not_at_its_end_is_found_until_it_is() {
    on_both(|tx| {
        Box::pin(async move {
            for n in [1, 2] {
                store::item::put(tx, DISTRICT, &item(n, false), "").await?;
            }
            let all = [regrade(1), regrade(2), regrade(3)];
            for one in &all {
                store::regrade::add(tx, DISTRICT, one).await?;
                assert_eq!(store::regrade::find(tx, DISTRICT, one.id).await?.as_ref(), Some(one));
                assert_eq!(store::regrade::find(tx, ELSEWHERE, one.id).await?, None);
            }
            let ids = all.each_ref().map(|one| one.id);
            assert_eq!(store::regrade::running(tx, DISTRICT, None).await?, ids);
            assert_eq!(store::regrade::running(tx, DISTRICT, Some(item_id(2))).await?, [ids[0], ids[2]]);
            assert_eq!(store::regrade::last_of_item(tx, DISTRICT, item_id(2)).await?.as_ref(), Some(&all[2]));
            let done = Regrade {
                done_to: Some(SittingId::from_bytes([9; 16])),
                changed: 1,
                unchanged: 2,
                left_out: 4,
                finished_at: Some(at(9)),
                stopped_why: "It couldn't".to_owned(),
                ..all[2].clone()
            };
            store::regrade::update(tx, DISTRICT, &done).await?;
            assert_eq!(store::regrade::lock(tx, DISTRICT, done.id).await?, Some(done));
            assert_eq!(store::regrade::lock(tx, ELSEWHERE, ids[0]).await?, None);
            assert_eq!(store::regrade::running(tx, DISTRICT, Some(item_id(2))).await?, [ids[0]]);
            assert!(store::regrade::running(tx, ELSEWHERE, None).await?.is_empty());
            Ok(())
        })
    })
    .await;
}
