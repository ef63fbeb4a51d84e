//! Whatever is recorded, taken back, adopted and corrected in whatever order: nothing is lost, and the
//! ledger gives exactly the stored judgements.

mod fixtures;
#[expect(dead_code, reason = "each test file uses what it needs")]
mod versions;

use domain::{CompetencyId, crosswalk::Relation, evidence::Sequence};
use fixtures::empty_districts;
use usecases::{
    Refusal,
    adopt_version::{Adoption, adopt_version},
    correct_crosswalk::{SaidLink, correct_crosswalk},
    show_why::show_why,
};
use versions::{School, V1, V2};

/// Histories that are tried on each engine.
const HISTORIES: u64 = 6;

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

/// What was recorded, and which links stand.
struct Tried {
    school: School,
    old: Vec<CompetencyId>,
    new: Vec<CompetencyId>,
    recorded: Vec<(CompetencyId, Sequence)>,
    /// By the place of their ends.
    standing: Vec<(usize, usize)>,
}

#[tokio::test]
async fn histories_with_adoptions_anywhere_in_them() {
    for seed in 0..HISTORIES {
        for place in empty_districts().await {
            let mut numbers = Numbers(seed + 1);
            let mut tried = Tried::begin(place).await;
            for step in 0..STEPS {
                match numbers.below(10) {
                    0..4 => {
                        let of = tried.old[numbers.below(3)];
                        tried.record(of, &mut numbers).await;
                    }
                    4..7 => {
                        let of = tried.new[numbers.below(4)];
                        tried.record(of, &mut numbers).await;
                    }
                    7 if !tried.recorded.is_empty() => {
                        let of = tried.recorded[numbers.below(tried.recorded.len())].1;
                        tried.school.take_back(of).await;
                    }
                    _ => tried.change((numbers.below(3), numbers.below(4))).await,
                }
                if step % 8 == 7 {
                    tried.school.assert_rebuilt(&format!("history {seed}, step {step}")).await;
                }
            }
            tried.assert_nothing_lost(seed).await;
        }
    }
}

impl Tried {
    async fn begin(place: fixtures::Place) -> Self {
        let school = School::with(place, V1).await;
        school.import(V2, "2").await;
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for code in ["F.1", "F.2", "F.3"] {
            old.push(school.old(code).await);
        }
        for code in ["F.1", "F.2a", "F.2b", "F.9"] {
            new.push(school.newer(code).await);
        }
        let mut tried = Self { school, old, new, recorded: Vec::new(), standing: Vec::new() };
        let first = tried.old[0];
        tried.record(first, &mut Numbers(7)).await;
        // Nothing is linked at first, whatever is suggested.
        let none: Vec<(usize, usize)> = (0..3).flat_map(|old| (0..4).map(move |new| (old, new))).collect();
        tried.say(&none, None).await;
        tried
    }

    async fn record(&mut self, of: CompetencyId, numbers: &mut Numbers) {
        let points = i32::try_from(numbers.below(5)).expect("small");
        let sequence = self.school.rated(of, points).await;
        self.recorded.push((of, sequence));
    }

    async fn say(&self, links: &[(usize, usize)], relation: Option<Relation>) {
        let pair = self.school.pair().await;
        let said: Vec<SaidLink> = links
            .iter()
            .map(|(old, new)| SaidLink { old: self.old[*old], new: self.new[*new], relation })
            .collect();
        correct_crosswalk(self.school.app(), self.school.administrator(), pair.0, pair.1, &said)
            .await
            .expect("corrected");
    }

    /// Takes a link away if it stands, adds it if it does not, and adopts. While no link stands, the
    /// suggestion counts again, so that it is taken away each time.
    async fn change(&mut self, link: (usize, usize)) {
        if self.standing.is_empty() {
            let all: Vec<(usize, usize)> = (0..3).flat_map(|old| (0..4).map(move |new| (old, new))).collect();
            self.say(&all, None).await;
        }
        if let Some(place) = self.standing.iter().position(|one| *one == link) {
            self.standing.remove(place);
            self.say(&[link], None).await;
        } else {
            self.standing.push(link);
            self.say(&[link], Some(Relation::Regrouped)).await;
        }
        let (old, new) = self.school.pair().await;
        let asked = Adoption { old, new, move_targets: false, give_up: Vec::new() };
        let done = adopt_version(self.school.app(), self.school.administrator(), asked, &|_, _| {}).await;
        match done {
            Ok(done) => assert_eq!(done.links, self.standing.len()),
            Err(Refusal::Conflict(_)) => assert!(self.standing.is_empty()),
            Err(other) => panic!("it is refused: {other}"),
        }
    }

    /// Every piece that was recorded of a competency and of what leads to it is in its *why*.
    async fn assert_nothing_lost(&self, seed: u64) {
        for (place, new) in self.new.iter().enumerate() {
            let mut of: Vec<CompetencyId> = vec![*new];
            of.extend(self.standing.iter().filter(|one| one.1 == place).map(|one| self.old[one.0]));
            let expected = self.recorded.iter().filter(|(competency, _)| of.contains(competency)).count();
            let why = show_why(self.school.app(), &self.school.educator, self.school.learner, *new).await;
            let record = why.expect("it opens").record;
            let found = record.as_ref().map_or(0, |record| record.pieces.len());
            assert_eq!(found, expected, "history {seed}, competency {place}");
            assert!(record.is_none_or(|record| record.matches), "history {seed}, competency {place}");
        }
    }
}
