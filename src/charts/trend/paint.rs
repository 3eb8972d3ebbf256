//! A trend drawn: gaps, grid, ribbon, markers, line, points.

use plotters::prelude::DrawingBackend;

use super::{Trend, TrendPoint};
use crate::charts::forest::ForestScale;
use crate::charts::paint::{PaintError, Pen};
use crate::charts::palette::{Dash, Slot};
use crate::charts::projection::Projection;
use crate::charts::scene::{Align, Frame, Label};
use crate::charts::sheet::{Drawing, Sheet};
use crate::charts::ticks;
use crate::domain::instant::DAY_S;
use crate::domain::words::{self, Zone};

/// With no more snapshots than this, each has a disc.
const DISCS_UP_TO: usize = 12;
const LINE_PX: f64 = 2.0;
const ZERO_PX: f64 = 1.25;
/// How much of its colour the ribbon has.
const RIBBON_OPACITY: f64 = 0.16;
/// Outer and inner diameter of a disc.
const DISC_PX: (f64, f64) = (8.0, 3.5);
/// Half of the width, and the height, of the arrow that stands for a point off the scale.
const ARROW_PX: (f64, f64) = (5.0, 6.0);

/// A trend laid out on a sheet.
#[derive(Debug, Clone)]
pub struct TrendDrawing<'a> {
    /// What is drawn.
    pub trend: &'a Trend,
    /// The scale, which charts side by side share.
    pub scale: ForestScale,
    /// The colour: [`Slot::FIRST`], or [`Slot::NEUTRAL`] for what is unclear.
    pub slot: Slot,
    /// Whose days the axis shows.
    pub zone: Zone,
    /// Where the plot lies on the sheet.
    pub frame: Frame,
    /// Width and height of the sheet in CSS pixels.
    pub size_px: (f64, f64),
}

impl TrendDrawing<'_> {
    /// Between values and pixels of the plot.
    pub fn projection(&self) -> Projection {
        let extent = self.scale.extent();
        Projection::new(self.trend.shown_span_s(), (-extent, extent), (self.frame.width_px, self.frame.height_px))
    }

    /// Where a time and a percentage stand on the sheet; held within the scale.
    fn spot_px(&self, projection: &Projection, time_s: i64, percentage: f64) -> (f64, f64) {
        let extent = self.scale.extent();
        let (x, y) = (projection.x_px(time_s), projection.y_px(percentage.clamp(-extent, extent)));
        (self.frame.left_px + x, self.frame.top_px + y)
    }

    /// The snapshots of the span.
    fn seen(&self) -> &[TrendPoint] {
        let (points, (start_s, end_s)) = (&self.trend.points, self.trend.shown_span_s());
        let from = points.partition_point(|p| p.time_s < start_s);
        let to = points.partition_point(|p| p.time_s <= end_s);
        &points[from.min(to)..to]
    }

    /// The outlines of the ribbon: one for each run of snapshots that have an interval.
    fn ribbons_px(&self, projection: &Projection) -> Vec<Vec<(f64, f64)>> {
        let runs = self.seen().split(|p| p.interval().is_none());
        runs.filter(|run| !run.is_empty())
            .map(|run| {
                let ends: Vec<_> = run.iter().filter_map(|p| Some((p.time_s, p.interval()?))).collect();
                let upper = ends.iter().map(|&(t, (_, upper))| self.spot_px(projection, t, upper));
                let lower = ends.iter().rev().map(|&(t, (lower, _))| self.spot_px(projection, t, lower));
                let mut outline: Vec<(f64, f64)> = upper.chain(lower).collect();
                // An interval alone is a bar as wide as a disc.
                if let [top, bottom] = outline[..] {
                    let half = DISC_PX.0 / 2.0;
                    outline = vec![
                        (top.0 - half, top.1),
                        (top.0 + half, top.1),
                        (bottom.0 + half, bottom.1),
                        (bottom.0 - half, bottom.1),
                    ];
                }
                outline
            })
            .collect()
    }

    /// From where to where across the sheet a difference is missing between two that are there.
    fn gaps_px(&self, projection: &Projection) -> Vec<(f64, f64)> {
        let known: Vec<(usize, i64)> = self
            .seen()
            .iter()
            .enumerate()
            .filter(|(_, p)| p.known_effect().is_some())
            .map(|(i, p)| (i, p.time_s))
            .collect();
        let x = |time_s| self.spot_px(projection, time_s, 0.0).0;
        known.windows(2).filter(|pair| pair[1].0 - pair[0].0 > 1).map(|pair| (x(pair[0].1), x(pair[1].1))).collect()
    }
}

impl Drawing for TrendDrawing<'_> {
    fn size_px(&self) -> (f64, f64) {
        self.size_px
    }

    fn draw<DB: DrawingBackend, P: Pen>(&self, sheet: &mut Sheet<DB, P>) -> Result<(), PaintError<DB>> {
        let (palette, frame, projection) = (sheet.palette(), self.frame, self.projection());
        let (colour, extent) = (palette.series(self.slot), self.scale.extent());
        let (top, foot) = (frame.top_px, frame.top_px + frame.height_px);
        let across = (frame.left_px, frame.left_px + frame.width_px);
        for (from_px, to_px) in self.gaps_px(&projection) {
            sheet.block((from_px, top), (to_px, foot), palette.gap)?;
        }
        sheet.across(top, across, 1.0, palette.grid)?;
        sheet.across(foot, across, 1.0, palette.axis)?;
        for outline in self.ribbons_px(&projection) {
            sheet.fill(&outline, colour, RIBBON_OPACITY)?;
        }
        sheet.across(frame.top_px + projection.y_px(0.0), across, ZERO_PX, palette.zero)?;
        let (start_s, end_s) = self.trend.shown_span_s();
        for marker in self.trend.markers.iter().filter(|m| (start_s..=end_s).contains(&m.time_s)) {
            // On a whole device pixel, so that the dashes are sharp.
            let x = (frame.left_px + projection.x_px(marker.time_s)).floor() + 0.5;
            sheet.stroke(&[(x, top), (x, foot)], 1.0, palette.accent_line, Dash::Even.lengths_px())?;
        }
        for run in self.seen().split(|p| p.known_effect().is_none()).filter(|run| !run.is_empty()) {
            let spots: Vec<(f64, f64)> =
                run.iter().filter_map(|p| Some(self.spot_px(&projection, p.time_s, p.known_effect()?))).collect();
            sheet.stroke(&spots, LINE_PX, colour, &[])?;
        }
        let has_discs = self.seen().len() <= DISCS_UP_TO;
        for (point, effect) in self.seen().iter().filter_map(|p| Some((p, p.known_effect()?))) {
            let spot = self.spot_px(&projection, point.time_s, effect);
            if effect.abs() > extent {
                let (half, height) = ARROW_PX;
                let neck = spot.1 + height * effect.signum();
                sheet.fill(&[spot, (spot.0 + half, neck), (spot.0 - half, neck)], colour, 1.0)?;
            } else if has_discs {
                sheet.disc(spot, DISC_PX.0, colour)?;
                sheet.disc(spot, DISC_PX.1, palette.surface)?;
            }
        }
        Ok(())
    }

    fn labels(&self) -> Vec<Label> {
        let (frame, projection, extent) = (self.frame, self.projection(), self.scale.extent());
        let value = |percentage: f64| {
            let text = words::signed_count(percentage);
            Label {
                text: if percentage == 0.0 { text } else { format!("{text}%") },
                x_px: frame.left_px - 8.0,
                y_px: frame.top_px + projection.y_px(percentage),
                align: Align::End,
            }
        };
        let mut labels: Vec<Label> = [-extent, 0.0, extent].map(value).into();
        if self.trend.points.is_empty() {
            return labels;
        }
        for tick in ticks::time_ticks(projection.span_s(), Some(DAY_S), frame.width_px, self.zone) {
            let (x_px, align) = frame.held_inside(projection.x_px(tick.time_s), &tick.label);
            let y_px = frame.top_px + frame.height_px + 13.0;
            labels.push(Label { text: tick.label, x_px, y_px, align });
        }
        labels
    }
}
