//! Where the page connects to. The same form stands on the start page and in Settings.

use leptos::prelude::*;

use crate::auth::sign_in::redirect_uri;
use crate::components::choice::Choice;
use crate::components::copy_button::CopyButton;
use crate::components::field::{Field, TextField, described_by};
use crate::components::segmented::Segmented;
use crate::components::toast::Toasts;
use crate::config::AuthFlow;
use crate::platform::document;
use crate::platform::storage::Area;
use crate::state::installation::Installation;
use crate::state::setting::{ConnectionDraft, ConnectionSettings, check_client_id};

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
    let installation = StoredValue::new(expect_context::<Installation>());
    let toasts = Toasts::from_context();
    let draft = installation.with_value(|i| ConnectionDraft::new(i.shipped(), i.settings()));
    let client_id = RwSignal::new(draft.client_id);
    let region = RwSignal::new(draft.region);
    let flow = RwSignal::new(flow_key(draft.flow).to_owned());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |first: Option<()>| {
        client_id.track();
        if first.is_some() {
            error.set(None);
        }
    });
    let endpoints = Memo::new(move |_| {
        let settings = ConnectionSettings { region: Some(region.get()), ..ConnectionSettings::default() };
        installation.with_value(|i| settings.apply(i.shipped()).endpoints)
    });
    let return_url = installation.with_value(|i| redirect_uri(i.config()));

    let keep = move |settings: ConnectionSettings| {
        let is_kept = if settings.is_default() {
            Area::Lasting.remove(ConnectionSettings::KEY);
            Area::Lasting.is_usable()
        } else {
            Area::Lasting.set_value(ConnectionSettings::KEY, &settings)
        };
        if is_kept { document::reload() } else { toasts.failed(words::REFUSED) }
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = ConnectionDraft {
            client_id: client_id.get_untracked(),
            region: region.get_untracked(),
            flow: flow_of(&flow.get_untracked()),
        };
        match installation.with_value(|i| typed.parse(i.shipped())) {
            Ok(settings) if installation.with_value(|i| settings == *i.settings()) => toasts.done(words::SAME),
            Ok(settings) => keep(settings),
            Err(words) => {
                error.set(Some(words));
                document::focus("client-id");
            }
        }
    };
    let regions = installation.with_value(|i| i.shipped().regions.iter().map(|r| r.name.clone()).collect::<Vec<_>>());

    view! {
        <form class="settings-form" on:submit=save novalidate>
            <TextField
                id="client-id"
                label=words::CLIENT_ID
                hint=words::CLIENT_ID_HINT
                error
                value=client_id
                mono=true
                on_blur=move |()| error.set(check_client_id(&client_id.get_untracked()).err())
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
                    on:click=move |_| keep(ConnectionSettings::default())
                >
                    {words::RESTORE}
                </button>
            </div>
        </form>
    }
}
