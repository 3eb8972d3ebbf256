//! What this installation is set up with.

use leptos::prelude::*;

use crate::state::installation::{APP_VERSION, Installation};

mod words {
    pub const HEADING: &str = "This installation";
    pub const HEADING_WHY: &str = "From config.json, which whoever hosts this page can change.";
    pub const VERSION: &str = "Skillscope";
    pub const FORMAT: &str = "Format of config.json";
    pub const SCOPES: &str = "Scopes";
    pub const REGIONS: &str = "Regions";
    pub const NO_REGIONS: &str = "none";
    pub const MODE: &str = "Mode";
    pub const READ_ONLY: &str = "read-only: nothing at Amazon can be changed from here";
    pub const READ_WRITE: &str = "reading and changing";
    pub const PACE: &str = "Requests";
    pub const PATIENCE: &str = "Failed reads";
    pub const HASH: &str = "SHA-256 of the settings in use";

    pub fn pace(per_second: f64, burst: u32, concurrency: u32) -> String {
        format!("{per_second} a second, {burst} at once after a rest, {concurrency} under way")
    }

    pub fn patience(tries: u32, base_ms: u64, cap_ms: u64, timeout_ms: u32) -> String {
        format!(
            "{tries} tries, waiting up to {base_ms} ms first and {cap_ms} ms later; no answer after {timeout_ms} ms counts as failed"
        )
    }
}

/// The configuration in use, in words.
#[component]
pub fn InstallationCard() -> impl IntoView {
    let installation = expect_context::<Installation>();
    let config = untrack(|| installation.config());
    let regions = config.regions.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(", ");
    let regions = if regions.is_empty() { words::NO_REGIONS.to_owned() } else { regions };
    let requests = &config.requests;
    let rows = [
        (words::VERSION, APP_VERSION.to_owned()),
        (words::FORMAT, config.version.to_string()),
        (words::REGIONS, regions),
        (words::MODE, if config.read_only { words::READ_ONLY } else { words::READ_WRITE }.to_owned()),
        (words::PACE, words::pace(requests.per_second, requests.burst, requests.concurrency)),
        (
            words::PATIENCE,
            words::patience(requests.tries, requests.retry_base_ms, requests.retry_cap_ms, requests.timeout_ms),
        ),
    ];
    view! {
        <section class="card" aria-labelledby="installation-heading">
            <div class="card__head card__head--line">
                <div>
                    <h2 id="installation-heading">{words::HEADING}</h2>
                    <p>{words::HEADING_WHY}</p>
                </div>
            </div>
            <div class="card__body">
                <dl class="dl">
                    {rows
                        .into_iter()
                        .map(|(name, value)| {
                            view! {
                                <dt>{name}</dt>
                                <dd>{value}</dd>
                            }
                        })
                        .collect_view()} <dt>{words::SCOPES}</dt>
                    <dd>
                        <ul class="scope-list">
                            {config
                                .scopes
                                .iter()
                                .map(|s| view! { <li><code>{s.clone()}</code></li> })
                                .collect_view()}
                        </ul>
                    </dd> <dt>{words::HASH}</dt>
                    <dd>
                        <code>{config.hash()}</code>
                    </dd>
                </dl>
            </div>
        </section>
    }
}
