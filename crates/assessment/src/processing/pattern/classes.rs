//! Classes of characters.

use super::reading::Reader;

/// Zeros of the decimal digits of Unicode (category Nd) in the scripts that are taught in schools.
const ZEROS: [u32; 37] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50,
    0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// Blocks that patterns of school items name.
const BLOCKS: [(&str, char, char); 18] = [
    ("BasicLatin", '\0', '\u{7F}'),
    ("Latin-1Supplement", '\u{80}', '\u{FF}'),
    ("LatinExtended-A", '\u{100}', '\u{17F}'),
    ("LatinExtended-B", '\u{180}', '\u{24F}'),
    ("CombiningDiacriticalMarks", '\u{300}', '\u{36F}'),
    ("Greek", '\u{370}', '\u{3FF}'),
    ("GreekandCoptic", '\u{370}', '\u{3FF}'),
    ("Cyrillic", '\u{400}', '\u{4FF}'),
    ("Armenian", '\u{530}', '\u{58F}'),
    ("Hebrew", '\u{590}', '\u{5FF}'),
    ("Arabic", '\u{600}', '\u{6FF}'),
    ("Devanagari", '\u{900}', '\u{97F}'),
    ("GeneralPunctuation", '\u{2000}', '\u{206F}'),
    ("Hiragana", '\u{3040}', '\u{309F}'),
    ("Katakana", '\u{30A0}', '\u{30FF}'),
    ("CJKUnifiedIdeographs", '\u{4E00}', '\u{9FFF}'),
    ("HangulSyllables", '\u{AC00}', '\u{D7AF}'),
    ("MathematicalOperators", '\u{2200}', '\u{22FF}'),
];

/// A class of characters.
#[derive(Debug, Clone)]
pub(in crate::processing) struct Class {
    parts: Vec<Part>,
    /// Whether it is all other characters.
    other: bool,
    /// Without these.
    less: Option<Box<Class>>,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Range(char, char),
    /// Characters for which the answer is this.
    Kind(fn(char) -> bool, bool),
}

impl Class {
    pub(super) fn single(character: char) -> Self {
        Self::of(Part::Range(character, character))
    }

    pub(super) fn any() -> Self {
        Self::of(Part::Kind(|character| matches!(character, '\n' | '\r'), false))
    }

    fn of(part: Part) -> Self {
        Self { parts: vec![part], other: false, less: None }
    }

    pub(super) fn holds(&self, character: char) -> bool {
        let listed = self.parts.iter().any(|part| match part {
            Part::Range(first, last) => (*first..=*last).contains(&character),
            Part::Kind(kind, wanted) => kind(character) == *wanted,
        });
        listed != self.other && !self.less.as_ref().is_some_and(|less| less.holds(character))
    }
}

impl Reader<'_> {
    /// What is between brackets, the opening one already taken.
    pub(super) fn class(&mut self, depth: u32) -> Result<Class, &'static str> {
        if depth > 10 {
            return Err("its brackets are nested too deep");
        }
        let mut class = Class { parts: Vec::new(), other: self.takes('^'), less: None };
        loop {
            match self.take().ok_or("a bracket is not closed")? {
                ']' if class.parts.is_empty() => return Err("there is nothing between brackets"),
                ']' => return Ok(class),
                '-' if self.left.first() == Some(&'[') && !class.parts.is_empty() => {
                    self.take();
                    class.less = Some(Box::new(self.class(depth + 1)?));
                    return if self.takes(']') { Ok(class) } else { Err("a bracket is not closed") };
                }
                '[' => return Err("a bracket is opened between brackets"),
                '\\' => {
                    let escape = self.escape()?;
                    match escape.parts.as_slice() {
                        [Part::Range(first, _)] if !escape.other => {
                            let first = *first;
                            self.range(&mut class, first)?;
                        }
                        parts => class.parts.extend(parts),
                    }
                }
                first => self.range(&mut class, first)?,
            }
        }
    }

    /// A character within brackets, or a range from it.
    fn range(&mut self, class: &mut Class, first: char) -> Result<(), &'static str> {
        let last = match self.left {
            ['-', ']' | '[', ..] => first,
            ['-', ..] => {
                self.take();
                match self.take().ok_or("a bracket is not closed")? {
                    '\\' => match self.escape()?.parts.as_slice() {
                        [Part::Range(last, _)] => *last,
                        _ => return Err("a range ends in a class"),
                    },
                    last => last,
                }
            }
            _ => first,
        };
        if last < first {
            return Err("a range runs backwards");
        }
        class.parts.push(Part::Range(first, last));
        Ok(())
    }

    /// What is after a backslash.
    pub(super) fn escape(&mut self) -> Result<Class, &'static str> {
        let sign = self.take().ok_or("it ends in a backslash")?;
        Ok(match sign {
            'n' => Class::single('\n'),
            'r' => Class::single('\r'),
            't' => Class::single('\t'),
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$'
            | '/' => Class::single(sign),
            's' | 'S' => Class::of(Part::Kind(is_space, sign == 's')),
            'd' | 'D' => Class::of(Part::Kind(is_digit, sign == 'd')),
            'w' | 'W' => Class::of(Part::Kind(is_word, sign == 'w')),
            'i' | 'I' => Class::of(Part::Kind(is_initial, sign == 'i')),
            'c' | 'C' => Class::of(Part::Kind(is_name, sign == 'c')),
            'p' | 'P' => {
                if !self.takes('{') {
                    return Err("a category is missing after \\p");
                }
                let mut name = String::new();
                loop {
                    match self.take().ok_or("a brace is not closed")? {
                        '}' => break,
                        other => name.push(other),
                    }
                }
                Class {
                    other: sign == 'P',
                    ..category(&name).ok_or("it names a category that is not known")?
                }
            }
            _ => return Err("it escapes a sign that needs none"),
        })
    }
}

/// A category or block of Unicode, as near as the standard library knows them.
fn category(name: &str) -> Option<Class> {
    if let Some(block) = name.strip_prefix("Is") {
        let (_, first, last) = BLOCKS.iter().find(|(known, ..)| *known == block)?;
        return Some(Class::of(Part::Range(*first, *last)));
    }
    let kind: fn(char) -> bool = match name {
        "L" => char::is_alphabetic,
        "Lu" => char::is_uppercase,
        "Ll" => char::is_lowercase,
        "Lo" => |one| one.is_alphabetic() && !one.is_uppercase() && !one.is_lowercase(),
        "N" => char::is_numeric,
        "Nd" => is_digit,
        "M" | "Mn" => is_mark,
        "P" => is_punctuation,
        "S" => is_symbol,
        "Sc" => |one| matches!(one, '$' | '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20CF}'),
        "Sm" => {
            |one| matches!(one, '+' | '<'..='>' | '|' | '~' | '¬' | '±' | '×' | '÷' | '\u{2200}'..='\u{22FF}')
        }
        "Z" | "Zs" => |one| one.is_whitespace() && !one.is_control(),
        "C" | "Cc" => char::is_control,
        _ => return None,
    };
    Some(Class::of(Part::Kind(kind, true)))
}

fn is_space(one: char) -> bool {
    matches!(one, ' ' | '\t' | '\n' | '\r')
}

fn is_digit(one: char) -> bool {
    ZEROS.iter().any(|zero| (*zero..zero + 10).contains(&u32::from(one)))
}

fn is_word(one: char) -> bool {
    !is_punctuation(one) && !one.is_whitespace() && !one.is_control()
}

fn is_initial(one: char) -> bool {
    one.is_alphabetic() || matches!(one, '_' | ':')
}

fn is_name(one: char) -> bool {
    is_initial(one) || is_digit(one) || is_mark(one) || matches!(one, '-' | '.' | '·')
}

fn is_mark(one: char) -> bool {
    matches!(one, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}' | '\u{93C}'..='\u{94D}' | '\u{20D0}'..='\u{20F0}')
}

fn is_punctuation(one: char) -> bool {
    (one.is_ascii_punctuation() && !is_symbol(one))
        || matches!(
            one,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '،' | '؛' | '؟' | '٪'..='٭' | '۔' | '।' | '॥'
        )
        || matches!(one, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{205E}')
        || matches!(one, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}' | '\u{FF0C}' | '\u{FF1F}')
}

fn is_symbol(one: char) -> bool {
    matches!(one, '$' | '+' | '<'..='>' | '^' | '`' | '|' | '~' | '¢'..='¦' | '¨' | '©' | '¬' | '®'..='±')
        || matches!(one, '´' | '¸' | '×' | '÷' | '\u{2044}' | '\u{20A0}'..='\u{20CF}' | '\u{2190}'..='\u{2BFF}')
}
