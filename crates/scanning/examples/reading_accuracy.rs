//! How well simulated photographs of filled sheets are read: `cargo run --release -p scanning --example
//! reading_accuracy -- [pages per setting] [seed] [scan, easy or hard]`. Prints one table per setting, and the
//! seed. Times are of the processor, without other programs; with `SHOW_FAILURES` set, each page that is not
//! read is told with its conditions.

use std::collections::BTreeMap;

use scanning::layout::{Answer, Options, Paper, PrintSize, Row, SheetPage, Words, pages};
use scanning::marks::{Doubt, RowRead};
use scanning::simulate::{Conditions, Dice, Hand, Mark, drawn, jpeg, mark, photograph, strays};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|given| given.parse::<u64>());
    let count = arguments.next().and_then(Result::ok).unwrap_or(500);
    let seed = arguments.next().and_then(Result::ok).unwrap_or(20_261_130);
    let only = std::env::args().nth(3).unwrap_or_default();
    println!("{count} pages in each setting, a fifth of that for scans, seed {seed}");
    for setting in [SCAN, EASY, HARD].into_iter().filter(|setting| setting.name.starts_with(&only)) {
        let pages = if setting.name == SCAN.name { count / 5 } else { count };
        let mut tally = Tally::default();
        for n in 0..pages {
            one_page(&setting, seed.wrapping_mul(1_000_003).wrapping_add(n), &mut tally);
        }
        tally.print(&setting, pages);
    }
}

/// A kind of pictures and of people.
struct Setting {
    name: &'static str,
    conditions: fn(&mut Dice) -> Conditions,
    hand: fn(&mut Dice) -> Hand,
    /// Part of the rows that are not answered as asked.
    odd: f64,
    /// Stray strokes on a page, at most.
    strays: usize,
}

const SCAN: Setting = Setting {
    name: "scan, 200 dpi",
    conditions: |_| Conditions::scan(),
    hand: Hand::careful,
    odd: 0.02,
    strays: 1,
};
const EASY: Setting = Setting {
    name: "easy photograph",
    conditions: Conditions::easy,
    hand: Hand::careful,
    odd: 0.02,
    strays: 1,
};
const HARD: Setting = Setting {
    name: "hard photograph",
    conditions: Conditions::hard,
    hand: Hand::hasty,
    odd: 0.08,
    strays: 5,
};

/// What a row is meant to say.
struct Meant {
    answer: Vec<usize>,
    /// Whether it is answered as asked, so that a doubt is one too many.
    clean: bool,
}

#[derive(Default)]
struct Tally {
    located: u32,
    failures: BTreeMap<String, u32>,
    rows: u32,
    wrong: u32,
    wrong_rows: Vec<String>,
    doubted: u32,
    clean: u32,
    clean_doubted: BTreeMap<String, u32>,
    milliseconds: Vec<f64>,
    /// Darkness of bubbles that are empty and filled, in clean rows.
    dark: [Vec<f32>; 2],
}

fn one_page(setting: &Setting, seed: u64, tally: &mut Tally) {
    let mut dice = Dice::new(seed);
    let page = page(&mut dice);
    let hand = (setting.hand)(&mut dice);
    let (marks, meant) = answers(&page, setting.odd, &mut dice);
    let paper = mark(&drawn(&page, &mut dice), &page, &marks, &hand, &mut dice);
    let strokes = dice.below(setting.strays + 1);
    let paper = strays(&paper, &page, strokes, &mut dice);
    let conditions = (setting.conditions)(&mut dice);
    let file = jpeg(&[&photograph(&paper, &conditions, &mut dice)], conditions.quality);

    let started = processor_milliseconds();
    let read = scanning::locate::locate(&file).and_then(|located| {
        if located.code == page.code {
            scanning::marks::marks(&located, &page)
        } else {
            panic!("misread code")
        }
    });
    tally.milliseconds.push(processor_milliseconds() - started);
    match read {
        Ok(rows) => {
            tally.located += 1;
            for (row, meant) in rows.iter().zip(&meant) {
                tally.add(seed, row, meant);
            }
        }
        Err(failure) => {
            if std::env::var_os("SHOW_FAILURES").is_some() {
                println!("{seed}: {failure} {conditions:?}");
            }
            *tally.failures.entry(failure.to_string().chars().take(60).collect()).or_default() += 1;
        }
    }
}

/// What this thread has had of a processor, so that other programs do not count; Linux only, 0 elsewhere.
fn processor_milliseconds() -> f64 {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = said.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e6
}

/// A page of 25 to 60 rows of 2 to 8 bubbles, of either paper, one in four in large print.
fn page(dice: &mut Dice) -> SheetPage {
    let bubbles = 2 + dice.below(7);
    let rows: Vec<Row> = (1..=25 + dice.below(36))
        .map(|n| {
            let letters = "ABCDEFGH".chars().take(bubbles).map(String::from).collect();
            let answer = if dice.chance(0.15) { Answer::Many(letters) } else { Answer::One(letters) };
            Row { label: n.to_string(), answer }
        })
        .collect();
    let options = Options {
        paper: if dice.chance(0.5) { Paper::A4 } else { Paper::Letter },
        print: if dice.chance(0.25) { PrintSize::Large } else { PrintSize::Normal },
        code: format!("K{:08}-S{:06}", dice.below(100_000_000), dice.below(1_000_000)),
        words: Words { name: "Name".to_owned(), ..Words::default() },
    };
    pages(&rows, &options).expect("they fit").swap_remove(0)
}

fn answers(page: &SheetPage, odd: f64, dice: &mut Dice) -> (Vec<(usize, usize, Mark)>, Vec<Meant>) {
    let mut marks = Vec::new();
    let mut meant = Vec::new();
    for (n, row) in page.rows.iter().enumerate() {
        let count = row.bubbles.len();
        let first = dice.below(count);
        let other = (first + 1 + dice.below(count - 1)) % count;
        let mut answer = vec![first];
        if row.allowed == scanning::layout::Allowed::Many && dice.chance(0.6) {
            answer.push(other);
        }
        answer.sort_unstable();
        let clean = !dice.chance(odd);
        let done: Vec<(usize, Mark)> = if clean {
            answer.iter().map(|&bubble| (bubble, Mark::Filled)).collect()
        } else {
            match dice.below(7) {
                0 => Vec::new(),
                1 => vec![(first, Mark::Filled), (other, Mark::Filled)],
                2 => vec![(first, Mark::Filled), (other, Mark::Erased)],
                3 => vec![(first, Mark::Faint)],
                4 => vec![(first, Mark::Half)],
                5 => vec![(first, Mark::Tick)],
                _ => vec![(other, Mark::CrossedOut), (first, Mark::Filled)],
            }
        };
        if !clean {
            answer = match done.as_slice() {
                [] => Vec::new(),
                // Two where one is allowed says nothing; where several are, both.
                [_, (_, Mark::Filled)] if row.allowed == scanning::layout::Allowed::Many => {
                    let mut both = vec![first, other];
                    both.sort_unstable();
                    both
                }
                [_, (_, Mark::Filled)] => vec![usize::MAX],
                _ => vec![first],
            };
            if done.first().is_some_and(|done| done.1 == Mark::CrossedOut) {
                answer = vec![first];
            }
        }
        marks.extend(done.into_iter().map(|(bubble, mark)| (n, bubble, mark)));
        meant.push(Meant { answer, clean });
    }
    (marks, meant)
}

impl Tally {
    fn add(&mut self, seed: u64, row: &RowRead, meant: &Meant) {
        self.rows += 1;
        self.clean += u32::from(meant.clean);
        match row.doubt {
            Some(doubt) => {
                self.doubted += 1;
                if meant.clean {
                    *self.clean_doubted.entry(format!("{doubt:?}")).or_default() += 1;
                }
            }
            None if row.marked != meant.answer => {
                self.wrong += 1;
                self.wrong_rows
                    .push(format!("{seed} {row:?} meant {:?} clean {}", meant.answer, meant.clean));
            }
            None => {}
        }
        if meant.clean && row.doubt != Some(Doubt::NotSeen) {
            for (n, &dark) in row.fill.iter().enumerate() {
                self.dark[usize::from(meant.answer.contains(&n))].push(dark);
            }
        }
    }

    fn print(mut self, setting: &Setting, pages: u64) {
        println!("\n{}", setting.name);
        println!("  pages read              {} of {pages}", self.located);
        for (failure, n) in &self.failures {
            println!("    {n} times: {failure}");
        }
        let undoubted = self.rows - self.doubted;
        println!("  rows                    {}", self.rows);
        println!("  rows without doubt      {undoubted}, of these wrong {}", self.wrong);
        for row in self.wrong_rows.iter().take(20) {
            println!("    {row}");
        }
        let share = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
        println!("  doubted                 {:.2} %", share(self.doubted, self.rows));
        let clean_doubted: u32 = self.clean_doubted.values().sum();
        println!(
            "  answered as asked       {}, of these doubted {:.2} % {:?}",
            self.clean,
            share(clean_doubted, self.clean),
            self.clean_doubted
        );
        for (name, dark) in ["empty", "filled"].iter().zip(&mut self.dark) {
            dark.sort_by(f32::total_cmp);
            let at = |part: usize| dark.get(dark.len() * part / 10_000).copied().unwrap_or(f32::NAN);
            println!(
                "  darkness of {name:10}  least {:.3}, 1 of 1000 {:.3}, 1 % {:.3}, median {:.3}, 99 % {:.3}, 999 of 1000 {:.3}, most {:.3}",
                at(0),
                at(10),
                at(100),
                at(5000),
                at(9900),
                at(9990),
                at(9999)
            );
        }
        self.milliseconds.sort_by(f64::total_cmp);
        let at =
            |part: usize| self.milliseconds.get(self.milliseconds.len() * part / 100).copied().unwrap_or(0.0);
        println!(
            "  time per page           median {:.0} ms, 95 % {:.0} ms, most {:.0} ms",
            at(50),
            at(95),
            at(99)
        );
    }
}
