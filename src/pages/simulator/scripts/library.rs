//! The scripts of a skill and their runs, kept in this browser.

use std::collections::BTreeMap;

use crate::domain::conversation::Transcript;
use crate::domain::conversation::script::Script;
use crate::domain::conversation::script_run::{ScriptRun, take_surplus};
use crate::domain::id::{ScriptId, SkillId};
use crate::state::shelf::{DocumentKind, Shelf};

/// The runs of each script, oldest first.
pub type Runs = BTreeMap<ScriptId, Vec<ScriptRun>>;

/// The scripts of one skill. Without a shelf nothing is found and nothing kept.
#[derive(Clone)]
pub struct Library {
    shelf: Option<Shelf>,
    skill_id: SkillId,
}

impl Library {
    /// Of a skill.
    pub fn new(shelf: Option<Shelf>, skill_id: SkillId) -> Self {
        Self { shelf, skill_id }
    }

    /// Whether the browser keeps anything.
    pub fn keeps(&self) -> bool {
        self.shelf.is_some()
    }

    /// All scripts, by their names.
    pub async fn scripts(&self) -> Vec<Script> {
        let Some(shelf) = &self.shelf else { return Vec::new() };
        let mut scripts: Vec<Script> = shelf.list(DocumentKind::Script, &[self.skill_id.as_str()]).await;
        in_order(&mut scripts);
        scripts
    }

    /// The runs of these scripts.
    pub async fn runs(&self, scripts: &[Script]) -> Runs {
        let mut all = Runs::new();
        let Some(shelf) = &self.shelf else { return all };
        for script in scripts {
            let within = [self.skill_id.as_str(), script.id.as_str()];
            all.insert(script.id.clone(), shelf.list(DocumentKind::ScriptRun, &within).await);
        }
        all
    }

    /// Keeps a script; false where the browser refused.
    pub async fn keep(&self, script: &Script) -> bool {
        let Some(shelf) = &self.shelf else { return false };
        shelf.keep(DocumentKind::Script, &[self.skill_id.as_str()], script.id.as_str(), script).await
    }

    /// Keeps a run; false where the browser refused.
    pub async fn keep_run(&self, run: &ScriptRun) -> bool {
        let Some(shelf) = &self.shelf else { return false };
        let within = [self.skill_id.as_str(), run.script_id.as_str()];
        shelf.keep(DocumentKind::ScriptRun, &within, run.id.as_str(), run).await
    }

    /// Deletes the runs that are too many; `runs` are all of a script, oldest first.
    pub async fn thin_out(&self, runs: &mut Vec<ScriptRun>) {
        for run in take_surplus(runs) {
            if let Some(shelf) = &self.shelf {
                let within = [self.skill_id.as_str(), run.script_id.as_str()];
                shelf.delete(DocumentKind::ScriptRun, &within, run.id.as_str()).await;
            }
        }
    }

    /// Deletes a script with its runs; false where the browser refused.
    pub async fn delete(&self, id: &ScriptId) -> bool {
        let Some(shelf) = &self.shelf else { return true };
        shelf.delete_all(DocumentKind::ScriptRun, &[self.skill_id.as_str(), id.as_str()]).await;
        shelf.delete(DocumentKind::Script, &[self.skill_id.as_str()], id.as_str()).await
    }

    /// The conversation that was last held with a version of the skill in a locale.
    pub async fn conversation(&self, stage: &str, locale: &str) -> Option<Transcript> {
        let all: Vec<Transcript> = self.shelf.as_ref()?.list(DocumentKind::Transcript, &[self.skill_id.as_str()]).await;
        let fits = |t: &Transcript| t.stage.as_str() == stage && t.locale == locale && !t.turns.is_empty();
        all.into_iter().filter(fits).max_by_key(|t| t.turns.last().map(|turn| turn.at))
    }
}

/// By their names, without regard to capitals.
pub fn in_order(scripts: &mut [Script]) {
    scripts.sort_by_key(|script| (script.name.to_lowercase(), script.id.clone()));
}
