//! The words above the rows, and how much room they take.

use super::{CODE_IN_FRAME, Options};
use crate::geometry::Point;

/// A line of words.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// The left end of its base line.
    pub at: Point,
    /// Its CSS font size, in millimetres.
    pub size: f64,
    /// The words.
    pub text: String,
}

/// What stands above the rows, left of the square code.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Title, the word for the name, instruction, from the top.
    pub lines: Vec<TextLine>,
    /// The line for the name: its left end and its length. None where there is no word for it.
    pub name: Option<(Point, f64)>,
}

/// From the frame's edge to the words, clear of the corner mark.
const LEFT: f64 = 8.0;
/// Between the words and the square code with its quiet zone.
const RIGHT: f64 = CODE_IN_FRAME.corner.x - 6.0;
/// From one base line to the next, as part of the font's size.
const LEADING: f64 = 1.2;

/// The header on the paper, and where it ends, from the top of the frame.
pub(super) fn place(options: &Options) -> (Header, f64) {
    let measures = options.print.measures();
    let origin = options.paper.frame_origin();
    let on_paper = |x: f64, y: f64| origin.moved(x, y);
    let mut header = Header { lines: Vec::new(), name: None };
    let mut add = |y: f64, size: f64, text: String| {
        header.lines.push(TextLine { at: on_paper(LEFT, y), size, text });
    };
    let mut y = -4.5;
    for text in wrapped(&options.words.title, RIGHT - LEFT, measures.title) {
        y += measures.title * LEADING;
        add(y, measures.title, text);
    }
    let name = &options.words.name;
    if !name.is_empty() {
        y += measures.text * 2.2;
        add(y, measures.text, name.clone());
    }
    let name_at = y;
    y += measures.text * 0.6;
    for text in wrapped(&options.words.instruction, RIGHT - LEFT, measures.text) {
        y += measures.text * LEADING;
        add(y, measures.text, text);
    }
    if !name.is_empty() {
        let from = (LEFT + width(name, measures.text) * 1.25 + 2.0).min(RIGHT - LEAST_NAME);
        header.name = Some((on_paper(from, name_at + 0.8), RIGHT - from));
    }
    (header, y + measures.text)
}

/// The least room to write a name in, in millimetres.
const LEAST_NAME: f64 = 50.0;

/// Words on lines of at most `room`, broken within a word only where it alone is too long.
fn wrapped(said: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in said.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(String::new()),
        }
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            let mut rest = word.chars().peekable();
            while rest.peek().is_some() {
                let mut part = String::new();
                while let Some(c) =
                    rest.next_if(|&c| part.is_empty() || width(&part, size) + wide(c) * size <= room)
                {
                    part.push(c);
                }
                match lines.last_mut() {
                    Some(line) if line.is_empty() => *line = part,
                    _ => lines.push(part),
                }
            }
        }
    }
    lines
}

/// About how wide words are in common sans serif fonts, on the wide side.
fn width(said: &str, size: f64) -> f64 {
    said.chars().map(|c| wide(c) * size).sum()
}

/// As part of the font's size: Chinese, Japanese and Korean characters are as wide as high.
fn wide(c: char) -> f64 {
    if c >= '\u{2e80}' { 1.0 } else { 0.52 }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_words_go_on_on_the_next_line() {
        // Five characters of 10 mm at 0.52 are 26 mm, eleven are 57.2.
        check("aaaaa bbbbb ccccc", &["aaaaa bbbbb", "ccccc"]);
        check("", &[]);
        check("aaaaaaaaaaaaaaaaa b", &["aaaaaaaaaaa", "aaaaaa b"]);
        check("数直线上的分数", &["数直线上的", "分数"]);
    }

    #[track_caller]
    fn check(said: &str, expected: &[&str]) {
        assert_eq!(wrapped(said, 58.0, 10.0), expected);
    }
}
