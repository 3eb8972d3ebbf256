//! A list while it is being read or edited: its text, what its columns mean, and what is to be said about its rows. Kept in
//! the tab, so that a reload and a sign-in lose nothing.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::model::{Editing, SuitesModel};
use crate::api::request::segment;
use crate::domain::skill::Stage;
use crate::domain::suite::Suite;
use crate::domain::suite::export::suite_csv;
use crate::domain::suite::import::{Checked, ImportProblem, Incoming, Mapping, accept_size, read};
use crate::pages::profiler::model::{RemoteModel, interaction_model};
use crate::pages::profiler::words::editor as words;
use crate::platform::file;
use crate::platform::storage::Area;
use crate::state::suite_library::new_suite_id;

/// The version of what is kept; anything else counts as absent.
const VERSION: u32 = 1;
/// A longer text is not put into the text area, where typing would become slow, and not kept in the tab, which has little
/// room.
pub const LONGEST_TEXT: usize = 400_000;

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    name: String,
    text: String,
    #[serde(default)]
    source: Option<String>,
    stage: Stage,
    locale: String,
}

/// The state of the editor. Cheap to copy.
#[derive(Clone, Copy)]
pub struct EditorModel {
    /// The state of the suites.
    pub suites: SuitesModel,
    /// The suite that is edited; `None` makes a new one.
    pub suite: StoredValue<Option<Suite>>,
    /// Its name.
    pub name: RwSignal<String>,
    /// What is wrong with the name.
    pub name_problem: RwSignal<Option<String>>,
    /// The list as text.
    pub text: RwSignal<String>,
    /// The name of the file that the text is of, until it is changed by hand.
    pub source: RwSignal<Option<String>>,
    /// The stage.
    pub stage: RwSignal<Stage>,
    /// The locale.
    pub locale: RwSignal<String>,
    /// What the person says about the columns; `None` is the guess.
    pub said: RwSignal<Option<Mapping>>,
    /// A file that could not be read.
    pub file_problem: RwSignal<Option<String>>,
    /// A file is being read.
    pub is_reading: RwSignal<bool>,
    /// The list, as far as it can be read; `None` while there is no text.
    pub incoming: Memo<Option<Result<Arc<Incoming>, ImportProblem>>>,
    /// What the columns mean.
    pub mapping: Memo<Mapping>,
    /// Its cases and what is to be said about them.
    pub checked: Memo<Option<Arc<Checked>>>,
    /// The interaction model that rows are checked against.
    pub interaction: RemoteModel,
    key: StoredValue<Option<String>>,
}

impl EditorModel {
    /// Of a new suite, or of one that is there, with what the tab kept.
    pub fn new(suites: SuitesModel, editing: &Editing) -> Self {
        let skill_id = suites.skill_id();
        let suite = match editing {
            Editing::New => None,
            Editing::Suite(id) => suites
                .library
                .suites
                .with_untracked(|s| s.iter().flatten().find(|s| s.id == *id).map(|s| (**s).clone())),
        };
        let key = untrack(|| {
            let api = suites.page.api.get()?;
            let purpose = suite.as_ref().map_or("new", |s| s.id.as_str());
            let name = format!("suite-draft.{}.{}", segment(skill_id.as_ref()?.as_str()), segment(purpose));
            Some(api.namespace().key(&name))
        });
        let kept = key.as_ref().and_then(|key| Area::Tab.value::<Kept>(key)).filter(|k| k.version == VERSION);
        let kept = kept.unwrap_or_else(|| match &suite {
            Some(suite) => Kept {
                version: VERSION,
                name: suite.name.clone(),
                text: suite_csv(&suite.cases).unwrap_or_default(),
                source: None,
                stage: suite.stage.clone(),
                locale: suite.locale.clone(),
            },
            None => {
                let (stage, locale) = suites.place();
                Kept { version: VERSION, name: String::new(), text: String::new(), source: None, stage, locale }
            }
        });
        let (stage, locale) = (RwSignal::new(kept.stage), RwSignal::new(kept.locale));
        let text = RwSignal::new(kept.text);
        let said = RwSignal::new(None::<Mapping>);
        let asked = Memo::new(move |_| Some((skill_id.clone()?, stage.get(), locale.get())));
        let interaction = interaction_model(asked.into());
        let incoming = Memo::new(move |_| {
            text.with(|text| (!text.trim().is_empty()).then(|| read(text.as_bytes()).map(Arc::new)))
        });
        let mapping = Memo::new(move |_| {
            let Some(Ok(incoming)) = incoming.get() else { return Mapping::default() };
            let said = said.get();
            // What was said about another table does not hold for this one.
            let width = incoming.table().map_or(0, |t| t.width(false));
            let fits = said.filter(|said| width > 0 && said.columns.len() == width);
            fits.unwrap_or_else(|| {
                let mut guess = interaction.with(|m| incoming.guess(m.shown().map(|m| &**m)));
                guess.columns.resize(width, Default::default());
                guess
            })
        });
        let checked = Memo::new(move |_| {
            let Some(Ok(incoming)) = incoming.get() else { return None };
            let checked =
                mapping.with(|mapping| interaction.with(|m| incoming.checked(mapping, m.shown().map(|m| &**m))));
            Some(Arc::new(checked))
        });
        let model = Self {
            suites,
            suite: StoredValue::new(suite),
            name: RwSignal::new(kept.name),
            name_problem: RwSignal::new(None),
            text,
            source: RwSignal::new(kept.source),
            stage,
            locale,
            said,
            file_problem: RwSignal::new(None),
            is_reading: RwSignal::new(false),
            incoming,
            mapping,
            checked,
            interaction,
            key: StoredValue::new(key),
        };
        Effect::new(move |before: Option<()>| {
            let kept = Kept {
                version: VERSION,
                name: model.name.get(),
                text: model.text.get(),
                source: model.source.get(),
                stage: model.stage.get(),
                locale: model.locale.get(),
            };
            // What the editor opened with is no draft yet.
            if before.is_some()
                && let Some(Some(key)) = model.key.try_get_value()
            {
                if kept.text.len() <= LONGEST_TEXT {
                    // Where the tab keeps nothing, the draft lasts as long as the page.
                    let _ = Area::Tab.set_value(&key, &kept);
                } else {
                    // The list of before must not come back after a reload as if it were this one.
                    Area::Tab.remove(&key);
                }
            }
        });
        Effect::new(move |_| {
            model.name.track();
            model.name_problem.set(None);
        });
        model
    }

    /// Whether a suite that is there is edited.
    pub fn is_edit(&self) -> bool {
        self.suite.try_with_value(Option::is_some).unwrap_or(false)
    }

    /// The text was changed by hand: what was said of files no longer holds.
    pub fn typed(&self) {
        let _ = self.source.try_set(None);
        let _ = self.file_problem.try_set(None);
    }

    /// Reads a file into the text.
    pub fn take_file(&self, chosen: web_sys::File) {
        let model = *self;
        let name = chosen.name();
        let _ = model.file_problem.try_set(None);
        if let Err(problem) = accept_size(file::size(&chosen)) {
            let _ = model.file_problem.try_set(Some(words::of_file(&name, &problem.to_string())));
            return;
        }
        let _ = model.is_reading.try_set(true);
        spawn_local(async move {
            let bytes = file::bytes(&chosen).await;
            let _ = model.is_reading.try_set(false);
            let read_bytes = match &bytes {
                None => Err(words::NOT_READ.to_owned()),
                // A list that cannot be read as text does not replace the one that is there; one with faults in it can be
                // corrected in place.
                Some(bytes) => read(bytes).map(|_| ()).or_else(|problem| match problem {
                    ImportProblem::BrokenJson { .. } | ImportProblem::OpenQuote { .. } | ImportProblem::NoCases => {
                        Ok(())
                    }
                    problem => Err(problem.to_string()),
                }),
            };
            match (read_bytes, bytes.and_then(|bytes| String::from_utf8(bytes).ok())) {
                (Ok(()), Some(text)) => {
                    let _ = model.said.try_set(None);
                    let text = text.trim_start_matches('\u{feff}').to_owned();
                    let _ = model.text.try_set(text);
                    let _ = model.source.try_set(Some(name.clone()));
                    let _ = model.name.try_update(|n| {
                        if n.trim().is_empty() {
                            *n = name;
                        }
                    });
                }
                (Err(problem), _) => {
                    let _ = model.file_problem.try_set(Some(words::of_file(&name, &problem)));
                }
                (Ok(()), None) => {
                    let _ = model.file_problem.try_set(Some(words::of_file(&name, words::NOT_READ)));
                }
            }
        });
    }

    /// Takes what the checks suggest.
    pub fn take_suggestions(&self) {
        let Some(Some(checked)) = self.checked.try_get_untracked() else { return };
        let better = self.interaction.with_untracked(|m| checked.with_suggestions(m.shown().map(|m| &**m)));
        let cases: Vec<_> = better.into_cases();
        if let Some(text) = suite_csv(&cases) {
            let _ = self.said.try_set(None);
            let _ = self.text.try_set(text);
        }
    }

    /// Makes or changes the suite; the editor closes. What is wrong is said by the fields.
    pub fn save(&self) {
        let Some(Some(checked)) = self.checked.try_get_untracked() else { return };
        let name = self.name.try_get_untracked().unwrap_or_default().trim().to_owned();
        if let Some(problem) = words::name_problem(&name) {
            let _ = self.name_problem.try_set(Some(problem));
            crate::platform::document::focus("suite-name");
            return;
        }
        if checked.cases.is_empty() {
            return;
        }
        let (Some(stage), Some(locale), Some(skill_id)) =
            (self.stage.try_get_untracked(), self.locale.try_get_untracked(), self.suites.skill_id())
        else {
            return;
        };
        let cases = (*checked).clone().into_cases();
        let suite = match self.suite.try_get_value().flatten() {
            Some(suite) => Suite { name, stage, locale, cases, ..suite },
            None => {
                let Some(id) = new_suite_id() else { return };
                // A suite that is made while an experiment asks for one is that experiment's.
                let experiment_id = self.suites.page.view.try_with_untracked(|v| v.experiment_id.clone()).flatten();
                Suite { id, name, skill_id, stage, locale, experiment_id, changed: self.suites.now(), cases }
            }
        };
        let id = suite.id.clone();
        self.suites.save(suite);
        self.drop_draft();
        self.suites.toasts.done(words::SAVED);
        self.suites.open(id);
        request_animation_frame(|| crate::platform::document::focus("suite-heading"));
    }

    /// Closes the editor; what was typed goes.
    pub fn discard(&self) {
        self.drop_draft();
        let _ = self.suites.editing.try_set(None);
        let _ = self.text.try_set(String::new());
        let _ = self.name.try_set(String::new());
        self.drop_draft();
        request_animation_frame(|| crate::platform::document::focus("suite-heading"));
    }

    fn drop_draft(&self) {
        if let Some(Some(key)) = self.key.try_get_value() {
            Area::Tab.remove(&key);
        }
        // Nothing more is kept of this editor.
        let _ = self.key.try_set_value(None);
    }
}
