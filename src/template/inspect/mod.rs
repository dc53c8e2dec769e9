//! The inspection of templates: every name in a tag is held against the contract before anything is rendered.
//!
//! Tera takes an unknown field in `{% if %}` for false, so that a misspelt name would silently drop a warning
//! from a runbook. Names are therefore followed from the contract through loops, includes and components
//! (with the shapes of the arguments each call hands over).

mod calls;
mod expression;
mod scope;
mod tokens;

use std::collections::BTreeMap;

use super::context::{self, shape::Shape};
use crate::finding::quote;
use crate::suggest::nearest;
use expression::Reader;
use scope::Scope;
use tokens::{Tag, TagKind, Token, TokenKind, tags};

/// A fault of a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    /// The template's name.
    pub(super) template: String,
    /// Where, in bytes.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What is wrong.
    pub(super) message: String,
    /// How to mend it.
    pub(super) hint: Option<String>,
}

/// Inspects the templates, given by name, from each of the documents on. `words` are the fixed words there are.
pub(super) fn inspect(templates: &BTreeMap<&str, &str>, words: &BTreeMap<String, String>) -> Vec<Fault> {
    let tags = templates.iter().map(|(name, source)| (*name, tags(source))).collect();
    let mut inspector =
        Inspector { tags: &tags, components: components(&tags), words, faults: Vec::new(), seen: Vec::new() };
    for (document, kind) in templates.keys().filter_map(|name| Some((*name, super::kind(name)?))) {
        let fields = context::names(kind).into_iter().chain([("words", Shape::Words)]);
        let names = fields.map(|(name, shape)| (name.to_owned(), shape)).collect();
        inspector.template(document, &mut Scope::new(names), 0);
    }
    let mut faults = inspector.faults;
    faults.sort();
    faults.dedup();
    faults
}

/// A component: where it is defined and what it takes.
struct Component<'t> {
    template: &'t str,
    parameters: Vec<Parameter>,
    takes_more: bool,
    body: &'t [Tag],
}

struct Parameter {
    name: String,
    is_implicit: bool,
    is_required: bool,
}

/// The point of a walk through the templates.
#[derive(Clone, Copy)]
struct Where<'t> {
    template: &'t str,
    /// How many includes and components deep.
    depth: usize,
}

struct Inspector<'t> {
    tags: &'t BTreeMap<&'t str, Vec<Tag>>,
    components: BTreeMap<String, Component<'t>>,
    words: &'t BTreeMap<String, String>,
    faults: Vec<Fault>,
    /// The calls of components already followed: the name and the shapes of the arguments.
    seen: Vec<(String, Vec<Shape>)>,
}

/// More names than these are not listed in a hint.
const FEW: usize = 12;

/// No template includes or calls this deep but one that never ends, which Tera reports.
const DEEPEST: usize = 30;

impl<'t> Inspector<'t> {
    fn template(&mut self, name: &'t str, scope: &mut Scope, depth: usize) {
        let Some(tags) = self.tags.get(name) else { return };
        if depth < DEEPEST {
            self.walk(tags, scope, Where { template: name, depth });
        }
    }

    fn walk(&mut self, tags: &'t [Tag], scope: &mut Scope, here: Where<'t>) {
        let mut in_definition = false;
        for tag in tags {
            let mut reader = Reader { tokens: &tag.tokens, at: 0 };
            let keyword = reader.peek().map_or("", |token| token.text.as_str());
            if tag.kind == TagKind::Statement && matches!(keyword, "component" | "endcomponent") {
                in_definition = keyword == "component";
            } else if in_definition {
            } else if tag.kind == TagKind::Print {
                self.expression(&mut reader, scope, here);
            } else {
                self.statement(&mut reader, scope, here);
            }
        }
    }

    fn statement(&mut self, reader: &mut Reader<'t>, scope: &mut Scope, here: Where<'t>) {
        let Some(keyword) = reader.next() else { return };
        match keyword.text.as_str() {
            "if" | "elif" => {
                self.expression(reader, scope, here);
            }
            "for" => {
                scope.enter();
                self.bind_loop(reader, scope, here);
            }
            "endfor" => scope.leave(),
            "set" | "set_global" => self.set(keyword, reader, scope, here),
            "filter" => {
                self.filter(reader, scope, here, Shape::Value);
                while reader.eat("|") {
                    self.filter(reader, scope, here, Shape::Value);
                }
            }
            "include" | "extends" => self.include(reader, scope, here),
            "<" => self.component_call(reader, scope, here),
            _ => {}
        }
    }

    fn set(&mut self, keyword: &Token, reader: &mut Reader<'t>, scope: &mut Scope, here: Where<'t>) {
        let Some(name) = reader.next() else { return };
        let shape = if reader.eat("=") { self.expression(reader, scope, here) } else { Shape::Value };
        while reader.eat("|") {
            self.filter(reader, scope, here, Shape::Value);
        }
        if keyword.is("set_global") {
            scope.bind_globally(&name.text, shape);
        } else {
            scope.bind(&name.text, shape);
        }
    }

    fn include(&mut self, reader: &mut Reader<'t>, scope: &mut Scope, here: Where<'t>) {
        let Some(name) = reader.next() else { return };
        if let Some((known, _)) = self.tags.get_key_value(name.text.as_str()) {
            self.template(known, &mut scope.clone(), here.depth + 1);
        } else {
            let known: Vec<_> = self.tags.keys().map(|name| (*name).to_owned()).collect();
            self.report(here, name, format!("there is no template {}", quote(&name.text)), known);
        }
    }

    /// A component call, from behind its `<`: the arguments are bound to its names and its body is followed.
    fn component_call(&mut self, reader: &mut Reader<'_>, scope: &mut Scope, here: Where<'_>) {
        let Some(first) = reader.next().cloned() else { return };
        let mut name = first.text.clone();
        while reader.eat(".") {
            name.extend(reader.next().map(|part| format!(".{}", part.text)));
        }
        let mut given: Vec<(Token, Shape)> = Vec::new();
        let mut is_spread = false;
        while let Some(token) = reader.next() {
            match token.kind {
                TokenKind::Name => {
                    let shape = self.attribute(token, reader, scope, here);
                    given.push((token.clone(), shape));
                }
                _ if token.is("{") => {
                    reader.eat("...");
                    self.expression(reader, scope, here);
                    reader.eat("}");
                    is_spread = true;
                }
                _ => {
                    reader.eat(">");
                    break;
                }
            }
        }
        self.call(&Token { text: name, ..first }, &given, is_spread, scope, here);
    }

    /// A call of a component that there should be.
    fn call(
        &mut self,
        name: &Token,
        given: &[(Token, Shape)],
        is_spread: bool,
        scope: &Scope,
        here: Where<'_>,
    ) {
        if self.components.contains_key(&name.text) {
            self.follow(name, given, is_spread, scope, here);
        } else {
            let known: Vec<_> = self.components.keys().cloned().collect();
            self.report(here, name, format!("there is no component `{}`", name.text), known);
        }
    }

    /// The value of an argument: `name="text"`, `name={expression}` or `name` alone.
    fn attribute(
        &mut self,
        name: &Token,
        reader: &mut Reader<'_>,
        scope: &mut Scope,
        here: Where<'_>,
    ) -> Shape {
        if !reader.eat("=") {
            return scope.find(&name.text).unwrap_or_else(|| {
                self.report(here, name, format!("`{}` is not known here", name.text), scope.names());
                Shape::Any
            });
        }
        if reader.eat("{") {
            let shape = self.expression(reader, scope, here);
            reader.eat("}");
            return shape;
        }
        reader.next();
        Shape::Value
    }

    fn follow(
        &mut self,
        call: &Token,
        given: &[(Token, Shape)],
        is_spread: bool,
        scope: &Scope,
        here: Where<'_>,
    ) {
        let name = call.text.as_str();
        let component = &self.components[name];
        let (template, body) = (component.template, component.body);
        let mut names = Vec::new();
        let mut missing = Vec::new();
        for parameter in &component.parameters {
            let shape =
                given.iter().find(|(given, _)| given.is(&parameter.name)).map(|(_, shape)| shape.clone());
            let implicit = || scope.find(&parameter.name).filter(|_| parameter.is_implicit);
            let shape = shape.or_else(implicit);
            if shape.is_none() && parameter.is_required && !is_spread {
                missing.push(parameter.name.clone());
            }
            names.push((parameter.name.clone(), shape.unwrap_or(Shape::Any)));
        }
        let known: Vec<_> = component.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let takes_more = component.takes_more;
        for parameter in missing {
            self.report(here, call, format!("`{name}` needs the argument `{parameter}`"), []);
        }
        for (argument, _) in given.iter().filter(|(given, _)| !takes_more && !known.contains(&given.text)) {
            let message = format!("`{name}` takes no argument `{}`", argument.text);
            self.report(here, argument, message, known.clone());
        }
        let shapes = names.iter().map(|(_, shape)| shape.clone()).collect();
        let followed = (name.to_owned(), shapes);
        if here.depth < DEEPEST && !self.seen.contains(&followed) {
            self.seen.push(followed);
            names.push(("body".to_owned(), Shape::Value));
            self.walk(body, &mut Scope::new(names), Where { template, depth: here.depth + 1 });
        }
    }

    fn report(
        &mut self,
        here: Where<'_>,
        token: &Token,
        message: String,
        known: impl IntoIterator<Item = String>,
    ) {
        let known: Vec<String> = known.into_iter().collect();
        let near = nearest(&token.text, known.iter().map(String::as_str));
        let hint = match near {
            _ if message == "there is no filter `safe`" => Some(
                "a plan's text must not become markup; print it with `prose`, `inline` or `text`".to_owned(),
            ),
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if known.len() > FEW || known.is_empty() => None,
            None => Some(format!("there are `{}`", known.join("`, `"))),
        };
        let template = here.template.to_owned();
        self.faults.push(Fault { template, start: token.range.start, end: token.range.end, message, hint });
    }
}

/// All components of all templates.
fn components<'t>(templates: &'t BTreeMap<&'t str, Vec<Tag>>) -> BTreeMap<String, Component<'t>> {
    let mut components = BTreeMap::new();
    for (template, tags) in templates {
        let starts = tags.iter().enumerate().filter(|(_, tag)| begins_with(tag, "component"));
        for (start, tag) in starts {
            let rest = &tags[start + 1..];
            let end = rest.iter().position(|tag| begins_with(tag, "endcomponent")).unwrap_or(rest.len());
            let (name, parameters, takes_more) = definition(tag);
            components.insert(name, Component { template, parameters, takes_more, body: &rest[..end] });
        }
    }
    components
}

fn begins_with(tag: &Tag, keyword: &str) -> bool {
    tag.kind == TagKind::Statement && tag.tokens.first().is_some_and(|token| token.is(keyword))
}

/// The name and parameters of `component name(a, @b, c: string = "x", ...rest)`.
fn definition(tag: &Tag) -> (String, Vec<Parameter>, bool) {
    let mut tokens = tag.tokens.iter().skip_while(|token| !token.is("component")).skip(1).peekable();
    let mut name = String::new();
    while let Some(token) = tokens.next_if(|token| !token.is("(")) {
        name.push_str(&token.text);
    }
    let mut parameters: Vec<Parameter> = Vec::new();
    let (mut is_start, mut is_implicit, mut takes_more, mut depth) = (false, false, false, 0);
    for token in tokens {
        match token.text.as_str() {
            "(" | "[" | "{" if token.kind == TokenKind::Sign => depth += 1,
            ")" | "]" | "}" if token.kind == TokenKind::Sign => depth -= 1,
            "@" => is_implicit = true,
            "..." => takes_more = true,
            "=" if depth == 1 => {
                if let Some(last) = parameters.last_mut() {
                    last.is_required = false;
                }
            }
            name if is_start && token.kind == TokenKind::Name && depth == 1 && !takes_more => {
                parameters.push(Parameter { name: name.to_owned(), is_implicit, is_required: true });
                is_implicit = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        is_start = matches!(token.text.as_str(), "(" | "," | "@") && token.kind == TokenKind::Sign;
    }
    (name, parameters, takes_more)
}
