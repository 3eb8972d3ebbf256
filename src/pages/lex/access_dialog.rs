//! Choosing how keys are had.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::access_check::{CheckState, Checks, check};
use super::model::LexModel;
use super::words::access as words;
use crate::auth::aws::Means;
use crate::auth::aws::pasted::{self, PastedField};
use crate::components::choice::Choice;
use crate::components::dialog::Dialog;
use crate::components::field::{Field, TextField, described_by};
use crate::components::icon::{Icon, IconName};
use crate::components::segmented::Segmented;

/// The dialog. What is typed into it is gone when it closes.
#[component]
pub fn AccessDialog(
    /// The page's state.
    model: LexModel,
) -> impl IntoView {
    let open = model.is_keys_open;
    view! {
        <Dialog
            id="lex-keys"
            heading="AWS access"
            open
            actions=move || {
                view! {
                    <button class="btn" type="button" on:click=move |_| open.set(false)>
                        "Close"
                    </button>
                }
            }
        >
            <Body model />
        </Dialog>
    }
}

#[component]
fn Body(model: LexModel) -> impl IntoView {
    let means = model.access.means();
    let checks: Checks = RwSignal::new(None);
    if means == Means::Demo {
        return view! {
            <p>"The demo signs its requests with keys of its own, and a sandbox in this page checks the signatures. There is nothing to set."</p>
            <CheckButton model checks label="Check access" />
            <CheckList checks labels=["The demo needs no sign-in", "The demo's keys", "One Lex request"] />
        }
        .into_any();
    }
    let federates = model.settings.with_untracked(|s| s.as_ref().is_some_and(|s| s.federates()));
    let pastes = RwSignal::new(!means.is_federated() || model.access.has_run_out());
    let choices = vec![Choice::new("login", "Use my sign-in"), Choice::new("paste", "Paste temporary keys")];
    let form = move || match pastes.get() {
        true => view! { <PasteForm model checks /> }.into_any(),
        false => view! { <LoginForm model checks /> }.into_any(),
    };
    view! {
        {federates
            .then(|| {
                view! {
                    <Segmented
                        name="lex-means"
                        label="How to get AWS access"
                        choices=Signal::stored(choices)
                        value=Signal::derive(move || if pastes.get() { "paste".to_owned() } else { "login".to_owned() })
                        on_change=move |key: String| {
                            checks.set(None);
                            pastes.set(key == "paste");
                        }
                    />
                }
            })}
        {form}
    }
    .into_any()
}

#[component]
fn RegionField(model: LexModel) -> impl IntoView {
    let names = model.settings.get_untracked().unwrap_or_default().regions.into_iter().map(|r| r.region);
    let options = names
        .map(|name| {
            let (own, text) = (name.clone(), name.clone());
            let selected = move || model.region().is_some_and(|r| r.region == own);
            view! {
                <option value=name prop:selected=selected>
                    {text}
                </option>
            }
        })
        .collect_view();
    let choose = move |name: String| {
        let first =
            model.settings.with_untracked(|s| s.as_ref().and_then(|s| s.regions.first().map(|r| r.region.clone())));
        model.edit(|draft| draft.view.region = Some(name).filter(|name| Some(name) != first.as_ref()));
    };
    view! {
        <Field id="lex-region" label="Region">
            <select class="select" id="lex-region" on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </Field>
    }
}

#[component]
fn LoginForm(model: LexModel, checks: Checks) -> impl IntoView {
    let settings = model.settings.get_untracked().unwrap_or_default();
    let through = match (&settings.identity_pool_id, &settings.role_arn) {
        (Some(pool), _) => view! { <dt>"Identity pool"</dt><dd class="mono fs-12">{pool.clone()}</dd> }.into_any(),
        (None, Some(role)) => view! { <dt>"Role"</dt><dd class="mono fs-12">{role.clone()}</dd> }.into_any(),
        (None, None) => ().into_any(),
    };
    let accepted = if settings.identity_pool_id.is_some() {
        "Amazon sign-in accepted by the pool"
    } else {
        "Amazon sign-in accepted for the role"
    };
    view! {
        <RegionField model />
        <dl class="dl">{through}</dl>
        <CheckButton model checks label="Use my sign-in" />
        <CheckList checks labels=[accepted, "Temporary keys received", "One Lex request"] />
    }
}

#[component]
fn PasteForm(model: LexModel, checks: Checks) -> impl IntoView {
    let (id, secret, token) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = RwSignal::new(Vec::<(PastedField, &'static str)>::new());
    let error_of = move |field: PastedField| {
        Signal::derive(move || {
            problems.with(|all| all.iter().find(|(at, _)| *at == field).map(|(_, words)| (*words).to_owned()))
        })
    };
    let (id_error, token_error) = (error_of(PastedField::AccessKeyId), error_of(PastedField::SessionToken));
    // Who pastes all three at once would show the secret in the one field that is read in clear.
    let take = move |text: String| match pasted::block(&text) {
        None => id.set(text),
        Some(found) => {
            id.set(String::new());
            for (field, value) in found {
                match field {
                    PastedField::AccessKeyId => id.set(value),
                    PastedField::SecretAccessKey => secret.set(value),
                    PastedField::SessionToken => token.set(value),
                }
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match pasted::read(&id.get_untracked(), &secret.get_untracked(), &token.get_untracked()) {
            Ok(keys) => {
                problems.set(Vec::new());
                // Nothing of them stays in the page's fields.
                secret.set(String::new());
                token.set(String::new());
                check(model, checks, Some(keys));
            }
            Err(found) => problems.set(found),
        }
    };
    view! {
        <form class="stack stack--12" on:submit=submit novalidate autocomplete="off">
            <RegionField model />
            <Field id="lex-key-id" label="Access key ID" error=id_error>
                <input
                    class="input mono"
                    id="lex-key-id"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="ASIA…, or all three at once"
                    prop:value=id
                    on:input:target=move |e| take(e.target().value())
                    aria-invalid=move || id_error.with(|e| e.is_some().then_some("true"))
                    aria-describedby=move || described_by("lex-key-id", false, id_error.with(Option::is_some))
                />
            </Field>
            <TextField
                id="lex-secret"
                label="Secret access key"
                mono=true
                kind="password"
                value=secret
                error=error_of(PastedField::SecretAccessKey)
            />
            <Field id="lex-token" label="Session token" error=token_error>
                <input
                    class="input mono"
                    id="lex-token"
                    type="password"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Paste the session token"
                    bind:value=token
                    aria-invalid=move || token_error.with(|e| e.is_some().then_some("true"))
                    aria-describedby=move || described_by("lex-token", false, token_error.with(Option::is_some))
                />
            </Field>
            <p class="note">
                <Icon name=IconName::Lock />
                <span>{words::KEPT}</span>
            </p>
            <div>
                <button class="btn btn--primary" type="submit">
                    "Use these keys"
                </button>
            </div>
        </form>
        <CheckList checks labels=["The keys look right", "Kept in memory", "One Lex request"] />
    }
}

#[component]
fn CheckButton(model: LexModel, checks: Checks, label: &'static str) -> impl IntoView {
    let run = move |_| {
        if model.access.means() != Means::Demo {
            model.access.federate();
        }
        check(model, checks, None);
    };
    view! {
        <div>
            <button class="btn btn--primary" type="button" on:click=run>
                {label}
            </button>
        </div>
    }
}

#[component]
fn CheckList(checks: Checks, labels: [&'static str; 3]) -> impl IntoView {
    let rows = move |states: [CheckState; 3]| {
        let row = |(state, label): (CheckState, &'static str)| {
            let (icon, words) = match state {
                CheckState::Waiting => (view! { <Icon name=IconName::Circle class="is-muted" /> }, None),
                CheckState::Running => (view! { <Icon name=IconName::Spinner class="spin" /> }, None),
                CheckState::Good(words) => (view! { <Icon name=IconName::Check class="is-good" /> }, Some(words)),
                CheckState::Bad(words) => (view! { <Icon name=IconName::Alert class="is-bad" /> }, Some(words)),
            };
            view! {
                <li>
                    {icon}
                    <span>{label} {words.filter(|w| !w.is_empty()).map(|w| format!(": {w}"))}</span>
                </li>
            }
        };
        view! { <ol class="checks">{states.into_iter().zip(labels).map(row).collect_view()}</ol> }
    };
    view! {
        <div aria-live="polite">{move || checks.get().map(rows)}</div>
    }
}
