//! Rust sources as `tests/architecture.rs` looks at them: code without comments, texts and tests, and the texts.

use std::fs;
use std::path::Path;

/// One source file, or a piece of one in a test.
pub struct Source {
    /// Its path from the root of the repository, with slashes.
    pub path: String,
    /// Its lines, as they are.
    pub lines: Vec<String>,
    /// The code, byte for byte in its place; comments, texts and tests are blanks.
    pub code: String,
    /// The texts in the code, with their lines.
    pub texts: Vec<(usize, String)>,
    /// The same as `code`, without what is compiled for the browser only.
    pub native_code: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (lexed, found) = lex(text);
        let mut code = lexed.clone();
        blank_items(&mut code, text, "#[cfg(test)]");
        let mut native = code.clone();
        blank_items(&mut native, text, "#[cfg(target_arch = \"wasm32\")]");
        // The quotes of a text inside a test are blank by now.
        let texts =
            found.into_iter().filter(|(at, _)| code[*at] != b' ').map(|(at, t)| (line_at(text, at), t)).collect();
        Self {
            path: path.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            code: String::from_utf8(code).unwrap(),
            texts,
            native_code: String::from_utf8(native).unwrap(),
        }
    }

    /// The layer: the first name under `src`, without its ending.
    pub fn layer(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or_default()
    }

    /// How many modules lie between this one and the crate, itself counted.
    pub fn depth(&self) -> usize {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').filter(|name| !matches!(*name, "mod.rs" | "lib.rs" | "main.rs")).count()
    }

    /// The lines on which a whole word (which may hold `::`, `.` and `(`) stands in the code.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        words_at(&self.code, word).into_iter().map(|at| line_at(&self.code, at)).collect()
    }
}

/// Every file under a folder of the repository that ends in `.rs` and is no test.
pub fn all(folder: &str) -> Vec<Source> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(root, &path, found);
            } else if name.ends_with(".rs") && name != "tests.rs" && !name.ends_with("_tests.rs") {
                let inside = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source::new(&inside, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(root, &root.join(folder), &mut found);
    found
}

/// The line of a place in a text, from 1.
pub fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where a word stands that no letter, digit or underscore goes on at either end.
pub fn words_at(code: &str, word: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    let begins = word.as_bytes().first().is_some_and(|b| is_word(*b));
    let ends = word.as_bytes().last().is_some_and(|b| is_word(*b));
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| !(begins && *at > 0 && is_word(bytes[at - 1])))
        .filter(|at| !(ends && bytes.get(at + word.len()).is_some_and(|b| is_word(*b))))
        .collect()
}

/// Makes comments and what is inside quotes blank; gives the texts with the places of their first quotes.
fn lex(text: &str) -> (Vec<u8>, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut texts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = if rest.starts_with(b"//") {
            at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            block_comment_end(bytes, at)
        } else if rest[0] == b'"' {
            let close = string_end(bytes, at + 1);
            texts.push((at, text[at + 1..close].to_owned()));
            blank(&mut code, at + 1, close);
            at = close + 1;
            continue;
        } else if let Some(hashes) = raw_hashes(bytes, at) {
            let open = at + 1 + hashes;
            let mark = format!("\"{}", "#".repeat(hashes));
            let close = text[open + 1..].find(&mark).map_or(bytes.len(), |n| open + 1 + n);
            texts.push((open, text[open + 1..close].to_owned()));
            blank(&mut code, open + 1, close);
            at = close + mark.len();
            continue;
        } else if rest[0] == b'\'' {
            char_end(text, at)
        } else {
            at += 1;
            continue;
        };
        blank(&mut code, at, end);
        at = end.max(at + 1);
    }
    (code, texts)
}

fn blank(code: &mut [u8], from: usize, to: usize) {
    let to = to.min(code.len());
    for byte in &mut code[from..to] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn block_comment_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// The number of `#` of a raw text that begins here.
fn raw_hashes(bytes: &[u8], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|i| bytes[i]);
    if bytes[at] != b'r' || before.is_some_and(|b| is_word(b) && b != b'b') {
        return None;
    }
    let hashes = bytes[at + 1..].iter().take_while(|b| **b == b'#').count();
    (bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

/// The end of a character, or the place itself for a lifetime.
fn char_end(text: &str, at: usize) -> usize {
    let mut chars = text[at + 1..].char_indices();
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            chars.find(|(_, c)| *c == '\'').map_or(text.len(), |(n, _)| at + 2 + n)
        }
        Some(_) => match chars.next() {
            Some((n, '\'')) => at + 2 + n,
            _ => at,
        },
        None => at,
    }
}

/// Makes the items that an attribute stands before blank, with the attribute.
fn blank_items(code: &mut [u8], text: &str, attribute: &str) {
    for (start, _) in text.match_indices(attribute) {
        if code[start] != b'#' {
            continue;
        }
        let (mut braces, mut brackets) = (0_i32, 0_i32);
        let mut end = start + attribute.len();
        while end < code.len() {
            match code[end] {
                b'(' | b'[' => brackets += 1,
                b')' | b']' => brackets -= 1,
                b'{' => braces += 1,
                b'}' => braces -= 1,
                _ => {}
            }
            let closes = code[end] == b'}' && braces == 0;
            let ends = code[end] == b';' && braces == 0 && brackets == 0;
            end += 1;
            if closes || ends {
                break;
            }
        }
        blank(code, start, end);
    }
}
