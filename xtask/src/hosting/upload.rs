//! What is uploaded, with which headers, and in which order.

use crate::header;

/// One object of the bucket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upload {
    /// The file's path inside the folder, and the object's key.
    pub name: String,
    /// Its `Content-Type`.
    pub media_type: &'static str,
    /// Its `Cache-Control`.
    pub cache: &'static str,
    /// Its `Content-Encoding`.
    pub coding: Option<&'static str>,
}

/// Objects that may be uploaded together; each stage waits for the one before it.
#[derive(Debug)]
pub struct Stage {
    /// What it is, for the person at the terminal.
    pub title: &'static str,
    /// Its objects.
    pub uploads: Vec<Upload>,
}

/// Whether a file is stored packed as well, for the template's function to choose from. Not `config.json`: people change
/// it in place, and two packed forms would be forgotten.
pub fn has_forms(name: &str) -> bool {
    header::is_compressible(name) && !name.ends_with(".json")
}

/// The stages of an upload of these files. What a page refers to is there before the page: files with a hash in their
/// names, the other files, the configuration, `index.html`.
pub fn plan(names: &[String]) -> Result<Vec<Stage>, String> {
    let mut stages =
        ["files with a hash in their names", "files that keep their names", "the configuration", "the page"]
            .map(|title| Stage { title, uploads: Vec::new() });
    for needed in ["index.html", "config.json"] {
        if !names.iter().any(|name| name == needed) {
            return Err(format!("{needed} is missing: run `cargo xtask dist`"));
        }
    }
    for name in names {
        if name.contains(['*', '?', '[', ']', '\\']) {
            return Err(format!("{name}: the AWS CLI would take this name for a pattern"));
        }
        let (base, coding) = match name.rsplit_once('.') {
            Some((base, "br")) => (base, Some("br")),
            Some((base, "gz")) => (base, Some("gzip")),
            _ => (name.as_str(), None),
        };
        if coding.is_some() && !has_forms(base) {
            continue;
        }
        if coding.is_none() && has_forms(base) {
            for ending in ["br", "gz"] {
                let form = format!("{base}.{ending}");
                if !names.contains(&form) {
                    return Err(format!("{form} is missing: run `cargo xtask dist`"));
                }
            }
        }
        let file_name = base.rsplit('/').next().unwrap_or_default();
        let stage = match base {
            "index.html" => 3,
            "config.json" => 2,
            _ if header::is_hashed(file_name) => 0,
            _ => 1,
        };
        stages[stage].uploads.push(Upload {
            name: name.clone(),
            media_type: header::media_type(file_name),
            cache: header::cache(file_name),
            coding,
        });
    }
    Ok(stages.into_iter().filter(|stage| !stage.uploads.is_empty()).collect())
}

impl Stage {
    /// The objects in groups with equal headers, since one call of the AWS CLI can upload such a group.
    pub fn groups(&self) -> Vec<Vec<&Upload>> {
        let mut groups: Vec<Vec<&Upload>> = Vec::new();
        for upload in &self.uploads {
            let like = |other: &&Upload| {
                (other.media_type, other.cache, other.coding) == (upload.media_type, upload.cache, upload.coding)
            };
            match groups.iter_mut().find(|group| group.iter().any(like)) {
                Some(group) => group.push(upload),
                None => groups.push(vec![upload]),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn whole() -> Vec<String> {
        let mut all = names("config.json config.json.br config.json.gz favicon.png");
        for name in ["app-1f3a5c7d9e0b2a4c_bg.wasm", "app-1f3a5c7d9e0b2a4c.js", "icon.svg", "index.html"] {
            all.extend([name.to_owned(), format!("{name}.br"), format!("{name}.gz")]);
        }
        all.sort();
        all
    }

    #[test]
    fn what_the_page_refers_to_goes_before_the_page() {
        let stages = plan(&whole()).unwrap();
        let order: Vec<_> = stages
            .iter()
            .map(|stage| stage.uploads.iter().map(|upload| upload.name.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(order.len(), 4);
        assert!(order[0].contains("app-1f3a5c7d9e0b2a4c_bg.wasm.br") && order[0].contains(".js.gz"));
        assert_eq!(order[1], "favicon.png icon.svg icon.svg.br icon.svg.gz");
        assert_eq!(order[2], "config.json");
        assert_eq!(order[3], "index.html index.html.br index.html.gz");
    }

    #[test]
    fn each_object_has_the_headers_of_the_file_that_it_is_a_form_of() {
        let stages = plan(&whole()).unwrap();
        let find = |name: &str| {
            stages.iter().flat_map(|stage| &stage.uploads).find(|upload| upload.name == name).cloned().unwrap()
        };
        let wasm = find("app-1f3a5c7d9e0b2a4c_bg.wasm.br");
        assert_eq!((wasm.media_type, wasm.coding), ("application/wasm", Some("br")));
        assert_eq!(wasm.cache, "public, max-age=31536000, immutable");
        let page = find("index.html.gz");
        assert_eq!((page.media_type, page.cache, page.coding), ("text/html; charset=utf-8", "no-cache", Some("gzip")));
        assert_eq!(find("config.json").cache, "no-cache");
        assert_eq!(find("favicon.png").coding, None);
    }

    #[test]
    fn a_group_has_one_set_of_headers_and_no_object_is_lost() {
        let stages = plan(&whole()).unwrap();
        let groups = stages[0].groups();
        assert_eq!(groups.len(), 6, "two types in three forms");
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), stages[0].uploads.len());
    }

    #[test]
    fn half_a_folder_is_refused() {
        for gone in ["index.html", "config.json", "index.html.br", "app-1f3a5c7d9e0b2a4c_bg.wasm.gz"] {
            let names: Vec<_> = whole().into_iter().filter(|name| name != gone).collect();
            assert!(plan(&names).is_err_and(|problem| problem.contains(gone)), "{gone}");
        }
        let mut odd = whole();
        odd.push("a*.png".to_owned());
        assert!(plan(&odd).is_err());
    }
}
