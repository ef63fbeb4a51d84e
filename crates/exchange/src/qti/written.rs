//! Elements as text.

use super::tree::{Child, Tag};

impl Tag {
    /// The element as a whole file. The same element always gives the same bytes.
    pub(super) fn file(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut text, Some(0));
        text.push('\n');
        text
    }

    /// Writes the element. With an indent, elements that hold no text stand on lines of their own; in the midst of
    /// content nothing is added.
    fn write(&self, out: &mut String, indent: Option<usize>) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(out, value, true);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        let apart = indent.filter(|_| self.stands_apart());
        for child in &self.children {
            if let Some(depth) = apart {
                line(out, depth + 1);
            }
            match child {
                Child::Tag(tag) => tag.write(out, apart.map(|depth| depth + 1)),
                Child::Text(text) => escape(out, text, false),
            }
        }
        if let Some(depth) = apart {
            line(out, depth);
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    fn stands_apart(&self) -> bool {
        let content = ["qti-item-body", "qti-stimulus-body", "qti-content-body", "qti-html-content"];
        !content.contains(&self.name.as_str())
            && self.children.iter().all(|child| matches!(child, Child::Tag(_)))
    }
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Escapes what XML would change, and shows what it cannot hold as a symbol.
fn escape(out: &mut String, text: &str, quoted: bool) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quoted => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if quoted => out.push_str("&#10;"),
            '\t' if quoted => out.push_str("&#9;"),
            '\n' | '\t' => out.push(character),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            character if character < ' ' => out.push('\u{FFFD}'),
            character => out.push(character),
        }
    }
}
