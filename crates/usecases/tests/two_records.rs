//! Two records of one child: in whatever order things are recorded, merged and separated, every chain
//! verifies, the ledger gives exactly the stored judgements, and nothing is lost or counted twice.

mod fixtures;
mod ledgers;

use std::collections::BTreeSet;

use domain::{
    CompetencyId, EvidenceId, LearnerId, RecordLinkId,
    evidence::{Decision, Fact, Sequence},
    judgement::Mastery,
};
use fixtures::{Place, empty_districts};
use ledgers::{CODES, competency, fill, rating};
use usecases::{
    Refusal, chance,
    compare_records::{compare_records, suggest_records},
    ledger::{self, NewEntry, Receipt},
    merge_records::{Merge, Merged, merge_records},
    rebuild_mastery::{Rebuild, rebuild_mastery},
    separate_records::{list_record_links, separate_records, show_record_link},
    verify_ledger::verify_ledger,
};

/// Histories that are tried on each engine.
const HISTORIES: u64 = 8;

/// Steps of each.
const STEPS: usize = 40;

/// Numbers that look like chance and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

async fn judgements(place: &Place, learner: LearnerId) -> Vec<Mastery> {
    let district = place.administrator.district;
    let read = place.app.db.read((), move |tx, ()| {
        Box::pin(async move { Ok::<_, Refusal>(store::mastery::of_learner(tx, district, learner).await?) })
    });
    read.await.expect("judgements")
}

/// What a chain says that was not erased, in order.
async fn chain(place: &Place, learner: LearnerId) -> Vec<(Sequence, CompetencyId, Fact)> {
    let district = place.administrator.district;
    let read = place.app.db.read((), move |tx, ()| {
        Box::pin(async move {
            let all = store::evidence::histories(tx, district, learner, &[]).await?;
            let said = all.into_iter().filter_map(|one| {
                one.competency.map(|competency| (one.entry.sequence, competency, one.entry.fact))
            });
            Ok::<_, Refusal>(said.collect())
        })
    });
    read.await.expect("a chain")
}

async fn assert_whole(place: &Place, when: &str) {
    let district = place.administrator.district;
    let verified = verify_ledger(&place.app, district, None, |_, _| {}).await.expect("walked");
    assert!(verified.is_whole(), "{when}: {:?}", verified.findings);
    let rebuilt =
        rebuild_mastery(&place.app, district, Rebuild::default(), |_, _| {}).await.expect("rebuilt");
    assert!(rebuilt.is_same(), "{when}: {:?} {rebuilt:?}", rebuilt.differences);
}

async fn merged(place: &Place, kept: LearnerId, merged: LearnerId) -> Result<Merged, Refusal> {
    let asked = Merge { kept, merged, reason: "Registered twice".to_owned(), may_see: Vec::new() };
    merge_records(&place.app, &place.administrator, asked).await
}

async fn separated(place: &Place, link: RecordLinkId, give: &[Sequence]) {
    separate_records(&place.app, &place.administrator, link, "Two children after all", give)
        .await
        .expect("separated");
}

async fn record(place: &Place, learner: LearnerId, fact: Fact) -> Receipt {
    let now = chance::now();
    let new = NewEntry { learner, id: chance::evidence_id(now), recorded_by: None, fact };
    let district = place.administrator.district;
    let appended = place
        .app
        .db
        .write(vec![new], move |tx, batch: &Vec<NewEntry>| Box::pin(ledger::append(tx, district, batch, now)))
        .await
        .expect("the ledger takes it");
    appended.receipts.into_iter().next().expect("a receipt")
}

fn counted(all: &[Mastery]) -> i64 {
    all.iter().map(|one| one.finding.evidence_count).sum()
}

#[tokio::test]
async fn both_count_for_the_one_that_stays_and_separated_each_is_to_the_byte_what_it_was() {
    for place in empty_districts().await {
        let all = fill(&place).await;
        let (kept, other) = (all[0], all[1]);
        let before = [judgements(&place, kept).await, judgements(&place, other).await];
        let chains = [chain(&place, kept).await, chain(&place, other).await];
        let done = merged(&place, kept, other).await.expect("merged");
        assert_eq!((done.carried, done.decisions_left, done.drafts_left), (6, 0, 0));
        assert_eq!(counted(&judgements(&place, kept).await), 12);
        assert_eq!(judgements(&place, other).await, before[1], "the other one stays as it is");
        assert_eq!(chain(&place, other).await, chains[1]);
        assert_whole(&place, "merged").await;
        separated(&place, done.link, &[]).await;
        assert_eq!(judgements(&place, kept).await, before[0]);
        assert_eq!(judgements(&place, other).await, before[1]);
        assert_eq!([chain(&place, kept).await, chain(&place, other).await], chains);
        assert_whole(&place, "separated").await;
        // Once more, the other way round.
        let again = merged(&place, other, kept).await.expect("merged again");
        assert_eq!(counted(&judgements(&place, other).await), 12);
        assert_whole(&place, "merged again").await;
        separated(&place, again.link, &[]).await;
        assert_eq!([judgements(&place, kept).await, judgements(&place, other).await], before);
        assert_whole(&place, "separated again").await;
    }
}

#[tokio::test]
async fn what_is_recorded_meanwhile_goes_to_whom_it_named_and_a_person_gives_the_rest() {
    for place in empty_districts().await {
        let all = fill(&place).await;
        let (kept, other) = (all[0], all[1]);
        let district = place.administrator.district;
        let link = merged(&place, kept, other).await.expect("merged").link;
        // Named by the other's id: it counts for the one that stays at once.
        let of = |learner, points| rating(district, learner, CODES[0], points).fact;
        record(&place, other, of(other, 3)).await;
        assert_eq!(counted(&judgements(&place, kept).await), 13);
        // Named by the id that stays: whose it is, nobody knows.
        let Receipt::Accepted(first) = record(&place, kept, of(kept, 4)).await else { panic!("recorded") };
        let Receipt::Accepted(second) = record(&place, kept, of(kept, 1)).await else { panic!("recorded") };
        let excusal = Fact::Excusal { of: second, reason: "Ill".to_owned() };
        record(&place, kept, excusal).await;
        // A correction of what is repeated goes to the original.
        let copy = chain(&place, kept).await[6].0;
        let back = Fact::Retraction { of: copy, reason: "Copied from a neighbour".to_owned() };
        let Receipt::Accepted(place_of) = record(&place, kept, back.clone()).await else {
            panic!("recorded")
        };
        assert!(place_of > second, "the receipt says where it stands in the chain that was named");
        assert!(matches!(record(&place, kept, back).await, Receipt::Accepted(_)));
        assert_eq!(counted(&judgements(&place, other).await), 6, "one more, one less");
        assert_eq!(counted(&judgements(&place, kept).await), 13);
        assert_whole(&place, "recorded meanwhile").await;

        let shown = show_record_link(&place.app, &place.administrator, link).await.expect("shown");
        let asked: Vec<Sequence> = shown.meanwhile.iter().map(|one| one.sequence).collect();
        assert_eq!(asked, [first, second]);
        let unknown = separate_records(&place.app, &place.administrator, link, "x", &[Sequence(1)]).await;
        assert!(matches!(unknown, Err(Refusal::Invalid { field: "to_merged", .. })));
        separated(&place, link, &[second]).await;
        assert_eq!(counted(&judgements(&place, kept).await), 7);
        assert_eq!(counted(&judgements(&place, other).await), 6, "what was given is excused there too");
        let facts = chain(&place, other).await;
        assert!(facts.iter().filter(|(_, _, fact)| matches!(fact, Fact::Excusal { .. })).count() == 1);
        assert_whole(&place, "given").await;
        let again = separate_records(&place.app, &place.administrator, link, "x", &[]).await;
        assert!(matches!(again, Err(Refusal::Conflict(_))));
        // From now on the two have nothing to do with each other.
        record(&place, other, of(other, 2)).await;
        assert_eq!(counted(&judgements(&place, kept).await), 7);
    }
}

#[tokio::test]
async fn the_newest_decision_of_the_two_stands() {
    for place in empty_districts().await {
        let all = fill(&place).await;
        let administrator = place.administrator.person;
        let decide = |code: &str, level: &str| {
            Fact::Decision(Decision {
                competency: competency(&place, code),
                level: level.to_owned(),
                reason: "Seen".to_owned(),
                judge: administrator,
                expires_at: None,
            })
        };
        record(&place, all[1], decide(CODES[0], "1")).await;
        record(&place, all[0], decide(CODES[0], "4")).await;
        record(&place, all[0], decide(CODES[1], "1")).await;
        record(&place, all[1], decide(CODES[1], "4")).await;
        let done = merged(&place, all[0], all[1]).await.expect("merged");
        assert_eq!(done.decisions_left, 1);
        let levels: Vec<_> =
            judgements(&place, all[0]).await.into_iter().map(|one| one.finding.level).collect();
        assert_eq!(levels, [Some("4".to_owned()), Some("4".to_owned())]);
        assert_whole(&place, "decided").await;
    }
}

#[tokio::test]
async fn look_alikes_are_suggested_and_what_cannot_be_merged_says_why() {
    for place in empty_districts().await {
        let all = fill(&place).await;
        assert!(suggest_records(&place.app, &place.administrator).await.expect("looked").is_empty());
        let (district, organization) = (place.administrator.district, place.organization);
        place
            .app
            .db
            .write(all.clone(), move |tx, all: &Vec<LearnerId>| {
                let roles: Vec<_> = all
                    .iter()
                    .map(|one| domain::people::Role {
                        person: one.as_person(),
                        kind: domain::people::RoleKind::Learner,
                        organization,
                        dates: domain::time::Dates::ALWAYS,
                    })
                    .collect();
                Box::pin(async move { Ok::<_, Refusal>(store::role::put(tx, district, &roles).await?) })
            })
            .await
            .expect("they learn here");
        let alike = suggest_records(&place.app, &place.administrator).await.expect("looked");
        assert_eq!(alike.len(), 3, "three of one name are three pairs");
        merged(&place, all[0], all[1]).await.expect("merged");
        assert_eq!(suggest_records(&place.app, &place.administrator).await.expect("looked").len(), 1);
        for (kept, other, why) in [
            (all[0], all[0], "the same record"),
            (all[1], all[2], "merged into another record already"),
            (all[2], all[1], "merged into another record already"),
            (all[2], all[0], "keep that one, or separate it first"),
            (all[2], place.administrator.person.as_learner(), "records of adults are not merged"),
        ] {
            let refused = merged(&place, kept, other).await.expect_err("refused").to_string();
            assert!(refused.contains(why), "{refused}");
            let looked = compare_records(&place.app, &place.administrator, kept, other).await;
            assert!(looked.expect("compared").obstacle.is_some_and(|text| text.contains(why)));
        }
        merged(&place, all[0], all[2]).await.expect("three records of one child");
        assert_eq!(counted(&judgements(&place, all[0]).await), 18);
        assert_whole(&place, "three").await;
        assert_eq!(list_record_links(&place.app, &place.administrator).await.expect("listed").len(), 2);
    }
}

/// Two records with what each should say, kept beside the ledger.
struct Tried {
    place: Place,
    /// The one that would stay, and the other.
    both: [LearnerId; 2],
    link: Option<RecordLinkId>,
    /// Pieces that stand of each.
    pieces: [i64; 2],
    given: BTreeSet<EvidenceId>,
}

#[tokio::test]
async fn histories_with_mergings_and_separations_anywhere_in_them() {
    for seed in 0..HISTORIES {
        for place in empty_districts().await {
            let mut numbers = Numbers(seed + 1);
            let all = fill(&place).await;
            let mut tried =
                Tried { place, both: [all[0], all[1]], link: None, pieces: [6, 6], given: BTreeSet::new() };
            for step in 0..STEPS {
                tried.step(&mut numbers).await;
                let when = format!("history {seed}, step {step}");
                tried.assert_counts(&when).await;
                if step % 5 == 4 {
                    assert_whole(&tried.place, &when).await;
                }
            }
            let _ = tried.given;
        }
    }
}

impl Tried {
    async fn step(&mut self, numbers: &mut Numbers) {
        let district = self.place.administrator.district;
        let side = numbers.below(2);
        let code = CODES[numbers.below(2)];
        match numbers.below(10) {
            0..5 => {
                let points = i64::try_from(numbers.below(4)).expect("small") + 1;
                let fact = rating(district, self.both[side], code, points).fact;
                assert!(matches!(record(&self.place, self.both[side], fact).await, Receipt::Accepted(_)));
                self.pieces[side] += 1;
            }
            5..7 => self.take_back(side, numbers).await,
            7..9 if self.link.is_none() => {
                let done = merged(&self.place, self.both[0], self.both[1]).await.expect("merged");
                self.link = Some(done.link);
            }
            _ => {
                if let Some(link) = self.link.take() {
                    self.separate(link, numbers).await;
                }
            }
        }
    }

    /// Takes back a piece that stands, by the chain of one side; while merged it may be the other's.
    async fn take_back(&mut self, side: usize, numbers: &mut Numbers) {
        let learner = self.both[side];
        let said = chain(&self.place, learner).await;
        let gone: BTreeSet<Sequence> = said
            .iter()
            .filter_map(|(_, _, fact)| match fact {
                Fact::Retraction { of, .. } => Some(*of),
                _ => None,
            })
            .collect();
        let stand: Vec<Sequence> = said
            .iter()
            .filter(|(place, _, fact)| matches!(fact, Fact::Evidence(_)) && !gone.contains(place))
            .map(|(place, ..)| *place)
            .collect();
        if stand.is_empty() {
            return;
        }
        let of = stand[numbers.below(stand.len())];
        let owner = if side == 0 && self.is_copy(of).await { 1 } else { side };
        let fact = Fact::Retraction { of, reason: "A mistake".to_owned() };
        assert!(matches!(record(&self.place, learner, fact).await, Receipt::Accepted(_)));
        self.pieces[owner] -= 1;
    }

    async fn is_copy(&self, sequence: Sequence) -> bool {
        let (district, kept) = (self.place.administrator.district, self.both[0]);
        let read = self.place.app.db.read((), move |tx, ()| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::record_link::carried_at(tx, district, kept, sequence).await?)
            })
        });
        read.await.expect("looked").is_some()
    }

    /// Separates, and gives every second piece that was recorded meanwhile to the other.
    async fn separate(&mut self, link: RecordLinkId, numbers: &mut Numbers) {
        let shown = show_record_link(&self.place.app, &self.place.administrator, link).await.expect("shown");
        let give: Vec<Sequence> =
            shown.meanwhile.iter().map(|one| one.sequence).filter(|_| numbers.below(2) == 0).collect();
        let said = chain(&self.place, self.both[0]).await;
        let gone: BTreeSet<Sequence> = said
            .iter()
            .filter_map(|(_, _, fact)| match fact {
                Fact::Retraction { of, .. } => Some(*of),
                _ => None,
            })
            .collect();
        let moved = i64::try_from(give.iter().filter(|one| !gone.contains(one)).count()).expect("few");
        separated(&self.place, link, &give).await;
        self.pieces[0] -= moved;
        self.pieces[1] += moved;
    }

    async fn assert_counts(&self, when: &str) {
        let found = [
            counted(&judgements(&self.place, self.both[0]).await),
            counted(&judgements(&self.place, self.both[1]).await),
        ];
        let [own, others] = self.pieces;
        let expected = if self.link.is_some() { [own + others, others] } else { [own, others] };
        assert_eq!(found, expected, "{when}");
    }
}
