//! Markup that can hold foreign text only as text.

/// Markup under construction. What is written raw is a literal of this program; everything else goes through
/// [`Markup::text`].
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// A literal.
    pub(super) fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    /// Any text, shown as it is: escaped, and set apart from the direction of what is around it.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str("<bdi>");
        escape(text, &mut self.0);
        self.0.push_str("</bdi>");
        self
    }

    /// Any text inside an attribute, or where markup is not read: escaped only.
    pub(super) fn bare(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    /// A drawing.
    pub(super) fn svg(&mut self, svg: &Svg) -> &mut Self {
        self.0.push_str(&svg.0);
        self
    }

    /// A heading with a section around what follows, up to [`Markup::end_section`].
    pub(super) fn section(&mut self, heading: &'static str) -> &mut Self {
        self.raw("<section><h2>").raw(heading).raw("</h2>\n")
    }

    /// Ends a section.
    pub(super) fn end_section(&mut self) -> &mut Self {
        self.raw("</section>\n")
    }

    /// A paragraph of any text.
    pub(super) fn paragraph(&mut self, text: &str) -> &mut Self {
        self.raw("<p>").text(text).raw("</p>\n")
    }

    /// An item of a list of any text.
    pub(super) fn item(&mut self, text: &str) -> &mut Self {
        self.raw("<li>").text(text).raw("</li>\n")
    }

    /// A name and a value in a `<dl>`.
    pub(super) fn fact(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw("<div><dt>").raw(name).raw("</dt><dd>").text(value).raw("</dd></div>\n")
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // Embeddings, overrides and isolates can make text read as something else, and a stray end of an isolate
            // breaks out of <bdi>: their code is shown in their place. So is what no screen shows at all.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push_str(&shown(c)),
            c if c.is_control() => out.push_str(&shown(c)),
            c => out.push(c),
        }
    }
}

fn shown(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// A drawing as SVG text that a page may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Svg(String);

impl Svg {
    /// Takes a drawing; `None` for anything that is not one SVG element, or that could run, load or style something.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let is_one = lower.starts_with("<svg") && lower.ends_with("</svg>");
        let bad = ["<script", "<style", "<foreignobject", "<image", "<use", "<a ", "<a>", "href", "url(", "<!", "<?"];
        let has_handler = lower.split('<').skip(1).any(|tag| {
            let attributes = tag.split('>').next().unwrap_or_default();
            attributes.split_ascii_whitespace().skip(1).any(|word| word.starts_with("on") && word.contains('='))
        });
        (is_one && !has_handler && !bad.iter().any(|b| lower.contains(b))).then(|| Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        let mut markup = Markup::default();
        markup.text("<img src=x onerror=\"a('b')\"> & \u{202E}gnp\u{2069}\u{0}é");
        assert_eq!(
            markup.finish(),
            "<bdi>&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt; &amp; [U+202E]gnp[U+2069][U+0000]é</bdi>"
        );
    }

    #[test]
    fn a_drawing_is_one_svg_that_runs_and_loads_nothing() {
        assert!(Svg::new("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><text>only on = 5</text></svg>\n").is_some());
        for bad in [
            "<p></p>",
            "<svg><script>x</script></svg>",
            "<svg onload=\"x\"></svg>",
            "<svg><path\nonclick=x d=\"\"/></svg>",
            "<svg><image href=\"https://x/\"/></svg>",
            "<svg></svg><img src=x></svg2>",
            "<svg><rect fill=\"url(#a)\"/></svg>",
        ] {
            assert_eq!(Svg::new(bad), None, "{bad}");
        }
    }
}
