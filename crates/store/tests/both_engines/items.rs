//! Items with their versions, what they share, what they show, and tests as packages brought them.

use domain::{CompetencyId, ItemId, Points, StimulusId, item::ItemState};
use store::{
    content::Content,
    item::{ItemRow, Parameters, Wanted},
    item_version::{AssetOwner, ItemVersion},
    qti_test::QtiTest,
    stimulus::StimulusRow,
};

use crate::{
    engines::on_both,
    sample::{DISTRICT, ELSEWHERE, at, competency, person, some},
};

pub const fn item_id(n: u8) -> ItemId {
    ItemId::from_bytes([0x10 + n; 16])
}

const fn stimulus_id(n: u8) -> StimulusId {
    StimulusId::from_bytes([0x57 + n; 16])
}

/// Item `n`, with everything or nothing filled in.
pub fn item(n: u8, full: bool) -> ItemRow {
    ItemRow {
        id: item_id(n),
        identifier: format!("I-{n}"),
        title: format!("Item {n}'s title"),
        kinds: if full { "choice text-entry" } else { "choice" }.to_owned(),
        stimulus: full.then(|| stimulus_id(1)),
        state: if full { ItemState::Live } else { ItemState::Draft },
        version: 1,
        live_version: full.then_some(1),
        grades: if full { "6-8" } else { "" }.to_owned(),
        parameters: Parameters {
            difficulty: full.then(|| Points::from_millionths(-1_250_000)),
            discrimination: full.then_some(Points::ONE),
            guessing: full.then(|| Points::from_millionths(200_000)),
        },
        from_source: "written".to_owned(),
        written_by: full.then(|| person(1)),
        written_at: at(i64::from(n)),
    }
}

#[tokio::test]
async fn items_are_found_by_what_they_say_and_are_about() {
    on_both(|tx| {
        Box::pin(async move {
            let (one, two) = (item(1, true), item(2, false));
            store::item::put(tx, DISTRICT, &one, "nothing yet").await?;
            let both = [(one.clone(), "fractions of a cake".to_owned()), (two.clone(), "weather".to_owned())];
            store::item::put_all(tx, DISTRICT, &both).await?;
            assert_eq!(store::item::find(tx, DISTRICT, one.id).await?, Some(one.clone()));
            assert_eq!(store::item::find(tx, ELSEWHERE, one.id).await?, None);
            assert_eq!(store::item::by_identifier(tx, DISTRICT, "I-2").await?, Some(two.clone()));
            assert_eq!(store::item::find_all(tx, DISTRICT, &[two.id]).await?, std::slice::from_ref(&two));
            store::item::set_competencies(
                tx,
                DISTRICT,
                one.id,
                &[competency(2), competency(1), competency(2)],
            )
            .await?;
            let about: Vec<CompetencyId> = store::item::competencies_of(tx, DISTRICT, &[two.id, one.id])
                .await?
                .into_iter()
                .map(|(_, about)| about)
                .collect();
            assert_eq!(about, [competency(2), competency(1)], "in their author's order");
            store::item::add_competencies(tx, DISTRICT, &[(one.id, competency(1), 7)]).await?;
            let tags = ["review".to_owned(), "cake".to_owned()];
            store::item::set_tags(tx, DISTRICT, one.id, &tags).await?;
            store::item::add_tags(tx, DISTRICT, &[(one.id, "cake".to_owned())]).await?;
            assert_eq!(store::item::tags_of(tx, DISTRICT, one.id).await?, ["cake", "review"]);
            assert_eq!(
                store::item::tags(tx, DISTRICT).await?,
                [("cake".to_owned(), 1), ("review".to_owned(), 1)]
            );

            let wanted = Wanted {
                text: some("of a"),
                state: Some(ItemState::Live),
                competency: Some(competency(1)),
                tag: some("cake"),
                kind: some("text-entry"),
                written_by: Some(person(1)),
                easiest: Some(Points::from_millionths(-1_300_000)),
                hardest: Some(Points::from_millionths(-1_200_000)),
            };
            assert_eq!(store::item::search(tx, DISTRICT, &wanted, 0, 9).await?, std::slice::from_ref(&one));
            assert_eq!(store::item::count(tx, DISTRICT, &wanted).await?, 1);
            for (text, found) in [("CAKE fractions", 1), ("of_a", 0), ("100%", 0), ("cake weather", 0)] {
                let wanted = Wanted { text: some(text), ..Wanted::default() };
                assert_eq!(store::item::count(tx, DISTRICT, &wanted).await?, found, "{text}");
            }
            assert_eq!(store::item::authors(tx, DISTRICT).await?, [(person(1), 1)]);
            let tags = store::item::tags_of_all(tx, DISTRICT, &[two.id, one.id]).await?;
            assert_eq!(tags, [(one.id, "cake".to_owned()), (one.id, "review".to_owned())]);
            let all = Wanted::default();
            assert_eq!(store::item::search(tx, DISTRICT, &all, 1, 9).await?, std::slice::from_ref(&two));
            assert_eq!(store::item::count(tx, DISTRICT, &all).await?, 2);
            assert_eq!(store::item::count(tx, ELSEWHERE, &all).await?, 0);
            let none = Wanted { text: some("nothing"), ..Wanted::default() };
            assert_eq!(store::item::count(tx, DISTRICT, &none).await?, 0);

            let shared = store::item::with_stimulus(tx, DISTRICT, stimulus_id(1), 9).await?;
            assert_eq!(shared, std::slice::from_ref(&one));
            assert!(store::item::with_stimulus(tx, DISTRICT, stimulus_id(1), 0).await?.is_empty());
            let counts = store::item::counts_by_stimulus(tx, DISTRICT).await?;
            assert_eq!(counts, [(stimulus_id(1), 1)]);
            assert!(store::item::counts_by_stimulus(tx, ELSEWHERE).await?.is_empty());

            let live = store::item::live_about(tx, DISTRICT, &[competency(1), competency(3)]).await?;
            assert_eq!(live, [(competency(1), one.clone())]);
            store::item::set_state(tx, DISTRICT, one.id, ItemState::Retired, None).await?;
            store::item::set_parameters(tx, DISTRICT, one.id, Parameters::default()).await?;
            let retired = ItemRow {
                state: ItemState::Retired,
                live_version: None,
                parameters: Parameters::default(),
                ..one
            };
            assert_eq!(store::item::find(tx, DISTRICT, retired.id).await?, Some(retired));
            assert!(store::item::live_about(tx, DISTRICT, &[competency(1)]).await?.is_empty());
            Ok(())
        })
    })
    .await;
}

fn version(n: i64, full: bool) -> ItemVersion {
    ItemVersion {
        item: item_id(1),
        version: n,
        content: format!("<qti-assessment-item identifier=\"I-{n}\"/>"),
        digest: [7; 32],
        state: ItemState::Draft,
        written_by: full.then(|| person(1)),
        written_at: at(n),
        note: "A clearer stem".to_owned(),
        reviewed_by: None,
        reviewed_at: None,
        review_note: String::new(),
        live_at: None,
        retired_at: None,
    }
}

#[tokio::test]
async fn versions_stay_as_they_were_written_and_only_their_review_moves() {
    on_both(|tx| {
        Box::pin(async move {
            store::item::put(tx, DISTRICT, &item(1, false), "").await?;
            let (first, mut second) = (version(1, true), version(2, false));
            store::item_version::add(tx, DISTRICT, &first).await?;
            store::item_version::add_all(tx, DISTRICT, std::slice::from_ref(&second)).await?;
            let known = store::item::identifiers(tx, DISTRICT).await?;
            assert_eq!(known, [("I-1".to_owned(), item_id(1), [7; 32])]);
            (second.state, second.reviewed_by, second.reviewed_at) =
                (ItemState::Live, Some(person(2)), Some(at(5)));
            (second.live_at, second.retired_at) = (Some(at(6)), Some(at(7)));
            second.review_note = "Good".to_owned();
            store::item_version::set_review(tx, DISTRICT, &second).await?;
            assert_eq!(store::item_version::find(tx, DISTRICT, item_id(1), 2).await?, Some(second.clone()));
            assert_eq!(store::item_version::find(tx, DISTRICT, item_id(1), 3).await?, None);
            assert_eq!(store::item_version::list(tx, DISTRICT, item_id(1)).await?, [second, first]);
            assert_eq!(store::item_version::digest_of(tx, DISTRICT, item_id(1), 1).await?, Some([7; 32]));
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn what_items_share_and_show_is_kept_once() {
    on_both(|tx| {
        Box::pin(async move {
            let river = StimulusRow {
                id: stimulus_id(1),
                identifier: "S-1".to_owned(),
                title: "The river".to_owned(),
                content: "<qti-assessment-stimulus/>".to_owned(),
                digest: [3; 32],
                written_by: Some(person(1)),
                written_at: at(1),
            };
            store::stimulus::put(tx, DISTRICT, &river).await?;
            let changed = StimulusRow { written_by: None, title: "The stream".to_owned(), ..river };
            store::stimulus::put(tx, DISTRICT, &changed).await?;
            assert_eq!(store::stimulus::find(tx, DISTRICT, changed.id).await?, Some(changed.clone()));
            let named = store::stimulus::by_identifier(tx, DISTRICT, "S-1").await?;
            assert_eq!(named, Some(changed.clone()));
            assert_eq!(store::stimulus::list(tx, DISTRICT, 9).await?, [changed]);

            let picture = Content { digest: [9; 32], media_type: "image/png".to_owned(), size: 3 };
            store::content::keep(tx, DISTRICT, &picture, b"png", at(0)).await?;
            store::item::put(tx, DISTRICT, &item(1, true), "").await?;
            assert!(!store::item_version::is_shown(tx, DISTRICT, &[9; 32]).await?);
            for owner in [AssetOwner::Item(item_id(1)), AssetOwner::Stimulus(stimulus_id(1))] {
                store::item_version::show_asset(tx, DISTRICT, owner, "images/a.png", &[9; 32]).await?;
                let shown = store::item_version::assets_of(tx, DISTRICT, owner).await?;
                assert_eq!(shown, [("images/a.png".to_owned(), [9; 32])]);
            }
            assert!(store::item_version::is_shown(tx, DISTRICT, &[9; 32]).await?);
            assert_eq!(store::content::sweep(tx, DISTRICT, at(99)).await?, 0, "it is shown");
            assert!(!store::content::is_given(tx, DISTRICT, &[9; 32]).await?);

            let test = QtiTest {
                identifier: "T-1".to_owned(),
                title: "A test".to_owned(),
                content: "<qti-assessment-test/>".to_owned(),
                digest: [4; 32],
                from_source: "package.zip".to_owned(),
                written_by: None,
                written_at: at(2),
            };
            store::qti_test::put(tx, DISTRICT, &test).await?;
            let again = QtiTest { written_by: Some(person(1)), ..test };
            store::qti_test::put(tx, DISTRICT, &again).await?;
            assert_eq!(store::qti_test::find(tx, DISTRICT, "T-1").await?, Some(again.clone()));
            assert_eq!(store::qti_test::list(tx, DISTRICT).await?, [again]);
            Ok(())
        })
    })
    .await;
}
