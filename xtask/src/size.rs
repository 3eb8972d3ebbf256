//! What the page costs to load.

use crate::bundle::Bundle;
use crate::{header, say};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// What the first load may take in all, compressed: all that the sign-in screen needs.
pub const FIRST_LOAD_LIMIT_BYTES: u64 = 300_000;

/// What a single chunk may take, compressed.
pub const CHUNK_LIMIT_BYTES: u64 = 330_000;

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

/// What a page weighs, compressed by brotli.
#[derive(Debug)]
pub struct Weight {
    /// The first load in all.
    first_load: u64,
    /// Each chunk by its name.
    chunks: Vec<(String, u64)>,
}

/// Prints the sizes of a page: its files, its first load, and what each of its parts needs beyond that.
pub fn report(bundle: &Bundle) -> Weight {
    let first = first_load(&bundle.html);
    let line = |name: &str, (raw, gzip, brotli): (u64, u64, u64)| {
        println!("{name:<44} {:>12} {:>12} {:>12}", say::bytes(raw), say::bytes(gzip), say::bytes(brotli));
    };
    println!("{:<44} {:>12} {:>12} {:>12}", "bytes", "raw", "gzip", "brotli");
    for file in &bundle.sizes {
        let mark = if first.contains(&file.name) { "*" } else { " " };
        line(&format!("{mark} {}", file.name), (file.raw, file.gzip, file.brotli));
    }
    let sum = |is_in: &dyn Fn(&String) -> bool| {
        let files = bundle.sizes.iter().filter(|file| is_in(&file.name));
        files.fold((0, 0, 0), |sum, file| (sum.0 + file.raw, sum.1 + file.gzip, sum.2 + file.brotli))
    };
    println!();
    let first_load = sum(&|name| first.contains(name));
    line("* first load", first_load);
    for (entry, names) in &bundle.entries {
        line(&format!("  {entry} needs beyond that"), sum(&|name| names.contains(name)));
    }
    let chunks = bundle.sizes.iter().filter(|file| bundle.entries.values().flatten().any(|name| *name == file.name));
    let chunks = chunks.map(|file| (file.name.clone(), file.brotli)).collect();
    let limits = [("first load", FIRST_LOAD_LIMIT_BYTES), ("a chunk", CHUNK_LIMIT_BYTES)];
    for (what, limit) in limits {
        println!("{:<70} {:>12}", format!("  limit of {what}"), say::bytes(limit));
    }
    Weight { first_load: first_load.2, chunks }
}

/// Fails where the first load or a chunk is over its limit.
pub fn check(weight: &Weight) -> Result<(), String> {
    let first = ("the first load", weight.first_load, FIRST_LOAD_LIMIT_BYTES);
    let chunks = weight.chunks.iter().map(|(name, bytes)| (name.as_str(), *bytes, CHUNK_LIMIT_BYTES));
    let over: Vec<String> = std::iter::once(first)
        .chain(chunks)
        .filter(|(_, bytes, limit)| bytes > limit)
        .map(|(what, bytes, limit)| {
            format!("{what} takes {} bytes in brotli, and the limit is {}", say::bytes(bytes), say::bytes(limit))
        })
        .collect();
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
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
    fn a_first_load_or_a_chunk_over_its_limit_fails_by_its_name() {
        let file = |name: &str, brotli| Sizes { name: name.to_owned(), raw: brotli, gzip: brotli, brotli };
        let weigh = |first, chunk| {
            report(&Bundle {
                folder: "dist".into(),
                sizes: vec![file("index.html", first), file("metrics-0.wasm", chunk)],
                html: String::new(),
                entries: [("metrics".to_owned(), vec!["metrics-0.wasm".to_owned()])].into(),
            })
        };
        assert!(check(&weigh(FIRST_LOAD_LIMIT_BYTES, CHUNK_LIMIT_BYTES)).is_ok());
        assert!(check(&weigh(FIRST_LOAD_LIMIT_BYTES + 1, 1)).unwrap_err().contains("the first load"));
        assert!(check(&weigh(1, CHUNK_LIMIT_BYTES + 1)).unwrap_err().contains("metrics-0.wasm"));
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
