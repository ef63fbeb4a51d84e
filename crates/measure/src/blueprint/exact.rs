//! HiGHS, asked where our own search does not finish in time. It is built in with the feature `highs`.

use measurement::adaptive::Test;

/// The test, without another solver to ask: none is built in.
#[cfg(not(feature = "highs"))]
pub fn with_solver(test: Test) -> Test {
    test
}

/// The test, with HiGHS to ask.
#[cfg(feature = "highs")]
pub fn with_solver(test: Test) -> Test {
    test.with_solver(std::sync::Arc::new(highs::Highs))
}

#[cfg(feature = "highs")]
mod highs {
    use measurement::assembly::{Solution, Solver, ZeroOne};
    use optimization::{Column, Program, Row};

    #[derive(Debug)]
    pub(super) struct Highs;

    impl Solver for Highs {
        fn solve(&self, program: &ZeroOne<'_>, gap: f64) -> Option<Solution> {
            let mut columns: Vec<Column> = program
                .values
                .iter()
                .map(|value| Column { value: *value, low: 0.0, high: 1.0, whole: true })
                .collect();
            for (column, taken) in program.fixed {
                let value = f64::from(u8::from(*taken));
                columns[*column].low = value;
                columns[*column].high = value;
            }
            let rows = program.rows.iter().map(|row| Row {
                entries: row.entries.clone(),
                low: row.low,
                high: row.high,
            });
            let found = optimization::solve(&Program { columns, rows: rows.collect() }, gap).ok()?;
            let taken = (0..found.at.len()).filter(|column| found.at[*column] > 0.5).collect();
            Some(Solution { taken, value: found.value, bound: found.value + found.gap * found.value.abs() })
        }
    }

    #[cfg(test)]
    mod tests {
        use measurement::{
            assembly::{Assembler, Blueprint, ContentRule, SetRule, Settled},
            random::Generator,
        };

        use super::Highs;

        /// Two solvers that share nothing agree on what a test is worth.
        #[test]
        fn our_own_search_finds_what_highs_finds() {
            let mut generator = Generator::new(7);
            let mut made = 0;
            for _ in 0..60 {
                let items = 40 + generator.below(80);
                let mut some = |count: usize| {
                    let mut out: Vec<usize> = (0..count).map(|_| generator.below(items)).collect();
                    out.sort_unstable();
                    out.dedup();
                    out
                };
                let rule = |items: Vec<usize>, at_least, at_most| ContentRule {
                    name: String::new(),
                    items,
                    at_least,
                    at_most,
                };
                let mut blueprint = Blueprint::of_length(15);
                blueprint.content = vec![
                    rule(some(30), 4, 6),
                    rule(some(40), 5, 9),
                    rule(some(25), 2, 3),
                    rule(some(20), 1, 4),
                ];
                blueprint.sets = (0..4)
                    .map(|_| SetRule { name: String::new(), items: some(6), at_least: 2, at_most: 3 })
                    .collect();
                blueprint.enemies = (0..10).map(|_| some(3)).collect();
                let values: Vec<f64> = (0..items).map(|_| generator.uniform()).collect();
                let Ok(assembler) = Assembler::new(items, blueprint) else { continue };
                let own = assembler.assemble(&values, Settled::default(), None, None).expect("a test");
                let theirs = assembler.asked(&values, Settled::default(), &Highs).expect("a test");
                assert!((own.value - theirs.value).abs() < 1e-4, "{own:?} {theirs:?}");
                made += 1;
            }
            assert!(made > 20, "{made}");
        }
    }
}
