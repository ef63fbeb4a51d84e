//! Formulas between dollar signs: the part of LaTeX that school mathematics needs, as MathML, and back.
//!
//! A converter of our own and not a crate: what is drawn stands inside formulas as a variable, MathML is wanted
//! as nodes and not as text, and an item that is opened again for editing needs the way back.

mod write;

use domain::item::{Element, Node};

use super::{Bad, Slots};

pub(super) use write::write;

/// Commands and the characters they stand for, the ones that are letters (`mi`) first.
const LETTERS: [(&str, &str); 16] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("theta", "θ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("omega", "ω"),
    ("Delta", "Δ"),
    ("Omega", "Ω"),
    ("infty", "∞"),
];

const SIGNS: [(&str, &str); 18] = [
    ("times", "×"),
    ("cdot", "⋅"),
    ("div", "÷"),
    ("pm", "±"),
    ("le", "≤"),
    ("ge", "≥"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("to", "→"),
    ("sim", "∼"),
    ("angle", "∠"),
    ("triangle", "△"),
    ("parallel", "∥"),
    ("perp", "⊥"),
    ("circ", "∘"),
    ("ldots", "…"),
    ("%", "%"),
    ("$", "$"),
];

/// Signs between which and their neighbours a space is written.
const SPACED: [&str; 14] = ["+", "−", "=", "<", ">", "×", "⋅", "÷", "±", "≤", "≥", "≠", "≈", "→"];

/// Brackets within each other, at most.
const DEEPEST: usize = 24;

/// A formula as a `math` element.
pub(super) fn read(source: &str, block: bool, slots: &mut dyn Slots) -> Result<Node, Bad> {
    let mut reader = Reader { rest: source.trim(), depth: 0, slots };
    let children = reader.row(None)?;
    if children.is_empty() {
        return Err(Bad::Markup(
            "a formula between dollar signs is empty: write it, or write \\$".to_owned(),
        ));
    }
    let mut math = Element::new("math", children);
    if block {
        math.attributes.push(("display".to_owned(), "block".to_owned()));
    }
    Ok(Node::Element(math))
}

struct Reader<'a, 's> {
    rest: &'a str,
    depth: usize,
    slots: &'s mut dyn Slots,
}

impl<'a> Reader<'a, '_> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Everything up to `end`, or to the end of the formula.
    fn row(&mut self, end: Option<char>) -> Result<Vec<Node>, Bad> {
        let mut row = Vec::new();
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Bad::Markup("a formula has too many brackets within each other".to_owned()));
        }
        loop {
            self.rest = self.rest.trim_start();
            let next = self.rest.chars().next();
            if next == end {
                self.rest = &self.rest[end.map_or(0, char::len_utf8)..];
                self.depth -= 1;
                return Ok(row);
            }
            let Some(next) = next else {
                return Err(Bad::Markup(format!(
                    "a formula has no {} for one that is opened",
                    end.unwrap_or('}')
                )));
            };
            if next == '^' || next == '_' {
                self.take(1);
                let base = row.pop().unwrap_or_else(|| Node::Element(Element::new("mrow", Vec::new())));
                let script = self.atom()?;
                row.push(scripted(base, script, next));
            } else {
                row.push(self.atom()?);
            }
        }
    }

    /// One thing that an exponent may stand at.
    fn atom(&mut self) -> Result<Node, Bad> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with("{=") {
            let end = self.rest.find('}').ok_or_else(|| Bad::Markup("{= has no }".to_owned()))?;
            let source = &self.take(end + 1)[2..end];
            return self.slots.in_formula(source.trim());
        }
        let Some(first) = self.rest.chars().next() else {
            return Err(Bad::Markup("a formula ends where something has to follow".to_owned()));
        };
        if first.is_ascii_digit() {
            let length = number_length(self.rest);
            return Ok(leaf("mn", self.take(length)));
        }
        self.take(first.len_utf8());
        Ok(match first {
            '{' => group(self.row(Some('}'))?),
            '\\' => return self.command(),
            '-' => leaf("mo", "−"),
            '*' => leaf("mo", "⋅"),
            '}' | '^' | '_' | '&' | '#' | '$' | '~' => {
                return Err(Bad::Markup(format!("«{first}» stands in a formula where it means nothing")));
            }
            letter if letter.is_alphabetic() => leaf("mi", letter.encode_utf8(&mut [0; 4])),
            sign => leaf("mo", sign.encode_utf8(&mut [0; 4])),
        })
    }

    fn command(&mut self) -> Result<Node, Bad> {
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let name = self.take(if letters == 0 { first } else { letters });
        if let Some((_, letter)) = LETTERS.iter().find(|(known, _)| *known == name) {
            return Ok(leaf("mi", letter));
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            return Ok(leaf("mo", sign));
        }
        match name {
            "frac" => {
                let (above, below) = (self.atom()?, self.atom()?);
                Ok(Node::Element(Element::new("mfrac", vec![above, below])))
            }
            "sqrt" if self.rest.starts_with('[') => {
                self.take(1);
                let degree = group(self.row(Some(']'))?);
                let of = self.atom()?;
                Ok(Node::Element(Element::new("mroot", vec![of, degree])))
            }
            "sqrt" => Ok(Node::Element(Element::new("msqrt", vec![self.atom()?]))),
            "text" => {
                let end = self.rest.find('}').filter(|_| self.rest.starts_with('{'));
                let end = end.ok_or_else(|| Bad::Markup("\\text is written \\text{words}".to_owned()))?;
                Ok(leaf("mtext", &self.take(end + 1)[1..end]))
            }
            _ => Err(Bad::Markup(format!(
                "a formula has \\{name}, which is not known: use \\frac, \\sqrt, \\text, \\times, \\cdot, \\div, \
                 \\le, \\ge, \\ne, \\approx, \\pi and other Greek letters"
            ))),
        }
    }
}

/// How many characters of a number stand at the beginning: `12`, `3.75`, `1,250`.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(0);
    while text[length..].starts_with(',') && digits(length + 1) == 3 {
        length += 4;
    }
    if text[length..].starts_with('.') && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    length
}

fn scripted(base: Node, script: Node, sign: char) -> Node {
    let name = if sign == '^' { "msup" } else { "msub" };
    // A second script at the same base joins the first.
    if let Node::Element(element) = &base {
        let joined = (element.name == "msub" && sign == '^') || (element.name == "msup" && sign == '_');
        if let (true, [of, first]) = (joined, element.children.as_slice()) {
            let (below, above) = if sign == '^' { (first.clone(), script) } else { (script, first.clone()) };
            return Node::Element(Element::new("msubsup", vec![of.clone(), below, above]));
        }
    }
    Node::Element(Element::new(name, vec![base, script]))
}

fn leaf(name: &str, text: &str) -> Node {
    Node::Element(Element::new(name, vec![Node::Text(text.to_owned())]))
}

/// What stands between braces: one thing as itself, several as a row.
fn group(mut row: Vec<Node>) -> Node {
    if row.len() == 1 { row.swap_remove(0) } else { Node::Element(Element::new("mrow", row)) }
}
