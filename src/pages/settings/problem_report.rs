//! What to send to whoever looks after this page: versions and calls, no token, no data.

use leptos::prelude::*;

use crate::api::call_record::CallRecord;
use crate::components::copy_button::CopyButton;
use crate::state::call_log::{Call, CallLog};
use crate::state::installation::{APP_VERSION, Installation, Overrides};

mod words {
    pub const HEADING: &str = "Problem report";
    pub const WHY: &str =
        "Version, settings and the last calls. The token is not in it; the addresses name your skill.";
    pub const COPY: &str = "Copy problem report";
    pub const LABEL: &str = "Text of the problem report";
}

/// So many calls are reported.
const CALLS: usize = 30;

fn line(call: &CallRecord) -> String {
    let outcome = match (call.status, &call.failure) {
        (Some(status), _) => status.to_string(),
        (None, Some(failure)) => failure.clone(),
        (None, None) => "-".to_owned(),
    };
    format!(
        "{} {} {} | {} | {:.0} ms | try {} | {}",
        call.operation,
        call.method.as_str(),
        call.url,
        outcome,
        call.duration_ms,
        call.attempt,
        call.request_id.as_deref().unwrap_or("-"),
    )
}

/// The text of the report.
fn report(installation: Installation, calls: &[Call]) -> String {
    let mut lines = vec![
        format!("skillscope: {}", APP_VERSION),
        format!("config sha256: {}", installation.config().hash()),
        format!("config problems: {}", installation.problems().len()),
        format!(
            "settings of this browser: {}",
            if installation.overrides() == Overrides::default() { "none" } else { "yes" }
        ),
        format!("calls, newest first: {}", calls.len()),
    ];
    lines.extend(calls.iter().take(CALLS).map(|call| line(&call.record)));
    lines.join("\n")
}

/// Shows the report before it is copied: people see what they send.
#[component]
pub fn ProblemReport() -> impl IntoView {
    let installation = expect_context::<Installation>();
    let calls = expect_context::<CallLog>();
    let text = Memo::new(move |_| report(installation, &calls.newest_first()));
    view! {
        <section class="card" aria-labelledby="report-heading">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="report-heading">{words::HEADING}</h2>
                    <p>{words::WHY}</p>
                </div>
                <span class="push">
                    <CopyButton text label=words::COPY labelled=true />
                </span>
            </div>
            <div class="card__body">
                <pre class="code code--wrap report" tabindex="0" role="region" aria-label=words::LABEL>
                    {text}
                </pre>
            </div>
        </section>
    }
}
