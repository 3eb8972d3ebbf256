//! Colours, dashes and markers of charts: the values of the design, because a canvas cannot read `light-dark()`.

use super::forest::Tone;
use crate::domain::metric::Metric;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: (u8, u8, u8),
}

/// `0xRRGGBB`.
const fn hex(rrggbb: u32) -> Colour {
    Colour { rgb: ((rrggbb >> 16) as u8, (rrggbb >> 8) as u8, rrggbb as u8) }
}

impl Colour {
    /// As CSS writes it, with an opacity from 0 to 1.
    pub fn css(self, opacity: f64) -> String {
        let (r, g, b) = self.rgb;
        format!("rgba({r},{g},{b},{opacity})")
    }

    /// As SVG writes it: `#2b5bd7`.
    pub fn hex(self) -> String {
        let (r, g, b) = self.rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// This colour laid over another with an opacity from 0 to 1, as one opaque colour.
    pub fn over(self, under: Colour, opacity: f64) -> Colour {
        let mix = |a: u8, b: u8| (f64::from(a) * opacity + f64::from(b) * (1.0 - opacity)).round() as u8;
        let ((r, g, b), (ur, ug, ub)) = (self.rgb, under.rgb);
        Colour { rgb: (mix(r, ur), mix(g, ug), mix(b, ub)) }
    }
}

/// How a line is broken up, besides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// 7 on, 4 off.
    Long,
    /// 1 on, 4 off; round ends make it dots.
    Dots,
    /// 2 on, 4 off: the previous period.
    Short,
    /// 3 on, 3 off: what is not complete yet.
    Even,
}

impl Dash {
    /// Lengths on and off in CSS pixels; nothing for a solid line.
    pub fn lengths_px(self) -> &'static [f64] {
        match self {
            Dash::Solid => &[],
            Dash::Long => &[7.0, 4.0],
            Dash::Dots => &[1.0, 4.0],
            Dash::Short => &[2.0, 4.0],
            Dash::Even => &[3.0, 3.0],
        }
    }

    /// The class of a legend swatch with this dash.
    pub fn swatch_class(self) -> &'static str {
        match self {
            Dash::Solid => "",
            Dash::Long => "swatch--dash",
            Dash::Dots | Dash::Short | Dash::Even => "swatch--dot",
        }
    }
}

/// A number of the palette, 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(u8);

impl Slot {
    /// Slate: the control, and what is neutral.
    pub const NEUTRAL: Slot = Slot(1);
    /// Blue: the first or only series; the one with an area under it.
    pub const FIRST: Slot = Slot(2);

    /// A number held within 1 to 8.
    pub fn new(number: u8) -> Self {
        Self(number.clamp(1, 8))
    }

    /// The number, as in the class `c2`.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The class that gives an element this colour as `--c`.
    pub fn class(self) -> &'static str {
        ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"][usize::from(self.0 - 1) % 8]
    }

    /// The dash that goes with the colour, so that nobody needs to see it.
    pub fn dash(self) -> Dash {
        match self.0 {
            3 | 7 => Dash::Dots,
            4 | 6 => Dash::Long,
            _ => Dash::Solid,
        }
    }

    /// The colour that a metric keeps, whichever others are shown.
    pub fn of_metric(metric: &Metric) -> Self {
        match metric {
            Metric::UniqueCustomers | Metric::TotalUtterances | Metric::TotalSessions => Slot(2),
            Metric::IncompleteSessions => Slot(3),
            Metric::SuccessfulSessions | Metric::SuccessfulUtterances => Slot(4),
            Metric::UserEndedSessions => Slot(5),
            Metric::TotalEnablements => Slot(6),
            Metric::SkillEndedSessions => Slot(7),
            Metric::FailedUtterances => Slot(8),
            Metric::Unknown(_) => Slot(1),
        }
    }
}

/// The colours of a theme that a chart needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    series: [Colour; 8],
    /// Horizontal lines.
    pub grid: Colour,
    /// The line at the foot.
    pub axis: Colour,
    /// The line at zero where values go below it.
    pub zero: Colour,
    /// Labels of the axes.
    pub label: Colour,
    /// Titles and legends of an exported picture.
    pub text: Colour,
    /// What the chart lies on.
    pub surface: Colour,
    /// Behind what is missing.
    pub gap: Colour,
    /// What got better, and what got worse.
    good: Colour,
    bad: Colour,
    /// Edges that mark what was done, such as a change of exposure.
    pub accent_line: Colour,
    /// Cells of a heat map: none, then four of what is right, then three of what is wrong; each with the ink on it.
    heat: [(Colour, Colour); 8],
}

/// How warm a cell of a heat map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heat {
    /// Nothing there.
    #[default]
    None,
    /// Right, from 1 (few) to 4 (many).
    Right(u8),
    /// Wrong, from 1 (few) to 3 (many).
    Wrong(u8),
}

impl Heat {
    /// The class of a table's cell.
    pub fn class(self) -> &'static str {
        ["", "h1", "h2", "h3", "h4", "m1", "m2", "m3"][self.index()]
    }

    fn index(self) -> usize {
        match self {
            Heat::None => 0,
            Heat::Right(level) => usize::from(level.clamp(1, 4)),
            Heat::Wrong(level) => 4 + usize::from(level.clamp(1, 3)),
        }
    }
}

impl Palette {
    /// On white.
    pub const LIGHT: Palette = Palette {
        series: [
            hex(0x5b6678),
            hex(0x2b5bd7),
            hex(0xe85509),
            hex(0x0e8970),
            hex(0xcc6ca5),
            hex(0x694c03),
            hex(0x0796ec),
            hex(0x6e162a),
        ],
        grid: hex(0xe9ecf1),
        axis: hex(0xc3c9d3),
        zero: hex(0x7a8393),
        label: hex(0x5f6877),
        text: hex(0x14171f),
        surface: hex(0xffffff),
        gap: hex(0xeef0f4),
        good: hex(0x0a7350),
        bad: hex(0xb3261e),
        accent_line: hex(0xa9c0f5),
        heat: [
            (hex(0xf6f7f9), hex(0x5f6877)),
            (hex(0xdde7fc), hex(0x14171f)),
            (hex(0xb4c9f8), hex(0x14171f)),
            (hex(0x6f95ee), hex(0x0a1430)),
            (hex(0x2b5bd7), hex(0xffffff)),
            (hex(0xfde6d8), hex(0x14171f)),
            (hex(0xf7bd98), hex(0x14171f)),
            (hex(0xe85509), hex(0x1a0d02)),
        ],
    };

    /// On near black.
    pub const DARK: Palette = Palette {
        series: [
            hex(0x8a93a0),
            hex(0x597ff9),
            hex(0xe5881e),
            hex(0x7ccfb5),
            hex(0xf398e5),
            hex(0xf6e17d),
            hex(0xceeef3),
            hex(0xd73658),
        ],
        grid: hex(0x232a35),
        axis: hex(0x3d4756),
        zero: hex(0x7a8496),
        label: hex(0x939dad),
        text: hex(0xe8ebf0),
        surface: hex(0x151920),
        gap: hex(0x1d232d),
        good: hex(0x4fc98d),
        bad: hex(0xff9082),
        accent_line: hex(0x34508f),
        heat: [
            (hex(0x11151b), hex(0x939dad)),
            (hex(0x1a2745), hex(0xe8ebf0)),
            (hex(0x23376a), hex(0xe8ebf0)),
            (hex(0x3253a8), hex(0xffffff)),
            (hex(0x7b9bfb), hex(0x0a1430)),
            (hex(0x3a2312), hex(0xe8ebf0)),
            (hex(0x6b3c14), hex(0xe8ebf0)),
            (hex(0xe5881e), hex(0x1a0d02)),
        ],
    };

    /// The palette of a theme.
    pub fn of_theme(dark: bool) -> &'static Palette {
        if dark { &Self::DARK } else { &Self::LIGHT }
    }

    /// The colour of a series.
    pub fn series(&self, slot: Slot) -> Colour {
        self.series[usize::from(slot.number() - 1) % 8]
    }

    /// The colour of a heat map's cell, and of the ink on it.
    pub fn heat(&self, heat: Heat) -> (Colour, Colour) {
        self.heat[heat.index()]
    }

    /// The colour of a result.
    pub fn tone(&self, tone: Tone) -> Colour {
        match tone {
            Tone::Better => self.good,
            Tone::Worse => self.bad,
            Tone::Unclear => self.series(Slot::NEUTRAL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: Colour) -> f64 {
        let part = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        let (r, g, b) = colour.rgb;
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_series_stands_out_from_the_surface_and_labels_can_be_read() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for number in 1..=8 {
                assert!(contrast(palette.series(Slot::new(number)), palette.surface) >= 3.0);
            }
            assert!(contrast(palette.label, palette.surface) >= 4.5);
        }
    }

    #[test]
    fn numbers_can_be_read_on_every_cell_of_a_heat_map() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for (cell, ink) in palette.heat {
                assert!(contrast(cell, ink) >= 4.5, "{} on {}", ink.hex(), cell.hex());
            }
        }
    }

    #[test]
    fn metrics_of_one_group_differ_in_colour() {
        let slots = |metrics: &[Metric]| metrics.iter().map(Slot::of_metric).collect::<std::collections::HashSet<_>>();
        let sessions = [
            Metric::TotalSessions,
            Metric::SuccessfulSessions,
            Metric::IncompleteSessions,
            Metric::UserEndedSessions,
            Metric::SkillEndedSessions,
        ];
        assert_eq!(slots(&sessions).len(), 5);
        assert_eq!(slots(&[Metric::TotalUtterances, Metric::SuccessfulUtterances, Metric::FailedUtterances]).len(), 3);
    }

    #[test]
    fn any_number_is_a_slot() {
        assert_eq!((Slot::new(0).class(), Slot::new(200).class()), ("c1", "c8"));
        assert_eq!(Palette::LIGHT.series(Slot::FIRST).css(0.5), "rgba(43,91,215,0.5)");
    }
}
