//! Drawing values for an item's variables, and texts with what was drawn.

use std::collections::BTreeMap;

use measurement::random::Generator;

use super::{
    Drawn, Formula, NoValue, Variable, VariableKind,
    formula::{Function, gcd, whole},
};

/// The values of all variables in one draw.
pub(super) type Draw = BTreeMap<String, Drawn>;

/// Up to so many draws are all looked at; of more, [`SAMPLED`] are.
const ALL_UP_TO: usize = 4_000;
const SAMPLED: usize = 1_000;

/// How often a draw that breaks the condition is drawn again.
const TRIES: usize = 2_000;

/// Formulas and lists of variables, read once.
pub(super) struct Drawing<'a> {
    variables: Vec<(&'a str, Source<'a>)>,
    constraint: Option<Formula>,
}

enum Source<'a> {
    Steps { least: f64, step: f64, count: usize },
    List(&'a [Drawn]),
    Formula(Formula),
}

/// What came of one try.
pub(super) enum Try {
    /// Values that fulfil the condition.
    Kept(Draw),
    /// Values that do not.
    Left,
    /// The variable, or the condition, that has no value, with what was drawn before it.
    Failed(String, NoValue, Draw),
}

impl<'a> Drawing<'a> {
    /// `None` where a formula cannot be read, or a list or range is empty: the check of the item says so.
    pub(super) fn of(variables: &'a [Variable], constraint: Option<&str>) -> Option<Self> {
        let source = |variable: &'a Variable| {
            Some(match &variable.kind {
                VariableKind::Range { least, most, step } => {
                    Source::Steps { least: *least, step: *step, count: steps(*least, *most, *step)? + 1 }
                }
                VariableKind::OneOf(list) if list.is_empty() => return None,
                VariableKind::OneOf(list) => Source::List(list),
                VariableKind::Formula(text) => Source::Formula(Formula::read(text).ok()?),
            })
        };
        let variables = variables
            .iter()
            .map(|variable| Some((variable.name.as_str(), source(variable)?)))
            .collect::<Option<_>>()?;
        let constraint = match constraint {
            None => None,
            Some(text) => Some(Formula::read(text).ok()?),
        };
        Some(Self { variables, constraint })
    }

    /// Every draw where there are few, a sample of them otherwise.
    pub(super) fn looked_at(&self) -> Vec<Try> {
        let all = self.variables.iter().try_fold(1_usize, |product, (_, source)| {
            product.checked_mul(source.count()).filter(|product| *product <= ALL_UP_TO)
        });
        let mut chance = Generator::new(0);
        match all {
            Some(all) => (0..all)
                .map(|mut number| {
                    self.draw(|count| {
                        let place = number % count;
                        number /= count;
                        place
                    })
                })
                .collect(),
            None => (0..SAMPLED).map(|_| self.draw(|count| chance.below(count))).collect(),
        }
    }

    /// The draw of a seed; `None` where none that was tried fulfils the condition.
    pub(super) fn of_seed(&self, seed: u64) -> Option<Draw> {
        let mut chance = Generator::new(seed);
        (0..TRIES).find_map(|_| match self.draw(|count| chance.below(count)) {
            Try::Kept(draw) => Some(draw),
            _ => None,
        })
    }

    fn draw(&self, mut place: impl FnMut(usize) -> usize) -> Try {
        let mut draw = Draw::new();
        for (name, source) in &self.variables {
            #[expect(clippy::cast_precision_loss, reason = "a range has at most 100,000 steps")]
            let value = match source {
                Source::Steps { least, step, count } => {
                    Ok(Drawn::Number(rounded(least + step * place(*count) as f64)))
                }
                Source::List(list) => Ok(list[place(list.len())].clone()),
                Source::Formula(formula) => formula.value(&draw),
            };
            match value {
                Ok(value) => draw.insert((*name).to_owned(), value),
                Err(why) => return Try::Failed((*name).to_owned(), why, draw),
            };
        }
        match self.constraint.as_ref().map(|constraint| constraint.truth(&draw)) {
            None | Some(Ok(true)) => Try::Kept(draw),
            Some(Ok(false)) => Try::Left,
            Some(Err(why)) => Try::Failed("constraint".to_owned(), why, draw),
        }
    }
}

impl Source<'_> {
    fn count(&self) -> usize {
        match self {
            Self::Steps { count, .. } => *count,
            Self::List(list) => list.len(),
            Self::Formula(_) => 1,
        }
    }
}

/// How many steps a range has beyond its first number; `None` where it is none.
pub(super) fn steps(least: f64, most: f64, step: f64) -> Option<usize> {
    let count = ((most - least) / step + 1e-9).floor();
    let fits = least.is_finite() && most.is_finite() && step > 0.0 && (0.0..=100_000.0).contains(&count);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100,000")]
    fits.then_some(count as usize)
}

/// What was drawn, in words: `a = 2, b = 3`.
pub(super) fn in_words(draw: &Draw) -> String {
    let one = |(name, value): (&String, &Drawn)| match value {
        Drawn::Number(number) => format!("{name} = {}", number_text(*number)),
        Drawn::Word(word) => format!("{name} = {word}"),
    };
    draw.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A text with what was drawn in it.
pub(super) fn substituted(text: &str, draw: &Draw) -> Result<String, NoValue> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut formula = false;
    while let Some(next) = rest.chars().next() {
        let end = rest.find('}').filter(|_| rest.starts_with("{="));
        if next == '\\' {
            let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(end) = end {
            let read = Formula::read(&rest[2..end]).map_err(|_| NoValue::Mixed)?;
            let shown = shown(&read, draw, formula)?;
            let grouped = formula && shown.starts_with('-') && out.ends_with(['^', '_']);
            out.extend(if grouped { ["{", &shown, "}"] } else { ["", &shown, ""] });
            rest = &rest[end + 1..];
        } else {
            formula ^= next == '$';
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    Ok(out)
}

fn shown(formula: &Formula, draw: &Draw, in_formula: bool) -> Result<String, NoValue> {
    if let Formula::Call(Function::Frac, arguments) = formula {
        let (above, below) = (whole(arguments[0].number(draw)?)?, whole(arguments[1].number(draw)?)?);
        if below == 0 {
            return Err(NoValue::DividesByZero);
        }
        let common = gcd(above, below) * below.signum();
        let (above, below) = (above / common, below / common);
        return Ok(match (below, in_formula) {
            (1, false) => above.to_string().replace('-', "−"),
            (1, true) => above.to_string(),
            (_, false) => format!("$\\frac{{{above}}}{{{below}}}$"),
            (_, true) => format!("\\frac{{{above}}}{{{below}}}"),
        });
    }
    if let Formula::Call(Function::Fixed, arguments) = formula {
        let places = places(arguments).unwrap_or(0);
        let text = format!("{:.places$}", formula.number(draw)?);
        return Ok(if in_formula { text } else { text.replace('-', "−") });
    }
    Ok(match formula.value(draw)? {
        Drawn::Word(word) => word,
        Drawn::Number(number) if in_formula => plain_number(number),
        Drawn::Number(number) => number_text(number),
    })
}

/// How many places `fixed` is asked for.
pub(super) fn places(arguments: &[Formula]) -> Option<usize> {
    match arguments.get(1) {
        Some(Formula::Number(places)) => {
            usize::try_from(whole(*places).ok()?).ok().filter(|places| *places < 10)
        }
        _ => None,
    }
}

/// A number as it is printed: no more digits than it has, twelve figures at most, a real minus sign.
pub(super) fn number_text(number: f64) -> String {
    plain_number(number).replace('-', "−")
}

/// A number as it is typed.
pub(super) fn plain_number(number: f64) -> String {
    let number = rounded(number);
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// Twelve figures, so that 0.1 + 0.2 is 0.3.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}
