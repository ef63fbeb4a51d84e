//! The item bank: written, reviewed by somebody else, put live, found, tried; packages in and out.

mod classroom;
mod fixtures;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use assessment::authoring::{Authored, AuthoredChoice, AuthoredKind, Feedback, to_stimulus};
use classroom::{Classroom, classrooms};
use domain::{
    ItemId, Points,
    item::{ItemState, Stimulus},
};
use exchange::qti::{Limits, package::read_package};
use fixtures::{Got, empty_districts, given, got};
use store::item_version::ItemVersion;
use usecases::{
    Actor, App, Refusal,
    export_items::{Chosen, export_items},
    import_files::{apply_import, check_import, import_files},
    import_items::USUAL_SOURCE,
    import_report::{ImportReport, ImportState, ShownImport},
    import_request::{ImportKind, ImportOptions, ImportRequest},
    keep_content::Stretch,
    list_imports::{list_item_imports, show_import},
    review_item::review_item,
    review_items::{preview_review, review_items},
    search_items::{FoundItems, Looked, may_write_items, search_items},
    show_item::{WholeItem, show_item},
    show_item_file::{add_item_file, show_item_file},
    show_stimulus::{preview_stimulus, show_stimulus},
    try_item::{Answer, try_item},
    undo_item_batch::{last_item_batch, show_item_batch, undo_item_batch},
    write_item::{About, ItemText, NewItem, add_item, revise_item},
    write_stimulus::{Place, list_stimuli, write},
};

/// The smallest PNG: one point.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63,
    0x64, 0xf8, 0xcf, 0x50, 0x0f, 0, 0x03, 0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0, b'I', b'E',
    b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn authored(identifier: &str, stem: &str) -> Authored {
    let choice = |text: &str, right| AuthoredChoice { text: text.to_owned(), right, feedback: None };
    Authored {
        identifier: identifier.to_owned(),
        title: format!("Item {identifier}"),
        language: Some("en".to_owned()),
        stimuli: Vec::new(),
        stem: stem.to_owned(),
        kind: AuthoredKind::ChooseOne {
            choices: vec![choice("4", true), choice("5", false), choice("6", false)],
            shuffle: false,
        },
        hint: None,
        feedback: Feedback { right: Some("Yes, it is.".to_owned()), ..Feedback::default() },
        points: 1.0,
        variables: Vec::new(),
        constraint: None,
        changing_supports: Vec::new(),
    }
}

fn new(identifier: &str, stem: &str, about: About) -> NewItem {
    let text = ItemText::Authored(Box::new(authored(identifier, stem)));
    NewItem { text, about, files: Vec::new(), note: "First try".to_owned() }
}

fn about(room: &Classroom) -> About {
    About {
        competencies: vec![room.targets[0], room.targets[1]],
        tags: vec![" adding ".to_owned(), "adding".to_owned(), "grade 1".to_owned()],
        grades: "1".to_owned(),
        difficulty: Some(Points::from_millionths(-1_250_000)),
        stimulus: None,
    }
}

async fn shown(room: &Classroom, item: ItemId) -> WholeItem {
    show_item(room.app(), &room.educator, item).await.expect("is shown")
}

async fn found(room: &Classroom, looked: Looked) -> FoundItems {
    search_items(room.app(), &room.educator, &looked, 0).await.expect("is searched")
}

/// From draft to live: reviewed by the colleague.
async fn put_live(room: &Classroom, item: ItemId, version: i64) {
    let (app, colleague) = (room.app(), &room.colleague);
    review_item(app, colleague, item, version, ItemState::Reviewed, "Fine").await.expect("is reviewed");
    review_item(app, &room.educator, item, version, ItemState::Live, "").await.expect("is put live");
}

#[tokio::test]
async fn a_draft_is_reviewed_by_somebody_else_before_it_is_taken_and_stays_until_the_next_is() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let item = add_item(app, me, new("ADD-1", "What is 2 + 2?", about(&room))).await.expect("is written");
        let one = shown(&room, item).await;
        assert_eq!((one.row.state, one.row.version, one.row.live_version), (ItemState::Draft, 1, None));
        assert_eq!(one.competencies.iter().map(|one| one.id).collect::<Vec<_>>(), room.targets[..2]);
        assert_eq!(one.tags, ["adding", "grade 1"]);
        assert_eq!(one.versions[0].1, "Tom Okafor");
        assert_eq!(one.may_become, [ItemState::Retired], "not by who wrote it");
        let own = review_item(app, me, item, 1, ItemState::Reviewed, "").await;
        assert!(matches!(own, Err(Refusal::Conflict(why)) if why.contains("somebody else")));
        let early = review_item(app, &room.colleague, item, 1, ItemState::Live, "").await;
        assert!(matches!(early, Err(Refusal::Conflict(why)) if why.contains("reviewed first")));
        put_live(&room, item, 1).await;
        assert_eq!(shown(&room, item).await.row.live_version, Some(1));

        let better = new("ADD-1", "How much is 2 + 2?", about(&room));
        assert_eq!(revise_item(app, me, item, 1, better.clone()).await.expect("is written"), 2);
        let one = shown(&room, item).await;
        assert_eq!((one.row.state, one.row.live_version), (ItemState::Draft, Some(1)), "version 1 is taken");
        let stale = revise_item(app, &room.colleague, item, 1, better.clone()).await;
        assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
        assert_eq!(revise_item(app, me, item, 2, better).await.expect("nothing is new"), 2);
        let unseen = review_item(app, &room.colleague, item, 1, ItemState::Reviewed, "").await;
        assert!(matches!(unseen, Err(Refusal::Conflict(_))), "{unseen:?}");
        review_item(app, &room.colleague, item, 2, ItemState::Reviewed, "").await.expect("is reviewed");
        let silent = review_item(app, &room.colleague, item, 2, ItemState::Draft, " ").await;
        assert!(matches!(silent, Err(Refusal::Invalid { field: "note", .. })), "{silent:?}");
        review_item(app, &room.colleague, item, 2, ItemState::Draft, "Say which unit").await.expect("back");
        put_live(&room, item, 2).await;
        let one = shown(&room, item).await;
        assert_eq!((one.row.state, one.row.live_version), (ItemState::Live, Some(2)));
        let states: Vec<_> = one.versions.iter().map(|(version, ..)| version.state).collect();
        assert_eq!(states, [ItemState::Live, ItemState::Retired]);
        review_item(app, me, item, 2, ItemState::Retired, "Given too often").await.expect("is retired");
        assert_eq!(shown(&room, item).await.row.live_version, None);
    }
}

#[tokio::test]
async fn items_are_found_by_what_they_say_are_about_and_how_hard_they_are() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let first = new("ADD-1", "Compter les pommes de l'Élève", about(&room));
        let item = add_item(app, me, first).await.expect("is written");
        let bare = new("ADD-2", "Pears", About::default());
        add_item(app, &room.colleague, bare).await.expect("is written");
        let half = |n: i64| Some(Points::from_millionths(n * 500_000));
        let words = |text: &str| Looked { text: text.to_owned(), ..Looked::default() };
        for (looked, count) in [
            (Looked::default(), 2),
            (words("eleve pommes"), 1),
            (words("add-2"), 1),
            (words("100%"), 0),
            (Looked { tag: Some("adding".to_owned()), ..Looked::default() }, 1),
            (Looked { competency: Some(room.targets[1]), ..Looked::default() }, 1),
            (Looked { competency: Some(room.targets[2]), ..Looked::default() }, 0),
            (Looked { kind: Some("choice".to_owned()), ..Looked::default() }, 2),
            (Looked { kind: Some("hoice".to_owned()), ..Looked::default() }, 0),
            (Looked { state: Some(ItemState::Live), ..Looked::default() }, 0),
            (Looked { author: Some(room.colleague.person), ..Looked::default() }, 1),
            (Looked { easiest: half(-3), hardest: half(-2), ..Looked::default() }, 1),
            (Looked { easiest: half(0), ..Looked::default() }, 0),
        ] {
            assert_eq!(found(&room, looked.clone()).await.total, count, "{looked:?}");
        }
        let all = found(&room, Looked::default()).await;
        assert_eq!(all.items[0].row.id, item);
        assert_eq!(all.states[0], (ItemState::Draft, 2));
        assert_eq!(all.authors.len(), 2);
        put_live(&room, item, 1).await;
        revise_item(app, me, item, 1, new("ADD-1", "Apples", about(&room))).await.expect("is written");
        let live = found(&room, Looked { state: Some(ItemState::Live), ..Looked::default() }).await;
        assert_eq!(live.total, 1, "taken, with a newer draft");
    }
}

#[tokio::test]
async fn to_learners_and_families_there_is_no_bank_and_only_educators_write() {
    for room in classrooms().await {
        let app = room.app();
        let item =
            add_item(app, &room.educator, new("ADD-1", "2 + 2?", about(&room))).await.expect("is written");
        let learner = room.as_actor(0);
        for (who, looks, writes) in [
            (&learner, Got::NotFound, Got::NotFound),
            (&room.guardian, Got::NotFound, Got::NotFound),
            (&room.stranger, Got::Done, Got::Done),
            (&room.principal, Got::Done, Got::Done),
            (&room.place.administrator, Got::Done, Got::Done),
        ] {
            assert_eq!(got(search_items(app, who, &Looked::default(), 0).await), looks);
            assert_eq!(got(show_item(app, who, item).await), looks);
            assert_eq!(got(try_item(app, who, item, None, 1, None).await), looks);
            assert_eq!(got(list_stimuli(app, who, "").await), looks);
            assert_eq!(got(list_item_imports(app, who).await), looks);
            assert_eq!(got(export_items(app, who, Chosen::Found(Looked::default())).await), looks);
            let taken =
                got(add_item(app, who, new(&format!("X-{}", who.person), "Hm?", About::default())).await);
            assert_eq!(taken, writes);
            assert_eq!(got(preview_review(app, who, &[item], ItemState::Reviewed).await), writes);
            assert_eq!(got(check_import(app, who, request("a.zip", package(&[]))).await), writes);
            assert_eq!(got(add_item_file(app, who, "a.png", PNG.to_vec()).await), writes);
        }
        let reader = Actor { read_only: true, ..room.educator.clone() };
        assert_eq!(got(add_item(app, &reader, new("ADD-9", "Hm?", About::default())).await), Got::Denied);
        assert!(!may_write_items(app, &reader).await.expect("may look"));
    }
}

#[tokio::test]
async fn what_cannot_be_an_item_says_why() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        add_item(app, me, new("ADD-1", "2 + 2?", about(&room))).await.expect("is written");
        let qti = |text: String| NewItem { text: ItemText::Qti(text), ..new("", "", About::default()) };
        let far = About { difficulty: Some(Points::whole(9)), ..About::default() };
        let unknown =
            About { competencies: vec![domain::CompetencyId::from_bytes([9; 16])], ..About::default() };
        for (item, field, said) in [
            (new("ADD-1", "Again?", About::default()), "identifier", "is that of"),
            (new("ADD-2", " ", About::default()), "item", "stem"),
            (new("ADD-2", "Look: ![](map.png)", About::default()), "item", "alternative text"),
            (new("ADD-2", "Look: ![a map](map.png)", About::default()), "item", "was not sent"),
            (new("ADD-2", "Hm?", far), "difficulty", "within -6 and 6"),
            (new("ADD-2", "Hm?", unknown), "competencies", "not here"),
            (qti("<html/>".to_owned()), "item", "cannot be taken"),
            (qti(item("Q-1", "<img src=\"a.png\"/>", true)), "item", "alternative text"),
            (qti(item("Q-1", "", false)), "item", "has none"),
        ] {
            match add_item(app, me, item).await {
                Err(Refusal::Invalid { field: found, why }) => {
                    assert_eq!(found, field, "{why}");
                    assert!(why.contains(said), "{why}");
                }
                other => panic!("{said}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn an_item_is_tried_with_any_seed_and_scored_here() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let item = add_item(app, me, new("ADD-1", "What is 2 + 2?", about(&room))).await.expect("is written");
        let untouched = try_item(app, me, item, None, 7, None).await.expect("is shown");
        assert!(untouched.outcomes.is_none() && untouched.shown.modal_feedback.is_empty());
        let right = untouched.solution.clone();
        let answer =
            |name: &str| Some(Answer::Texts([("RESPONSE".to_owned(), vec![name.to_owned()])].into()));
        let key = right["RESPONSE"].scalars()[0].text();
        let tried = try_item(app, me, item, Some(1), 7, answer(&key)).await.expect("is scored");
        assert_eq!(tried.outcomes.as_ref().and_then(assessment::session::Outcomes::score), Some(1.0));
        assert_eq!((tried.correct, tried.shown.modal_feedback.len()), (Some(true), 1));
        let odd = try_item(app, me, item, None, 7, answer("nothing-like-it")).await.expect("is looked at");
        assert!(!odd.problems.is_empty());
        assert_eq!(got(try_item(app, me, item, Some(2), 7, None).await), Got::NotFound);
    }
}

/// A text to be shared, of light markup.
fn shared(identifier: &str, title: &str, text: &str) -> Stimulus {
    to_stimulus(identifier, title, Some("en"), text).expect("a text")
}

#[tokio::test]
async fn a_shared_text_is_written_found_and_shown_with_its_items_at_once() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let file = add_item_file(app, me, "map.png", PNG.to_vec()).await.expect("is kept");
        let files = vec![("map.png".to_owned(), file.digest)];
        let text = "The **río** rises.\n\n![a map of the river](map.png)";
        let river = write(app, me, shared("TXT-1", "The river", text), files.clone(), Place::New).await;
        let river = river.expect("is written");
        let rain = write(app, me, shared("TXT-2", "Rain", "| May | 7 |"), Vec::new(), Place::New).await;
        rain.expect("is written");
        let item = About { stimulus: Some(river), ..About::default() };
        let item = add_item(app, me, new("ADD-1", "Why?", item)).await.expect("is written");

        for (words, found) in
            [("", 2), ("RIO rises", 1), ("txt-2", 1), ("rain", 1), ("river rain", 0), ("section", 0)]
        {
            let listed = list_stimuli(app, me, words).await.expect("a list");
            assert_eq!(listed.len(), found, "{words}");
        }
        let listed = list_stimuli(app, me, "").await.expect("a list");
        let counts: Vec<(&str, i64)> = listed.iter().map(|one| (one.title.as_str(), one.items)).collect();
        assert_eq!(counts, [("Rain", 0), ("The river", 1)]);
        let whole = show_stimulus(app, me, river).await.expect("is shown");
        assert_eq!(whole.text.as_deref(), Some(text), "as it was written");
        assert_eq!((whole.items.len(), whole.items[0].id, &whole.files), (1, item, &files));
        assert!(whole.may_write && whole.written_by.contains("Okafor"), "{whole:?}");

        // Changed, its items show it so.
        let seen = whole.row.digest;
        let of = |digest| Place::Of(river, digest);
        let dry = |identifier: &str| shared(identifier, "The river", "It is dry.");
        assert_eq!(write(app, me, dry("TXT-1"), Vec::new(), of(seen)).await.expect("is changed"), river);
        let tried = try_item(app, me, item, None, 1, None).await.expect("is shown");
        let body = format!("{:?}", tried.stimulus.expect("its text").body);
        assert!(body.contains("It is dry.") && !body.contains("rises"), "{body}");

        let late = write(app, me, dry("TXT-1"), Vec::new(), of(seen)).await;
        assert!(matches!(late, Err(Refusal::Conflict(_))), "somebody was faster: {late:?}");
        let now = show_stimulus(app, me, river).await.expect("is shown").row.digest;
        for (stimulus, files, place, field, said) in [
            (dry("TXT-1"), Vec::new(), Place::New, "identifier", "is that of"),
            (dry("TXT-3"), Vec::new(), of(now), "identifier", "stays \"TXT-1\""),
            (shared("TXT-3", "A map", "![a map](a.png)"), Vec::new(), Place::New, "text", "was not sent"),
            (
                shared("TXT-3", "A map", "![a map](a.png)"),
                vec![("a.png".to_owned(), [9; 32])],
                Place::New,
                "text",
                "is not kept here",
            ),
        ] {
            match write(app, me, stimulus, files, place).await {
                Err(Refusal::Invalid { field: found, why }) => {
                    assert!(found == field && why.contains(said), "{found} {why}");
                }
                other => panic!("{said}: {other:?}"),
            }
        }
        assert!(to_stimulus("TXT-3", "A map", None, "![](a.png)").is_err(), "without words for the picture");

        for who in [&room.as_actor(0), &room.guardian] {
            assert_eq!(got(list_stimuli(app, who, "").await), Got::NotFound);
            assert_eq!(got(show_stimulus(app, who, river).await), Got::NotFound);
            assert_eq!(got(write(app, who, dry("TXT-4"), Vec::new(), Place::New).await), Got::NotFound);
            assert_eq!(got(preview_stimulus(app, who, dry("TXT-4"), Vec::new()).await), Got::NotFound);
        }
        let reader = Actor { read_only: true, ..me.clone() };
        assert_eq!(got(write(app, &reader, dry("TXT-4"), Vec::new(), Place::New).await), Got::Denied);
    }
}

#[tokio::test]
async fn several_are_moved_on_at_once_each_for_itself() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let mine = add_item(app, me, new("ADD-1", "One?", About::default())).await.expect("is written");
        let theirs =
            add_item(app, &room.colleague, new("ADD-2", "Two?", About::default())).await.expect("is written");
        let items = [mine, theirs];
        let would = preview_review(app, me, &items, ItemState::Reviewed).await.expect("is looked at");
        assert!(would[0].why_not.is_some() && would[1].why_not.is_none());
        assert_eq!(shown(&room, theirs).await.row.state, ItemState::Draft, "a look writes nothing");
        let (batch, did) = review_items(app, me, &items, ItemState::Reviewed, "").await.expect("are moved");
        assert_eq!(did, would);
        assert!(batch.is_some());
        assert_eq!(shown(&room, theirs).await.row.state, ItemState::Reviewed);
        let none = review_items(app, me, &[], ItemState::Live, "").await;
        assert!(matches!(none, Err(Refusal::Invalid { field: "items", .. })));
        let (nothing, stays) =
            review_items(app, me, &[mine], ItemState::Reviewed, "").await.expect("is looked at");
        assert!(nothing.is_none() && stays[0].why_not.is_some(), "nothing moved: nothing to take back");
    }
}

/// Where an item stands, and the review of its versions, newest first.
async fn stands(room: &Classroom, item: ItemId) -> (ItemState, Option<i64>, Vec<ItemVersion>) {
    let whole = shown(room, item).await;
    (whole.row.state, whole.row.live_version, whole.versions.into_iter().map(|(one, ..)| one).collect())
}

#[tokio::test]
async fn a_step_with_many_is_taken_back_where_nothing_was_moved_since() {
    for room in classrooms().await {
        let (app, me, colleague) = (room.app(), &room.educator, &room.colleague);
        let mut items = Vec::new();
        for n in 1..=4 {
            let one = new(&format!("ADD-{n}"), "How many?", About::default());
            items.push(add_item(app, colleague, one).await.expect("is written"));
        }
        let (approved, _) =
            review_items(app, me, &items, ItemState::Reviewed, "Fine").await.expect("approved");
        let reviewed = stands(&room, items[0]).await;
        // The first is live already, with a newer version that is reviewed.
        review_item(app, me, items[1], 1, ItemState::Live, "").await.expect("goes live");
        let newer = new("ADD-2", "How many then?", About::default());
        revise_item(app, colleague, items[1], 1, newer).await.expect("is written anew");
        review_item(app, me, items[1], 2, ItemState::Reviewed, "").await.expect("is approved");
        let before = [stands(&room, items[0]).await, stands(&room, items[1]).await];

        let (live, moved) = review_items(app, me, &items, ItemState::Live, "Now").await.expect("go live");
        assert!(moved.iter().all(|one| one.why_not.is_none()));
        let live = live.expect("a step");
        assert_eq!(stands(&room, items[1]).await.1, Some(2));
        // One is retired since, and one is written anew.
        review_item(app, me, items[2], 1, ItemState::Retired, "").await.expect("is retired");
        let again = new("ADD-4", "How many now?", About::default());
        revise_item(app, me, items[3], 1, again).await.expect("is written anew");

        let last = last_item_batch(app, me).await.expect("a look").expect("is offered");
        assert_eq!((last.batch.id, last.moved()), (live, 4));
        assert_eq!(got(show_item_batch(app, colleague, live).await), Got::NotFound);
        assert_eq!(got(undo_item_batch(app, colleague, live).await), Got::NotFound);
        assert_eq!(got(undo_item_batch(app, &room.as_actor(0), live).await), Got::NotFound);
        let reader = Actor { read_only: true, ..me.clone() };
        assert_eq!(got(undo_item_batch(app, &reader, live).await), Got::Denied);

        let undone = undo_item_batch(app, me, live).await.expect("is taken back");
        assert_eq!((undone.moved(), undone.kept()), (4, 2));
        let why: Vec<&str> = undone.rows.iter().map(|(row, ..)| row.kept_why.as_str()).collect();
        assert_eq!(why, ["", "", "was moved since: it is retired", "has a version 2 since"]);
        assert_eq!([stands(&room, items[0]).await, stands(&room, items[1]).await], before);
        assert_eq!(stands(&room, items[0]).await, reviewed);
        assert_eq!(stands(&room, items[2]).await.0, ItemState::Retired);
        assert_eq!(stands(&room, items[3]).await.1, Some(1), "what is live stays so");
        // Twice is once; the step before is offered no more, and can still be taken back on its page.
        assert_eq!(undo_item_batch(app, me, live).await.expect("is shown"), undone);
        assert_eq!(last_item_batch(app, me).await.expect("a look"), None);
        let first = undo_item_batch(app, me, approved.expect("a step")).await.expect("is taken back");
        let why: Vec<&str> = first.rows.iter().map(|(row, ..)| row.kept_why.as_str()).collect();
        assert_eq!(why[0], "", "it stands where the first step put it again");
        assert!(why[1..].iter().all(|why| !why.is_empty()), "{why:?}");
        assert_eq!(stands(&room, items[0]).await.0, ItemState::Draft);
    }
}

#[tokio::test]
async fn retiring_many_is_taken_back_to_what_was_live() {
    for room in classrooms().await {
        let (app, me, colleague) = (room.app(), &room.educator, &room.colleague);
        let item =
            add_item(app, colleague, new("ADD-1", "One?", About::default())).await.expect("is written");
        review_item(app, me, item, 1, ItemState::Reviewed, "").await.expect("is approved");
        review_item(app, me, item, 1, ItemState::Live, "").await.expect("goes live");
        // Once as it is, and once with a newer draft beside it.
        for turn in 0..2 {
            let before = stands(&room, item).await;
            let (step, _) = review_items(app, me, &[item], ItemState::Retired, "").await.expect("is retired");
            assert_eq!(stands(&room, item).await.1, None);
            let undone = undo_item_batch(app, me, step.expect("a step")).await.expect("is taken back");
            assert_eq!((undone.kept(), stands(&room, item).await), (0, before));
            if turn == 0 {
                let newer = new("ADD-1", "One and a half?", About::default());
                revise_item(app, colleague, item, 1, newer).await.expect("is written anew");
            }
        }
    }
}

#[tokio::test]
async fn pictures_are_shown_to_whoever_is_signed_in_once_an_item_shows_them() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let file = add_item_file(app, me, "my map.png", PNG.to_vec()).await.expect("is kept");
        let show = async |who: &Actor| got(show_item_file(app, who, file.digest, Stretch::WHOLE).await);
        assert_eq!((show(me).await, show(&room.as_actor(0)).await), (Got::Done, Got::NotFound));
        let mut item = new("MAP-1", "![a map of the river](my-map.png) Where is it?", About::default());
        item.files = vec![("my-map.png".to_owned(), file.digest)];
        let id = add_item(app, me, item).await.expect("is written");
        assert_eq!(show(&room.as_actor(0)).await, Got::Done);
        let one = shown(&room, id).await;
        assert_eq!(one.files, [("my-map.png".to_owned(), file.digest)]);
        let authored = one.authored.expect("reads back");
        assert!(authored.stem.contains("(my-map.png)"), "{}", authored.stem);
        let again = NewItem {
            text: ItemText::Authored(authored),
            about: About::default(),
            files: Vec::new(),
            note: String::new(),
        };
        assert_eq!(revise_item(app, me, id, 1, again).await.expect("nothing is new"), 1);
    }
}

fn item(identifier: &str, body: &str, with_key: bool) -> String {
    let key = "<qti-correct-response><qti-value>A</qti-value></qti-correct-response>";
    format!(
        "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"{identifier}\" \
         title=\"About {identifier}\" adaptive=\"false\" time-dependent=\"false\">\
         <qti-response-declaration identifier=\"RESPONSE\" cardinality=\"single\" base-type=\"identifier\">{}\
         </qti-response-declaration><qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" \
         base-type=\"float\"/><qti-item-body><p>Which one?</p>{body}<qti-choice-interaction \
         response-identifier=\"RESPONSE\" max-choices=\"1\"><qti-simple-choice identifier=\"A\">One\
         </qti-simple-choice><qti-simple-choice identifier=\"B\">Two</qti-simple-choice></qti-choice-interaction>\
         </qti-item-body><qti-response-processing \
         template=\"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml\"/>\
         </qti-assessment-item>",
        if with_key { key } else { "" }
    )
}

/// A package of these files, with a manifest that names them.
fn package(files: &[(&str, &str, Vec<u8>)]) -> Vec<u8> {
    let mut resources = String::new();
    for (place, (path, kind, _)) in files.iter().enumerate() {
        let about = if *path == "items/one.xml" {
            "<metadata><csm:curriculumStandardsMetadataSet><csm:curriculumStandardsMetadata><csm:setOfGUIDs>\
             <csm:labelledGUID><csm:label>C1</csm:label><csm:GUID>nobody-knows-this</csm:GUID></csm:labelledGUID>\
             <csm:labelledGUID><csm:GUID>nor-this</csm:GUID></csm:labelledGUID></csm:setOfGUIDs>\
             </csm:curriculumStandardsMetadata></csm:curriculumStandardsMetadataSet><imsmd:lom><imsmd:general>\
             <imsmd:keyword><imsmd:string>river</imsmd:string></imsmd:keyword></imsmd:general></imsmd:lom></metadata>"
        } else {
            ""
        };
        let _ = write!(
            resources,
            "<resource identifier=\"r{place}\" type=\"{kind}\" href=\"{path}\">{about}<file href=\"{path}\"/></resource>"
        );
    }
    let manifest = format!(
        "<manifest xmlns=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\" \
         xmlns:imsmd=\"http://ltsc.ieee.org/xsd/LOM\" \
         xmlns:csm=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscsmd_v1p1\" identifier=\"the-river\">\
         <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata><organizations/>\
         <resources>{resources}</resources></manifest>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |path: &str, bytes: &[u8]| {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).expect("begins");
        zip.write_all(bytes).expect("is written");
    };
    put("imsmanifest.xml", manifest.as_bytes());
    for (path, _, bytes) in files {
        put(path, bytes);
    }
    zip.finish().expect("ends").into_inner()
}

const ITEM: &str = "imsqti_item_xmlv3p0";

/// Two items, one that is broken, a text that both share, a picture, and a test.
fn river(second: &str) -> Vec<u8> {
    let stimulus = "<qti-assessment-stimulus xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" \
                    identifier=\"S-1\" title=\"The river\"><qti-stimulus-body><p>It <img src=\"../pics/a%20b.png\" \
                    alt=\"a map\"/> flows.</p></qti-stimulus-body></qti-assessment-stimulus>";
    let with_stimulus =
        item("R-1", "<img src=\"../pics/a%20b.png\" alt=\"a map\"/><img src=\"gone.png\" alt=\"\"/>", true)
            .replace(
                "<qti-item-body>",
                "<qti-assessment-stimulus-ref identifier=\"S-1\" href=\"../texts/s.xml\"/><qti-item-body>",
            );
    let test = "<qti-assessment-test xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"T-1\" \
                title=\"A test\"><qti-test-part identifier=\"P\" navigation-mode=\"linear\" \
                submission-mode=\"individual\"><qti-assessment-section identifier=\"S\" title=\"All\" \
                visible=\"true\"><qti-assessment-item-ref identifier=\"i1\" href=\"items/one.xml\"/>\
                <qti-assessment-item-ref identifier=\"i2\" href=\"items/two.xml\"/></qti-assessment-section>\
                </qti-test-part></qti-assessment-test>";
    package(&[
        ("items/one.xml", ITEM, with_stimulus.into_bytes()),
        ("items/two.xml", ITEM, item("R-2", &format!("<p>{second}</p>"), true).into_bytes()),
        ("items/broken.xml", ITEM, b"<qti-assessment-item identifier=\"R-3\"".to_vec()),
        ("texts/s.xml", "imsqti_stimulus_xmlv3p0", stimulus.as_bytes().to_vec()),
        ("test.xml", "imsqti_test_xmlv3p0", test.as_bytes().to_vec()),
        ("pics/a b.png", "webcontent", PNG.to_vec()),
    ])
}

fn request(name: &str, bytes: Vec<u8>) -> ImportRequest {
    ImportRequest {
        kind: ImportKind::Items,
        source: USUAL_SOURCE.to_owned(),
        files: vec![(name.to_owned(), bytes)],
        options: ImportOptions::default(),
    }
}

async fn imported(app: &App, actor: &Actor, bytes: Vec<u8>) -> ShownImport {
    import_files(app, actor, request("river.zip", bytes), &|_, _| {}).await.expect("is read")
}

/// New, changed and unchanged of a kind of record.
fn counts(report: &ImportReport, kind: &str) -> (u64, u64, u64) {
    report.line_of(kind).map_or((0, 0, 0), |line| (line.added, line.changed, line.unchanged))
}

#[tokio::test]
async fn a_package_comes_in_item_by_item_and_twice_changes_nothing() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        let look = check_import(app, me, request("river.zip", river("Water"))).await.expect("is looked at");
        assert_eq!(look.state, ImportState::Checked);
        assert_eq!(counts(&look.report, "items"), (2, 0, 0));
        assert_eq!(found(&room, Looked::default()).await.total, 0, "a look writes nothing");
        let said: Vec<&str> = look.report.problems.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(look.report.errors, 1, "{said:?}");
        assert!(said.iter().any(|what| what.contains("gone.png")), "{said:?}");
        assert!(said.iter().any(|what| what.contains("nor-this")), "{said:?}");
        let done = apply_import(app, me, look.id, &|_, _| {}).await.expect("is applied");
        assert_eq!(done.state, ImportState::Applied);
        for (kind, new) in
            [("items", 2), ("texts and pictures for several items", 1), ("tests", 1), ("files", 1)]
        {
            assert_eq!(counts(&done.report, kind), (new, 0, 0), "{kind}");
        }
        let all = found(&room, Looked::default()).await;
        let one = shown(&room, all.items[0].row.id).await;
        assert_eq!(one.row.state, ItemState::Draft);
        assert_eq!(one.stimulus.as_ref().map(|(_, title)| title.as_str()), Some("The river"));
        assert_eq!((one.tags.as_slice(), one.files.len()), (&["river".to_owned()][..], 1));
        assert_eq!(one.row.from_source, "the-river");
        let learner = room.as_actor(3);
        let picture = show_item_file(app, &learner, one.files[0].1, Stretch::WHOLE).await.expect("is shown");
        assert_eq!(picture.expect("whole").bytes, PNG);

        let again = imported(app, me, river("Water")).await;
        assert!(again.repeated && again.id == done.id);
        let mut others = river("Water");
        let same = {
            // Another zip of the same files: longer by a comment that nobody reads.
            let end = others.len() - 2;
            others[end..].copy_from_slice(&4_u16.to_le_bytes());
            others.extend(b"hey!");
            imported(app, me, others).await
        };
        assert!(!same.repeated);
        assert_eq!(counts(&same.report, "items"), (0, 0, 2));
        assert!(same.report.changes_nothing(), "{:?}", same.report.differences);

        put_live(&room, all.items[1].row.id, 1).await;
        let changed = imported(app, me, river("Ice")).await;
        assert_eq!(counts(&changed.report, "items"), (0, 1, 1));
        let two = shown(&room, all.items[1].row.id).await;
        assert_eq!((two.row.version, two.row.state, two.row.live_version), (2, ItemState::Draft, Some(1)));
        let listed = list_item_imports(app, &room.colleague).await.expect("are listed");
        assert_eq!(listed.len(), 3);
        assert_eq!(got(show_import(app, &learner, done.id).await), Got::NotFound);
    }
}

#[tokio::test]
async fn another_item_of_the_same_name_is_left_out_and_says_so() {
    for room in classrooms().await {
        let (app, me) = (room.app(), &room.educator);
        add_item(app, me, new("R-2", "Mine", About::default())).await.expect("is written");
        let done = imported(app, me, river("Water")).await;
        assert_eq!(counts(&done.report, "items"), (1, 0, 0));
        let said: Vec<&str> = done.report.problems.iter().map(|one| one.what.as_str()).collect();
        assert!(said.iter().any(|what| what.contains("that of another item here, \"Item R-2\"")), "{said:?}");
    }
}

/// What is in a bank, without what differs from district to district.
async fn whole(app: &App, actor: &Actor) -> BTreeMap<String, String> {
    let package = export_items(app, actor, Chosen::Found(Looked::default())).await.expect("is written");
    let read = read_package("bank.zip", &package.bytes, &Limits::default()).expect("is read");
    assert!(
        read.problems.iter().all(|one| one.severity == exchange::Severity::Warning),
        "{:?}",
        read.problems
    );
    let mut all = BTreeMap::new();
    for one in read.items {
        let item = one.result.expect("reads");
        assert!(item.notes.iter().all(|one| one.severity == exchange::Severity::Warning), "{:?}", item.notes);
        let labels: Vec<_> = one.alignments.iter().map(|one| one.label.clone()).collect();
        all.insert(one.path, format!("{:?} {labels:?} {:?}", item.item, one.metadata));
    }
    for one in read.stimuli {
        all.insert(one.path, format!("{:?}", one.result.expect("reads").content));
    }
    for one in read.tests {
        all.insert(one.path, format!("{:?}", one.result.expect("reads").content));
    }
    for asset in read.assets {
        all.insert(asset.path, format!("{} bytes", asset.content.len()));
    }
    all
}

#[tokio::test]
async fn what_goes_out_comes_in_again_as_the_same_bank() {
    for (room, other) in classrooms().await.into_iter().zip(classrooms().await) {
        let (app, me) = (room.app(), &room.educator);
        imported(app, me, river("Water")).await;
        add_item(app, me, new("ADD é 1".replace(' ', "-").as_str(), "What is 2 + 2?", about(&room)))
            .await
            .expect_err("a name that QTI cannot take");
        add_item(app, me, new("ADD_1", "What is 2 + 2?", about(&room))).await.expect("is written");
        let before = whole(app, me).await;
        assert_eq!(before.len(), 6, "{:?}", before.keys());
        let package = export_items(app, me, Chosen::Found(Looked::default())).await.expect("is written");
        assert_eq!(package.items, 3);
        let again = imported(app, me, package.bytes.clone()).await;
        assert_eq!((again.report.errors, again.report.warnings), (0, 1), "{:?}", again.report.problems);
        assert!(again.report.changes_nothing(), "{:?}", again.report.differences);
        let done = imported(other.app(), &other.educator, package.bytes).await;
        assert_eq!(done.report.errors, 0, "{:?}", done.report.problems);
        assert_eq!(whole(other.app(), &other.educator).await, before);
        let chosen =
            found(&room, Looked { text: "add_1".to_owned(), ..Looked::default() }).await.items[0].row.id;
        let one = export_items(app, me, Chosen::Items(vec![chosen])).await.expect("is written");
        assert_eq!(one.items, 1);
    }
}

#[tokio::test]
async fn hostile_files_are_refused_with_a_report_and_write_nothing() {
    let bomb = package(&[("bomb.png", "webcontent", vec![0; 64 << 20])]);
    let nested = "<a>".repeat(5_000);
    let entities = "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>";
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("nothing.zip", Vec::new()),
        ("half.zip", river("Water")[..200].to_vec()),
        ("photo.png", PNG.to_vec()),
        ("page.xml", b"<html><script>alert(1)</script></html>".to_vec()),
        ("bomb.zip", bomb),
        ("out.zip", package(&[("../../etc/passwd", ITEM, b"x".to_vec())])),
        ("deep.xml", nested.into_bytes()),
        ("entities.xml", entities.as_bytes().to_vec()),
    ];
    for room in classrooms().await {
        for (name, bytes) in &files {
            let done =
                import_files(room.app(), &room.educator, request(name, bytes.clone()), &|_, _| {}).await;
            let done = done.expect("is read");
            assert_eq!(done.state, ImportState::Refused, "{name}");
            assert!(done.report.errors > 0, "{name}");
        }
        assert_eq!(found(&room, Looked::default()).await.total, 0);
    }
}

#[tokio::test]
async fn a_picture_that_runs_something_is_left_out_and_its_item_comes_in() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    let one = item("H-1", "<img src=\"a.svg\" alt=\"x\"/><a href=\"b.png\">more</a>", true);
    let bytes = package(&[
        ("one.xml", ITEM, one.into_bytes()),
        ("a.svg", "webcontent", svg),
        ("b.png", "webcontent", page),
    ]);
    for room in classrooms().await {
        let done = imported(room.app(), &room.educator, bytes.clone()).await;
        assert_eq!(counts(&done.report, "items"), (1, 0, 0), "{:?}", done.report.problems);
        let all = found(&room, Looked::default()).await;
        let kept = shown(&room, all.items[0].row.id).await;
        let shown = format!("{:?}", kept.files);
        assert!(kept.files.len() <= 1 && !shown.contains("b.png"), "{shown}");
    }
}

#[tokio::test]
async fn every_given_package_comes_in_and_twice_changes_nothing() {
    let Some(folder) = given("qti") else { return };
    let mut packages = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "zip") {
                packages.push(path);
            }
        }
    }
    packages.sort();
    for place in empty_districts().await {
        let (app, me) = (&place.app, &place.administrator);
        let (mut items, mut errors, mut warnings, mut tests, mut files) = (0, 0, 0, 0, 0);
        for path in &packages {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = std::fs::read(path).expect("is read");
            let done =
                import_files(app, me, request(&name, bytes.clone()), &|_, _| {}).await.expect("is read");
            assert_eq!(done.state, ImportState::Applied, "{name}: {:?}", done.report.problems);
            items += counts(&done.report, "items").0;
            tests += counts(&done.report, "tests").0;
            files += counts(&done.report, "files").0;
            errors += done.report.errors;
            warnings += done.report.warnings;
            println!(
                "{name}: {:?}; {} errors, {} remarks",
                counts(&done.report, "items"),
                done.report.errors,
                done.report.warnings
            );
            for problem in done.report.problems.iter().filter(|one| one.severity == exchange::Severity::Error)
            {
                println!("    {}: {}", problem.file, problem.what);
            }
            let mut other = bytes;
            other.extend(b" ");
            let again = check_import(app, me, request(&name, other)).await.expect("is looked at");
            if again.state != ImportState::Refused {
                assert!(again.report.changes_nothing(), "{name}: {:?}", again.report.differences);
            }
        }
        println!(
            "{} packages: {items} items, {tests} tests, {files} files; {errors} errors, {warnings} remarks",
            packages.len()
        );
        let before = whole(app, me).await;
        assert!(before.len() as u64 >= items, "{} of {items}", before.len());
    }
}
