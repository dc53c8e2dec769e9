//! What is called in an expression: filters, tests and functions, with their arguments.

use super::expression::Reader;
use super::scope::Scope;
use super::tokens::{Token, TokenKind};
use super::{Inspector, Where};
use crate::template::context::shape::Shape;
use crate::template::filters;

/// The tests of Tera.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

impl Inspector<'_> {
    /// A filter after `|`, with its arguments.
    pub(super) fn filter(
        &mut self,
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
        shape: Shape,
    ) -> Shape {
        let Some(name) = reader.next() else { return Shape::Any };
        let ours = filters::OURS.iter().find(|(known, _)| name.is(known));
        if ours.is_none() && !filters::TERAS.iter().any(|known| name.is(known)) {
            let known =
                filters::OURS.iter().map(|(known, _)| *known).chain(filters::TERAS).map(str::to_owned);
            self.report(here, name, format!("there is no filter `{}`", name.text), known);
        }
        let given = self.arguments(reader, scope, here);
        for (argument, _) in &given {
            let Some((filter, arguments)) = ours else { continue };
            if !arguments.contains(&"*") && !arguments.iter().any(|known| argument.is(known)) {
                let message = format!("`{filter}` takes no argument `{}`", argument.text);
                self.report(here, argument, message, arguments.iter().map(|known| (*known).to_owned()));
            }
        }
        match (name.text.as_str(), shape) {
            ("once" | "each", shape) => {
                self.component_filter(name, shape, &given, here);
                Shape::Value
            }
            ("first" | "last" | "nth", Shape::List(item)) => *item,
            ("default" | "reverse", shape) => shape,
            ("get", _) => Shape::Any,
            _ => Shape::Value,
        }
    }

    /// The filters `once` and `each`: a call of a component that takes the value, or an item of the list, and sees no name but
    /// the fixed words.
    fn component_filter(
        &mut self,
        filter: &Token,
        shape: Shape,
        given: &[(Token, Option<Token>)],
        here: Where<'_>,
    ) {
        let text = |name| given.iter().find(|(known, _)| known.is(name)).and_then(|(_, text)| text.clone());
        let (Some(component), Some(argument)) = (text("component"), text("as")) else {
            let message = format!("`{}` needs the texts `component` and `as`", filter.text);
            return self.report(here, filter, message, []);
        };
        let taken = match shape {
            shape if filter.is("once") => shape,
            Shape::List(item) => *item,
            Shape::Any => Shape::Any,
            Shape::Record { .. } | Shape::Value | Shape::Words => {
                return self.report(here, filter, "`each` wants a list".to_owned(), []);
            }
        };
        let name = |text: Token| Token { kind: TokenKind::Name, ..text };
        let words = Scope::new(vec![("words".to_owned(), Shape::Words)]);
        self.call(&name(component), &[(name(argument), taken)], false, &words, here);
    }

    /// A test after `is`, with its arguments.
    pub(super) fn test(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) {
        self.called("test", &TESTS, reader, scope, here);
    }

    /// A function, with its arguments.
    pub(super) fn function(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) {
        self.called("function", &FUNCTIONS, reader, scope, here);
    }

    /// The name of a test or function, with its arguments.
    fn called(
        &mut self,
        what: &str,
        known: &[&str],
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
    ) {
        let Some(name) = reader.next() else { return };
        if !known.iter().any(|known| name.is(known)) {
            let known = known.iter().map(|known| (*known).to_owned());
            self.report(here, name, format!("there is no {what} `{}`", name.text), known);
        }
        self.arguments(reader, scope, here);
    }

    /// The names of the arguments in parentheses, if there are any, with those of their values that begin as a text.
    fn arguments(
        &mut self,
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
    ) -> Vec<(Token, Option<Token>)> {
        let mut names = Vec::new();
        if !reader.eat("(") {
            return names;
        }
        while !reader.eat(")") && reader.peek().is_some() {
            let name = reader.next().cloned();
            reader.eat("=");
            let text = reader.peek().filter(|token| token.kind == TokenKind::Text).cloned();
            names.extend(name.map(|name| (name, text)));
            self.expression(reader, scope, here);
            reader.eat(",");
        }
        names
    }
}
