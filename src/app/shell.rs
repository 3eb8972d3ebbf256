//! The frame around every page behind the sign-in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::activity::ActivityPanel;
use super::demo_banner::DemoBanner;
use super::keys::Keys;
use super::layers::Layers;
use super::navigation::Navigation;
use super::palette::Palette;
use super::top_bar::TopBar;
use crate::components::page_action::PageActions;
use crate::components::renewal_dialog::RenewalDialog;
use crate::components::sign_in_ended::SignInEndedBanner;
use crate::pages::experiments::{ExperimentFormPage, ExperimentPage, ExperimentsPage};
use crate::pages::lex::LexPage;
use crate::pages::metrics::MetricsPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::profiler::ProfilerPage;
use crate::pages::settings::SettingsPage;
use crate::pages::simulator::SimulatorPage;
use crate::platform::document;
use crate::route::Route;
use crate::state::known_experiments::KnownExperiments;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    Metrics,
    Experiments,
    ExperimentForm,
    Experiment,
    Simulator,
    Profiler,
    Lex,
    Settings,
    NotFound,
}

impl Inner {
    fn title(self) -> &'static str {
        match self {
            Inner::Metrics => "Metrics · Skillscope",
            Inner::Experiments => "Experiments · Skillscope",
            Inner::ExperimentForm => "Experiment settings · Skillscope",
            Inner::Experiment => "Experiment · Skillscope",
            Inner::Simulator => "Simulator · Skillscope",
            Inner::Profiler => "Profiler · Skillscope",
            Inner::Lex => "Lex · Skillscope",
            Inner::Settings => "Settings · Skillscope",
            Inner::NotFound => "Not found · Skillscope",
        }
    }
}

/// Navigation, top bar and the page that the address names.
#[component]
pub fn Shell() -> impl IntoView {
    Layers::provide();
    PageActions::provide();
    KnownExperiments::provide();
    let location = use_location();
    let inner = Memo::new(move |_| match location.pathname.with(|path| Route::parse(path, "").0) {
        Route::Metrics(_) => Inner::Metrics,
        Route::Experiments(_) => Inner::Experiments,
        Route::ExperimentForm(_) => Inner::ExperimentForm,
        Route::Experiment(_) => Inner::Experiment,
        Route::Simulator(_) => Inner::Simulator,
        Route::Profiler(_) => Inner::Profiler,
        Route::Lex(_) => Inner::Lex,
        Route::Settings => Inner::Settings,
        Route::SignIn | Route::Callback | Route::NotFound => Inner::NotFound,
    });
    Effect::new(move |_| document::set_title(inner.get().title()));
    Effect::new(move |before: Option<String>| {
        let now = location.pathname.get();
        // At first the browser has put the focus; a move to another page takes it to the heading.
        if before.is_some_and(|before| before != now) {
            document::focus("page-title");
        }
        now
    });
    view! {
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                // The heading is where a page's content begins, past the strips above it; the address keeps its view.
                event.prevent_default();
                document::focus("page-title");
            }
        >
            "Skip to content"
        </a>
        <div class="app">
            <TopBar />
            <Navigation />
            <main class="main" id="main" tabindex="-1">
                <DemoBanner />
                <SignInEndedBanner />
                {move || match inner.get() {
                    Inner::Metrics => view! { <MetricsPage /> }.into_any(),
                    Inner::Experiments => view! { <ExperimentsPage /> }.into_any(),
                    Inner::ExperimentForm => view! { <ExperimentFormPage /> }.into_any(),
                    Inner::Experiment => view! { <ExperimentPage /> }.into_any(),
                    Inner::Simulator => view! { <SimulatorPage /> }.into_any(),
                    Inner::Profiler => view! { <ProfilerPage /> }.into_any(),
                    Inner::Lex => view! { <LexPage /> }.into_any(),
                    Inner::Settings => view! { <SettingsPage /> }.into_any(),
                    Inner::NotFound => view! { <NotFoundPage /> }.into_any(),
                }}
            </main>
        </div>
        <RenewalDialog />
        <Palette />
        <ActivityPanel />
        <Keys />
    }
}
