//! Where the page connects to. The same form stands on the start page and in Settings.

use leptos::prelude::*;

use crate::auth::client_id;
use crate::auth::sign_in::redirect_uri;
use crate::components::choice::Choice;
use crate::components::copy_button::CopyButton;
use crate::components::field::{Field, TextField, described_by};
use crate::components::segmented::Segmented;
use crate::components::toast::Toasts;
use crate::config::AuthFlow;
use crate::platform::document;
use crate::platform::storage::Area;
use crate::state::installation::{Installation, Overrides};

mod words {
    pub const CLIENT_ID: &str = "Login with Amazon client ID";
    pub const CLIENT_ID_HINT: &str = "From the security profile in your Amazon developer console.";
    pub const REGION: &str = "Region";
    pub const REGION_HINT: &str = "Only the addresses that this installation lists can be called.";
    pub const REGION_DEFAULT: &str = "As configured";
    pub const API_BASE: &str = "API base";
    pub const FLOW: &str = "Way of signing in";
    pub const IMPLICIT: &str = "Token (implicit)";
    pub const PKCE: &str = "Code with PKCE";
    pub const FLOW_HINT: &str = "Amazon has retired the implicit grant for most security profiles. If it answers unsupported_response_type, choose Code with PKCE.";
    pub const RETURN_URL: &str = "Allowed return URL";
    pub const RETURN_URL_NOTE: &str = "add this to your security profile";
    pub const COPY_RETURN_URL: &str = "Copy return URL";
    pub const ADDRESSES: &str = "Addresses that this page calls";
    pub const SAVE: &str = "Save settings";
    pub const RESTORE: &str = "Restore defaults";
    pub const SAME: &str = "Nothing to save: these are the settings in use";
    pub const REFUSED: &str = "The browser blocks storage for this page, so the settings could not be kept";
}

fn flow_key(flow: AuthFlow) -> &'static str {
    match flow {
        AuthFlow::Implicit => "implicit",
        AuthFlow::Pkce => "pkce",
    }
}

fn flow_of(key: &str) -> AuthFlow {
    if key == "pkce" { AuthFlow::Pkce } else { AuthFlow::Implicit }
}

/// The form.
#[component]
pub fn ConnectionForm() -> impl IntoView {
    let installation = expect_context::<Installation>();
    let toasts = Toasts::from_context();
    let (file, config, set) = untrack(|| (installation.file(), installation.config(), installation.overrides()));
    let return_url = redirect_uri(&config);
    let typed_id = RwSignal::new(config.client_id.clone());
    let region =
        RwSignal::new(set.region.filter(|name| file.regions.iter().any(|r| r.name == *name)).unwrap_or_default());
    let flow = RwSignal::new(flow_key(config.auth.flow).to_owned());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |first: Option<()>| {
        typed_id.track();
        if first.is_some() {
            error.set(None);
        }
    });
    let endpoints = Memo::new({
        let file = file.clone();
        move |_| Overrides { region: Some(region.get()), ..Overrides::default() }.over(&file).endpoints
    });

    let keep = move |overrides: Overrides| {
        installation.set_overrides(overrides);
        if Area::Lasting.is_usable() { document::reload() } else { toasts.failed(words::REFUSED) }
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = typed_id.get_untracked().trim().to_owned();
        if let Err(words) = client_id::check(&id) {
            error.set(Some(words));
            document::focus("client-id");
            return;
        }
        let (file, chosen) = (installation.file(), flow_of(&flow.get_untracked()));
        let overrides = Overrides {
            client_id: (id != file.client_id).then_some(id),
            region: Some(region.get_untracked()).filter(|name| !name.is_empty()),
            flow: (chosen != file.auth.flow).then_some(chosen),
        };
        if overrides == untrack(|| installation.overrides()) { toasts.done(words::SAME) } else { keep(overrides) }
    };
    let regions = file.regions.into_iter().map(|r| r.name).collect::<Vec<_>>();

    view! {
        <form class="settings-form" on:submit=save novalidate>
            <TextField
                id="client-id"
                label=words::CLIENT_ID
                hint=words::CLIENT_ID_HINT
                error
                value=typed_id
                mono=true
                on_blur=move |()| error.set(client_id::check(&typed_id.get_untracked()).err())
            />
            {(!regions.is_empty())
                .then(|| {
                    view! {
                        <Field id="region" label=words::REGION hint=words::REGION_HINT>
                            <select
                                class="select"
                                id="region"
                                aria-describedby=described_by("region", true, false)
                                on:change:target=move |event| region.set(event.target().value())
                            >
                                <option value="" prop:selected=move || region.with(String::is_empty)>
                                    {words::REGION_DEFAULT}
                                </option>
                                {regions
                                    .into_iter()
                                    .map(|name| {
                                        let own = name.clone();
                                        view! {
                                            <option
                                                value=name.clone()
                                                prop:selected=move || region.with(|r| *r == own)
                                            >
                                                {name.clone()}
                                            </option>
                                        }
                                    })
                                    .collect_view()}
                            </select>
                        </Field>
                    }
                })}
            <Field id="api-base" label=words::API_BASE>
                <input
                    class="input mono"
                    id="api-base"
                    readonly
                    prop:value=move || endpoints.with(|e| e.smapi.clone())
                />
            </Field>
            <div class="field">
                <span class="label">{words::FLOW}</span>
                <Segmented
                    name="flow"
                    label=words::FLOW
                    choices=vec![Choice::new("implicit", words::IMPLICIT), Choice::new("pkce", words::PKCE)]
                    value=flow
                    on_change=move |choice| flow.set(choice)
                />
                <p class="hint">{words::FLOW_HINT}</p>
            </div>
            <Field id="return-url" label=words::RETURN_URL note=words::RETURN_URL_NOTE>
                <div class="row row--nowrap">
                    <input class="input mono grow" id="return-url" readonly prop:value=return_url.clone() />
                    <CopyButton text=return_url.clone() label=words::COPY_RETURN_URL />
                </div>
            </Field>
            <div class="field">
                <span class="label">{words::ADDRESSES}</span>
                <ul class="scope-list hint">
                    {move || {
                        let mut addresses = endpoints
                            .with(|e| vec![
                                e.smapi.clone(),
                                e.authorize.clone(),
                                e.token.clone(),
                                e.token_info.clone(),
                                e.profile.clone(),
                            ]);
                        addresses.dedup();
                        addresses.into_iter().map(|a| view! { <li><code>{a}</code></li> }).collect_view()
                    }}
                </ul>
            </div>
            <div class="row">
                <button class="btn btn--sm" type="submit">
                    {words::SAVE}
                </button>
                <button
                    class="btn btn--sm btn--ghost"
                    type="button"
                    on:click=move |_| keep(Overrides::default())
                >
                    {words::RESTORE}
                </button>
            </div>
        </form>
    }
}
