use proptest::prelude::*;

use super::super::sample::case;
use super::*;
use crate::domain::interaction_model::{ModelIntent, ModelSlot};

fn model() -> InteractionModel {
    let intent = |name: &str, slots: &[&str]| ModelIntent {
        name: name.into(),
        slots: slots.iter().map(|s| ModelSlot { name: (*s).into(), slot_type: "City".into() }).collect(),
        samples: Vec::new(),
    };
    InteractionModel {
        intents: vec![
            intent("BookTripIntent", &["DepartingCity", "ArrivingCity"]),
            intent("CityInfoIntent", &["City"]),
            intent("AMAZON.HelpIntent", &[]),
            intent("AMAZON.FallbackIntent", &[]),
        ],
        ..InteractionModel::default()
    }
}

fn checked(text: &str, model: Option<&InteractionModel>) -> Checked {
    let incoming = read(text.as_bytes()).unwrap();
    incoming.checked(&incoming.guess(model), model)
}

fn cases(text: &str) -> Vec<Case> {
    let checked = checked(text, None);
    assert_eq!(checked.doubts, [], "{text}");
    checked.into_cases()
}

fn said(checked: &Checked) -> Vec<String> {
    checked.doubts.iter().map(RowDoubt::words).collect()
}

#[test]
fn every_separator_line_end_and_mark_of_order_is_read_alike() {
    let expected = [
        case("how long, from seattle", "GetTravelTimeIntent", &[("DepartingCity", "Seattle")]),
        case("say \"cheese\"", "", &[]),
    ];
    for separator in [",", ";", "\t", "|"] {
        for end in ["\n", "\r\n", "\r"] {
            for mark in ["", "\u{feff}"] {
                let rows = [
                    ["utterance", "expectedIntent", "DepartingCity"],
                    ["\"how long, from seattle\"", "GetTravelTimeIntent", "Seattle"],
                    ["\"say \"\"cheese\"\"\"", "", ""],
                ];
                let text = format!("{mark}{}{end}{end}", rows.map(|row| row.join(separator)).join(end));
                assert_eq!(cases(&text), expected, "{text:?}");
            }
        }
    }
}

#[test]
fn a_declared_separator_wins_and_its_line_is_no_row() {
    let text = "sep=;\r\nutterance;intent\r\na, b, c;I\r\n";
    assert_eq!(cases(text), [case("a, b, c", "I", &[])]);
}

#[test]
fn lines_without_a_heading_are_utterances_whatever_marks_they_have() {
    let one = cases("book a trip, please\nhelp\nto rome, tomorrow, by train\n");
    let utterances: Vec<&str> = one.iter().map(|c| c.utterance.as_str()).collect();
    assert_eq!(utterances, ["book a trip, please", "help", "to rome, tomorrow, by train"]);
    assert_eq!(
        cases("help,HelpIntent\nstop,StopIntent"),
        [case("help", "HelpIntent", &[]), case("stop", "StopIntent", &[])]
    );
}

#[test]
fn headings_are_known_by_many_names_and_a_person_can_say_otherwise() {
    let incoming = read(b"Phrase,Intent name,slots,departing_city,Notes\nx,I,When=now,Seattle,hm").unwrap();
    let mut mapping = incoming.guess(Some(&model()));
    let slot = |name: &str| ColumnUse::Slot(name.to_owned());
    let expected =
        [ColumnUse::Utterance, ColumnUse::Intent, ColumnUse::Slots, slot("DepartingCity"), ColumnUse::Ignored];
    assert_eq!(mapping.columns, expected);
    mapping.columns[3] = ColumnUse::Ignored;
    mapping.columns[4] = slot("Mood");
    let cases = incoming.checked(&mapping, None).into_cases();
    assert_eq!(cases, [case("x", "I", &[("When", "now"), ("Mood", "hm")])]);
    let table = incoming.table().unwrap();
    assert_eq!((table.column_name(1, true), table.column_name(1, false)), ("Intent name".into(), "Column 2".into()));
}

#[test]
fn a_dash_says_that_a_slot_stays_empty_and_an_empty_cell_says_nothing() {
    let cases = cases("utterance,intent,A,B\nx,I,—,\ny,I,,b");
    assert_eq!(cases, [case("x", "I", &[("A", "")]), case("y", "I", &[("B", "b")])]);
}

#[test]
fn slots_in_one_text_are_apart_by_what_people_write() {
    let read = |text: &str| read_slots(text).map(|slots| slots.into_iter().collect::<Vec<_>>());
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let both = Some(vec![pair("A", "San José"), pair("B", "x, y")]);
    for text in ["A=San José; B=x, y", "A=San José, B=x, y", "A: San José | B: x, y;", "B=\"x, y\"\nA=\"San José\""]
    {
        assert_eq!(read(text), both, "{text}");
    }
    assert_eq!(read(r#"{"A":"San José","B":"x, y"}"#), both);
    assert_eq!(read("A=—; B="), Some(vec![pair("A", ""), pair("B", "")]));
    assert_eq!(read("A=\"say \"\"hi\"\"\""), Some(vec![pair("A", "say \"hi\"")]));
    assert_eq!(read(""), Some(vec![]));
    for text in ["Seattle", "=x", "A=\"open", "A=\"x\" y", "{\"A\":[1]}", "{"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn rows_are_checked_against_the_model() {
    let text = "utterance,expectedIntent,DepartingCity,Arivingcity\n\
        how long from seattle,CityInfoIntent,Seattle,\n\
        book a trip friday,BookTripIntnt,,\n\
        ,BookTripIntent,,\n\
        to rome,BookTripIntent,,Rome\n\
        help,HelpIntent,,\n\
        what is love,,,\n\
        ok,Unheardof,,\n";
    let model = model();
    let found = checked(text, Some(&model));
    let expected = [
        "Line 2: CityInfoIntent has no slot DepartingCity.",
        "Line 3: no intent called BookTripIntnt. Did you mean BookTripIntent?",
        "Line 4: there is no utterance.",
        "Line 5: BookTripIntent has no slot Arivingcity. Did you mean ArrivingCity?",
        "Line 6: no intent called HelpIntent. Did you mean AMAZON.HelpIntent?",
        "Line 7: no intent is expected, but AMAZON.FallbackIntent takes what matches nothing else. Did you mean \
         AMAZON.FallbackIntent?",
        "Line 8: no intent called Unheardof.",
    ];
    assert_eq!(said(&found), expected);
    assert_eq!((found.cases.len(), found.unusable()), (6, 1));
    let corrected = found.with_suggestions(Some(&model));
    assert_eq!(said(&corrected), [expected[0], expected[2], expected[6]]);
    assert_eq!(corrected.cases[2].1, case("to rome", "BookTripIntent", &[("ArrivingCity", "Rome")]));
}

#[test]
fn rows_of_other_lengths_are_told() {
    let found = checked("utterance,intent\nbook a trip, please,BookTripIntent\nhelp\nstop,StopIntent,,\n", None);
    let words = "Line 2: 3 cells, but there are 2 columns. Put quotes around a text that contains the separator.";
    assert_eq!(said(&found), [words]);
    assert_eq!(found.into_cases(), [case("help", "", &[]), case("stop", "StopIntent", &[])]);
}

#[test]
fn lines_are_those_that_an_editor_shows() {
    for end in ["\n", "\r\n"] {
        let rows = ["sep=,", "utterance,intent,City", "", "help,A,\"San", "José\"", "", " ", ",A,", "stop,B,"];
        let found = checked(&rows.join(end), None);
        let places: Vec<Place> = found.cases.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [Place::Line(4), Place::Line(9)], "{end:?}");
        assert_eq!(said(&found), ["Line 8: there is no utterance."], "{end:?}");
    }
    let plain = checked("help\r\r,\rhelp\r", None);
    assert_eq!(said(&plain), ["Line 4: the same as line 1. Both count."]);
    let json = checked(r#"["help",{"utterance":""}]"#, None);
    assert_eq!(said(&json), ["Entry 2: there is no utterance."]);
}

#[test]
fn a_quote_that_is_not_closed_is_named_by_its_line_and_no_row_is_lost_in_silence() {
    let text = "sep=;\nutterance;intent\nhelp;A\n\"stop;B\nmy trips;C\n";
    assert_eq!(read(text.as_bytes()), Err(ImportProblem::OpenQuote { line: 4 }));
    let words = ImportProblem::OpenQuote { line: 4 }.to_string();
    assert!(words.contains("line 4") && words.contains("Put a quote at the end of that cell"), "{words}");
    // A quote much later closes it: a cell of several lines is possible, and to be looked at.
    let found = checked("utterance,intent\n\"help,A\nsay cheese\",B\n", None);
    assert_eq!(said(&found), ["Line 2: the utterance goes over 2 lines. Is a quote missing?"]);
}

#[test]
fn too_long_utterances_are_counted_in_characters() {
    let text = |n: usize| format!("utterance,intent\n{},I", "é".repeat(n));
    assert_eq!(cases(&text(255)).len(), 1);
    assert_eq!(
        said(&checked(&text(10_000), None)),
        ["Line 2: the utterance has 10,000 characters; the service takes 255."]
    );
}

#[test]
fn rows_that_repeat_or_contradict_another_are_told() {
    let found = checked("utterance,intent\nhelp,A\nHelp,A\nhelp ,B\n", None);
    let expected = [
        "Line 3: the same as line 2. Both count.",
        "Line 4: line 2 expects something else of the same words. At most one of them can be right.",
    ];
    assert_eq!((said(&found), found.cases.len()), (expected.map(str::to_owned).to_vec(), 3));
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let utf16: Vec<u8> = "utterance,intent\nhelp,I".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE".to_vec(), utf16.clone()].concat();
    for (bytes, problem) in [
        (utf16, ImportProblem::Utf16),
        (marked, ImportProblem::Utf16),
        (b"utterance\nz\xFCrich".to_vec(), ImportProblem::NotUtf8),
        (b"PK\x03\x04rest".to_vec(), ImportProblem::Workbook),
        (b" \n ".to_vec(), ImportProblem::Empty),
        (b"utterance,intent\n".to_vec(), ImportProblem::Empty),
        (b"[]".to_vec(), ImportProblem::Empty),
        (b"{\"a\":1}".to_vec(), ImportProblem::NoCases),
        (b"{\"suites\":[]}".to_vec(), ImportProblem::Library),
        (b"{\"version\":9,\"cases\":[]}".to_vec(), ImportProblem::LaterVersion { version: 9 }),
        (b"[\n{]".to_vec(), ImportProblem::BrokenJson { line: 2, column: 2 }),
        (vec![b'a'; MOST_BYTES + 1], ImportProblem::TooLarge { bytes: 5_000_001 }),
    ] {
        assert_eq!(read(&bytes), Err(problem));
    }
    let words = ImportProblem::TooLarge { bytes: 41_200_000 }.to_string();
    assert_eq!(words, "The file has 41.2 MB. A suite can be read from up to 5 MB: split the file.");
    assert!(accept_size(5_000_000).is_ok() && accept_size(5_000_001).is_err());
}

#[test]
fn a_million_rows_are_refused_and_five_thousand_are_read() {
    assert_eq!(cases(&format!("utterance,intent\n{}", numbered(5_000))).len(), 5_000);
    assert_eq!(cases(&numbered(5_000)).len(), 5_000);
    for text in [format!("utterance,intent\n{}", numbered(5_001)), numbered(5_001), "a\n".repeat(1_000_000)] {
        assert_eq!(read(text.as_bytes()), Err(ImportProblem::TooManyRows));
    }
    let json = format!("[{}]", vec!["\"a\""; 1_000_000].join(","));
    assert_eq!(read(json.as_bytes()), Err(ImportProblem::TooManyRows));
}

fn numbered(rows: usize) -> String {
    (0..rows).map(|i| format!("utterance {i},Intent\n")).collect()
}

#[test]
fn annotation_sets_of_both_editions_are_read() {
    let slots = r#"{"fromCity":{"value":"seattle"}}"#;
    let later = r#"{"fromCity":{"slotValue":{"type":"Simple","value":"seattle"}}}"#;
    let list =
        r#"{"fromCity":{"slotValue":{"type":"List","values":[{"type":"Simple","value":"seattle"},{"value":"x"}]}}}"#;
    for (slots, notices) in [(slots, 1), (later, 1), (list, 2)] {
        let text = format!(
            r#"{{"data":[{{"inputs":{{"utterance":"i want to travel  from seattle","referenceTimestamp":"2018-10-25T23:50:02.135Z"}},
            "expected":[{{"intent":{{"name":"TravelIntent","slots":{slots}}}}}]}},{{"inputs":{{"utterance":"hm"}},"expected":[]}}]}}"#
        );
        let incoming = read(text.as_bytes()).unwrap();
        assert_eq!((incoming.format, incoming.notices.len()), (ImportFormat::AnnotationJson, notices));
        let expected =
            [case("i want to travel from seattle", "TravelIntent", &[("fromCity", "seattle")]), case("hm", "", &[])];
        assert_eq!(incoming.checked(&Mapping::default(), None).into_cases(), expected);
    }
    let csv = "utterance,referenceTimestamp,intent,slot[fromCity]\n\
        i want to travel from seattle,2018-10-25T23:50:02.135Z,TravelIntent,seattle\n";
    assert_eq!(cases(csv), [case("i want to travel from seattle", "TravelIntent", &[("fromCity", "seattle")])]);
    assert_eq!(read(csv.as_bytes()).unwrap().notices.len(), 1);
}

#[test]
fn json_lists_of_cases_are_read_leniently() {
    let text = r#"[{"utterance":"a","expectedIntent":"I","expectedSlots":{"N":2,"E":"","X":null}},
        {"text":"b","intent":"J","slots":"City=Rome"},"c",{"utterance":"d","expectedIntent":null}]"#;
    let expected = [
        case("a", "I", &[("E", ""), ("N", "2")]),
        case("b", "J", &[("City", "Rome")]),
        case("c", "", &[]),
        case("d", "", &[]),
    ];
    assert_eq!(cases(text), expected);
    let broken = checked(r#"[1,{"utterance":"a","slots":[1]},{"utterance":"b","slots":{"A":{"x":1}}}]"#, None);
    assert_eq!((broken.unusable(), broken.cases.len()), (3, 0));
}

#[test]
fn control_characters_are_left_out_so_that_what_is_exported_is_text() {
    let list = r#"[{"utterance":"go\u0000 home\u0007","expectedIntent":"I\u0000","slots":{"City\u0000":"Ro\u0001me"}},"\u0000"]"#;
    let incoming = read(list.as_bytes()).unwrap();
    let cases = incoming.checked(&incoming.guess(None), None).into_cases();
    assert_eq!(cases, [case("go home", "I", &[("City", "Rome")])]);
    let csv = crate::domain::suite::export::suite_csv(&cases).unwrap();
    assert_eq!(self::cases(&csv), cases);
}

#[test]
fn the_name_that_was_meant_is_found_and_no_other() {
    let known = ["BookTripIntent", "FindTripIntent", "AMAZON.StopIntent"];
    for (name, meant) in [
        ("booktripintent", Some("BookTripIntent")),
        ("BookTrip", Some("BookTripIntent")),
        ("Book_Trip", Some("BookTripIntent")),
        ("FindTirpIntent", Some("FindTripIntent")),
        ("StopIntent", Some("AMAZON.StopIntent")),
        ("Weather", None),
        ("", None),
        ("Intent", None),
    ] {
        assert_eq!(nearest(name, known), meant, "{name}");
    }
    assert_eq!(nearest(&"x".repeat(1_000_000), known), None);
}

proptest! {
    #[test]
    fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[\\PC,;\t|\n\"'{}\\[\\]=]{0,200}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            if let Ok(incoming) = read(bytes) {
                let model = model();
                let checked = incoming.checked(&incoming.guess(Some(&model)), Some(&model));
                let _ = checked.with_suggestions(Some(&model));
                prop_assert!(checked.cases.iter().all(|(_, case)| !case.utterance.is_empty()));
            }
        }
        let _ = read_slots(&text);
    }

    #[test]
    fn slots_are_read_as_they_were_written(slots in prop::collection::btree_map("[A-Za-z][A-Za-z0-9_.]{0,8}", "\\PC{0,12}|[ ;,|=\"\n']{0,6}", 0..5)) {
        let slots: std::collections::BTreeMap<String, String> =
            slots.into_iter().filter(|(_, value)| value != STAYS_EMPTY).collect();
        prop_assert_eq!(read_slots(&write_slots(&slots)), Some(slots));
    }
}
