use super::super::sample::case;
use super::*;
use crate::domain::id::SkillId;
use crate::domain::skill::Stage;

fn suite(id: &str, name: &str, utterance: &str) -> Suite {
    Suite {
        id: SuiteId::parse(id).unwrap(),
        name: name.to_owned(),
        skill_id: SkillId::parse("amzn1.ask.skill.1").unwrap(),
        stage: Stage::Development,
        locale: "en-US".into(),
        experiment_id: None,
        changed: Instant::from_epoch_s(5),
        cases: vec![case(utterance, "I", &[("A", "b")])],
    }
}

fn merged(existing: &[Suite], incoming: Vec<Suite>, conflict: Conflict) -> Merge {
    let mut next = 0;
    merge(existing, incoming, conflict, || {
        next += 1;
        SuiteId::parse(&format!("fresh-{next}")).unwrap()
    })
}

#[test]
fn a_library_is_read_as_it_was_written() {
    let suites = vec![suite("1", "One", "a 🙂"), suite("2", "Two", "b")];
    let text = library_json(&suites, Instant::from_epoch_s(0)).unwrap();
    assert_eq!(Library::read(text.as_bytes()), Ok(Library { suites: suites.clone(), unreadable: 0 }));
    let marked = format!("\u{feff}{text}");
    assert_eq!(Library::read(marked.as_bytes()).unwrap().suites, suites);
}

#[test]
fn what_is_no_library_is_refused_in_words_and_one_bad_suite_spoils_no_other() {
    assert_eq!(Library::read(b"{\"data\":[]}"), Err(ImportProblem::NoLibrary));
    assert_eq!(Library::read(b"[1]"), Err(ImportProblem::NoLibrary));
    assert_eq!(Library::read(b"{\"version\":2,\"suites\":[]}"), Err(ImportProblem::LaterVersion { version: 2 }));
    assert!(matches!(Library::read(b"{"), Err(ImportProblem::BrokenJson { .. })));
    let mut value: serde_json::Value =
        serde_json::from_str(&library_json(&[suite("1", "One", "a")], Instant::from_epoch_s(0)).unwrap()).unwrap();
    value["suites"].as_array_mut().unwrap().push(serde_json::json!({ "id": "../x" }));
    let library = Library::read(value.to_string().as_bytes()).unwrap();
    assert_eq!((library.suites.len(), library.unreadable), (1, 1));
}

#[test]
fn conflicts_are_settled_as_the_person_says_and_nothing_is_lost_by_default() {
    let existing = [suite("1", "One", "mine"), suite("2", "Two", "same")];
    let mut same = suite("2", "Two", "same");
    same.changed = Instant::from_epoch_s(99);
    let incoming = || vec![suite("1", "One", "theirs"), same.clone(), suite("3", "Two", "new")];
    assert_eq!(conflicts(&existing, &incoming()), 1);

    let both = merged(&existing, incoming(), Conflict::KeepBoth);
    let written: Vec<(&str, &str)> = both.write.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect();
    assert_eq!(written, [("fresh-1", "One (2)"), ("3", "Two (2)")]);
    assert_eq!(both.words(), "2 suites added, 1 there already.");

    let replaced = merged(&existing, incoming(), Conflict::Replace);
    assert_eq!((replaced.write[0].id.as_str(), replaced.write[0].cases[0].utterance.as_str()), ("1", "theirs"));
    assert_eq!(replaced.words(), "1 suite added, 1 replaced, 1 there already.");

    let skipped = merged(&existing, incoming(), Conflict::Skip);
    assert_eq!(skipped.write.len(), 1);
    assert_eq!(skipped.words(), "1 suite added, 1 left out, 1 there already.");
}

#[test]
fn one_id_twice_in_a_file_makes_two_suites() {
    let twice = vec![suite("1", "One", "a"), suite("1", "One", "b")];
    let both = merged(&[], twice, Conflict::KeepBoth);
    let ids: Vec<&str> = both.write.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["1", "fresh-1"]);
    assert_eq!(both.write[1].name, "One (2)");
}
