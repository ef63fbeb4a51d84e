//! A bank that is written is read as the same bank, to the last digit.

use std::fs;

use measure::bank::Bank;
use proptest::prelude::*;

use super::program::{folder, run};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn csv_and_json_hold_the_same_bank(
        a in prop::collection::vec(0.05..4.0_f64, 4),
        b in prop::collection::vec(-5.0..5.0_f64, 8),
        c in 0.01..0.6_f64,
    ) {
        let mut steps = [b[2], b[3], b[4]];
        steps.sort_by(f64::total_cmp);
        prop_assume!(steps[0] < steps[1] && steps[1] < steps[2]);
        let text = format!(
            "item,model,a,b,c,d,a_se,b_se,content,enemies\n\
             \"one, two\",2pl,{},{},,,0.1,0.2,\"a;b\",q3\nq2,3pl,{},{},{c},,,,,\nq3,grm,{},{} {} {},,,,,,\n\
             q4,gpcm,{},{} {},,,,,,\nq5,nominal,0.5 1.5,,,{} {},,,,\nboys,population,1.5,0.25,,,0.1,0.2,,\n",
            a[0], b[0], a[1], b[1], a[2], steps[0], steps[1], steps[2], a[3], b[5], b[6], b[7], b[0],
        );
        let folder = folder(&[("first.csv", text.as_bytes())]);
        let at = folder.path();
        let read = |name: &str| {
            let bank = Bank::read(&at.join(name)).expect("a bank");
            (bank.items, bank.populations)
        };
        // Linking a bank to itself with itself in common gives the line 1, 0, but for rounding.
        let ended = run(at, "link first.csv first.csv --replications 0 --out second.csv --out second.json");
        prop_assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        prop_assert_eq!(read("second.csv"), read("second.json"));
        let again = fs::read(at.join("second.csv")).expect("written");
        fs::write(at.join("third.csv"), again).expect("written");
        prop_assert_eq!(read("third.csv"), read("second.csv"));
        let (first, second) = (read("first.csv"), read("second.csv"));
        for (one, other) in first.0.iter().zip(&second.0) {
            prop_assert_eq!(&one.name, &other.name);
            prop_assert_eq!(one.model, other.model);
            let numbers = |entry: &measure::bank::Entry| {
                let (a, b, c, d) = measure::bank::numbers(entry.item.as_ref().expect("an item"));
                [a, b, c.into_iter().collect(), d].concat()
            };
            for (one, other) in numbers(one).iter().zip(numbers(other)) {
                prop_assert!((one - other).abs() < 1e-3 * (1.0 + one.abs()), "{one} {other}");
            }
        }
    }
}
