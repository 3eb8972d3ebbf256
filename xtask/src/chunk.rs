//! Cuts the release: from the one WebAssembly file that cargo makes to a first one and chunks that the page fetches when
//! they are asked for (`src/platform/chunk.rs`). Trunk has built the page; what it made of the WebAssembly file is
//! replaced.
//!
//! Each file is named by a hash of its content, and names those that it fetches: the page the bindings, the bindings the
//! chunks with their integrity. So a tab never mixes two versions.

use crate::group::{self, BEFORE as BEFORE_FRAME, FRAME, Needs, Piece};
use crate::page::{hash, integrity};
use crate::{binaryen, process, root, tool};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
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

/// The name of the file that links chunks, as wasm-split writes it and wasm-bindgen imports it.
const LINK: &str = "./__wasm_split.js";

/// The name by which the pieces import from the first file.
const FIRST: &str = "__wasm_split";

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

    let link = text(&folder.join(LINK))?;
    let pieces = pieces(&link, |file| fs::metadata(folder.join(file)).map(|file| file.len()))?;
    let stub = folder.join("first.wat");
    let split = pieces.iter().find(|piece| piece.file.starts_with("split_")).ok_or("nothing was cut")?;
    let text_form = binaryen::as_text(&folder.join(&split.file))?;
    fs::write(&stub, first_as_text(&text_form, &shares(&link)?)?)
        .map_err(|error| format!("{}: {error}", stub.display()))?;
    let first = binaryen::shrink(&bound.join("skillscope_bg.wasm"))?;
    let groups: Vec<_> = group::group(pieces).into_iter().enumerate().collect();
    let chunks = binaryen::in_parallel(&groups, |(number, (needs, pieces))| {
        let files: Vec<PathBuf> = pieces.iter().map(|piece| folder.join(&piece.file)).collect();
        let merged = folder.join(format!("merged_{number}.wasm"));
        binaryen::merge((&stub, FIRST), &files, &merged)?;
        let content = binaryen::shrink(&merged)?;
        Ok(Chunk::new(*number, needs, content))
    })?;
    let names = names(&link);
    let bindings = bindings(&text(&bound.join("skillscope.js"))?, &loaders(&names, &chunks, &shares(&link)?))?;

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
    Ok(entries(&names, &chunks))
}

fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// A chunk as it is served.
#[derive(Debug)]
struct Chunk {
    /// With its hash.
    name: String,
    content: Vec<u8>,
    /// The entries that need it.
    needs: Needs,
}

impl Chunk {
    fn new(number: usize, needs: &Needs, content: Vec<u8>) -> Self {
        let stem = match needs.iter().collect::<Vec<_>>().as_slice() {
            [only] => only.replace('_', "-"),
            _ => format!("shared-{number}"),
        };
        Self { name: format!("{stem}-{}.wasm", hash(&content)), content, needs: needs.clone() }
    }
}

/// The pieces that the link file fetches, and who needs each. `weigh` gives the bytes of a file.
fn pieces(link: &str, weigh: impl Fn(&str) -> std::io::Result<u64>) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = link;
    while let Some((before, after)) = rest.split_once("fetch(new URL(\"./") {
        let (file, after) = after.split_once('"').ok_or("a fetch of the link file has another form")?;
        let needs = match file.strip_prefix("split_").and_then(|file| file.strip_suffix(".wasm")) {
            Some(entry) => [entry.to_owned()].into(),
            None => {
                // The comment before a shared piece names those who share it.
                let comment = before.rsplit_once("/*").and_then(|(_, after)| after.split_once("*/"));
                let (names, _) = comment.ok_or("the link file does not say who shares a piece")?;
                names.split(',').map(|name| name.trim().to_owned()).collect()
            }
        };
        let bytes = weigh(file).map_err(|error| format!("{file}: {error}"))?;
        pieces.push(Piece { file: file.to_owned(), bytes, needs });
        rest = after;
    }
    Ok(pieces)
}

/// The entries that the link file loads.
fn names(link: &str) -> Needs {
    let after = link.split("export const __wasm_split_load_").skip(1);
    after.filter_map(|after| after.split_once(" =")).map(|(name, _)| name.to_owned()).collect()
}

/// What the first file gives to the chunks, by the names that the link file takes from its exports.
fn shares(link: &str) -> Result<Vec<String>, String> {
    let names = link.split_once("const { ").and_then(|(_, after)| after.split_once("} = initSync("));
    let (names, _) = names.ok_or("the link file takes nothing from the first file")?;
    Ok(names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect())
}

/// The first file in WebAssembly's text form as far as chunks see it: it hands on what they share. `piece` is the text
/// form of any piece; what it imports is what all import.
fn first_as_text(piece: &str, shares: &[String]) -> Result<String, String> {
    let mut imports = String::new();
    let mut exports = String::new();
    for name in shares {
        let open = format!("(import \"{FIRST}\" \"{name}\" ");
        let item = piece.lines().find_map(|line| line.trim().strip_prefix(open.as_str())?.strip_suffix(')'));
        let item = item.ok_or_else(|| format!("a piece does not import {name}"))?;
        let mut words = item.trim_start_matches('(').split_whitespace();
        let (kind, id) = words.next().zip(words.next()).ok_or("an import has another form")?;
        imports.push_str(&format!("(import \"first\" \"{name}\" {item})\n"));
        exports.push_str(&format!("(export \"{name}\" ({kind} {id}))\n"));
    }
    Ok(format!("(module\n{imports}{exports})\n"))
}

/// What each entry fetches: its own chunks, and the frame's, which are there already when a page is entered.
fn entries(names: &Needs, chunks: &[Chunk]) -> Entries {
    let needs = |entry: &String, chunk: &Chunk| chunk.needs.contains(entry);
    let of =
        |entry: &String| chunks.iter().filter(|chunk| needs(entry, chunk)).map(|chunk| chunk.name.clone()).collect();
    names.iter().map(|entry| (entry.clone(), of(entry))).collect()
}

/// The script that fetches chunks when the application asks for an entry. What failed is fetched anew by the next try.
fn loaders(names: &Needs, chunks: &[Chunk], shares: &[String]) -> String {
    let mut script = format!(
        "\nconst first = () => {{\n  const {{ {shares} }} = initSync();\n  return {{ {shares} }};\n}};\n\
         const chunk = (file, integrity) => {{\n  let loaded;\n\
         \x20 const load = () => WebAssembly.instantiateStreaming(fetch(file, {{ integrity }}), {{ first: first() }});\n\
         \x20 return () => loaded ??= load().catch((error) => {{ loaded = undefined; throw error; }});\n}};\n\
         const entry = (...chunks) => async (callback, data) => {{\n  let isThere = true;\n\
         \x20 try {{ await Promise.all(chunks.map((chunk) => chunk())); }}\n\
         \x20 catch (error) {{ console.error(error); isThere = false; }}\n\
         \x20 first().__indirect_function_table.get(callback)(data, isThere);\n}};\nconst chunks = [\n",
        shares = shares.join(", ")
    );
    for chunk in chunks {
        script.push_str(&format!("  chunk(\"/{}\", \"{}\"),\n", chunk.name, integrity(&chunk.content)));
    }
    script.push_str("];\nconst loaders = {\n");
    let places = |entry: &str| {
        let needs = |chunk: &Chunk| chunk.needs.contains(entry) || entry != BEFORE_FRAME && chunk.needs.contains(FRAME);
        let places = chunks.iter().enumerate().filter(|(_, chunk)| needs(chunk));
        places.map(|(at, _)| format!("chunks[{at}]")).collect::<Vec<_>>().join(", ")
    };
    for name in names {
        script.push_str(&format!("  __wasm_split_load_{name}: entry({}),\n", places(name)));
    }
    script.push_str("};\n");
    script
}

/// The bindings with the loaders in them, where they would import them from the link file; its descriptions are left out.
fn bindings(bindings: &str, loaders: &str) -> Result<String, String> {
    let import = format!("from \"{LINK}\"");
    let given = format!("\"{LINK}\": ");
    let mut out = String::with_capacity(bindings.len() + loaders.len());
    let (mut imports, mut is_given, mut in_comment) = (0, false, false);
    for line in bindings.lines() {
        let text = line.trim();
        in_comment |= text.starts_with("/**");
        if in_comment {
            in_comment = !text.ends_with("*/");
        } else if line.starts_with("import ") && line.contains(&import) {
            imports += 1;
        } else if !text.starts_with(&given) {
            out.push_str(line);
            out.push('\n');
        } else if !is_given {
            is_given = true;
            out.push_str(&format!("{given}loaders,\n"));
        }
    }
    if imports == 0 || !is_given {
        return Err("the bindings do not import the link file in the known form".to_owned());
    }
    Ok(out + loaders)
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

    const LINK_FILE: &str = "import { initSync } from \"./skillscope.js\";\n\
        const { __indirect_function_table, memory,  } = initSync(undefined, undefined);\n\
        /* metrics, settings */\nconst __chunk_3 = makeLoad(() => {\n\
        const src = fetch(new URL(\"./chunk_3.wasm\", import.meta.url));\n}, []);\n\
        export const __wasm_split_load_metrics = wrapAsyncCb(makeLoad(() => {\n\
        const src = fetch(new URL(\"./split_metrics.wasm\", import.meta.url));\n}, [__chunk_3]));\n";

    fn needs(entries: &[&str]) -> Needs {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    fn chunks() -> Vec<Chunk> {
        let sets = [&["inside"][..], &["metrics"], &["metrics", "settings"], &["sign_in"]];
        let chunk = |(number, set): (usize, &&[&str])| Chunk::new(number, &needs(set), set.join("+").into_bytes());
        sets.iter().enumerate().map(chunk).collect()
    }

    fn all() -> Needs {
        needs(&["inside", "metrics", "settings", "sign_in"])
    }

    #[test]
    fn the_link_file_says_which_entries_need_a_piece() {
        let found = pieces(LINK_FILE, |_| Ok(7)).unwrap();
        let piece = |file: &str, entries| Piece { file: file.to_owned(), bytes: 7, needs: needs(entries) };
        assert_eq!(found, [piece("chunk_3.wasm", &["metrics", "settings"]), piece("split_metrics.wasm", &["metrics"])]);
        assert_eq!(names(LINK_FILE), needs(&["metrics"]));
        assert_eq!(shares(LINK_FILE).unwrap(), ["__indirect_function_table", "memory"]);
    }

    #[test]
    fn chunks_see_of_the_first_file_what_they_share() {
        let piece = "(module\n (import \"__wasm_split\" \"memory\" (memory $m 23))\n (func))";
        let text = first_as_text(piece, &["memory".to_owned()]).unwrap();
        let expected = "(import \"first\" \"memory\" (memory $m 23))\n(export \"memory\" (memory $m))\n";
        assert_eq!(text, format!("(module\n{expected})\n"));
        assert!(first_as_text(piece, &["other".to_owned()]).is_err());
    }

    #[test]
    fn each_chunk_is_fetched_by_the_hash_of_its_content_and_checked() {
        let script = loaders(&all(), &chunks(), &["memory".to_owned()]);
        for chunk in chunks() {
            assert!(
                chunk.name.contains(&hash(&chunk.content)) && crate::header::is_hashed(&chunk.name),
                "{}",
                chunk.name
            );
            assert!(script.contains(&format!("chunk(\"/{}\", \"{}\")", chunk.name, integrity(&chunk.content))));
        }
    }

    #[test]
    fn a_page_is_entered_with_what_it_shares_and_with_the_frame_and_a_sign_in_without() {
        let script = loaders(&all(), &chunks(), &[]);
        assert!(script.contains("__wasm_split_load_metrics: entry(chunks[0], chunks[1], chunks[2]),"), "{script}");
        assert!(script.contains("__wasm_split_load_settings: entry(chunks[0], chunks[2]),"), "{script}");
        assert!(script.contains("__wasm_split_load_sign_in: entry(chunks[3]),"), "{script}");
        assert_eq!(entries(&all(), &chunks())["metrics"].len(), 2, "the frame is counted by itself");
    }

    #[test]
    fn the_bindings_take_the_loaders_in() {
        let text = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
            /**\n * @returns {number}\n */\nlet wasm;\nconst imports = {\n  \"./__wasm_split.js\": import1,\n  \
            \"./__wasm_split.js\": import2,\n};\nexport { initSync };\n";
        let joined = bindings(text, "const loaders = {};\n").unwrap();
        assert_eq!(
            joined,
            "let wasm;\nconst imports = {\n\"./__wasm_split.js\": loaders,\n};\nexport { initSync };\nconst loaders = {};\n"
        );
        assert!(bindings("let wasm;", "").is_err());
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
