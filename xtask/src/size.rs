//! What the page costs to load.

use crate::{header, say};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// What the first load should take in all: the product's aim, printed beside what it takes.
pub const FIRST_LOAD_AIM_BYTES: u64 = 300_000;

/// What the first load may take in all, so that it does not grow unnoticed while it is above the aim.
pub const FIRST_LOAD_LIMIT_BYTES: u64 = 1_600_000;

/// The sizes of one file, in bytes.
#[derive(Debug)]
pub struct Sizes {
    /// Path inside the folder.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// The `.gz` beside it; `raw` where there is none.
    pub gzip: u64,
    /// The `.br` beside it; `raw` where there is none.
    pub brotli: u64,
}

/// Writes a `.br` and a `.gz` beside a file where that is worth it, and returns its sizes.
pub fn compress(folder: &Path, name: &str) -> Result<Sizes, String> {
    let file = folder.join(name);
    let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let raw = content.len() as u64;
    let mut sizes = Sizes { name: name.to_owned(), raw, gzip: raw, brotli: raw };
    if header::is_compressible(name) {
        let gzip = gzip(&content)?;
        let brotli = brotli(&content)?;
        (sizes.gzip, sizes.brotli) = (gzip.len() as u64, brotli.len() as u64);
        for (ending, packed) in [("gz", gzip), ("br", brotli)] {
            let beside = folder.join(format!("{name}.{ending}"));
            fs::write(&beside, packed).map_err(|error| format!("{}: {error}", beside.display()))?;
        }
    }
    Ok(sizes)
}

/// A content as gzip, at the best level.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).map_err(|error| format!("gzip: {error}"))
}

/// A content as brotli, at the best level.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters).map_err(|error| format!("brotli: {error}"))?;
    Ok(packed)
}

/// The names of what the first load of a page fetches: the page, what it refers to, the WebAssembly file and the
/// configuration.
pub fn first_load(html: &str) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = ["index.html".to_owned(), "config.json".to_owned()].into();
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        if tag.starts_with("script") || tag.starts_with("link") {
            let reference = crate::page::attribute(tag, "src").or_else(|| crate::page::attribute(tag, "href"));
            names.extend(reference.and_then(|reference| reference.strip_prefix('/')).map(str::to_owned));
        }
    }
    names
}

/// Prints a table of sizes; returns what the first load takes in brotli.
pub fn report(sizes: &[Sizes], first: &BTreeSet<String>) -> u64 {
    println!("{:<44} {:>12} {:>12} {:>12}", "bytes", "raw", "gzip", "brotli");
    let mut total = (0, 0, 0);
    for file in sizes {
        let mark = if first.contains(&file.name) { "*" } else { " " };
        println!(
            "{mark} {:<42} {:>12} {:>12} {:>12}",
            file.name,
            say::bytes(file.raw),
            say::bytes(file.gzip),
            say::bytes(file.brotli)
        );
        if first.contains(&file.name) {
            total = (total.0 + file.raw, total.1 + file.gzip, total.2 + file.brotli);
        }
    }
    println!(
        "{:<44} {:>12} {:>12} {:>12}",
        "* first load",
        say::bytes(total.0),
        say::bytes(total.1),
        say::bytes(total.2)
    );
    println!("{:<70} {:>12}", "  aim for the first load", say::bytes(FIRST_LOAD_AIM_BYTES));
    total.2
}

/// Fails where the first load is over the limit.
pub fn check(first_load: u64) -> Result<(), String> {
    if first_load <= FIRST_LOAD_LIMIT_BYTES {
        return Ok(());
    }
    let (load, limit) = (say::bytes(first_load), say::bytes(FIRST_LOAD_LIMIT_BYTES));
    Err(format!("the first load takes {load} bytes in brotli, and the limit is {limit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_page_and_all_it_refers_to() {
        let html = "<script src=\"/boot.js\"></script><link rel=\"stylesheet\" href=\"/a.css\"><a href=\"/b.txt\">\
                    <link rel=\"preload\" href=\"/app_bg.wasm\"><link rel=\"icon\" href=\"https://x.example/y.png\">";
        let names: Vec<_> = first_load(html).into_iter().collect();
        assert_eq!(names, ["a.css", "app_bg.wasm", "boot.js", "config.json", "index.html"]);
    }

    #[test]
    fn a_page_over_the_limit_fails() {
        let file = |brotli| Sizes { name: "index.html".into(), raw: brotli, gzip: brotli, brotli };
        let first = ["index.html".to_owned()].into();
        assert_eq!(report(&[file(1_234)], &first), 1_234);
        assert!(check(FIRST_LOAD_LIMIT_BYTES).is_ok());
        assert!(check(FIRST_LOAD_LIMIT_BYTES + 1).is_err());
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let text = "the same words again and again ".repeat(200).into_bytes();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&text).unwrap()[..], &mut plain).unwrap();
        assert_eq!(plain, text);
        let mut plain = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gzip(&text).unwrap()[..]), &mut plain).unwrap();
        assert_eq!(plain, text);
    }
}
