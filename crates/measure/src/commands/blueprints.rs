//! How simulated tests kept a blueprint.

use measurement::{adaptive::Simulation, assembly::Blueprint};

use crate::findings::{Findings, Table, unit};

pub(super) fn describe(simulation: &Simulation, blueprint: &Blueprint, findings: &mut Findings) {
    if let Some(shadows) = simulation.shadows {
        findings.fact("shadow_tests", "Shadow tests", shadows.tests, unit::NONE);
        findings.fact(
            "shadow_least_share",
            "Least that one was worth, of the most there is",
            shadows.least_share,
            unit::SHARE,
        );
        findings.fact("shadow_programs", "Linear programs solved for them", shadows.programs, unit::NONE);
        findings.fact("shadow_elsewhere", "Given to the other solver", shadows.elsewhere, unit::NONE);
    }
    let columns = [
        ("rule", ""),
        ("fewest", "items"),
        ("most", "items"),
        ("fewest_given", "items"),
        ("most_given", "items"),
    ];
    let mut table = Table::new("blueprint", "The blueprint, and what tests held", &columns);
    let given = |items: &dyn Fn(usize) -> bool| {
        let counts = simulation
            .outcomes
            .iter()
            .map(|one| one.items.iter().filter(|item| items(**item as usize)).count());
        counts.fold((usize::MAX, 0), |(fewest, most), count| (fewest.min(count), most.max(count)))
    };
    let mut row = |name: &str, least: usize, most: usize, (fewest, greatest): (usize, usize)| {
        table.rows.push(vec![name.into(), least.into(), most.into(), fewest.into(), greatest.into()]);
    };
    row("length", blueprint.length, blueprint.length, given(&|_| true));
    for rule in &blueprint.content {
        let most = rule.at_most.min(rule.items.len());
        row(&rule.name, rule.at_least, most, given(&|item| rule.items.contains(&item)));
    }
    for set in &blueprint.sets {
        // None, or so many.
        row(&set.name, 0, set.at_most.min(set.items.len()), given(&|item| set.items.contains(&item)));
    }
    findings.tables.push(table);
}
