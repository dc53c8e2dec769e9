//! Coverage is what covers what: systems by restore points and tests, change steps by the steps that undo them.

use super::sequence::Sequence;
use crate::plan::Plan;

/// What covers what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Each affected system with the restore points that bring it back and the tests that look at it.
    pub systems: Vec<SystemCoverage>,
    /// Each change step with the backout steps that undo it.
    pub changes: Vec<ChangeCoverage>,
}

/// What covers a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemCoverage {
    /// The system.
    pub system: String,
    /// Restore points.
    pub restore_points: Vec<String>,
    /// Test steps.
    pub tests: Vec<String>,
}

/// What undoes a change step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCoverage {
    /// The change step.
    pub step: String,
    /// The backout steps that undo it.
    pub undone_by: Vec<String>,
    /// Whether the author says that nothing needs to.
    pub needs_no_undo: bool,
}

/// What covers what, over all ways back.
pub(super) fn coverage(plan: &Plan, sequences: &[Sequence]) -> Coverage {
    let steps = || sequences.iter().flat_map(|sequence| &sequence.steps).map(|stage| stage.step);
    let of_system = |system: &str| {
        let covers = |ids: &[_]| ids.iter().any(|id: &crate::plan::values::SystemId| id.0 == system);
        let points = plan.restore_points.iter().filter(|point| covers(&point.covers));
        let tests = steps().filter(|step| step.test.is_some() && covers(&step.covers));
        SystemCoverage {
            system: system.to_owned(),
            restore_points: points.map(|point| point.id.clone()).collect(),
            tests: tests.map(|step| step.id.clone()).collect(),
        }
    };
    let of_change = |step: &crate::plan::steps::ChangeStep| {
        let undoing = steps().filter(|undoing| undoing.undoes.iter().any(|id| id.0 == step.id));
        ChangeCoverage {
            step: step.id.clone(),
            undone_by: undoing.map(|step| step.id.clone()).collect(),
            needs_no_undo: step.needs_no_undo.is_some(),
        }
    };
    Coverage {
        systems: affected_systems(plan).into_iter().map(of_system).collect(),
        changes: plan.change.steps.iter().map(of_change).collect(),
    }
}

/// The systems a plan is about, each once, in the order they are first named: those the change and its steps touch,
/// then those that a restore point brings back.
pub(super) fn affected_systems(plan: &Plan) -> Vec<&str> {
    let of_steps = plan.change.steps.iter().flat_map(|step| &step.systems);
    let restored = plan.restore_points.iter().flat_map(|point| &point.covers);
    let mut systems = Vec::new();
    for system in plan.change.systems.iter().chain(of_steps).chain(restored) {
        if !systems.contains(&system.0.as_str()) {
            systems.push(&system.0);
        }
    }
    systems
}
