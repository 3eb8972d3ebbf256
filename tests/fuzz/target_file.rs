//! What people bring as files, and what the browser kept.

use skillscope::domain::conversation::replay::ReplayFile;
use skillscope::domain::conversation::script_file;
use skillscope::domain::id::ScriptId;
use skillscope::domain::suite::export::{annotation_csv, annotation_json, suite_csv};
use skillscope::domain::suite::import;
use skillscope::domain::suite::library::{Library, library_json};
use skillscope::sandbox::Tables;
use skillscope::state::stored_window::StoredWindow;

use super::*;

/// A list is read, checked, and what it holds is exported and read back alike.
pub fn suite_import(bytes: &[u8]) -> bool {
    let Ok(incoming) = import::read(bytes) else { return false };
    let checked = incoming.checked(&incoming.guess(None), None).with_suggestions(None);
    let _ = checked.doubts.iter().map(|doubt| doubt.words()).collect::<Vec<_>>();
    let cases = checked.into_cases();
    if cases.is_empty() {
        return false;
    }
    let json = annotation_json(&cases).expect("it can be written");
    let again = import::read(json.as_bytes()).expect("what was written is read");
    assert_eq!(again.checked(&again.guess(None), None).into_cases(), cases);
    for csv in [suite_csv(&cases), annotation_csv(&cases)] {
        let csv = csv.expect("it can be written");
        let again = import::read(csv.as_bytes()).expect("what was written is read");
        let again = again.checked(&again.guess(None), None).into_cases();
        assert_eq!(again.len(), cases.len(), "{csv}");
    }
    true
}

pub fn suite_library(bytes: &[u8]) -> bool {
    let Ok(library) = Library::read(bytes) else { return false };
    let text = library_json(&library.suites, now()).expect("it can be written");
    assert_eq!(Library::read(text.as_bytes()).map(|again| again.suites), Ok(library.suites));
    true
}

pub fn script_file(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut made = 0;
    let mut new_id = || {
        made += 1;
        ScriptId::parse(&format!("script-{made}")).ok()
    };
    let Ok(imported) = script_file::read(&text, &skill_id(), &[], now(), &mut new_id) else { return false };
    let text = script_file::write(&imported.scripts).expect("it can be written");
    let again = script_file::read(&text, &skill_id(), &imported.scripts, now(), &mut new_id).expect("it is read");
    assert_eq!((again.scripts.len(), again.known), (0, imported.scripts.len()));
    true
}

pub fn replay(bytes: &[u8]) -> bool {
    let Ok(file) = ReplayFile::parse(&String::from_utf8_lossy(bytes)) else { return false };
    let _ = file.utterances();
    assert_eq!(ReplayFile::parse(&file.to_json()), Ok(file));
    true
}

pub fn stored_window(bytes: &[u8]) -> bool {
    let Some(stored) = StoredWindow::from_bytes(bytes) else { return false };
    let _ = stored.answers(get_metrics().window, get_metrics().period, now());
    let kept = stored.to_bytes();
    assert_eq!(StoredWindow::from_bytes(&kept).map(|again| again.to_bytes()), Some(kept));
    true
}

pub fn sandbox_tables(bytes: &[u8]) -> bool {
    let Some(tables) = Tables::from_json(&String::from_utf8_lossy(bytes)) else { return false };
    assert!(alike(&Tables::from_json(&tables.to_json()).expect("what was written is read"), &tables));
    true
}
