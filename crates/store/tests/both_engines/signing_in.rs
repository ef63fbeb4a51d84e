//! Accounts, sessions, links, cards and tokens.

use domain::{AccountId, SessionId, TokenId};
use store::{
    account::Account, answered_request::AnsweredRequest, session::Session, sign_in_link::SignInLink,
    token::Token,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, person, some},
};

#[tokio::test]
async fn accounts_read_back_and_count_failed_tries() {
    on_both(|tx| {
        Box::pin(async move {
            let bare = Account {
                id: AccountId::from_bytes([1; 16]),
                person: person(1),
                sign_in_name: "ådne@example.org".to_owned(),
                password_hash: None,
                disabled_at: None,
            };
            let full = Account {
                id: AccountId::from_bytes([2; 16]),
                person: person(2),
                sign_in_name: "o'brien".to_owned(),
                password_hash: some("$argon2id$v=19$..."),
                disabled_at: Some(at(3)),
            };
            for account in [&bare, &full] {
                store::account::add(tx, DISTRICT, account, at(1)).await?;
                let name = &account.sign_in_name;
                assert!(store::account::find_by_name(tx, DISTRICT, name).await?.as_ref() == Some(account));
                assert!(
                    store::account::of_person(tx, DISTRICT, account.person).await?.as_ref() == Some(account)
                );
                assert!(store::account::find_by_name(tx, ELSEWHERE, name).await?.is_none());
            }
            store::account::set_password(tx, DISTRICT, bare.id, "$new").await?;
            let found = store::account::of_person(tx, DISTRICT, person(1)).await?;
            assert_eq!(found.and_then(|account| account.password_hash), some("$new"));
            assert!(store::account::of_person(tx, DISTRICT, person(3)).await?.is_none());

            assert_eq!(store::account::failures(tx, DISTRICT, "10.0.0.1").await?, None);
            for count in [1, 2, 0] {
                store::account::set_failures(tx, DISTRICT, "10.0.0.1", count, at(count)).await?;
                let found = store::account::failures(tx, DISTRICT, "10.0.0.1").await?;
                assert_eq!(found, Some((count, at(count))));
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn sessions_are_found_touched_ended_and_swept() {
    on_both(|tx| {
        Box::pin(async move {
            let session = |n: u8, whose| Session {
                id: SessionId::from_bytes([n; 16]),
                token: [n; 32],
                person: person(whose),
                method: "card".to_owned(),
                device: "Firefox on \"Linux\"".to_owned(),
                created_at: at(i64::from(n)),
                seen_at: at(i64::from(n)),
                expires_at: at(100),
            };
            for (n, whose) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
                store::session::add(tx, DISTRICT, &session(n, whose)).await?;
            }
            assert_eq!(store::session::find(tx, DISTRICT, &[2; 32]).await?, Some(session(2, 1)));
            assert_eq!(store::session::find(tx, DISTRICT, &[9; 32]).await?, None);
            assert_eq!(store::session::find(tx, ELSEWHERE, &[2; 32]).await?, None);
            let newest_first = [session(3, 1), session(2, 1), session(1, 1)];
            assert_eq!(store::session::of_person(tx, DISTRICT, person(1)).await?, newest_first);
            store::session::touch(tx, DISTRICT, &[2; 32], at(50), at(200)).await?;
            let touched = Session { seen_at: at(50), expires_at: at(200), ..session(2, 1) };
            assert_eq!(store::session::find(tx, DISTRICT, &[2; 32]).await?, Some(touched));
            let third = SessionId::from_bytes([3; 16]);
            assert!(!store::session::end(tx, DISTRICT, person(2), third).await?, "somebody else's");
            assert!(store::session::end(tx, DISTRICT, person(1), third).await?);
            assert_eq!(store::session::end_others(tx, DISTRICT, person(1), Some(&[2; 32])).await?, 1);
            assert_eq!(store::session::end_others(tx, DISTRICT, person(1), None).await?, 1);
            assert!(store::session::of_person(tx, DISTRICT, person(1)).await?.is_empty());
            assert_eq!(store::session::count(tx, DISTRICT, at(99)).await?, 1);
            assert_eq!(store::session::count(tx, DISTRICT, at(100)).await?, 0, "it ends with that moment");
            assert_eq!(store::session::sweep(tx, DISTRICT, at(100)).await?, 0);
            assert_eq!(store::session::sweep(tx, DISTRICT, at(101)).await?, 1);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_link_works_once_and_cards_are_taken_back() {
    on_both(|tx| {
        Box::pin(async move {
            let link = SignInLink {
                token: [1; 32],
                person: person(1),
                kind: "link".to_owned(),
                created_by: None,
                created_at: at(1),
                expires_at: None,
                used_at: None,
                revoked_at: None,
            };
            let card = SignInLink {
                token: [2; 32],
                kind: "card".to_owned(),
                created_by: Some(person(5)),
                expires_at: Some(at(9)),
                used_at: Some(at(3)),
                revoked_at: Some(at(4)),
                ..link.clone()
            };
            let fresh_card = SignInLink { token: [3; 32], kind: "card".to_owned(), ..link.clone() };
            for one in [&link, &card, &fresh_card] {
                store::sign_in_link::add(tx, DISTRICT, one).await?;
                assert_eq!(store::sign_in_link::find(tx, DISTRICT, &one.token).await?.as_ref(), Some(one));
                assert_eq!(store::sign_in_link::find(tx, ELSEWHERE, &one.token).await?, None);
            }
            for works in [true, false] {
                assert_eq!(store::sign_in_link::use_once(tx, DISTRICT, &[1; 32], at(5)).await?, works);
            }
            let used = SignInLink { used_at: Some(at(5)), ..link };
            assert_eq!(store::sign_in_link::find(tx, DISTRICT, &[1; 32]).await?, Some(used));
            assert!(!store::sign_in_link::use_once(tx, DISTRICT, &[9; 32], at(5)).await?);
            for taken_back in [1, 0] {
                let taken = store::sign_in_link::revoke_cards(tx, DISTRICT, person(1), at(6)).await?;
                assert_eq!(taken, taken_back);
            }
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn tokens_read_back_and_are_revoked_by_their_owner() {
    on_both(|tx| {
        Box::pin(async move {
            let token = |n: u8, whose, scopes: &[&str], revoked_at| Token {
                id: TokenId::from_bytes([n; 16]),
                digest: [n; 32],
                person: person(whose),
                name: "Gradebook's".to_owned(),
                scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
                created_at: at(i64::from(n)),
                expires_at: at(1000),
                revoked_at,
                last_used_at: revoked_at,
                party: revoked_at.map(|_| domain::PartyId::from_bytes([7; 16])),
            };
            let all = [
                token(1, 1, &[], None),
                token(2, 1, &["read", "write"], Some(at(7))),
                token(3, 2, &["read"], None),
            ];
            for one in &all {
                store::token::add(tx, DISTRICT, one).await?;
                assert_eq!(store::token::find(tx, DISTRICT, &one.digest).await?.as_ref(), Some(one));
                assert_eq!(store::token::find(tx, ELSEWHERE, &one.digest).await?, None);
            }
            let [first, second, third] = all;
            let everyone = store::token::list(tx, DISTRICT, None).await?;
            assert_eq!(everyone, [third.clone(), second.clone(), first.clone()]);
            assert_eq!(
                store::token::list(tx, DISTRICT, Some(person(1))).await?,
                [second.clone(), first.clone()]
            );
            assert!(store::token::list(tx, DISTRICT, Some(person(4))).await?.is_empty());
            for (one, whose, works) in [
                (&first, Some(person(2)), false),
                (&first, Some(person(1)), true),
                (&first, Some(person(1)), false),
                (&second, None, false),
                (&third, None, true),
            ] {
                assert_eq!(store::token::revoke(tx, DISTRICT, one.id, whose, at(8)).await?, works);
            }
            store::token::note_use(tx, DISTRICT, &first.digest, at(9)).await?;
            let found = store::token::find(tx, DISTRICT, &first.digest).await?.expect("it is there");
            assert_eq!((found.revoked_at, found.last_used_at), (Some(at(8)), Some(at(9))));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_request_with_a_key_is_begun_once_answered_and_forgotten() {
    on_both(|tx| {
        Box::pin(async move {
            let request = |key: u8, whose| AnsweredRequest {
                person: person(whose),
                key: [key; 32],
                request: [key + 100; 32],
                begun_at: at(i64::from(key)),
                status: None,
                answer: None,
            };
            let all = [request(1, 1), request(2, 1), request(1, 2)];
            for one in &all {
                assert!(store::answered_request::begin(tx, DISTRICT, one).await?);
                assert!(!store::answered_request::begin(tx, DISTRICT, one).await?, "the key is taken");
                let found = store::answered_request::find(tx, DISTRICT, one.person, &one.key).await?;
                assert_eq!(found.as_ref(), Some(one));
                let elsewhere = store::answered_request::find(tx, ELSEWHERE, one.person, &one.key).await?;
                assert_eq!(elsewhere, None);
            }
            for answer in [Some(&b"\0sealed"[..]), None] {
                store::answered_request::keep(tx, DISTRICT, person(1), &[1; 32], 201, answer).await?;
                let kept = store::answered_request::find(tx, DISTRICT, person(1), &[1; 32]).await?;
                let kept = kept.expect("it is there");
                assert_eq!((kept.status, kept.answer.as_deref()), (Some(201), answer));
            }
            store::answered_request::forget(tx, DISTRICT, person(1), &[1; 32]).await?;
            assert_eq!(store::answered_request::find(tx, DISTRICT, person(1), &[1; 32]).await?, None);
            assert_eq!(store::answered_request::sweep(tx, DISTRICT, at(2)).await?, 1);
            let left = store::answered_request::find(tx, DISTRICT, person(1), &[2; 32]).await?;
            assert!(left.is_some(), "it is not old");
            Ok(())
        })
    })
    .await;
}
