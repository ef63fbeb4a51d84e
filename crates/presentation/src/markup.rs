//! HTML being written: whatever is not a tag of ours is escaped.

/// HTML so far.
#[derive(Debug, Default)]
pub(crate) struct Markup(String);

/// A tag whose attributes are being written. It ends with [`Tag::done`].
#[must_use = "a tag ends with done()"]
pub(crate) struct Tag<'m>(&'m mut Markup);

impl Markup {
    /// Begins `<name`.
    pub(crate) fn tag(&mut self, name: &str) -> Tag<'_> {
        self.0.push('<');
        self.0.push_str(name);
        Tag(self)
    }

    /// `<name>`.
    pub(crate) fn open(&mut self, name: &str) {
        self.tag(name).done();
    }

    /// `<name class="...">`.
    pub(crate) fn open_class(&mut self, name: &str, class: &str) {
        self.tag(name).attr("class", class).done();
    }

    /// `</name>`.
    pub(crate) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    /// `<name class="...">text</name>`.
    pub(crate) fn element(&mut self, name: &str, class: &str, text: &str) {
        self.open_class(name, class);
        self.text(text);
        self.close(name);
    }

    /// HTML that was written by another [`Markup`], or a constant of this crate.
    pub(crate) fn append(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

impl Tag<'_> {
    /// `name="value"`.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        let html = &mut self.0.0;
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(html, value);
        html.push('"');
        self
    }

    /// `name="value"` where there is a value.
    pub(crate) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// `name` where `on`.
    pub(crate) fn flag(self, name: &str, on: bool) -> Self {
        if on {
            self.0.0.push(' ');
            self.0.0.push_str(name);
        }
        self
    }

    /// Ends the tag.
    pub(crate) fn done(self) {
        self.0.0.push('>');
    }
}

/// Escapes for text and for attributes in double quotes. A NUL, which HTML cannot hold, becomes U+FFFD.
fn escape(html: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\0' => html.push('\u{fffd}'),
            // A parser turns a bare carriage return into a line feed; as a reference it stays.
            '\r' => html.push_str("&#13;"),
            sign => html.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut html = Markup::default();
        html.tag("p").attr("title", "\"><script>'").flag("hidden", true).flag("open", false).done();
        html.text("a < b & c\0");
        html.close("p");
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;&#39;\" hidden>a &lt; b &amp; c\u{fffd}</p>"
        );
    }
}
