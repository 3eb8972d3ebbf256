//! What people bring as files, and what the browser kept.

use skillscope::domain::conversation::replay::ReplayFile;
use skillscope::domain::conversation::script_file;
use skillscope::domain::id::ScriptId;
use skillscope::domain::suite::export::{annotation_csv, annotation_json, suite_csv};
use skillscope::domain::suite::import;
use skillscope::domain::suite::library::{Library, library_json};
use skillscope::sandbox::Tables;
use skillscope::state::archive_file;
use skillscope::state::kept_skills::KeptSkills;
use skillscope::state::kept_windows::{KeptWindows, Network};
use skillscope::state::stored_window::StoredWindow;
use skillscope::state::window_key::WindowKey;

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

pub fn window_key(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some(key) = WindowKey::parse(&text) else { return false };
    assert_eq!(key.text(), text);
    true
}

pub fn kept_skills(bytes: &[u8]) -> bool {
    let Ok(kept) = serde_json::from_slice::<KeptSkills>(bytes) else { return false };
    let text = serde_json::to_string(&kept).expect("it can be written");
    assert_eq!(serde_json::from_str::<KeptSkills>(&text).expect("what was written is read"), kept);
    true
}

/// Kept figures from a file: what is taken is written and read alike, is kept, and answers without a panic.
pub fn archive_import(bytes: &[u8]) -> bool {
    let windows = match archive_file::read(bytes, "demo", now()) {
        Ok(windows) => windows,
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            return false;
        }
    };
    let text = archive_file::write(&windows, "demo", now()).expect("it can be written");
    let again = archive_file::read(text.as_bytes(), "demo", now()).expect("what was written is read");
    assert_eq!(again.len(), windows.len());
    for (key, stored) in &windows {
        assert_eq!(WindowKey::parse(&stored.key).as_ref(), Some(key));
        let kept = StoredWindow::from_bytes(&stored.to_bytes()).expect("what is kept is read");
        assert_eq!(kept.to_bytes(), stored.to_bytes());
    }
    let (asked, kept) = (get_metrics(), KeptWindows::new(windows));
    for network in [Network::Online, Network::Offline] {
        let _ = kept.answer(&asked.metric, asked.period, asked.window, now(), network);
    }
    true
}

pub fn sandbox_tables(bytes: &[u8]) -> bool {
    let Some(tables) = Tables::from_json(&String::from_utf8_lossy(bytes)) else { return false };
    assert!(alike(&Tables::from_json(&tables.to_json()).expect("what was written is read"), &tables));
    true
}
