//! Files by their content, in pieces, and who gave them.

use domain::chain::Digest;
use store::{
    Tx,
    content::{Content, Given},
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, learner},
};

const FIRST: Digest = [1; 32];
const SECOND: Digest = [2; 32];

fn file(digest: Digest, size: i64) -> Content {
    Content { digest, media_type: "text/plain; charset=utf-8".to_owned(), size }
}

fn given(n: u8, digest: Digest, name: &str) -> Given {
    Given { learner: learner(n), digest, name: name.to_owned(), given_at: at(i64::from(n)) }
}

/// Bytes that tell where they stand, over three pieces.
fn long() -> Vec<u8> {
    (0..300_000_u32).map(|place| u8::try_from(place % 251).expect("small")).collect()
}

#[tokio::test]
async fn a_file_of_several_pieces_reads_back_whole_and_in_stretches() {
    on_both(|tx| {
        Box::pin(async move {
            let bytes = long();
            let one = file(FIRST, 300_000);
            store::content::keep(tx, DISTRICT, &one, &bytes, at(1)).await?;
            store::content::keep(tx, DISTRICT, &one, b"not looked at again", at(2)).await?;
            store::content::keep(tx, DISTRICT, &file(SECOND, 0), b"", at(1)).await?;
            assert_eq!(store::content::find(tx, DISTRICT, &FIRST).await?, Some(one));
            assert_eq!(store::content::find(tx, ELSEWHERE, &FIRST).await?, None);
            assert_eq!(store::content::bytes(tx, DISTRICT, &FIRST).await?, bytes);
            assert!(store::content::bytes(tx, ELSEWHERE, &FIRST).await?.is_empty());
            assert!(store::content::bytes(tx, DISTRICT, &SECOND).await?.is_empty());
            for (from, length) in
                [(0_usize, 300_000_usize), (0, 1), (131_071, 2), (131_072, 131_072), (299_999, 1), (5, 0)]
            {
                let read = stretch(tx, from, length).await?;
                assert_eq!(read, bytes[from..from + length], "{length} from {from}");
            }
            assert_eq!(stretch(tx, 299_990, 100).await?, bytes[299_990..], "no more than there is");
            assert!(stretch(tx, 300_000, 1).await?.is_empty());
            assert!(stretch(tx, 900_000, 1).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

async fn stretch(tx: &mut Tx, from: usize, length: usize) -> Result<Vec<u8>, store::StoreError> {
    let number = |n: usize| i64::try_from(n).expect("small");
    store::content::stretch(tx, DISTRICT, &FIRST, number(from), number(length)).await
}

#[tokio::test]
async fn what_a_learner_gave_is_theirs_and_counted_once() {
    on_both(|tx| {
        Box::pin(async move {
            store::content::keep(tx, DISTRICT, &file(FIRST, 5), b"hello", at(1)).await?;
            store::content::keep(tx, DISTRICT, &file(SECOND, 3), b"bye", at(1)).await?;
            let (mine, other) = (given(1, FIRST, "a.txt"), given(2, FIRST, "it's b.txt"));
            store::content::give(tx, DISTRICT, &mine).await?;
            store::content::give(tx, DISTRICT, &other).await?;
            let second = Given { given_at: at(9), ..given(1, SECOND, "c.txt") };
            store::content::give(tx, DISTRICT, &second).await?;
            assert_eq!(
                store::content::of_learner(tx, DISTRICT, learner(1)).await?,
                [mine.clone(), second.clone()]
            );
            assert_eq!(store::content::given(tx, DISTRICT, learner(2), &FIRST).await?, Some(other));
            assert_eq!(store::content::given(tx, DISTRICT, learner(2), &SECOND).await?, None);
            assert_eq!(store::content::given(tx, ELSEWHERE, learner(1), &FIRST).await?, None);
            assert_eq!(store::content::bytes_of_learner(tx, DISTRICT, learner(1)).await?, 8);
            assert_eq!(store::content::bytes_of_learner(tx, DISTRICT, learner(3)).await?, 0);
            // Given again under another name: the same file, renamed.
            store::content::give(tx, DISTRICT, &given(1, FIRST, "new.txt")).await?;
            let renamed = Given { name: "new.txt".to_owned(), ..mine };
            assert_eq!(store::content::of_learner(tx, DISTRICT, learner(1)).await?, [renamed, second]);
            assert_eq!(store::content::bytes_of_learner(tx, DISTRICT, learner(1)).await?, 8);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_nobody_gave_is_swept_once_it_is_old() {
    on_both(|tx| {
        Box::pin(async move {
            store::content::keep(tx, DISTRICT, &file(FIRST, 5), b"hello", at(1)).await?;
            store::content::keep(tx, DISTRICT, &file(SECOND, 3), b"bye", at(1)).await?;
            store::content::give(tx, DISTRICT, &given(1, FIRST, "a.txt")).await?;
            assert_eq!(store::content::sweep(tx, DISTRICT, at(1)).await?, 0, "not yet old");
            assert_eq!(store::content::sweep(tx, ELSEWHERE, at(9)).await?, 0);
            assert_eq!(store::content::sweep(tx, DISTRICT, at(9)).await?, 1);
            assert_eq!(store::content::find(tx, DISTRICT, &SECOND).await?, None);
            assert!(store::content::bytes(tx, DISTRICT, &SECOND).await?.is_empty());
            assert_eq!(store::content::bytes(tx, DISTRICT, &FIRST).await?, b"hello");
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn one_file_is_forgotten_unless_somebody_gave_it() {
    on_both(|tx| {
        Box::pin(async move {
            store::content::keep(tx, DISTRICT, &file(FIRST, 5), b"hello", at(1)).await?;
            store::content::keep(tx, DISTRICT, &file(SECOND, 3), b"bye", at(1)).await?;
            store::content::give(tx, DISTRICT, &given(1, FIRST, "a.txt")).await?;
            assert!(!store::content::forget(tx, DISTRICT, &FIRST).await?);
            assert!(!store::content::forget(tx, ELSEWHERE, &SECOND).await?);
            assert!(store::content::forget(tx, DISTRICT, &SECOND).await?);
            assert!(!store::content::forget(tx, DISTRICT, &SECOND).await?);
            assert!(store::content::bytes(tx, DISTRICT, &SECOND).await?.is_empty());
            assert_eq!(store::content::bytes(tx, DISTRICT, &FIRST).await?, b"hello");
            Ok(())
        })
    })
    .await;
}
