//! What is drawn, and places to answer, in the texts of an item.

use domain::item::{
    BaseType, Display, Element, Expression, Node, Rounding, Rule, Scalar, Tolerance, Variant,
};

use super::{Building, Place, base};
use crate::authoring::{
    Formula,
    draws::places,
    formula::{Function, Kind},
    markup::{self, Bad, Slots},
    qti,
};

impl Building<'_> {
    /// The variable that holds a formula of a text, made when it is first needed.
    fn variable_of(
        &mut self,
        source: &str,
        in_formulas: bool,
    ) -> Result<(Formula, Kind, Option<String>), Bad> {
        let formula = Formula::read(source).map_err(|why| Bad::Markup(format!("the formula {why}")))?;
        self.used.extend(formula.names().into_iter().map(str::to_owned));
        let kind = formula.kind(&self.kinds).map_err(Bad::Markup)?;
        if kind == Kind::Truth {
            return Err(Bad::Markup(format!(
                "shows {formula}, which is a comparison: show a number or words"
            )));
        }
        self.formulas.push((self.field.clone(), formula.clone()));
        let key = (formula.to_string(), in_formulas);
        Ok((formula, kind, self.made.get(&key).cloned()))
    }

    fn remember(&mut self, formula: &Formula, in_formulas: bool, prefix: char) -> String {
        let name = format!("{prefix}{}", self.made.len() + 1);
        self.made.insert((formula.to_string(), in_formulas), name.clone());
        name
    }

    /// A fraction in lowest terms: three variables, and a look at whether it is a whole number.
    fn fraction(&mut self, formula: &Formula, arguments: &[Formula], known: Option<String>) -> Vec<Node> {
        let name = known.unwrap_or_else(|| {
            let name = self.remember(formula, false, 'F');
            let [above, below] = [&arguments[0], &arguments[1]].map(qti::expression);
            let common = Expression::Gcd(vec![above.clone(), below.clone()]);
            for (part, of) in [("n", above), ("d", below)] {
                let lowest = Expression::IntegerDivide(Box::new(of), Box::new(common.clone()));
                self.declare(&format!("{name}{part}"), BaseType::Integer, true, lowest);
            }
            let shape = |word: &str| Rule::SetValue {
                identifier: format!("{name}w"),
                to: Expression::BaseValue(Scalar::Identifier(word.to_owned())),
            };
            self.declare(&format!("{name}w"), BaseType::Identifier, false, Expression::Null);
            self.rules.pop();
            let is_whole = Expression::Equal {
                left: Box::new(qti::variable(&format!("{name}d"))),
                right: Box::new(Expression::BaseValue(Scalar::Integer(1))),
                tolerance: Tolerance::Exact,
            };
            self.rules.push(Rule::Condition {
                branches: vec![(is_whole, vec![shape("whole")])],
                otherwise: vec![shape("part")],
            });
            name
        });
        let letter =
            |part: &str| Node::Element(Element::new("mi", vec![Node::Text(format!("{name}{part}"))]));
        let fraction = Node::Element(Element::new("mfrac", vec![letter("n"), letter("d")]));
        [
            ("whole", printed(&format!("{name}n"), None)),
            ("part", Node::Element(Element::new("math", vec![fraction]))),
        ]
        .into_iter()
        .map(|(word, node)| {
            Node::Template(Variant {
                variable: format!("{name}w"),
                identifier: word.to_owned(),
                show: true,
                display: Display::Inline,
                content: vec![node],
            })
        })
        .collect()
    }
}

impl Slots for Building<'_> {
    fn in_line(&mut self, source: &str) -> Result<Vec<Node>, Bad> {
        let (formula, kind, known) = self.variable_of(source, false)?;
        if let Formula::Call(Function::Frac, arguments) = &formula {
            return Ok(self.fraction(&formula, arguments, known));
        }
        if let Formula::Call(Function::Fixed, arguments) = &formula {
            let places = places(arguments).unwrap_or(0);
            let printed_plainly = self.in_line(&arguments[0].to_string())?;
            return Ok(printed_plainly.into_iter().map(|node| with_places(node, places)).collect());
        }
        let format = (kind == Kind::Real).then(|| "%.12g".to_owned());
        let name = match &formula {
            Formula::Name(name) if name != "pi" => name.clone(),
            _ => known.unwrap_or_else(|| {
                let name = self.remember(&formula, false, 'E');
                self.declare(&name, base(kind), false, qti::expression(&formula));
                name
            }),
        };
        Ok(vec![printed(&name, format)])
    }

    fn in_formula(&mut self, source: &str) -> Result<Node, Bad> {
        let (formula, kind, known) = self.variable_of(source, true)?;
        if matches!(formula, Formula::Call(Function::Frac, _)) {
            let words =
                "writes frac within dollar signs: write {= frac(a, b)} outside them, or \\frac inside";
            return Err(Bad::Markup(words.to_owned()));
        }
        let name = known.unwrap_or_else(|| {
            let name = self.remember(&formula, true, 'M');
            let exact = qti::expression(&formula);
            // QTI shows the number as it is in a formula, so the last digits of calculating are cut off here.
            let shown = match kind {
                Kind::Real => Expression::RoundTo {
                    rounding: Rounding::DecimalPlaces,
                    figures: Box::new(Expression::BaseValue(Scalar::Integer(9))),
                    of: Box::new(exact),
                },
                _ => exact,
            };
            self.declare(&name, base(kind), true, shown);
            name
        });
        Ok(Node::Element(Element::new("mi", vec![Node::Text(name)])))
    }

    fn blank(&mut self, content: &str) -> Result<Node, Bad> {
        match &mut self.place {
            Place::Interactions(places) => {
                let number = content.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let (node, used) = number
                    .and_then(|number| places.get_mut(number))
                    .ok_or_else(|| Bad::Markup(format!("has {{{{{content}}}}}, which has no answer")))?;
                *used += 1;
                Ok(node.clone())
            }
            Place::Gaps(gaps) if !content.is_empty() => {
                gaps.push(content.to_owned());
                Ok(Node::Gap(domain::item::Gap {
                    identifier: format!("G{}", gaps.len()),
                    group: Vec::new(),
                    required: false,
                    template: None,
                }))
            }
            _ => Err(Bad::Misplaced),
        }
    }

    fn hot(&mut self, content: &str) -> Result<Node, Bad> {
        let Place::Hot(words) = &mut self.place else { return Err(Bad::Misplaced) };
        let (right, content) = match content.strip_prefix('*') {
            // `[[**bold**]]` is bold and not right.
            Some(rest) if !rest.starts_with('*') || rest.starts_with("**") => (true, rest),
            _ => (false, content),
        };
        if content.is_empty() {
            return Err(Bad::Misplaced);
        }
        let mut words = std::mem::take(words);
        self.place = Place::None;
        let shown = markup::read_inline(content, self)?;
        words.push((shown.clone(), right));
        let identifier = format!("H{}", words.len());
        self.place = Place::Hot(words);
        Ok(Node::Hottext(domain::item::Choice { identifier, fixed: false, template: None, content: shown }))
    }
}

fn printed(identifier: &str, format: Option<String>) -> Node {
    Node::PrintedVariable {
        identifier: identifier.to_owned(),
        format,
        index: None,
        delimiter: None,
        field: None,
    }
}

/// A printed number with so many digits after its point.
fn with_places(mut node: Node, places: usize) -> Node {
    if let Node::PrintedVariable { format, .. } = &mut node {
        *format = Some(format!("%.{places}f"));
    }
    node
}
