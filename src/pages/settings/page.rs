//! The page and its order.

use leptos::prelude::*;

use super::connection::ConnectionForm;
use super::installation::InstallationCard;
use super::kept::KeptCard;
use super::preference::PreferenceCard;
use super::problem_report::ProblemReport;
use super::sign_out::SignOutCard;

mod words {
    pub const HEADING: &str = "Settings";
    pub const SUB: &str = "They are kept in this browser only.";
    pub const CONNECTION: &str = "Connection";
    pub const CONNECTION_WHY: &str =
        "What you set here takes the place of config.json in this browser. The page loads again to use it.";
}

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <div class="page settings-page">
            <header class="page-head">
                <div class="page-head__text">
                    <h1 id="page-title" tabindex="-1">{words::HEADING}</h1>
                    <p class="page-head__sub">{words::SUB}</p>
                </div>
            </header>
            <PreferenceCard />
            <section class="card" aria-labelledby="connection-heading">
                <div class="card__head card__head--line">
                    <div>
                        <h2 id="connection-heading">{words::CONNECTION}</h2>
                        <p>{words::CONNECTION_WHY}</p>
                    </div>
                </div>
                <div class="card__body">
                    <ConnectionForm />
                </div>
            </section>
            <InstallationCard />
            <KeptCard />
            <ProblemReport />
            <SignOutCard />
        </div>
    }
    .into_any()
}
