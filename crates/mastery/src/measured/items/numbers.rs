//! Items from the numbers a, b, c and d that banks give.

use measurement::models::{BadItem, Item};

/// Numbers that make no item: which of them, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct BadNumbers {
    /// `model`, `a`, `b`, `c` or `d`.
    pub field: &'static str,
    /// What is wrong.
    pub what: String,
}

/// The numbers of one item. Unit: `a` per logit, `b` and `d` in logits.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'n> {
    /// `rasch`, `1pl`, `2pl`, `3pl`, `pcm`, `rsm`, `grm` or `gpcm`; empty where the numbers leave no doubt.
    pub model: &'n str,
    /// Slope; none for a model whose slope is 1.
    pub a: &'n [f64],
    /// Difficulty, thresholds or steps.
    pub b: &'n [f64],
    /// Lower asymptote.
    pub c: Option<f64>,
    /// Intercepts of a nominal item, which cannot judge; 1 alone is an upper asymptote of 1.
    pub d: &'n [f64],
}

impl Numbers<'_> {
    /// The item. Errors: [`BadNumbers`] for a model that is not known or cannot judge, and for numbers that
    /// do not fit it.
    pub fn item(&self) -> Result<Item, BadNumbers> {
        let bad = |field, what: String| BadNumbers { field, what };
        let model = if self.model.is_empty() { self.guessed() } else { self.model };
        if model == "nominal" || !(self.d.is_empty() || self.d == [1.0]) {
            let what =
                "a nominal item cannot judge: its categories have no order, so that a score names none";
            return Err(bad("model", what.to_owned()));
        }
        let slope = match self.a {
            [a] if *a != 0.0 => *a,
            [] if matches!(model, "rasch" | "pcm" | "rsm") => 1.0,
            [_] => return Err(bad("a", "a slope of 0 tells nobody apart".to_owned())),
            _ => return Err(bad("a", format!("the model {model} needs one slope"))),
        };
        let one = || match self.b {
            [b] => Ok(*b),
            _ => Err(bad("b", format!("the model {model} needs one difficulty"))),
        };
        let several = || match self.b {
            [] => Err(bad("b", "one threshold or step at least is needed".to_owned())),
            several => Ok(several),
        };
        let made = match model {
            "rasch" | "1pl" | "2pl" => Item::two_parameter(slope, one()?),
            "3pl" => Item::three_parameter(slope, one()?, self.c.unwrap_or(0.0)),
            "grm" => Item::graded(slope, several()?),
            "pcm" | "rsm" | "gpcm" => Item::partial_credit(slope, several()?),
            _ => {
                let known = "rasch, 1pl, 2pl, 3pl, pcm, rsm, grm, gpcm";
                return Err(bad("model", format!("a model is one of {known}")));
            }
        };
        made.map_err(|why| bad(if matches!(why, BadItem::Guessing(_)) { "c" } else { "b" }, why.to_string()))
    }

    /// The model that the numbers leave no doubt of.
    fn guessed(&self) -> &'static str {
        match (self.b, self.c) {
            ([_], Some(c)) if c > 0.0 => "3pl",
            ([_], _) if self.a.is_empty() => "rasch",
            ([_], _) => "2pl",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use measurement::models::Item;

    use super::Numbers;

    #[test]
    fn numbers_make_the_item_of_their_model_or_say_why_not() {
        type Case<'c> = (&'c str, &'c [f64], &'c [f64], Option<f64>, &'c [f64], Result<Item, &'static str>);
        let cases: [Case<'_>; 15] = [
            ("", &[], &[0.5], None, &[], Ok(Item::rasch(0.5).expect("an item"))),
            ("", &[1.2], &[0.5], Some(0.0), &[1.0], Ok(Item::two_parameter(1.2, 0.5).expect("an item"))),
            ("", &[1.2], &[0.5], Some(0.2), &[], Ok(Item::three_parameter(1.2, 0.5, 0.2).expect("an item"))),
            ("grm", &[1.2], &[-1.0, 0.5], None, &[], Ok(Item::graded(1.2, &[-1.0, 0.5]).expect("an item"))),
            (
                "pcm",
                &[],
                &[0.5, -1.0],
                None,
                &[],
                Ok(Item::partial_credit(1.0, &[0.5, -1.0]).expect("an item")),
            ),
            ("gpcm", &[0.7], &[0.5], None, &[], Ok(Item::partial_credit(0.7, &[0.5]).expect("an item"))),
            ("", &[1.2], &[-1.0, 0.5], None, &[], Err("model")),
            ("4pl", &[1.2], &[-1.0], None, &[], Err("model")),
            ("nominal", &[1.2], &[-1.0], None, &[], Err("model")),
            ("2pl", &[1.2], &[0.5], None, &[0.9], Err("model")),
            ("2pl", &[], &[0.5], None, &[], Err("a")),
            ("2pl", &[0.0], &[0.5], None, &[], Err("a")),
            ("2pl", &[1.0], &[], None, &[], Err("b")),
            ("grm", &[1.0], &[0.5, -1.0], None, &[], Err("b")),
            ("3pl", &[1.0], &[0.5], Some(1.0), &[], Err("c")),
        ];
        for (model, a, b, c, d, expected) in cases {
            let found = Numbers { model, a, b, c, d }.item().map_err(|bad| bad.field);
            assert_eq!(found, expected, "{model} {a:?} {b:?} {c:?} {d:?}");
        }
    }
}
