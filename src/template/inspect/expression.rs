//! An expression in a tag: every name in it is held against the contract, and its shape is found.

use super::scope::Scope;
use super::tokens::{Token, TokenKind};
use super::{Inspector, Where};
use crate::template::context::shape::Shape;

/// Words that are operators or constants, not names.
const TRUTHS: [&str; 4] = ["true", "True", "false", "False"];
const NOTHINGS: [&str; 3] = ["none", "None", "null"];
const OPERATORS: [&str; 17] =
    ["and", "or", "in", "not", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "//", "%", "~"];
const LOOP: [&str; 5] = ["index", "index0", "first", "last", "length"];

/// Reads the tokens of one tag from left to right.
pub(super) struct Reader<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<&'t Token> {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Moves on when the next token says `text`.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is(text));
        self.at += usize::from(found);
        found
    }
}

impl Inspector<'_> {
    /// An expression and its shape.
    pub(super) fn expression(
        &mut self,
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
    ) -> Shape {
        let mut shape = self.operand(reader, scope, here);
        while let Some(token) = reader.peek() {
            if token.is("|") {
                reader.next();
                shape = self.filter(reader, scope, here, shape);
            } else if token.is("is") {
                reader.next();
                reader.eat("not");
                self.test(reader, scope, here);
                shape = Shape::Value;
            } else if token.is("if") {
                reader.next();
                self.expression(reader, scope, here);
                reader.eat("else");
                let otherwise = self.expression(reader, scope, here);
                shape = either(shape, &otherwise);
            } else if OPERATORS.iter().any(|operator| token.is(operator)) {
                let is_choice = token.is("or") || token.is("and");
                reader.next();
                let right = self.operand(reader, scope, here);
                shape = if is_choice { either(shape, &right) } else { Shape::Value };
            } else {
                break;
            }
        }
        shape
    }

    fn operand(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) -> Shape {
        while reader.eat("not") || reader.eat("-") {}
        let Some(token) = reader.next() else { return Shape::Any };
        match (token.kind, token.text.as_str()) {
            (TokenKind::Text | TokenKind::Number, _) => Shape::Value,
            (TokenKind::Sign, "(") => {
                let shape = self.expression(reader, scope, here);
                reader.eat(")");
                shape
            }
            (TokenKind::Sign, "[") => self.list(reader, scope, here),
            (TokenKind::Sign, "{") => self.map(reader, scope, here),
            (TokenKind::Sign, "<") => {
                self.component_call(reader, scope, here);
                Shape::Value
            }
            (TokenKind::Name, name) if TRUTHS.contains(&name) => Shape::Value,
            (TokenKind::Name, name) if NOTHINGS.contains(&name) => Shape::Any,
            (TokenKind::Name, _) if reader.peek().is_some_and(|next| next.is("(")) => {
                reader.at -= 1;
                self.function(reader, scope, here);
                Shape::Any
            }
            (TokenKind::Name, _) => self.path(token, reader, scope, here),
            (TokenKind::Sign, _) => Shape::Any,
        }
    }

    /// A name with what follows it: `plan.title`, `ways[0]`.
    fn path(&mut self, first: &Token, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) -> Shape {
        let mut so_far = first.text.clone();
        let mut shape = match scope.find(&first.text) {
            Some(shape) => shape,
            None if first.text == "loop" => return self.loop_field(reader, here),
            None => {
                let message = format!("`{}` is not known here", first.text);
                self.report(here, first, message, scope.names());
                Shape::Any
            }
        };
        while let Some(token) = reader.peek() {
            if token.is(".") || token.is("?.") {
                reader.next();
                let Some(field) = reader.next() else { break };
                shape = self.field(&shape, &so_far, field, here);
                so_far = format!("{so_far}.{}", field.text);
            } else if token.is("[") || token.is("?[") {
                reader.next();
                shape = self.subscript(&shape, &so_far, reader, scope, here);
                so_far.push_str("[…]");
            } else {
                break;
            }
        }
        shape
    }

    fn loop_field(&mut self, reader: &mut Reader<'_>, here: Where<'_>) -> Shape {
        reader.eat(".");
        if let Some(field) = reader.next().filter(|field| !LOOP.contains(&field.text.as_str())) {
            self.report(
                here,
                field,
                format!("`loop` has no field `{}`", field.text),
                LOOP.map(str::to_owned),
            );
        }
        Shape::Value
    }

    fn field(&mut self, shape: &Shape, so_far: &str, field: &Token, here: Where<'_>) -> Shape {
        let name = &field.text;
        match shape {
            Shape::Any => Shape::Any,
            Shape::Record { fields, .. } => {
                let fields = fields();
                if let Some((_, shape)) = fields.iter().find(|(known, _)| known == name) {
                    return shape.clone();
                }
                let known = fields.into_iter().map(|(known, _)| known.to_owned());
                self.report(here, field, format!("`{so_far}` has no field `{name}`"), known);
                Shape::Any
            }
            Shape::Words => {
                if !self.words.contains_key(name) {
                    let known: Vec<_> = self.words.keys().cloned().collect();
                    self.report(here, field, format!("`{name}` is not one of the words"), known);
                }
                Shape::Value
            }
            Shape::List(_) => {
                self.report(here, field, format!("`{so_far}` is a list and has no field `{name}`"), []);
                Shape::Any
            }
            Shape::Value => {
                self.report(here, field, format!("`{so_far}` is a value and has no field `{name}`"), []);
                Shape::Any
            }
        }
    }

    /// What stands between brackets after a name, up to the closing one.
    fn subscript(
        &mut self,
        shape: &Shape,
        so_far: &str,
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
    ) -> Shape {
        let key = reader.peek().filter(|token| token.kind == TokenKind::Text).cloned();
        let mut is_slice = false;
        while !reader.eat("]") && reader.peek().is_some() {
            if reader.eat(":") {
                is_slice = true;
            } else {
                self.expression(reader, scope, here);
            }
        }
        match (shape, key) {
            (shape, _) if is_slice => shape.clone(),
            (Shape::List(item), _) => (**item).clone(),
            (Shape::Record { .. } | Shape::Words, Some(key)) => self.field(shape, so_far, &key, here),
            (Shape::Words, None) => Shape::Value,
            _ => Shape::Any,
        }
    }

    /// A list, or a list made from another one: `[x.id for x in xs if x.y]`.
    fn list(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) -> Shape {
        let start = reader.at;
        let made = made_from(&reader.tokens[start.min(reader.tokens.len())..]);
        let Some(keyword) = made else {
            let mut item = Shape::Any;
            while !reader.eat("]") && reader.peek().is_some() {
                reader.eat("...");
                item = self.expression(reader, scope, here);
                reader.eat(",");
            }
            return Shape::List(Box::new(item));
        };
        reader.at = start + keyword + 1;
        scope.enter();
        self.bind_loop(reader, scope, here);
        let after_target = reader.at;
        reader.at = start;
        let item = self.expression(
            &mut Reader { tokens: &reader.tokens[..start + keyword], at: start },
            scope,
            here,
        );
        reader.at = after_target;
        if reader.eat("if") {
            self.expression(reader, scope, here);
        }
        reader.eat("]");
        scope.leave();
        Shape::List(Box::new(item))
    }

    fn map(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) -> Shape {
        while !reader.eat("}") && reader.peek().is_some() {
            if !reader.eat("...") {
                reader.next();
                reader.eat(":");
            }
            self.expression(reader, scope, here);
            reader.eat(",");
        }
        Shape::Any
    }

    /// `a in list` or `key, value in map`: the names are bound in the innermost scope.
    pub(super) fn bind_loop(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) {
        let Some(first) = reader.next() else { return };
        let second = if reader.eat(",") { reader.next() } else { None };
        reader.eat("in");
        let target = reader.peek();
        // the condition of a list made from another one is no part of its target
        let end = reader.tokens.iter().position(|token| token.is("if")).unwrap_or(reader.tokens.len());
        let mut inner = Reader { tokens: &reader.tokens[..end.max(reader.at)], at: reader.at };
        let shape = self.expression(&mut inner, scope, here);
        reader.at = inner.at;
        if let (Some(target), Shape::Record { .. } | Shape::Value | Shape::Words) = (target, &shape) {
            self.report(here, target, format!("`{}` is not a list", target.text), []);
        }
        let item = if let Shape::List(item) = shape { *item } else { Shape::Any };
        match second {
            Some(value) => {
                scope.bind(&first.text, Shape::Any);
                scope.bind(&value.text, Shape::Any);
            }
            None => scope.bind(&first.text, item),
        }
    }
}

/// Where the `for` of a list made from another one stands, counted from after its bracket.
fn made_from(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            _ if token.kind == TokenKind::Text => {}
            "[" | "(" | "{" | "?[" => depth += 1,
            "]" | ")" | "}" => depth -= 1,
            "for" if depth == 0 => return Some(at),
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    None
}

/// The shape of a value that is one of two.
fn either(one: Shape, other: &Shape) -> Shape {
    if one == *other { one } else { Shape::Any }
}
