//! The coverage matrices: change steps by the steps that undo them, systems by restore points and tests.

use super::Drawn;
use crate::picture::{Matrix, MatrixRow, Picture, Uncovered};
use crate::template::context::Resolver;
use crate::template::filters;

impl Resolver<'_> {
    /// Which step of the change is undone by which of the backout; nothing for a change or backout without steps.
    pub(in crate::template::context) fn matrix_of_changes(&self) -> Option<Drawn> {
        let covered = &self.facts.coverage.changes;
        let undoing = self.facts.ways.iter().flat_map(|way| &way.steps).map(|step| step.step.as_str());
        let columns: Vec<&str> = undoing
            .filter(|step| covered.iter().any(|change| change.undone_by.iter().any(|by| by == step)))
            .collect();
        let row = |(step, change): (&crate::plan::steps::ChangeStep, &crate::facts::ChangeCoverage)| {
            let word = |key: &str| self.language.word(key).to_owned();
            let gap = Uncovered::Gap(word("nothing"));
            let not_needed = Uncovered::NotNeeded(word("no_undo"));
            MatrixRow {
                id: step.id.clone(),
                title: filters::plain(&self.prose(&step.r#do)),
                covered_by: places(&columns, &change.undone_by),
                else_said: if change.needs_no_undo { not_needed } else { gap },
            }
        };
        let rows = self.plan.change.steps.iter().zip(covered).map(row).collect();
        self.matrix("undo-matrix", "matrix_changes", &columns, rows)
    }

    /// Which system is covered by which restore point and which test.
    pub(in crate::template::context) fn matrix_of_systems(&self) -> Option<Drawn> {
        let points = self.plan.restore_points.iter().map(|point| point.id.as_str());
        let systems = &self.facts.coverage.systems;
        let tests = self.facts.ways.iter().flat_map(|way| &way.steps).map(|step| step.step.as_str());
        let tests =
            tests.filter(|test| systems.iter().any(|system| system.tests.iter().any(|it| it == test)));
        let columns: Vec<&str> = points.chain(tests).collect();
        let row = |system: &crate::facts::SystemCoverage| MatrixRow {
            id: String::new(),
            title: self.system_name(&crate::plan::values::SystemId(system.system.clone())),
            covered_by: places(&columns, system.restore_points.iter().chain(&system.tests)),
            else_said: Uncovered::Gap(self.language.word("nothing").to_owned()),
        };
        let rows = systems.iter().map(row).collect();
        self.matrix("system-matrix", "matrix_systems", &columns, rows)
    }

    fn matrix(&self, kind: &str, words: &str, columns: &[&str], rows: Vec<MatrixRow>) -> Option<Drawn> {
        if rows.is_empty() || columns.is_empty() {
            return None;
        }
        let row = |row: &MatrixRow| {
            let by: Vec<_> = row.covered_by.iter().filter_map(|at| columns.get(*at).copied()).collect();
            let by = match (&row.else_said, by.is_empty()) {
                (_, false) => by.join(", "),
                (Uncovered::Gap(words) | Uncovered::NotNeeded(words), true) => words.clone(),
            };
            let name = if row.id.is_empty() { &row.title } else { &row.id };
            format!("{name}: {by}")
        };
        let parts: Vec<_> = rows.iter().map(row).collect();
        let text = self.language.fill(words, &[("parts", &parts.join("; "))]);
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Some(self.drawn(kind, None, text, Picture::Matrix(Matrix { columns, rows })))
    }
}

/// The places of some ids among the columns.
fn places<'a>(columns: &[&str], ids: impl IntoIterator<Item = &'a String>) -> Vec<usize> {
    ids.into_iter().filter_map(|id| columns.iter().position(|column| column == id)).collect()
}
