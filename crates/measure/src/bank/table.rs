//! A bank as CSV.

use std::path::Path;

use measurement::posterior::Population;

use super::{
    Bank, BankPopulation,
    entry::{Raw, numbers as numbers_of},
    model_name,
};
use crate::{
    table_file::{Row, TableFile},
    trouble::{Problem, Trouble},
};

/// The model of a line that states a population: b is its mean, a its standard deviation.
pub(crate) const POPULATION: &str = "population";

/// Columns with one number, or several separated by blanks, in the order of the fields of [`Raw`].
const LISTS: [&str; 6] = ["a", "b", "d", "a_se", "b_se", "d_se"];

type Read = (Vec<Raw>, Vec<BankPopulation>, Vec<String>);

/// Reads the columns item, model, a, b (or b1, b2, ...), c, d, their errors `..._se`, content and enemies;
/// whatever else there is comes back as unread.
pub(super) fn read(path: &Path) -> Result<Read, Trouble> {
    let mut table = TableFile::open(path)?;
    let header = table.header.clone();
    let column = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
    let lists: Vec<Option<usize>> = LISTS.iter().map(|name| column(name)).collect();
    let numbered = |k: usize| ["b", "b_se"].map(|name| column(&numbered_name(name, k)));
    let steps: Vec<[Option<usize>; 2]> =
        (1..100).map(numbered).take_while(|found| found[0].is_some()).collect();
    let [item, model, c, c_se, content, set, enemies] =
        ["item", "model", "c", "c_se", "content", "set", "enemies"].map(column);
    let known: Vec<usize> = (lists.iter().copied().chain(steps.iter().flatten().copied()))
        .chain([item, model, c, c_se, content, set, enemies])
        .flatten()
        .collect();
    let unread =
        (0..header.len()).filter(|place| !known.contains(place)).map(|place| header[place].clone()).collect();
    let mut trouble = Trouble::default();
    if item.is_none() && lists[1].is_none() && steps.is_empty() {
        let says = "a bank has the columns item, model, a, b and c: name the columns so (docs/measure.md)";
        return Err(Problem::new(table.name, says).line(1).into());
    }
    let (mut raws, mut populations): (Vec<Raw>, Vec<BankPopulation>) = (Vec::new(), Vec::new());
    while let Some(row) = table.next() {
        let read = row.and_then(|row| {
            let text =
                |place: Option<usize>| place.map_or(Ok(""), |place| row.text(place)).map(str::to_owned);
            let one = |place: Option<usize>| place.map_or(Ok(None), |place| row.number(place));
            let mut of: Vec<Vec<f64>> =
                lists.iter().map(|place| numbers(&row, *place)).collect::<Result<_, _>>()?;
            for [b, b_se] in &steps {
                of[1].extend(numbers(&row, *b)?);
                of[4].extend(numbers(&row, *b_se)?);
            }
            let [a, b, d, a_se, b_se, d_se] = <[Vec<f64>; 6]>::try_from(of).unwrap_or_default();
            let name = match item {
                Some(place) => row.text(place)?.to_owned(),
                None => format!("item_{}", raws.len() + 1),
            };
            let apart = |text: String| {
                let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
                names.map(str::to_owned).collect()
            };
            Ok(Raw {
                place: format!("line {}", row.line),
                name,
                model: text(model)?,
                a,
                b,
                c: one(c)?,
                d,
                a_se,
                b_se,
                c_se: one(c_se)?,
                d_se,
                content: text(content)?,
                set: text(set)?,
                enemies: apart(text(enemies)?),
            })
        });
        match read.and_then(|raw| population(&table.name, raw)) {
            Ok(Line::Item(raw)) => raws.push(*raw),
            Ok(Line::Population(population)) => populations.push(population),
            Err(problem) => trouble.add(problem),
        }
    }
    trouble.or((raws, populations, unread))
}

fn numbered_name(name: &str, k: usize) -> String {
    match name.strip_suffix("_se") {
        Some(name) => format!("{name}{k}_se"),
        None => format!("{name}{k}"),
    }
}

enum Line {
    Item(Box<Raw>),
    Population(BankPopulation),
}

fn population(file: &str, raw: Raw) -> Result<Line, Problem> {
    if !raw.model.eq_ignore_ascii_case(POPULATION) {
        return Ok(Line::Item(Box::new(raw)));
    }
    let ([mean], [sd]) = (raw.b.as_slice(), raw.a.as_slice()) else {
        let says = "a population has one mean (in b) and one standard deviation (in a)";
        return Err(super::entry::at(file, &raw.place, says));
    };
    if *sd <= 0.0 {
        let says = "a standard deviation is above 0: correct it";
        return Err(super::entry::at(file, &raw.place, says).field("a").value(sd.to_string()));
    }
    let errors = match (raw.b_se.as_slice(), raw.a_se.as_slice()) {
        ([mean], [sd]) => Some((*mean, *sd)),
        _ => None,
    };
    let population = Population { mean: *mean, sd: *sd };
    Ok(Line::Population(BankPopulation { group: raw.name, population, errors }))
}

/// The numbers of a cell, separated by blanks.
fn numbers(row: &Row<'_>, place: Option<usize>) -> Result<Vec<f64>, Problem> {
    let Some(place) = place else { return Ok(Vec::new()) };
    row.text(place)?
        .split_whitespace()
        .filter(|word| *word != "NA")
        .map(|word| word.parse().ok().filter(|number: &f64| number.is_finite()))
        .collect::<Option<Vec<f64>>>()
        .ok_or_else(|| {
            row.problem(place, "finite numbers are expected, separated by blanks, such as -0.5 0.25")
        })
}

/// The columns that are written, in their order.
const COLUMNS: [&str; 13] =
    ["item", "model", "a", "b", "c", "d", "a_se", "b_se", "c_se", "d_se", "content", "set", "enemies"];

/// A bank as rows of CSV, the header first: what is read from it again is the same bank.
pub(crate) fn rows(bank: &Bank) -> Vec<Vec<String>> {
    let list = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ");
    let one = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let mut out = vec![COLUMNS.map(str::to_owned).to_vec()];
    for entry in &bank.items {
        let (a, b, c, d) = entry.item.as_ref().map(numbers_of).unwrap_or_default();
        let errors = &entry.errors;
        out.push(vec![
            entry.name.clone(),
            entry.model.map_or("", model_name).to_owned(),
            list(&a),
            list(&b),
            one(c),
            list(&d),
            list(&errors.a),
            list(&errors.b),
            one(errors.c),
            list(&errors.d),
            entry.content.clone(),
            entry.set.clone(),
            entry.enemies.join(";"),
        ]);
    }
    for BankPopulation { group, population, errors } in &bank.populations {
        let mut row = vec![String::new(); COLUMNS.len()];
        row[0].clone_from(group);
        POPULATION.clone_into(&mut row[1]);
        row[2] = population.sd.to_string();
        row[3] = population.mean.to_string();
        row[6] = one(errors.map(|errors| errors.1));
        row[7] = one(errors.map(|errors| errors.0));
        out.push(row);
    }
    out
}
