//! Quotes that are not closed. A reader of CSV takes all that follows one for a single cell, up to the next quote, and says
//! nothing: the rows in between would be gone.

use super::table::Separator;

/// Where a scan stands.
#[derive(Clone, Copy)]
enum State {
    /// A cell begins.
    Start,
    /// Within a cell, or a part of one, that is not quoted.
    Plain,
    /// Within quotes that opened on a line.
    Quoted(usize),
    /// Behind a quote within them: their end, or the first of two that stand for one.
    Behind(usize),
}

/// The line of the quote that is not closed, where there is one: it runs to the end of the text, or over the end of its
/// line to a quote that ends no cell.
pub(super) fn open_quote(text: &str, separator: Separator, first_line: usize) -> Option<usize> {
    let mut line = first_line;
    let mut state = State::Start;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let is_end = matches!(byte, b'\r' | b'\n');
        state = match state {
            State::Quoted(opened) if byte == b'"' => State::Behind(opened),
            State::Quoted(opened) => State::Quoted(opened),
            State::Behind(opened) if byte == b'"' => State::Quoted(opened),
            _ if is_end || byte == separator.byte() => State::Start,
            State::Behind(opened) if opened < line => return Some(opened),
            State::Start if byte == b'"' => State::Quoted(line),
            State::Start | State::Plain | State::Behind(_) => State::Plain,
        };
        if byte == b'\n' || (byte == b'\r' && bytes.peek() != Some(&b'\n')) {
            line += 1;
        }
    }
    if let State::Quoted(opened) = state { Some(opened) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<usize> {
        open_quote(text, Separator::Comma, 1)
    }

    #[test]
    fn a_quote_that_runs_to_the_end_is_named_by_its_line() {
        assert_eq!(line("utterance,intent\nhelp,A\n\"stop,B\nmy trips,C\n"), Some(3));
        assert_eq!(line("a,\"b"), Some(1));
        assert_eq!(line("a\r\nb\r\n\"c,d\r\ne"), Some(3));
        assert_eq!(line("a\rb\r\"c,d\re"), Some(3));
    }

    #[test]
    fn a_quote_that_takes_the_next_opening_one_for_its_end_is_named_too() {
        assert_eq!(line("u,i\n\"help,A\nstop,B\n\"my trips\",C\n"), Some(2));
        assert_eq!(line("u,i\nhelp,\"A\nstop,B\nx,\"C\"\n"), Some(2));
    }

    #[test]
    fn quotes_that_are_closed_doubled_or_inside_a_text_are_fine() {
        for text in [
            "\"help, now\",A\n\"say \"\"cheese\"\"\",B\n\"\",C\n\"\"\"\"\n",
            "\"two\nlines\",A\n\"a\"\n",
            "say \"cheese,A\nhelp,B\n",
            "\"24\" tv show,A\nhelp,B",
            "",
        ] {
            assert_eq!(line(text), None, "{text:?}");
        }
    }
}
