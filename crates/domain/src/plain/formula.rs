//! A formula in TeX as a line of text: `x²`, `√2`, `(a+b)/c`. What is not known stands as its name.

use std::{iter::Peekable, str::Chars};

/// Groups inside groups that are followed; deeper ones are read as letters.
const DEEPEST: usize = 24;

/// Names that stand for one sign.
const SIGNS: [(&str, &str); 70] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("Delta", "Δ"),
    ("epsilon", "ε"),
    ("theta", "θ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("pi", "π"),
    ("Pi", "Π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("Sigma", "Σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("omega", "ω"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "·"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("ast", "∗"),
    ("circ", "∘"),
    ("degree", "°"),
    ("le", "≤"),
    ("leq", "≤"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("lt", "<"),
    ("gt", ">"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("cong", "≅"),
    ("equiv", "≡"),
    ("propto", "∝"),
    ("infty", "∞"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("leftrightarrow", "↔"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("partial", "∂"),
    ("angle", "∠"),
    ("triangle", "△"),
    ("square", "□"),
    ("Box", "□"),
    ("parallel", "∥"),
    ("perp", "⊥"),
    ("in", "∈"),
    ("notin", "∉"),
    ("subset", "⊂"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("emptyset", "∅"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("prime", "′"),
    ("langle", "⟨"),
    ("rangle", "⟩"),
    ("cent", "¢"),
];

/// Names that say how something looks, not what it is.
const LOOKS: [&str; 16] = [
    "left",
    "right",
    "big",
    "Big",
    "bigg",
    "Bigg",
    "displaystyle",
    "textstyle",
    "limits",
    "text",
    "mathrm",
    "mathbf",
    "mathit",
    "textbf",
    "operatorname",
    "mathbb",
];

const RAISED: (&str, &str) = ("0123456789+-−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ");
const LOWERED: (&str, &str) = ("0123456789+-−()aeoxn", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₒₓₙ");

/// The formula as text.
pub(super) fn read(formula: &str) -> String {
    sequence(&mut formula.chars().peekable(), 0, None)
}

/// Everything up to `end`, which is taken too.
fn sequence(rest: &mut Peekable<Chars<'_>>, depth: usize, end: Option<char>) -> String {
    let mut text = String::new();
    let mut above: Option<String> = None;
    while let Some(&next) = rest.peek() {
        if Some(next) == end {
            rest.next();
            break;
        }
        let one = atom(rest, depth);
        if one == OVER {
            above = Some(std::mem::take(&mut text));
        } else {
            text.push_str(&one);
        }
    }
    above.map_or_else(|| text.clone(), |above| ratio(above.trim(), text.trim()))
}

/// What `\over` is read as: no formula holds it.
const OVER: &str = "\u{0}over";

fn atom(rest: &mut Peekable<Chars<'_>>, depth: usize) -> String {
    match rest.next() {
        Some('{') if depth < DEEPEST => sequence(rest, depth + 1, Some('}')),
        None | Some('{' | '}' | '\0') => String::new(),
        Some('\\') => command(rest, depth),
        Some('^') => placed(&argument(rest, depth), RAISED, '^'),
        Some('_') => placed(&argument(rest, depth), LOWERED, '_'),
        Some('~' | '&') => " ".to_owned(),
        Some('\'') => "′".to_owned(),
        Some(letter) => letter.to_string(),
    }
}

/// The next group, command or letter.
fn argument(rest: &mut Peekable<Chars<'_>>, depth: usize) -> String {
    while rest.next_if(|letter| letter.is_whitespace()).is_some() {}
    if depth >= DEEPEST { rest.next().map(String::from).unwrap_or_default() } else { atom(rest, depth + 1) }
}

fn command(rest: &mut Peekable<Chars<'_>>, depth: usize) -> String {
    let mut name = String::new();
    while let Some(letter) = rest.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    if name.is_empty() {
        return match rest.next() {
            Some(',' | ';' | ':' | ' ' | '\\') => " ".to_owned(),
            Some('!') | None => String::new(),
            Some(sign) => sign.to_string(),
        };
    }
    match name.as_str() {
        "frac" | "dfrac" | "tfrac" | "cfrac" => {
            let above = argument(rest, depth);
            ratio(above.trim(), argument(rest, depth).trim())
        }
        "over" => OVER.to_owned(),
        "sqrt" => root(rest, depth),
        "quad" | "qquad" => " ".to_owned(),
        "left" | "right" => {
            rest.next_if_eq(&'.');
            String::new()
        }
        looks if LOOKS.contains(&looks) => String::new(),
        _ => SIGNS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(name.clone(), |(_, sign)| (*sign).to_owned()),
    }
}

fn root(rest: &mut Peekable<Chars<'_>>, depth: usize) -> String {
    let degree =
        if rest.next_if_eq(&'[').is_some() { sequence(rest, depth + 1, Some(']')) } else { String::new() };
    let of = closed(argument(rest, depth).trim());
    match degree.trim() {
        "" | "2" => format!("√{of}"),
        "3" => format!("∛{of}"),
        degree => format!("{}√{of}", placed(degree, RAISED, '^')),
    }
}

fn ratio(above: &str, below: &str) -> String {
    format!("{}/{}", closed(above), closed(below))
}

/// In brackets, unless it is one number or letter.
fn closed(text: &str) -> String {
    let number = text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if number || text.chars().count() == 1 { text.to_owned() } else { format!("({text})") }
}

/// Raised or lowered signs where there are such, else after a mark.
fn placed(text: &str, (from, to): (&str, &str), mark: char) -> String {
    let text = text.trim();
    if text == "∘" && mark == '^' {
        return "°".to_owned();
    }
    if text == "′" {
        return text.to_owned();
    }
    let sign = |letter| from.chars().position(|one| one == letter).and_then(|at| to.chars().nth(at));
    let signs: Option<String> = text.chars().map(sign).collect();
    signs.unwrap_or_else(|| format!("{mark}{}", closed(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_roots_and_fractions() {
        check("x^2", "x²");
        check("x^{n+1}_1", "xⁿ⁺¹₁");
        check("2^{ab}", "2^(ab)");
        check("2^x", "2^x");
        check(r"\sqrt{2}", "√2");
        check(r"\sqrt[3]{x+1}", "∛(x+1)");
        check(r"\frac12", "1/2");
        check(r"\frac{2}{b + 1}", "2/(b + 1)");
        check(r"{a \over b}", "a/b");
        check(r"90^\circ", "90°");
        check("f'(x)", "f′(x)");
    }

    #[test]
    fn signs_words_and_brackets() {
        check(r"3 \times 4 \leq 12", "3 × 4 ≤ 12");
        check(r"\left(1\right.", "(1");
        check(r"5\ \text{cm}", "5 cm");
        check(r"\$3.50 \% \{1\}", "$3.50 % {1}");
        check(r"\unheardof{x}", "unheardofx");
    }

    #[test]
    fn what_is_broken_or_hostile_is_read_anyhow() {
        for broken in ["", "^", "\\", "{", "}}", r"\frac", r"\frac{1", r"\sqrt[", "_{", r"\over"] {
            let _ = read(broken);
        }
        assert!(read(&"{".repeat(100_000)).is_empty());
        assert!(read(&r"\frac{".repeat(10_000)).len() < 100_000);
        assert!(read(&"^".repeat(100_000)).len() <= 500_000);
    }

    #[track_caller]
    fn check(formula: &str, expected: &str) {
        assert_eq!(read(formula), expected, "{formula}");
    }
}
