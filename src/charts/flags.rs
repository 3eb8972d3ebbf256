//! Where the flags of a chart's markers stand, so that none covers another.
//!
//! A flag shows its words where there is room to its right, or else to its left; otherwise its icon alone. Markers closer
//! together than two icons become one flag for all of them.

use super::projection::Projection;
use super::series::ChartMarker;

/// The width and the height of a flag without words, in CSS pixels; `chart.css` has it too.
pub const FLAG_PX: f64 = 24.0;
/// The least distance of two flags.
const GAP_PX: f64 = 4.0;
/// What a flag with words needs besides them: icon, gaps, padding.
const AROUND_WORDS_PX: f64 = 30.0;
/// The width of a letter in a wide face at 11 px and weight 600. Words that are wider still are cut off by the flag.
const LETTER_PX: f64 = 8.2;
/// No flag is wider than this.
const WIDEST_PX: f64 = 260.0;
/// On plots narrower than this, flags are icons.
const NARROW_PX: f64 = 500.0;

/// A flag, for one marker or for several close together.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// What it stands for, ascending in time; never empty.
    pub markers: Vec<ChartMarker>,
    /// Where it stands across the plot, as a part of its width.
    pub fraction: f64,
    /// Whether it lies to the left of that place instead of to the right.
    pub is_left: bool,
    /// How wide it may be, in CSS pixels.
    pub width_px: f64,
    /// Whether its words are shown.
    pub has_words: bool,
}

impl Flag {
    /// What it says: the label of its marker, or how many there are.
    pub fn words(&self) -> String {
        match &self.markers[..] {
            [one] => one.label.clone(),
            all => format!("{} events", all.len()),
        }
    }

    /// What a screen reader says.
    pub fn description(&self) -> String {
        let all: Vec<&str> = self.markers.iter().map(|m| m.description.as_str()).collect();
        if all.len() == 1 { all.concat() } else { format!("{} events: {}", all.len(), all.join("; ")) }
    }

    /// Where it leads, if that is one place.
    pub fn href(&self) -> Option<&str> {
        let first = self.markers.first()?.href.as_str();
        self.markers.iter().all(|m| m.href == first).then_some(first)
    }
}

/// The flags of the markers inside a window, from left to right.
pub fn flags(markers: &[ChartMarker], window_s: (i64, i64), projection: &Projection) -> Vec<Flag> {
    let plot_px = projection.width_px();
    if plot_px < FLAG_PX {
        return Vec::new();
    }
    let mut inside: Vec<&ChartMarker> =
        markers.iter().filter(|m| (window_s.0..window_s.1).contains(&m.time_s)).collect();
    inside.sort_by_key(|m| m.time_s);
    // An icon near the right edge stands before its marker.
    let icon_px = |m: &ChartMarker| projection.x_px(m.time_s).clamp(0.0, plot_px - FLAG_PX);
    let mut groups: Vec<Vec<&ChartMarker>> = Vec::new();
    for marker in inside {
        match groups.last_mut() {
            Some(group) if icon_px(marker) - icon_px(group[0]) < FLAG_PX + GAP_PX => group.push(marker),
            _ => groups.push(vec![marker]),
        }
    }
    let mut free_from_px = 0.0;
    let mut flags = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let next_px = groups.get(i + 1).map_or(plot_px, |next| icon_px(next[0]) - GAP_PX);
        let mut flag = Flag {
            markers: group.iter().map(|&m| m.clone()).collect(),
            fraction: icon_px(group[0]) / plot_px,
            is_left: false,
            width_px: FLAG_PX,
            has_words: false,
        };
        let letters = flag.words().chars().count() as f64;
        let wanted_px = (AROUND_WORDS_PX + letters * LETTER_PX).min(WIDEST_PX);
        let pole_px = projection.x_px(group[0].time_s).clamp(0.0, plot_px);
        let mut end_px = icon_px(group[0]) + FLAG_PX;
        if plot_px >= NARROW_PX && pole_px + wanted_px <= next_px {
            flag = Flag { fraction: pole_px / plot_px, width_px: wanted_px, has_words: true, ..flag };
            end_px = pole_px + wanted_px;
        } else if plot_px >= NARROW_PX && pole_px - wanted_px >= free_from_px && pole_px <= next_px {
            flag = Flag { fraction: pole_px / plot_px, is_left: true, width_px: wanted_px, has_words: true, ..flag };
            end_px = pole_px;
        }
        free_from_px = end_px + GAP_PX;
        flags.push(flag);
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::series::MarkerKind;
    use proptest::prelude::*;

    fn marker(time_s: i64, label: &str, href: &str) -> ChartMarker {
        ChartMarker {
            time_s,
            label: label.to_owned(),
            description: format!("{label} at {time_s}"),
            href: href.to_owned(),
            kind: MarkerKind::Start,
            until_s: None,
        }
    }

    /// Flags on a plot on which a second is a pixel.
    fn laid(markers: &[ChartMarker], width: i64) -> Vec<Flag> {
        flags(markers, (0, width + 1), &Projection::new((0, width), (0.0, 1.0), (width as f64, 320.0)))
    }

    /// From where to where a flag reaches, in pixels.
    fn reach(flag: &Flag, width: i64) -> (f64, f64) {
        let at = flag.fraction * width as f64;
        if flag.is_left { (at - flag.width_px, at) } else { (at, at + flag.width_px) }
    }

    #[test]
    fn flags_with_room_show_their_words() {
        let all = laid(&[marker(500, "Deals", "/b"), marker(100, "Welcome", "/a")], 1_000);
        let seen: Vec<_> = all.iter().map(|f| (f.words(), f.has_words, f.is_left)).collect();
        assert_eq!(seen, [("Welcome".to_owned(), true, false), ("Deals".to_owned(), true, false)]);
    }

    #[test]
    fn a_flag_near_the_right_edge_lies_to_the_left() {
        let flag = &laid(&[marker(990, "Welcome", "/a")], 1_000)[0];
        assert_eq!((flag.is_left, flag.has_words, flag.fraction), (true, true, 0.99));
    }

    #[test]
    fn a_flag_without_room_for_words_is_an_icon() {
        let all = laid(&[marker(100, "Shorter welcome message", "/a"), marker(180, "Deals", "/b")], 1_000);
        assert_eq!(all.iter().map(|f| (f.has_words, f.width_px)).collect::<Vec<_>>()[0], (false, 24.0));
        assert!(all[1].has_words);
    }

    #[test]
    fn markers_that_would_cover_each_other_are_one_flag() {
        let all = laid(&[marker(100, "Started", "/a"), marker(110, "Raised", "/a"), marker(128, "Other", "/b")], 1_000);
        assert_eq!(all.iter().map(Flag::words).collect::<Vec<_>>(), ["2 events", "Other"]);
        assert_eq!(all[0].description(), "2 events: Started at 100; Raised at 110");
        assert_eq!(all[0].href(), Some("/a"));
        let mixed = laid(&[marker(100, "Started", "/a"), marker(110, "Other", "/b")], 1_000);
        assert_eq!(mixed[0].href(), None);
    }

    #[test]
    fn narrow_plots_have_icons_and_markers_outside_the_window_none() {
        let all = laid(&[marker(10, "Welcome", "/a"), marker(-5, "Before", "/b"), marker(900, "After", "/b")], 300);
        assert_eq!(all.iter().map(|f| (f.words(), f.has_words)).collect::<Vec<_>>(), [("Welcome".to_owned(), false)]);
    }

    proptest! {
        #[test]
        fn no_flag_covers_another_or_leaves_the_plot(
            places in proptest::collection::vec((0_i64..=1_400, 0_usize..40), 0..12), width in 30_i64..1_400,
        ) {
            let markers: Vec<_> = places.iter().map(|&(t, n)| marker(t, &"x".repeat(n), "/a")).collect();
            let all = laid(&markers, width);
            for flag in &all {
                let (from, to) = reach(flag, width);
                prop_assert!(from >= -0.001 && to <= width as f64 + 0.001, "{:?}", flag);
            }
            for pair in all.windows(2) {
                prop_assert!(reach(&pair[0], width).1 <= reach(&pair[1], width).0, "{:?}", pair);
            }
            let inside = places.iter().filter(|p| p.0 <= width).count();
            prop_assert_eq!(all.iter().map(|f| f.markers.len()).sum::<usize>(), inside);
        }
    }
}
