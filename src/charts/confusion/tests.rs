use super::*;
use crate::charts::palette::Palette;
use crate::charts::recorder::{Mark, marks_of};
use crate::charts::scene::Align;
use crate::charts::sheet::Drawing;
use crate::charts::svg::svg;

/// The matrix of the design: six intents, 60 cases.
fn design() -> ConfusionMap {
    let names = ["GetTravelTimeIntent", "BookTripIntent", "FindDealsIntent", "AMAZON.FallbackIntent"];
    let counts = [(0, 0, 18), (0, 1, 1), (1, 0, 2), (1, 1, 8), (2, 2, 9), (2, 3, 1), (3, 3, 4)];
    let pairs = counts.iter().flat_map(|&(row, column, n)| vec![(names[row], names[column]); n]);
    ConfusionMap::new(&Confusion::of(pairs))
}

fn at(map: &ConfusionMap, expected: &str, got: &str) -> Cell {
    let place = |name: &str| map.short_names().iter().position(|known| known == name).unwrap();
    (place(expected), place(got))
}

#[test]
fn rows_and_columns_are_sorted_by_whole_names_and_shown_by_short_ones() {
    let map = design();
    assert_eq!(map.short_names(), ["Fallback", "BookTrip", "FindDeals", "GetTravelTime"]);
    let pairs = [("StopIntent", "AMAZON.StopIntent"), (NO_INTENT, "Intent")];
    let map = ConfusionMap::new(&Confusion::of(pairs));
    assert_eq!(map.short_names(), ["(no intent)", "AMAZON.StopIntent", "Intent", "StopIntent"]);
}

#[test]
fn what_is_right_is_blue_and_what_is_wrong_is_orange_by_how_much() {
    let map = design();
    let heat = |expected, got| map.heat(at(&map, expected, got));
    assert_eq!(heat("GetTravelTime", "GetTravelTime"), Heat::Right(4));
    assert_eq!((heat("BookTrip", "BookTrip"), heat("Fallback", "Fallback")), (Heat::Right(3), Heat::Right(1)));
    assert_eq!((heat("BookTrip", "GetTravelTime"), heat("FindDeals", "Fallback")), (Heat::Wrong(2), Heat::Wrong(1)));
    assert_eq!(heat("Fallback", "BookTrip"), Heat::None);
    let hot = ConfusionMap::new(&Confusion::of(vec![("A", "B"); 9]));
    assert_eq!(hot.heat((0, 1)), Heat::Wrong(3));
}

#[test]
fn every_cell_is_drawn_once_with_its_colour_and_its_number() {
    let map = design();
    let drawing = ConfusionDrawing::new(&map, 400.0);
    let fills: Vec<(u8, u8, u8)> = marks_of(&drawing)
        .into_iter()
        .filter_map(|m| if let Mark::Fill(_, rgb, 1.0) = m { Some(rgb) } else { None })
        .collect();
    assert_eq!(fills.len(), 16);
    let (row, column) = at(&map, "GetTravelTime", "GetTravelTime");
    assert_eq!(fills[row * 4 + column], (0x2b, 0x5b, 0xd7));
    let texts = drawing.inscriptions(&Palette::DARK);
    assert_eq!(texts.len(), 8 + 16);
    let numbers: Vec<&str> = texts[8..].iter().map(|t| t.label.text.as_str()).collect();
    assert_eq!((numbers[row * 4 + column], numbers.iter().filter(|n| **n == "·").count()), ("18", 9));
    assert_eq!(texts[8 + row * 4 + column].colour, Palette::DARK.heat(Heat::Right(4)).1);
    let upright: Vec<&str> = texts.iter().filter(|t| t.is_upright).map(|t| t.label.text.as_str()).collect();
    assert_eq!(upright, map.short_names());
    assert!(texts.iter().filter(|t| t.is_upright).all(|t| t.label.align == Align::Start));
}

#[test]
fn a_place_is_the_cell_that_lies_there() {
    for labels in [1, 2, 6, 15, 40] {
        let names: Vec<String> = (0..labels).map(|i| format!("Intent{i:02}Intent")).collect();
        let map = ConfusionMap::new(&Confusion::of(names.iter().map(|n| (n.as_str(), n.as_str()))));
        let drawing = ConfusionDrawing::new(&map, 480.0);
        let size = drawing.size_px();
        assert!(size.0 >= ConfusionDrawing::least_width_px(&map));
        for cell in [(0, 0), (labels / 2, 0), (labels - 1, labels - 1)] {
            let (left, top, width, height) = drawing.cell_px(cell);
            assert_eq!(drawing.cell_at(left + width / 2.0, top + height / 2.0), Some(cell));
            assert!(width >= 21.9 && height >= 21.9, "{width} by {height}");
            assert!(left + width <= size.0 && top + height <= size.1);
        }
        assert_eq!((drawing.cell_at(2.0, 2.0), drawing.cell_at(size.0 + 1.0, size.1 - 1.0)), (None, None));
    }
}

#[test]
fn more_labels_than_can_be_drawn_are_one_label_with_all_cases() {
    let names: Vec<String> = (0..90).map(|i| format!("Hostile{i:02}")).collect();
    let map = ConfusionMap::new(&Confusion::of(names.iter().map(|n| (n.as_str(), "Hostile01"))));
    assert_eq!(map.len(), MOST_LABELS);
    let whole: usize = (0..map.len()).map(|i| map.sums(i).0).sum();
    assert_eq!(whole, 90);
    assert!(map.names().iter().any(|name| name == OTHER_INTENTS));
}

#[test]
fn a_long_name_is_cut_and_a_huge_number_is_smaller() {
    let long = "x".repeat(500);
    let map = ConfusionMap::new(&Confusion::of(vec![(long.as_str(), "B"); 12_345]));
    let drawing = ConfusionDrawing::new(&map, 0.0);
    let texts = drawing.inscriptions(&Palette::LIGHT);
    assert!(texts.iter().all(|t| t.label.text.chars().count() <= 16), "{texts:?}");
    let number = texts.iter().find(|t| t.label.text == "12345").unwrap();
    assert!(number.size_px < 12.0);
}

#[test]
fn keys_move_and_stop_at_the_edges() {
    let map = design();
    assert_eq!(map.step(None, "ArrowDown", false), Some((0, 0)));
    assert_eq!((map.step(None, "Enter", false), map.step(Some((1, 1)), "a", false)), (None, None));
    for (key, to_the_end, cell) in [
        ("ArrowLeft", false, (1, 1)),
        ("ArrowRight", false, (1, 3)),
        ("ArrowUp", false, (0, 2)),
        ("ArrowDown", false, (2, 2)),
        ("Home", false, (1, 0)),
        ("End", false, (1, 3)),
        ("Home", true, (0, 0)),
        ("End", true, (3, 3)),
        ("PageUp", false, (0, 2)),
        ("PageDown", false, (3, 2)),
    ] {
        assert_eq!(map.step(Some((1, 2)), key, to_the_end), Some(cell), "{key}");
    }
    assert_eq!(map.step(Some((3, 3)), "ArrowRight", false), Some((3, 3)));
    assert_eq!(ConfusionMap::default().step(None, "Home", false), None);
}

#[test]
fn cells_and_the_whole_are_told_in_words() {
    let map = design();
    let reading = |expected, got| map.reading(at(&map, expected, got)).unwrap();
    assert_eq!(
        reading("BookTrip", "GetTravelTime"),
        "Expected BookTripIntent, got GetTravelTimeIntent: 2 of 10 (20.0%)"
    );
    assert_eq!(reading("FindDeals", "FindDeals"), "FindDealsIntent as expected: 9 of 10 (90.0%)");
    let summary = "Confusion matrix of 4 labels: 39 of 43 cases on the diagonal; most often GetTravelTimeIntent instead of \
        BookTripIntent, twice.";
    assert_eq!(map.summary(), summary);
    assert_eq!(ConfusionMap::default().summary(), "Confusion matrix without results.");
    let never = ConfusionMap::new(&Confusion::of([("A", "B")]));
    assert_eq!(never.reading((1, 0)).unwrap(), "Expected B, got A: never expected");
    assert_eq!(never.reading((2, 0)), None);
}

#[test]
fn as_svg_names_of_columns_are_turned_and_hostile_ones_are_text() {
    let map = ConfusionMap::new(&Confusion::of([("<b>&", "\"]]>")]));
    let svg = svg(&ConfusionDrawing::new(&map, 300.0), "Which");
    let document = roxmltree::Document::parse(&svg).unwrap();
    let texts: Vec<_> = document.descendants().filter(|n| n.has_tag_name("text")).collect();
    assert_eq!(texts.len(), 8);
    assert_eq!(
        texts.iter().filter(|n| n.attribute("transform").is_some_and(|t| t.starts_with("rotate(-90"))).count(),
        2
    );
    assert!(texts.iter().any(|n| n.text() == Some("<b>&")));
}
