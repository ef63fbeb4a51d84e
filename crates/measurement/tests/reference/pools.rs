//! The pools of TestDesign with their constraints.

use std::collections::HashMap;

use measurement::{
    adaptive::{Bank, BankItem},
    assembly::{Blueprint, ContentRule, SetRule},
    models::Item,
};

/// A pool and what a test from it must hold.
pub struct Pool {
    pub bank: Bank,
    pub blueprint: Blueprint,
}

fn cells(line: &str) -> Vec<String> {
    let (mut out, mut inside) = (vec![String::new()], false);
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if inside && letters.peek() == Some(&'"') => {
                letters.next();
                out.last_mut().unwrap().push('"');
            }
            '"' => inside = !inside,
            ',' if !inside => out.push(String::new()),
            other => out.last_mut().unwrap().push(other),
        }
    }
    out
}

/// Whether an item with these attributes meets a condition of TestDesign.
fn meets(attributes: &HashMap<String, String>, condition: &str) -> bool {
    condition.split('&').all(|part| {
        let part = part.trim();
        let value = |name: &str| attributes.get(&name.trim().to_uppercase()).map_or("", String::as_str);
        if let Some(name) = part.strip_prefix("!is.na(") {
            return !value(name.trim_end_matches(')')).is_empty();
        }
        if let Some((name, list)) = part.split_once("%in%") {
            let list = list.trim().trim_start_matches("c(").trim_end_matches(')');
            return list.split(',').any(|one| one.trim().trim_matches('"') == value(name));
        }
        let number = |text: &str| text.trim().parse::<f64>().unwrap_or(f64::NAN);
        for (sign, holds) in [
            ("==", (|a: &str, b: &str| a == b.trim().trim_matches('"')) as fn(&str, &str) -> bool),
            (">=", |a, b| a.parse::<f64>().is_ok_and(|a| a >= b.trim().parse().unwrap_or(f64::NAN))),
        ] {
            if let Some((name, other)) = part.split_once(sign) {
                return holds(value(name), other);
            }
        }
        let (name, other) = part.split_once('<').expect("a known condition");
        number(value(name)) < number(other)
    })
}

/// Reads a pool from the texts of its three files.
pub fn pool(items: &str, attributes: &str, constraints: &str) -> Pool {
    let mut entries = Vec::new();
    for line in items.lines().skip(1) {
        let cells = cells(line);
        let numbers: Vec<f64> = cells[2..].iter().filter_map(|cell| cell.parse().ok()).collect();
        let item = match cells[1].as_str() {
            "3PL" => Item::three_parameter(numbers[0], numbers[1], numbers[2]),
            "GR" => Item::graded(numbers[0], &numbers[1..]),
            "GPC" => Item::partial_credit(numbers[0], &numbers[1..]),
            other => panic!("a model {other}"),
        };
        entries.push(BankItem::new(item.expect("an item")));
    }
    let mut lines = attributes.lines();
    let names: Vec<String> = cells(lines.next().unwrap()).iter().map(|name| name.to_uppercase()).collect();
    let rows: Vec<HashMap<String, String>> =
        lines.map(|line| names.iter().cloned().zip(cells(line)).collect()).collect();
    let mut blueprint = Blueprint::default();
    for line in constraints.lines().skip(1) {
        let cells = cells(line);
        let (name, kind, condition) = (cells[0].clone(), cells[1].as_str(), cells[3].as_str());
        if kind == "Order" {
            continue;
        }
        let items: Vec<usize> =
            (0..rows.len()).filter(|item| condition.is_empty() || meets(&rows[*item], condition)).collect();
        let bound = |place: usize| cells[place].parse::<usize>().unwrap_or(0);
        let rule =
            |at_least, at_most| ContentRule { name: name.clone(), items: items.clone(), at_least, at_most };
        match kind {
            "Number" if condition.is_empty() => blueprint.length = bound(4),
            "Number" => blueprint.content.push(rule(bound(4), bound(5))),
            "Include" => blueprint.content.push(rule(items.len(), items.len())),
            "Exclude" => blueprint.content.push(rule(0, 0)),
            "Enemy" => {
                for (place, one) in items.iter().enumerate() {
                    entries[*one].enemies.extend(&items[place + 1..]);
                }
            }
            "AllOrNone" => {
                let (at_least, at_most) = (items.len(), items.len());
                blueprint.sets.push(SetRule { name, items, at_least, at_most });
            }
            _ => {}
        }
    }
    Pool { bank: Bank::new(entries).expect("a bank"), blueprint }
}
