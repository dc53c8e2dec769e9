//! A scope is which names are known at a point of a template, and what they stand for.

use crate::template::context::shape::Shape;

/// The names known at a point of a template, innermost last.
#[derive(Debug, Clone)]
pub(super) struct Scope(Vec<Vec<(String, Shape)>>);

impl Scope {
    /// A scope that knows the given names.
    pub(super) fn new(names: Vec<(String, Shape)>) -> Self {
        Self(vec![names])
    }

    /// Begins a block whose names end with it.
    pub(super) fn enter(&mut self) {
        self.0.push(Vec::new());
    }

    /// Ends the innermost block.
    pub(super) fn leave(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    /// Makes a name known in the innermost block.
    pub(super) fn bind(&mut self, name: &str, shape: Shape) {
        if let Some(innermost) = self.0.last_mut() {
            innermost.push((name.to_owned(), shape));
        }
    }

    /// Makes a name known everywhere.
    pub(super) fn bind_globally(&mut self, name: &str, shape: Shape) {
        if let Some(outermost) = self.0.first_mut() {
            outermost.push((name.to_owned(), shape));
        }
    }

    /// What a name stands for.
    pub(super) fn find(&self, name: &str) -> Option<Shape> {
        let mut names = self.0.iter().rev().flat_map(|block| block.iter().rev());
        names.find(|(known, _)| known == name).map(|(_, shape)| shape.clone())
    }

    /// All names.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().flatten().map(|(name, _)| name.clone()).collect()
    }
}
