//! What has to be kept in mind, and the data with its hash.

use super::Report;
use super::markup::Markup;
use crate::domain::reading::{Evidence, IntervalMeaning, watch, words};
use crate::domain::words::{count, decimals};

/// What the figures do not say.
pub(super) fn caveats(report: &Report<'_>, page: &mut Markup) {
    let judgement = report.judgement;
    page.section("Caveats").raw("<ul>\n");
    let evidence: &[Evidence] = match &judgement.meaning {
        IntervalMeaning::Known { decided_by, .. } | IntervalMeaning::LevelUnknown { decided_by, .. } => decided_by,
        IntervalMeaning::Ambiguous { .. } | IntervalMeaning::Unknown { .. } => &[],
    };
    page.raw("<li>").text(&words::meaning(&judgement.meaning)).raw(" No document says what they are of: it is inferred from where each interval lies and how wide it is beside the p-value.");
    for one in evidence {
        page.raw(" ").text(&figures(one));
    }
    page.raw("</li>\n<li>").text(words::sequence(judgement.sequence));
    if let Some(planned) = &judgement.planned_users {
        page.raw(" ").text(&words::planned_users(planned));
    }
    page.raw("</li>\n<li>Looking often makes chance differences look real. Figures of one look therefore decide at one look only; at any other look only bounds that hold at any look do.</li>\n");
    page.raw("<li>A result close to its limit tends to be overstated. No figure here proves anything; it says how surprising the data would be if nothing had changed.</li>\n");
    if let Some(percentage) = report.experiment.exposure_percentage
        && let Some(shown) = watch::shown_overall(10.0, percentage as f64)
    {
        let (exposure, shown) = (count(percentage as f64), decimals(shown, 1));
        page.item(&format!("The skill’s usage metrics do not tell groups apart. At an exposure of {exposure}%, a change of 10% in T1 shows in them as {shown}%."));
    }
    page.raw("<li>The service does not say: when exposure was changed and by whom, when the test was stopped, how users are assigned and counted, whether pinned accounts are counted, and how means and p-values are computed.</li>\n");
    page.raw("</ul>\n").end_section();
}

fn figures(evidence: &Evidence) -> String {
    let centre = decimals(evidence.centre, 4);
    match evidence.errors_to_each_side {
        Some(errors) => {
            format!("{}: middle {centre}, {} standard errors to each side.", evidence.metric, decimals(errors, 2))
        }
        None => format!("{}: middle {centre}.", evidence.metric),
    }
}

/// The data, its hash, and how to check it.
pub(super) fn data(report: &Report<'_>, page: &mut Markup, data: &str, hash: &str) {
    page.section("Data and hash");
    page.raw("<p>The box holds all that this report rests on, as one line of JSON, from ").text(report.source);
    page.raw(". The time at which the file was made is not part of it.</p>\n<p>SHA-256: <code class=\"code\">")
        .bare(hash);
    page.raw("</code></p>\n<p>To check it, copy the line into a file without a line break at its end and run <code>sha256sum</code> on it (<code>shasum -a 256</code> on macOS, <code>certutil -hashfile … SHA256</code> on Windows). Keep the hash where the decision is recorded: whoever changes the data in this file could change the hash in it too.</p>\n");
    page.raw("<details><summary>Data (JSON)</summary><pre id=\"data\">").bare(data).raw("</pre></details>\n");
    page.end_section();
}
