//! The frame around every page behind the sign-in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::account_notice::AccountNotice;
use super::activity::ActivityPanel;
use super::demo_banner::DemoBanner;
use super::keys::Keys;
use super::layers::Layers;
use super::lazy::{Waiting, lazily};
use super::navigation::Navigation;
use super::palette::Palette;
use super::storage_notice::StorageNotice;
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
use crate::platform::chunk::chunk;
use crate::platform::document;
use crate::route::Place;
use crate::state::known_experiments::KnownExperiments;

/// Fetches the code of a page that will probably be opened. What does not arrive is asked for again when it is.
pub fn fetch_ahead(place: Place) {
    // Not by Leptos: it has no executor until it is mounted, and this comes before.
    wasm_bindgen_futures::spawn_local(async move {
        let _ = match place {
            Place::Metrics => fetch_metrics().await,
            Place::Experiments => fetch_experiments().await,
            Place::ExperimentForm => fetch_experiment_form().await,
            Place::Experiment => fetch_experiment().await,
            Place::Simulator => fetch_simulator().await,
            Place::Profiler => fetch_profiler().await,
            Place::Lex => fetch_lex().await,
            Place::Settings => fetch_settings().await,
            Place::SignIn | Place::Callback | Place::NotFound => Ok(()),
        };
    });
}

/// The title of a page; the frame has none for what stands outside of it.
fn title(place: Place) -> &'static str {
    match place {
        Place::Metrics => "Metrics · Skillscope",
        Place::Experiments => "Experiments · Skillscope",
        Place::ExperimentForm => "Experiment settings · Skillscope",
        Place::Experiment => "Experiment · Skillscope",
        Place::Simulator => "Simulator · Skillscope",
        Place::Profiler => "Profiler · Skillscope",
        Place::Lex => "Lex · Skillscope",
        Place::Settings => "Settings · Skillscope",
        Place::SignIn | Place::Callback | Place::NotFound => "Not found · Skillscope",
    }
}

/// What stands where the page's heading will be.
fn heading(place: Place) -> &'static str {
    title(place).split(" · ").next().unwrap_or_default()
}

/// Navigation, top bar and the page that the address names.
#[component]
pub fn Shell(
    /// Stands above the page.
    #[prop(into)]
    notice: ViewFn,
) -> impl IntoView {
    Layers::provide();
    PageActions::provide();
    KnownExperiments::provide();
    let location = use_location();
    let place = Memo::new(move |_| location.pathname.with(|path| Place::of(path)));
    Effect::new(move |_| document::set_title(title(place.get())));
    Effect::new(move |before: Option<String>| {
        let now = location.pathname.get();
        // At first the browser has put the focus; a move to another page takes it to the heading.
        if before.is_some_and(|before| before != now) {
            document::focus(document::TITLE);
            // The shape of a page that is there at once may have had the focus, and be gone.
            request_animation_frame(|| document::focus_if_nowhere(document::TITLE));
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
                document::focus(document::TITLE);
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
                <AccountNotice />
                <StorageNotice place />
                {move || notice.run()}
                {move || show(place.get())}
            </main>
        </div>
        <RenewalDialog />
        <Palette />
        <ActivityPanel />
        <Keys />
    }
}

/// A page, once its code is there.
fn show(place: Place) -> AnyView {
    let waiting = Waiting::Page(heading(place));
    match place {
        Place::Metrics => lazily(waiting, metrics),
        Place::Experiments => lazily(waiting, experiments),
        Place::ExperimentForm => lazily(waiting, experiment_form),
        Place::Experiment => lazily(waiting, experiment),
        Place::Simulator => lazily(waiting, simulator),
        Place::Profiler => lazily(waiting, profiler),
        Place::Lex => lazily(waiting, lex),
        Place::Settings => lazily(waiting, settings),
        Place::SignIn | Place::Callback | Place::NotFound => view! { <NotFoundPage /> }.into_any(),
    }
}

chunk!(metrics, fetch_metrics;
    fn metrics() -> AnyView {
        view! { <MetricsPage /> }.into_any()
    }
);

chunk!(experiments, fetch_experiments;
    fn experiments() -> AnyView {
        view! { <ExperimentsPage /> }.into_any()
    }
);

chunk!(experiment_form, fetch_experiment_form;
    fn experiment_form() -> AnyView {
        view! { <ExperimentFormPage /> }.into_any()
    }
);

chunk!(experiment, fetch_experiment;
    fn experiment() -> AnyView {
        view! { <ExperimentPage /> }.into_any()
    }
);

chunk!(simulator, fetch_simulator;
    fn simulator() -> AnyView {
        view! { <SimulatorPage /> }.into_any()
    }
);

chunk!(profiler, fetch_profiler;
    fn profiler() -> AnyView {
        view! { <ProfilerPage /> }.into_any()
    }
);

chunk!(lex, fetch_lex;
    fn lex() -> AnyView {
        view! { <LexPage /> }.into_any()
    }
);

chunk!(settings, fetch_settings;
    fn settings() -> AnyView {
        view! { <SettingsPage /> }.into_any()
    }
);
