//! Sending the form. A write is sent once; where its answer is lost, what became of it is looked up and never guessed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use super::field_key::FieldKey;
use super::keeper::Keeper;
use super::model::{FormModel, Notice, Phase};
use super::outcome::{Done, refusals, with_name};
use super::words;
use crate::api::error::{ApiError, ErrorKind};
use crate::api::experiment::{CreateExperiment, ExperimentProperties, GetExperiment, NewExperiment, UpdateExperiment};
use crate::domain::experiment::rule::{Action, Wrong};
use crate::domain::id::{ExperimentId, SkillId};
use crate::platform::{clock, document};
use crate::state::api::Api;
use crate::state::experiment_book::ExperimentBook;
use crate::state::experiment_list::all_experiments;
use crate::state::experiment_note::{LogEntry, LogEvent};
use crate::state::remote::Remote;

/// The list is read so often before a name counts as absent, since it may lag behind.
const LOOKS: u32 = 3;
/// Between two looks.
const BETWEEN_LOOKS_MS: f64 = 1_500.0;
/// The name's path in the body.
const NAME_PATH: &str = "experiment.name";
/// The id of what is wrong, beside the buttons.
pub const SUMMARY: &str = "form-summary";

/// What a try needs, taken while the form is on screen: it goes on where the page is left meanwhile.
struct Try {
    form: FormModel,
    api: Api,
    skill_id: SkillId,
    keeper: Keeper,
    by: Option<String>,
}

impl Try {
    fn of(form: FormModel) -> Option<Self> {
        let by = untrack(|| form.session.current()).and_then(|s| s.name);
        Some(Self { form, api: form.api_now()?, skill_id: form.skill_id()?, keeper: form.keeper()?, by })
    }
}

/// The person sends the form. While something is under way this does nothing.
pub fn submit(form: FormModel) {
    if !form.begin(Phase::Checking) {
        return;
    }
    if !form.check_all() {
        return fix(form);
    }
    let Some(this) = Try::of(form) else { return form.end(None) };
    match form.edited() {
        None => {
            let Some(experiment) = form.draft.try_with_untracked(Draft::new_experiment).flatten() else {
                return form.end(None);
            };
            spawn_local(async move { create(&this, experiment).await });
        }
        Some(id) => {
            let Some(experiment) = form.draft.try_with_untracked(Draft::properties).flatten() else {
                return form.end(None);
            };
            spawn_local(async move { update(&this, id, experiment).await });
        }
    }
}

/// Ends a try with what is to be fixed.
fn fix(form: FormModel) {
    form.end(None);
    // The summary is drawn first, then it can have the focus.
    request_animation_frame(|| document::focus(SUMMARY));
}

/// Finds out what became of a new experiment that was sent, if nobody knows: at the start of a form, or when asked.
pub fn resume(form: FormModel) {
    let Some(this) = Try::of(form) else { return };
    let Some(sending) = this.keeper.sending().filter(|s| !s.is_told) else { return };
    if form.begin(Phase::Looking) {
        spawn_local(async move { find_out(&this, &sending.name, None).await });
    }
}

async fn create(this: &Try, experiment: NewExperiment) {
    let Try { form, api, skill_id, keeper, .. } = this;
    let form = *form;
    let list = match all_experiments(api, skill_id).await {
        Ok(list) => list,
        Err(error) => return form.end(Some(Notice::Refused(error))),
    };
    let _ = form.experiments.try_set(Remote::Ready(list.clone()));
    if let Some(sending) = keeper.sending() {
        if let Some(there) = with_name(&list, &sending.name) {
            return arrived(this, there.experiment_id.clone(), &sending.name);
        }
        if !sending.is_told && sending.is_fresh() {
            let _ = form.phase.try_set(Phase::Looking);
            return find_out(this, &sending.name, None).await;
        }
    }
    if with_name(&list, &experiment.name).is_some() {
        return name_taken(form);
    }
    let name = experiment.name.clone();
    keeper.begin_sending(&name);
    let _ = form.phase.try_set(Phase::Sending);
    let sent = api.call(&CreateExperiment { skill_id: skill_id.clone(), experiment: experiment.clone() }).await;
    match sent {
        Ok(Some(id)) => created(this, id, &name),
        // The browser may not read where it is, or something in between answered: its name says which it is, if any.
        Ok(None) => {
            let _ = form.phase.try_set(Phase::Looking);
            find_out(this, &name, None).await;
        }
        Err(error) if Done::after(&error) == Done::No => {
            if let Some(id) = ours(this, &error, &experiment).await {
                return created(this, id, &name);
            }
            keeper.end_sending();
            refused(this, error);
        }
        Err(error) => {
            let _ = form.phase.try_set(Phase::Looking);
            find_out(this, &name, Some(error)).await;
        }
    }
}

/// Looks for a new experiment whose answer was lost, and says what came out.
async fn find_out(this: &Try, name: &str, lost: Option<ApiError>) {
    let form = this.form;
    match look(this, name).await {
        Ok(Some(id)) => arrived(this, id, name),
        Ok(None) => {
            this.keeper.told();
            form.end(Some(Notice::NotThere { error: lost }));
        }
        Err(error) => form.end(Some(Notice::Unsure(error))),
    }
}

/// Looks for an experiment by its name, a few times.
async fn look(this: &Try, name: &str) -> Result<Option<ExperimentId>, ApiError> {
    for n in 0..LOOKS {
        if n > 0 {
            clock::wait_ms(BETWEEN_LOOKS_MS).await;
        }
        let list = all_experiments(&this.api, &this.skill_id).await?;
        let found = with_name(&list, name).map(|e| e.experiment_id.clone());
        let _ = this.form.experiments.try_set(Remote::Ready(list));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

async fn update(this: &Try, id: ExperimentId, experiment: ExperimentProperties) {
    let Try { form, api, skill_id, .. } = this;
    let form = *form;
    let get = GetExperiment { skill_id: skill_id.clone(), experiment_id: id.clone() };
    let there = match api.call(&get).await {
        Ok(there) => there.experiment,
        Err(error) => return form.end(Some(Notice::Refused(error))),
    };
    if !there.state.as_ref().is_some_and(|s| Action::Edit.is_allowed(s)) {
        return form.end(Some(Notice::NotEditable { state: there.state, error: None }));
    }
    let theirs = Draft::of(&there);
    let begun_with = form.begun_with.try_with_untracked(Draft::properties);
    if begun_with.is_some_and(|begun_with| begun_with != theirs.properties()) {
        return form.end(Some(Notice::Changed(Box::new(theirs))));
    }
    let _ = form.phase.try_set(Phase::Sending);
    let update =
        UpdateExperiment { skill_id: skill_id.clone(), experiment_id: id.clone(), experiment: experiment.clone() };
    let error = match api.call(&update).await {
        Ok(()) => return saved(this, id),
        Err(error) => error,
    };
    let is_refused = Done::after(&error) == Done::No;
    if is_refused && error.kind != ErrorKind::Conflict {
        return refused(this, error);
    }
    let _ = form.phase.try_set(Phase::Looking);
    match api.call(&get).await {
        // Its state allows it all the same: it is something else that does not fit, and trying again may help.
        Ok(there) if is_refused && there.experiment.state.as_ref().is_some_and(|s| Action::Edit.is_allowed(s)) => {
            form.end(Some(Notice::Refused(error)));
        }
        Ok(there) if is_refused => {
            form.end(Some(Notice::NotEditable { state: there.experiment.state, error: Some(error) }));
        }
        Ok(there) if Draft::of(&there.experiment).properties() == Some(experiment) => saved(this, id),
        Ok(_) => form.end(Some(Notice::NotThere { error: Some(error) })),
        Err(_) if is_refused => form.end(Some(Notice::NotEditable { state: None, error: Some(error) })),
        Err(unread) => form.end(Some(Notice::Unsure(unread))),
    }
}

/// The experiment that took the name between our look at the list and our write, if it is what we sent: a browser sends
/// a request again by itself where a kept connection breaks, and the second one then finds the name taken.
async fn ours(this: &Try, error: &ApiError, sent: &NewExperiment) -> Option<ExperimentId> {
    let is_about_name = match &error.kind {
        ErrorKind::Conflict => true,
        ErrorKind::Invalid(problems) => problems.iter().any(|p| p.field.as_deref() == Some(NAME_PATH)),
        _ => false,
    };
    if !is_about_name {
        return None;
    }
    let list = all_experiments(&this.api, &this.skill_id).await.ok()?;
    let found = with_name(&list, &sent.name).map(|e| e.experiment_id.clone());
    let _ = this.form.experiments.try_set(Remote::Ready(list));
    let experiment_id = found?;
    let get = GetExperiment { skill_id: this.skill_id.clone(), experiment_id: experiment_id.clone() };
    let there = this.api.call(&get).await.ok()?.experiment;
    (Draft::of(&there).new_experiment().as_ref() == Some(sent)).then_some(experiment_id)
}

/// The service refused: what it says about a field stands by that field.
fn refused(this: &Try, error: ApiError) {
    let form = this.form;
    if !form.is_alive() {
        return;
    }
    let said = form.draft.try_with_untracked(|draft| refusals(&error, draft)).flatten().unwrap_or_default();
    if untrack(|| form.is_name_taken()) {
        return name_taken(form);
    }
    let is_said = said.others.is_empty() && !said.fields.is_empty();
    let _ = form.problems.try_update(|problems| {
        for (key, message) in said.fields {
            problems.entry(key).or_insert_with(|| words::service_says(&message));
        }
    });
    if is_said {
        return fix(form);
    }
    form.end(Some(Notice::Refused(error)));
}

fn name_taken(form: FormModel) {
    if !form.is_alive() {
        return;
    }
    let words = untrack(|| {
        let skill_name = form.skill_name();
        form.draft.with(|draft| words::problem(FieldKey::Name, &Wrong::Taken, draft, &skill_name))
    });
    let _ = form.problems.try_update(|problems| problems.insert(FieldKey::Name, words));
    fix(form);
}

/// An earlier try went through. Where the form holds something else by now, that is kept.
fn arrived(this: &Try, id: ExperimentId, name: &str) {
    let form = this.form;
    let is_other = form.draft.try_with_untracked(|d| d.name.trim() != name);
    if is_other != Some(true) {
        return created(this, id, name);
    }
    note(this, &id, LogEvent::Created);
    this.keeper.end_sending();
    form.end(Some(Notice::There { id, name: name.to_owned() }));
}

fn created(this: &Try, id: ExperimentId, name: &str) {
    note(this, &id, LogEvent::Created);
    done(this, id, &words::created(name));
}

fn saved(this: &Try, id: ExperimentId) {
    note(this, &id, LogEvent::Edited);
    done(this, id, words::SAVED);
}

/// Adds a line to the log of this browser and tells the other tabs.
fn note(this: &Try, id: &ExperimentId, event: LogEvent) {
    // A success tells its request id to nobody here.
    let entry = LogEntry { at: this.form.clock.now_untracked(), by: this.by.clone(), event, request_id: None };
    ExperimentBook::of(&this.api).add(id, entry);
    this.form.news.tell(&this.api, id);
}

/// Forgets the draft, says it, and goes to the experiment if the person is still here.
fn done(this: &Try, id: ExperimentId, words: &str) {
    let form = this.form;
    // The draft must not be kept again by a last change.
    form.stop_keeping();
    this.keeper.forget_draft();
    this.keeper.end_sending();
    form.toasts.done(words);
    if !form.is_alive() {
        return;
    }
    form.end(None);
    let to = form.experiment(id).unwrap_or_else(|| form.list());
    form.current.replace(&to);
}
