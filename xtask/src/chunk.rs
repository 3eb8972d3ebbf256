//! Cuts the release: from the one WebAssembly file that cargo makes to a first one and chunks that the page fetches when
//! they are asked for (`src/platform/chunk.rs`). Trunk has built the page; what it made of the WebAssembly file is
//! replaced.
//!
//! Each file is named by a hash of its content, and names those that it fetches: the page the bindings, the bindings the
//! chunks with their integrity. So a tab never mixes two versions.

use crate::page::{hash, integrity};
use crate::{process, root, tool};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the compiler is told for a release, in the form of `CARGO_ENCODED_RUSTFLAGS`, which replaces the flags of
/// `.cargo/config.toml`: views as trait objects as there, where the code is to be cut, that the linker keeps what refers
/// to what, and no path of this machine, so that two folders make the same bytes.
pub fn flags() -> Result<String, String> {
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    let mut flags: Vec<String> =
        ["--cfg", "erase_components", "--cfg", "skillscope_chunks", "-Clink-args=--emit-relocs"].map(Into::into).into();
    // Of several that fit, the last one counts.
    let places = [
        (sources, "/rust"),
        (root::cargo_home()?, "/cargo"),
        (root::repository(), "/skillscope"),
        (root::target(), "/target"),
    ];
    flags.extend(places.iter().map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display())));
    Ok(flags.join("\u{1f}"))
}

/// What browsers of the README can do, and no more.
const FEATURES: [&str; 6] =
    ["bulk-memory", "mutable-globals", "multivalue", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// The name of the file that links chunks, as wasm-split writes it and wasm-bindgen imports it.
const LINK: &str = "./__wasm_split.js";

/// Which files an entry needs beyond the first load, by the name of the entry; one that is shared stands with several.
pub type Entries = BTreeMap<String, Vec<String>>;

/// Cuts what cargo made, and puts the parts into Trunk's folder in place of Trunk's own.
pub fn cut(trunk: &Path) -> Result<Entries, String> {
    let folder = root::work().join("chunks");
    let _ = fs::remove_dir_all(&folder);
    let whole = root::target().join(tool::WASM_TARGET).join("release/skillscope.wasm");
    process::run(Command::new(tool::wasm_split()?).arg(whole).arg(&folder).args([
        "--target",
        "web",
        "--out-name",
        "skillscope",
    ]))?;
    let bound = folder.join("bound");
    let mut bind = Command::new(tool::wasm_bindgen()?.join("wasm-bindgen"));
    bind.arg(folder.join("skillscope.wasm")).arg("--out-dir").arg(&bound);
    // What chunks take from the first file is exported by the linker's own names.
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "skillscope"]);
    process::run(&mut bind)?;

    let small = folder.join("small");
    fs::create_dir_all(&small).map_err(|error| format!("{}: {error}", small.display()))?;
    let first = shrink(&bound.join("skillscope_bg.wasm"), &small)?;
    let link = text(&folder.join(LINK))?;
    let (link, chunks) = name_chunks(&link, |name| shrink(&folder.join(name), &small))?;
    let bindings = join(&text(&bound.join("skillscope.js"))?, &link)?;

    let page = text(&trunk.join("index.html"))?;
    let (old_bindings, old_first) = trunk_names(&page)?;
    let new_first = format!("skillscope-{}_bg.wasm", hash(&first));
    let new_bindings = format!("skillscope-{}.js", hash(bindings.as_bytes()));
    let page = page.replace(&old_first, &new_first).replace(&old_bindings, &new_bindings);
    for old in [old_bindings, old_first] {
        fs::remove_file(trunk.join(&old)).map_err(|error| format!("{old}: {error}"))?;
    }
    let files = chunks.iter().map(|chunk| (chunk.name.as_str(), chunk.content.as_slice()));
    let files = files.chain([
        (new_first.as_str(), first.as_slice()),
        (new_bindings.as_str(), bindings.as_bytes()),
        ("index.html", page.as_bytes()),
    ]);
    for (name, content) in files {
        fs::write(trunk.join(name), content).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(entries(&chunks))
}

fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Makes a WebAssembly file small, and returns its content.
fn shrink(file: &Path, folder: &Path) -> Result<Vec<u8>, String> {
    let out = folder.join(file.file_name().unwrap_or_default());
    let mut command = Command::new("wasm-opt");
    command.env("PATH", path()?).arg(file).arg("-o").arg(&out).args(["-Oz", "--strip-debug", "--strip-producers"]);
    command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    process::run(&mut command)?;
    fs::read(&out).map_err(|error| format!("{}: {error}", out.display()))
}

fn path() -> Result<OsString, String> {
    tool::path_with(&[tool::npm()?])
}

/// A chunk as it is served.
#[derive(Debug)]
struct Chunk {
    /// With its hash.
    name: String,
    content: Vec<u8>,
    /// The entries that need it.
    entries: Vec<String>,
}

/// Gives the chunks that the link file fetches names with a hash, and each fetch its integrity. `read` gives the content
/// of a chunk by the name that it has so far.
fn name_chunks(link: &str, read: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<(String, Vec<Chunk>), String> {
    const OPEN: &str = "fetch(new URL(\"./";
    const CLOSE: &str = "\", import.meta.url))";
    let mut out = String::with_capacity(link.len() + 4_000);
    let mut chunks = Vec::new();
    let mut rest = link;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (old, after) = after.split_once(CLOSE).ok_or("a fetch of the link file has another form")?;
        let content = read(old)?;
        let stem = old.strip_suffix(".wasm").ok_or("the link file fetches something else than WebAssembly")?;
        let (name, entries) = match stem.strip_prefix("split_") {
            Some(entry) => (entry.to_owned(), vec![entry.to_owned()]),
            None => (stem.replace("chunk_", "shared-"), shared_by(before)?),
        };
        let name = format!("{}-{}.wasm", name.replace('_', "-"), hash(&content));
        out.push_str(before);
        out.push_str(&format!("fetch(\"/{name}\", {{ integrity: \"{}\" }})", integrity(&content)));
        chunks.push(Chunk { name, content, entries });
        rest = after;
    }
    out.push_str(rest);
    if chunks.is_empty() {
        Err("nothing was cut: the link file fetches no chunk".to_owned())
    } else {
        Ok((out, chunks))
    }
}

/// The entries that share a chunk: those of the last comment before it.
fn shared_by(before: &str) -> Result<Vec<String>, String> {
    let comment = before.rsplit_once("/*").and_then(|(_, after)| after.split_once("*/"));
    let (names, _) = comment.ok_or("the link file does not say who shares a chunk")?;
    Ok(names.split(',').map(|name| name.trim().to_owned()).collect())
}

fn entries(chunks: &[Chunk]) -> Entries {
    let mut entries = Entries::new();
    for chunk in chunks {
        for entry in &chunk.entries {
            entries.entry(entry.clone()).or_default().push(chunk.name.clone());
        }
    }
    entries
}

/// Makes one file of the bindings and the link file, which import each other: so both go by one hash.
fn join(bindings: &str, link: &str) -> Result<String, String> {
    let import = bindings.lines().find(|line| line.starts_with("import ") && line.contains(LINK));
    let import = import.ok_or("the bindings do not import the link file")?;
    let binding = import.strip_prefix("import * as ").and_then(|line| line.split_once(" from "));
    let (binding, _) = binding.ok_or("the bindings import the link file in another form")?;
    let (first, body) = link.split_once('\n').ok_or("the link file is empty")?;
    if !first.starts_with("import { initSync }") {
        return Err("the link file begins in another form".to_owned());
    }
    let loaders: Vec<&str> = body
        .lines()
        .filter_map(|line| line.strip_prefix("export const ").and_then(|line| line.split_once(" =")))
        .map(|(name, _)| name)
        .collect();
    let bindings = bindings.replacen(import, "", 1);
    let body = body.replace("export const ", "const ");
    Ok(format!("{bindings}\n{body}\nconst {binding} = {{ {} }};\n", loaders.join(", ")))
}

/// The names that Trunk gave bindings and WebAssembly file in its page.
fn trunk_names(page: &str) -> Result<(String, String), String> {
    let quoted = |word: &str| {
        let rest = page.split_once(word)?.1;
        rest.split(['\'', '"']).next().map(|name| name.trim_start_matches('/').to_owned())
    };
    let bindings = quoted("bindings from '").ok_or("Trunk's loader names no module to import")?;
    let first = quoted("module_or_path: '").ok_or("Trunk's loader names no WebAssembly file")?;
    Ok((bindings, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK_FILE: &str = "import { initSync } from \"./skillscope.js\";\n\nfunction makeLoad() {}\n\
        /* metrics, settings */\nconst __chunk_3 = makeLoad(() => {\n\
        const src = fetch(new URL(\"./chunk_3.wasm\", import.meta.url));\n}, []);\n\
        export const __wasm_split_load_metrics = wrapAsyncCb(makeLoad(() => {\n\
        const src = fetch(new URL(\"./split_metrics.wasm\", import.meta.url));\n}, [__chunk_3]));\n";

    fn content(name: &str) -> Result<Vec<u8>, String> {
        Ok(format!("content of {name}").into_bytes())
    }

    #[test]
    fn each_chunk_is_fetched_by_the_hash_of_its_content_and_checked() {
        let (link, chunks) = name_chunks(LINK_FILE, content).unwrap();
        for (chunk, old) in chunks.iter().zip(["chunk_3.wasm", "split_metrics.wasm"]) {
            let expected = content(old).unwrap();
            assert!(chunk.name.contains(&hash(&expected)) && crate::header::is_hashed(&chunk.name), "{}", chunk.name);
            let fetch = format!("fetch(\"/{}\", {{ integrity: \"{}\" }})", chunk.name, integrity(&expected));
            assert!(link.contains(&fetch), "{link}");
        }
        assert_eq!(chunks.len(), 2);
    }

    #[test]
    fn an_entry_needs_its_own_chunk_and_those_that_it_shares() {
        let (_, chunks) = name_chunks(LINK_FILE, content).unwrap();
        let entries = entries(&chunks);
        assert_eq!(entries["metrics"].len(), 2);
        assert_eq!(entries["settings"].len(), 1);
        assert!(entries["settings"][0].starts_with("shared-3-"));
    }

    #[test]
    fn bindings_and_link_file_become_one_that_imports_neither() {
        let bindings = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;\nexport { initSync };\n";
        let joined = join(bindings, LINK_FILE).unwrap();
        assert!(!joined.contains("import "), "{joined}");
        assert!(joined.contains("const import1 = { __wasm_split_load_metrics };"));
        assert!(joined.contains("\nconst __wasm_split_load_metrics ="));
        assert!(join("let wasm;", LINK_FILE).is_err());
    }

    #[test]
    fn the_flags_of_a_release_begin_with_those_of_every_build() {
        let config = include_str!("../../.cargo/config.toml");
        assert!(config.contains("rustflags = [\"--cfg\", \"erase_components\"]"));
        let flags = flags().unwrap();
        assert!(flags.starts_with("--cfg\u{1f}erase_components\u{1f}"));
        assert!(flags.contains(&format!("={}=/skillscope", root::repository().display())));
    }

    #[test]
    fn the_tool_is_of_one_age_with_the_macro() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains("name = \"wasm_split_helpers\"\nversion = \"0.2."));
    }
}
