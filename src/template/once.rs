//! The filters `once(component, as)` and `each(component, as)`: what a component prints of a value, and of every item of a
//! list, on lines of its own; `as` is the argument by which it takes that.
//!
//! It follows from the value and the fixed words alone, since nothing that a template calls keeps anything that shows. So
//! a thread remembers it: what is the very value of an earlier document is not printed anew.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

/// What was not printed in as many documents is forgotten: those of some saves.
const DOCUMENTS: usize = 16;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What was printed of values.
#[derive(Default)]
struct Memory {
    printer: Option<Printer>,
    /// How many documents were begun.
    documents: usize,
    /// By the call of the component, and by where the value lies.
    printed: HashMap<Box<str>, HashMap<usize, Printed>>,
    /// The first fault met while one was printed: a filter hands on no more of it than its words.
    fault: Option<Error>,
}

/// Who prints a document: its templates and fixed words.
#[derive(Clone)]
struct Printer {
    tera: Arc<Tera>,
    words: Value,
}

/// What was printed of a value.
struct Printed {
    /// The document it was last printed in.
    document: usize,
    text: Arc<String>,
    /// Kept, so that nothing else comes to lie where it lies.
    _value: Value,
}

/// How a value is printed.
struct Call<'a> {
    component: &'a str,
    /// The argument that the value is.
    argument: &'a str,
    /// Both.
    key: String,
}

/// Prints a document; the filters print with its templates and words.
pub(super) fn print(
    tera: &Arc<Tera>,
    words: Value,
    print: impl FnOnce() -> TeraResult<String>,
) -> TeraResult<String> {
    MEMORY.with_borrow_mut(|memory| memory.begin(Printer { tera: Arc::clone(tera), words }));
    print().map_err(|error| MEMORY.with_borrow_mut(|memory| memory.fault.take()).unwrap_or(error))
}

/// The filter `once`.
#[expect(clippy::needless_pass_by_value, reason = "Tera hands a filter's arguments over by value")]
pub(super) fn once(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    Ok(Value::safe_string(&Call::new(&arguments)?.print(value)?))
}

/// The filter `each`.
#[expect(clippy::needless_pass_by_value, reason = "Tera hands a filter's arguments over by value")]
pub(super) fn each(list: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let call = Call::new(&arguments)?;
    let wanted = || Error::message(format!("a list is wanted here, and this is `{}`", list.name()));
    let mut text = String::new();
    for item in list.as_array().ok_or_else(wanted)? {
        text.extend(["\n", call.print(item)?.as_str(), "\n"]);
    }
    Ok(Value::safe_string(&text))
}

impl<'a> Call<'a> {
    fn new(arguments: &'a Kwargs) -> TeraResult<Self> {
        let (component, argument) = (arguments.must_get("component")?, arguments.must_get("as")?);
        Ok(Self { component, argument, key: format!("{component}({argument})") })
    }

    fn print(&self, value: &Value) -> TeraResult<Arc<String>> {
        if let Some(text) = MEMORY.with_borrow_mut(|memory| memory.recall(&self.key, value)) {
            return Ok(text);
        }
        let printer = MEMORY.with_borrow(|memory| memory.printer.clone());
        let Some(Printer { tera, words }) = printer else {
            return Err(Error::message("no document is being printed"));
        };
        let (mut arguments, mut implicits) = (Context::new(), Context::new());
        arguments.insert_value(self.argument.to_owned(), value.clone());
        implicits.insert_value("words", words);
        // it may call the filters itself
        let printed =
            tera.render_component_with_implicits(self.component, &arguments, &implicits, None, true);
        MEMORY.with_borrow_mut(|memory| match printed {
            Ok(text) => Ok(memory.keep(&self.key, value, text)),
            Err(fault) => {
                let words = fault.to_string();
                memory.fault.get_or_insert(fault);
                Err(Error::message(words))
            }
        })
    }
}

impl Memory {
    fn begin(&mut self, printer: Printer) {
        self.documents += 1;
        self.fault = None;
        if !self.printer.as_ref().is_some_and(|known| known.is(&printer)) {
            self.printed.clear();
            self.printer = Some(printer);
        } else if self.documents.is_multiple_of(DOCUMENTS / 2) {
            let now = self.documents;
            let forget = |printed: &mut HashMap<usize, Printed>| {
                printed.retain(|_, printed| printed.document + DOCUMENTS > now);
            };
            self.printed.values_mut().for_each(forget);
        }
    }

    fn recall(&mut self, key: &str, value: &Value) -> Option<Arc<String>> {
        let printed = self.printed.get_mut(key)?.get_mut(&address(value)?)?;
        printed.document = self.documents;
        Some(Arc::clone(&printed.text))
    }

    fn keep(&mut self, key: &str, value: &Value, text: String) -> Arc<String> {
        let text = Arc::new(text);
        if let Some(address) = address(value) {
            let printed =
                Printed { document: self.documents, text: Arc::clone(&text), _value: value.clone() };
            self.printed.entry(key.into()).or_default().insert(address, printed);
        }
        text
    }
}

impl Printer {
    /// Whether the other one prints the same of the same.
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tera, &other.tera) && address(&self.words) == address(&other.words)
    }
}

/// Where a structure or list lies: what lies at one place at the same time is one.
fn address(value: &Value) -> Option<usize> {
    let structure = value.as_map().map(|fields| std::ptr::from_ref(fields).addr());
    structure.or_else(|| value.as_array().map(|items| items.as_ptr().addr()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A structure of one field.
    fn structure(name: &'static str, text: &str) -> Value {
        Value::from_serializable(&std::collections::BTreeMap::from([(name, text)]))
    }

    #[test]
    fn what_is_the_same_value_is_printed_once_and_what_is_only_alike_anew() {
        let templates = [
            ("list.md", "{{ items | each(component=\"line\", as=\"item\") }}"),
            ("one.md", "{{ items | once(component=\"count\", as=\"items\") }}"),
            ("count.md", "{% component count(items) -%} {{ items | length }} {%- endcomponent %}"),
            (
                "line.md",
                "{% component line(item, @words) -%} {{ words.stop }}{{ item.name }} {%- endcomponent %}",
            ),
        ];
        let mut tera = Tera::new();
        tera.register_filter("each", each);
        tera.register_filter("once", once);
        tera.add_raw_templates(templates).unwrap();
        let tera = Arc::new(tera);
        let print_list = |items: &[Value], words: &Value| {
            let mut names = Context::new();
            names.insert_value("items", items.to_vec().into());
            print(&tera, words.clone(), || tera.render("list.md", &names)).unwrap()
        };
        let kept = || MEMORY.with_borrow(|memory| memory.printed.values().map(HashMap::len).sum::<usize>());

        let (words, others) = (structure("stop", "."), structure("stop", "!"));
        let items = ["a", "b"].map(|name| structure("name", name));
        assert_eq!((print_list(&items, &words).as_str(), kept()), ("\n.a\n\n.b\n", 2));
        assert_eq!((print_list(&items, &words).as_str(), kept()), ("\n.a\n\n.b\n", 2));
        assert_eq!((print_list(&items, &others).as_str(), kept()), ("\n!a\n\n!b\n", 2));
        let alike = [items[0].clone(), structure("name", "b")];
        assert_eq!((print_list(&alike, &others).as_str(), kept()), ("\n!a\n\n!b\n", 3));
        let list: Value = alike.to_vec().into();
        let print_one = |list: &Value| {
            let mut names = Context::new();
            names.insert_value("items", list.clone());
            print(&tera, others.clone(), || tera.render("one.md", &names)).unwrap()
        };
        assert_eq!((print_one(&list).as_str(), kept()), ("2", 4));
        assert_eq!((print_one(&list).as_str(), kept()), ("2", 4));
        assert_eq!((print_one(&alike.to_vec().into()).as_str(), kept()), ("2", 5));
        for _ in 0..2 * DOCUMENTS {
            print_list(&alike[..1], &others);
        }
        assert_eq!(kept(), 1, "what was not printed for long is forgotten");
    }
}
