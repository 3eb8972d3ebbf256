//! Takes Trunk's `index.html` to the form that is served: no inline script, integrity on every script and style, the
//! content security policy in place.

use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384};

/// Where the policy goes; the line stands in `index.html` before anything that the policy must govern.
const POLICY_MARK: &str = "<!-- xtask: policy -->";
const POLICY_OPEN: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// A page and the loader that was taken out of it.
#[derive(Debug)]
pub struct Hardened {
    /// The new `index.html`, still without a policy.
    pub html: String,
    /// The loader's file name, with its hash.
    pub loader_name: String,
    /// The loader's text.
    pub loader: String,
}

/// The `integrity` value of a file.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(content)))
}

/// Sixteen hexadecimal digits that name a content.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the WebAssembly file is checked too. A debug build's is too large to be hashed at each request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checked {
    /// Scripts and styles.
    Scripts,
    /// These and the WebAssembly file.
    All,
}

/// Moves Trunk's inline loader into a file of its own and adds integrity. `read` gives a file of the page by its name.
pub fn harden(
    html: &str,
    checked: Checked,
    read: impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Result<Hardened, String> {
    let (before, inline, after) = inline_loader(html)?;
    let module = quoted_after(inline, "from ").ok_or("Trunk's loader names no module to import")?;
    let wasm = quoted_after(inline, "module_or_path: ").ok_or("Trunk's loader names no WebAssembly file")?;
    let fetch = match checked {
        Checked::Scripts => format!("\"{wasm}\""),
        Checked::All => {
            let integrity = integrity(&read(wasm.trim_start_matches('/'))?);
            format!("fetch(\"{wasm}\", {{ integrity: \"{integrity}\" }})")
        }
    };
    let loader = loader(module, &fetch);
    let loader_name = format!("start-{}.js", hash(loader.as_bytes()));
    let tag = format!(
        "<script type=\"module\" src=\"/{loader_name}\" integrity=\"{}\"></script>",
        integrity(loader.as_bytes())
    );
    let html = format!("{before}{tag}{after}").replace(" data-integrity=\"none\"", "");
    let html = add_integrity(&html, &|name| {
        if name == loader_name { Ok(loader.clone().into_bytes()) } else { read(name) }
    })?;
    check(&html)?;
    Ok(Hardened { html, loader_name, loader })
}

/// The loader: what Trunk's does, and a word to `boot.js` when it cannot be done.
fn loader(module: &str, fetch: &str) -> String {
    format!(
        "// Starts the application. boot.js has run before; it marks a browser that cannot.\n\
         if (document.documentElement.dataset.boot !== \"too-old\") {{\n\
         \x20 try {{\n\
         \x20   const bindings = await import(\"{module}\");\n\
         \x20   const wasm = await bindings.default({{ module_or_path: {fetch} }});\n\
         \x20   dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\", {{ detail: {{ wasm }} }}));\n\
         \x20 }} catch (error) {{\n\
         \x20   console.error(error);\n\
         \x20   dispatchEvent(new CustomEvent(\"skillscope:load-failed\"));\n\
         \x20 }}\n\
         }}\n"
    )
}

/// Splits a page at its one inline module script: what stands before, its text, what stands after.
fn inline_loader(html: &str) -> Result<(&str, &str, &str), String> {
    let mut from = 0;
    while let Some(start) = html[from..].find("<script").map(|at| from + at) {
        let open_end = html[start..].find('>').map(|at| start + at + 1).ok_or("a script element is not closed")?;
        let end = html[open_end..].find("</script>").map(|at| open_end + at).ok_or("a script element has no end")?;
        let text = &html[open_end..end];
        if text.contains("TrunkApplicationStarted") {
            return Ok((&html[..start], text, &html[end + "</script>".len()..]));
        }
        from = end;
    }
    Err("Trunk's loader is not in index.html: was it built by another version?".to_owned())
}

/// The text between the quotes that follow a word.
fn quoted_after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.split_once(word)?.1;
    let quote = rest.chars().next().filter(|c| *c == '\'' || *c == '"')?;
    rest[1..].split(quote).next()
}

/// Adds `integrity` to the page's own scripts, styles and module preloads that have none. Browsers take none for a file that
/// is preloaded to be fetched; the fetch itself checks it.
fn add_integrity(html: &str, read: &dyn Fn(&str) -> Result<Vec<u8>, String>) -> Result<String, String> {
    let mut out = String::with_capacity(html.len() + 1_000);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map(|at| start + at).ok_or("an element is not closed")?;
        let tag = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(tag);
        let reference = if tag.starts_with("<script") {
            attribute(tag, "src")
        } else if tag.starts_with("<link") && matches!(attribute(tag, "rel"), Some("stylesheet" | "modulepreload")) {
            attribute(tag, "href")
        } else {
            None
        };
        if let Some(name) = reference.and_then(|reference| reference.strip_prefix('/'))
            && attribute(tag, "integrity").is_none()
        {
            if out.ends_with('/') {
                out.pop(); // a void element in XML's manner; the attribute goes before its slash
            }
            out.push_str(&format!(" integrity=\"{}\"", integrity(&read(name)?)));
        }
        out.push('>');
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Replaces the page's stylesheets by one, which loads and compresses better. Returns the page, the file's name and its
/// content; the layers in the styles keep their order.
pub fn merge_styles(
    html: &str,
    read: impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Result<(String, String, Vec<u8>), String> {
    let mut style = Vec::new();
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut place = None;
    while let Some(start) = rest.find("<link rel=\"stylesheet\"") {
        let end = rest[start..].find('>').map(|at| start + at + 1).ok_or("a link element is not closed")?;
        let href = attribute(&rest[start..end], "href").and_then(|href| href.strip_prefix('/'));
        style.extend(read(href.ok_or("a stylesheet is not the page's own")?)?);
        style.push(b'\n');
        out.push_str(rest[..start].trim_end_matches([' ', '\n']));
        place = place.or(Some(out.len()));
        rest = &rest[end..];
    }
    out.push_str(rest);
    let name = format!("style-{}.css", hash(&style));
    out.insert_str(
        place.ok_or("index.html has no stylesheet")?,
        &format!("\n    <link rel=\"stylesheet\" href=\"/{name}\" />"),
    );
    Ok((out, name, style))
}

/// The value of a quoted attribute in an opening tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(at) = tag[from..].find(name).map(|at| from + at) {
        let is_whole = tag[..at].ends_with(char::is_whitespace);
        let rest = &tag[at + name.len()..];
        if is_whole && let Some(value) = rest.strip_prefix("=\"") {
            return value.split('"').next();
        }
        from = at + name.len();
    }
    None
}

/// Refuses a page that the policy would break.
fn check(html: &str) -> Result<(), String> {
    for tag in html.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
        let tag = format!("<{tag}");
        if tag.starts_with("<script") && attribute(&tag, "src").is_none() {
            return Err("index.html has an inline script, which the policy refuses".to_owned());
        }
        if tag.starts_with("<style") || attribute(&tag, "style").is_some() {
            return Err(format!("index.html has an inline style, which the policy refuses: {tag}"));
        }
        if tag.split_whitespace().any(|part| part.starts_with("on") && part.contains("=\"")) {
            return Err(format!("index.html has an inline event handler, which the policy refuses: {tag}"));
        }
    }
    Ok(())
}

/// Puts the policy into a page, or replaces the one it has.
pub fn set_policy(html: &str, policy: &str) -> Result<String, String> {
    let element = format!("{POLICY_OPEN}{policy}\" />");
    if html.contains(POLICY_MARK) {
        return Ok(html.replacen(POLICY_MARK, &element, 1));
    }
    let start = html.find(POLICY_OPEN).ok_or("index.html has no place for the content security policy")?;
    let end = html[start..].find('>').map(|at| start + at + 1).ok_or("the policy element is not closed")?;
    Ok(format!("{}{element}{}", &html[..start], &html[end..]))
}

/// The policy that stands in a page.
pub fn policy(html: &str) -> Option<String> {
    html.split_once(POLICY_OPEN)?.1.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><!-- xtask: policy -->\
        <script src=\"/boot.js\"></script><link rel=\"stylesheet\" href=\"/a.css\"/>\
        <script type=\"module\">\nimport init, * as bindings from '/app-1.js';\n\
        const wasm = await init({ module_or_path: '/app-1_bg.wasm' });\n\
        dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\", {detail: {wasm}}));\n</script>\
        <link rel=\"modulepreload\" href=\"/app-1.js\" crossorigin=\"anonymous\"></head><body></body></html>";

    fn file(name: &str) -> Result<Vec<u8>, String> {
        Ok(format!("content of {name}").into_bytes())
    }

    #[test]
    fn the_inline_loader_becomes_a_file_that_starts_the_same_application() {
        let page = harden(TRUNK, Checked::Scripts, file).unwrap();
        assert!(!page.html.contains("TrunkApplicationStarted"));
        assert!(page.html.contains(&format!("src=\"/{}\"", page.loader_name)));
        assert!(page.loader.contains("import(\"/app-1.js\")"));
        assert!(page.loader.contains("module_or_path: \"/app-1_bg.wasm\""));
        assert!(crate::header::is_hashed(&page.loader_name));
    }

    #[test]
    fn every_script_style_and_module_carries_integrity() {
        let page = harden(TRUNK, Checked::Scripts, file).unwrap();
        for name in ["boot.js", "a.css", "app-1.js"] {
            let expected = integrity(&file(name).unwrap());
            assert!(page.html.contains(&format!("integrity=\"{expected}\"")), "{name}: {}", page.html);
        }
        assert_eq!(page.html.matches("integrity=").count(), 4);
    }

    #[test]
    fn the_webassembly_file_of_a_release_is_checked_where_it_is_fetched() {
        let preload = "<link rel=\"preload\" href=\"/app-1_bg.wasm\" as=\"fetch\"></head>";
        let page = harden(&TRUNK.replace("</head>", preload), Checked::All, file).unwrap();
        let expected = integrity(&file("app-1_bg.wasm").unwrap());
        assert!(page.loader.contains(&format!("fetch(\"/app-1_bg.wasm\", {{ integrity: \"{expected}\" }})")));
        assert!(page.html.contains(preload), "browsers warn of integrity there");
    }

    #[test]
    fn the_styles_become_one_in_their_order() {
        let two = TRUNK
            .replace("<script type", "<link rel=\"stylesheet\" href=\"/b.css\" data-integrity=\"none\"/><script type");
        let (html, name, style) = merge_styles(&two, file).unwrap();
        assert_eq!(String::from_utf8(style).unwrap(), "content of a.css\ncontent of b.css\n");
        assert_eq!(html.matches("rel=\"stylesheet\"").count(), 1);
        assert!(html.contains(&format!("href=\"/{name}\"")));
    }

    #[test]
    fn inline_code_and_styles_are_refused() {
        for bad in ["<script>alert(1)</script>", "<p style=\"color:red\">", "<style>p{}</style>", "<p onclick=\"x()\">"]
        {
            let html = TRUNK.replace("<body>", &format!("<body>{bad}"));
            assert!(harden(&html, Checked::All, file).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_page_of_another_trunk_is_refused_rather_than_broken() {
        assert!(harden("<html></html>", Checked::All, file).is_err());
    }

    #[test]
    fn the_policy_stands_before_the_first_script_and_can_be_replaced() {
        let page = set_policy(TRUNK, "default-src 'none'").unwrap();
        assert!(page.find("default-src").unwrap() < page.find("<script").unwrap());
        let again = set_policy(&page, "default-src 'self'").unwrap();
        assert!(again.contains("content=\"default-src 'self'\"") && !again.contains("'none'"));
    }
}
