//! Workspaces in which some plans read otherwise than in their files: as an amendment leaves them, or as
//! one of their scenarios has them. Rules read them as they read any other.

mod amendment;
mod scenario;
mod woven;

pub use amendment::standing;
pub use scenario::{Script, scenarios};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::config::Config;
use super::{Workspace, load};
use crate::diagnostic::Finding;
use crate::model::FileModel;
use crate::source::{FileId, Place, SourceFile, offset};

use woven::Woven;

/// A workspace that reads otherwise in some of its files, which keep their numbers.
#[derive(Debug)]
pub struct Variant {
    /// The workspace.
    pub workspace: Workspace,
    woven: FxHashMap<FileId, Woven>,
}

impl Variant {
    /// Links a workspace in which some files have other texts. Files that are not `kept` are empty.
    fn new(
        of: &Workspace,
        config: &Config,
        woven: FxHashMap<FileId, Woven>,
        kept: &dyn Fn(FileId) -> bool,
    ) -> Variant {
        let mut files = Vec::with_capacity(of.files.len());
        let mut models = Vec::with_capacity(of.files.len());
        for (at, (source, model)) in of.files.iter().zip(&of.models).enumerate() {
            let file = FileId(offset(at));
            let (text, model) = match woven.get(&file) {
                Some(woven) => {
                    let model = load::model_of(file, &woven.text, &of.vocabulary, config);
                    (Arc::clone(&model.text), model)
                }
                None if kept(file) => (Arc::clone(&source.text), model.clone()),
                None => (Arc::default(), FileModel::default()),
            };
            files.push(SourceFile { path: source.path.clone(), text });
            models.push(model);
        }
        let is_as_written = |finding: &&Finding| !woven.contains_key(&finding.primary.place.file);
        let findings = of.findings.iter().filter(is_as_written).cloned().collect();
        let workspace = Workspace::link(Arc::clone(&of.vocabulary), files, models, findings);
        Variant { workspace, woven }
    }

    /// Where a place of the variant is written in the workspace that it is made of.
    #[must_use]
    pub fn origin(&self, place: Place) -> Place {
        self.woven.get(&place.file).map_or(place, |woven| woven.origin(place.span))
    }

    /// Points a finding at what is really written. A repair of a text that is written nowhere is none.
    pub fn restore(&self, finding: &mut Finding) {
        finding.primary.place = self.origin(finding.primary.place);
        for note in &mut finding.notes {
            note.place = self.origin(note.place);
        }
        for (_, place) in &mut finding.scenarios {
            *place = self.origin(*place);
        }
        let is_varied = |place: Place| self.woven.contains_key(&place.file);
        finding.fixes.retain(|fix| !is_varied(fix.place));
    }
}

/// The text of a file that is parsed: of a document, its plans.
fn plan_text(source: &SourceFile) -> String {
    let is_document =
        super::find::Kind::of(std::path::Path::new(&source.path)) == Some(super::find::Kind::Document);
    if is_document {
        super::document::plan_text(&source.text).unwrap_or_default()
    } else {
        source.text.to_string()
    }
}
