//! A route says where in a plan something stands: `phases[1].steps[0].run`.

use std::fmt;

/// Where in a plan something stands, from the top down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Route(Vec<Turn>);

/// One part of a route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, counted from 0.
    Item(usize),
}

impl Route {
    /// The plan itself.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, on to the value of a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Turn::Key(key.into()));
        self
    }

    /// The same, on to an item of a list, counted from 0.
    #[must_use]
    pub fn item(mut self, item: usize) -> Self {
        self.0.push(Turn::Item(item));
        self
    }

    /// Its parts.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.0
    }
}

impl fmt::Display for Route {
    /// `phases[1].steps[0].run`; the plan itself is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, turn) in self.0.iter().enumerate() {
            match turn {
                Turn::Key(key) if at == 0 => f.write_str(key)?,
                Turn::Key(key) => write!(f, ".{key}")?,
                Turn::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

impl FromIterator<Turn> for Route {
    fn from_iter<I: IntoIterator<Item = Turn>>(turns: I) -> Self {
        Self(turns.into_iter().collect())
    }
}

impl From<&str> for Route {
    /// Reads what [`Display`](fmt::Display) writes. A key that holds a dot or a bracket needs [`Route::key`].
    fn from(text: &str) -> Self {
        let mut route = Self::new();
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let mut pieces = part.split('[');
            if let Some(key) = pieces.next().filter(|key| !key.is_empty()) {
                route = route.key(key);
            }
            for item in pieces {
                // what is not a number leads nowhere
                route = route.item(item.trim_end_matches(']').parse().unwrap_or(usize::MAX));
            }
        }
        route
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn what_is_written_can_be_read() {
        let route = Route::new().key("phases").item(1).key("steps").item(0).key("run");
        assert_eq!(route.to_string(), "phases[1].steps[0].run");
        assert_eq!(Route::from("phases[1].steps[0].run"), route);
        assert_eq!(Route::from(""), Route::new());
    }
}
