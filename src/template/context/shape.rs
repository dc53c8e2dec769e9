//! The shape of the contract: which names a template may use, known without a plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;
use tera::value::Key;

use crate::plan::extra::Extra;

/// What a name in a template stands for.
#[derive(Debug, Clone)]
pub(in crate::template) enum Shape {
    /// It is not known.
    Any,
    /// A text, a number, or true or false.
    Value,
    /// A list of such.
    List(Box<Self>),
    /// The fixed words.
    Words,
    /// A structure with fields.
    Record {
        /// Its name in this module.
        name: &'static str,
        /// Its fields.
        fields: fn() -> Vec<(&'static str, Shape)>,
    },
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, Self::Any) | (Self::Value, Self::Value) | (Self::Words, Self::Words) => true,
            (Self::List(one), Self::List(two)) => one == two,
            (Self::Record { name: one, .. }, Self::Record { name: two, .. }) => one == two,
            _ => false,
        }
    }
}

/// A type whose shape is part of the contract.
pub(in crate::template) trait Shaped {
    /// Its shape.
    fn shape() -> Shape;
}

/// Something as templates see it.
pub(in crate::template) trait Valued: Sized {
    /// Its value. What is in it as it was before keeps the value it had then, for to make values takes as long as to
    /// print them.
    fn value(&self, before: Option<Before<Self>>) -> Value;
}

/// What something was before, and its value then.
pub(in crate::template) type Before<'a, T> = (&'a T, &'a Value);

/// The value of something that was the same before.
pub(super) fn kept<T: PartialEq>(now: &T, before: Option<Before<T>>) -> Option<Value> {
    before.filter(|(before, _)| *before == now).map(|(_, value)| value.clone())
}

/// The value of a field of a structure, as it was before.
pub(super) fn field<'a>(record: &'a Value, name: &'static str) -> Option<&'a Value> {
    record.as_map()?.get(&Key::Str(name))
}

macro_rules! values {
    ($($type:ty),*) => {$(
        impl Shaped for $type {
            fn shape() -> Shape {
                Shape::Value
            }
        }

        impl Valued for $type {
            fn value(&self, before: Option<Before<Self>>) -> Value {
                kept(self, before).unwrap_or_else(|| self.clone().into())
            }
        }
    )*};
}

values!(String, &'static str, bool, u8, u16, u32, i64, usize);

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Valued> Valued for Option<T> {
    fn value(&self, before: Option<Before<Self>>) -> Value {
        let before = before.and_then(|(before, value)| Some((before.as_ref()?, value)));
        self.as_ref().map_or_else(Value::none, |some| some.value(before))
    }
}

impl<T: Shaped> Shaped for Arc<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Valued> Valued for Arc<T> {
    fn value(&self, before: Option<Before<Self>>) -> Value {
        (**self).value(before.map(|(before, value)| (&**before, value)))
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Valued + PartialEq> Valued for Vec<T> {
    fn value(&self, before: Option<Before<Self>>) -> Value {
        if let Some(same) = kept(self, before) {
            return same;
        }
        let items = self.iter().enumerate().map(|(at, item)| {
            item.value(before.and_then(|(before, value)| Some((before.get(at)?, value.as_array()?.get(at)?))))
        });
        items.collect::<Vec<_>>().into()
    }
}

impl Shaped for BTreeMap<String, Extra> {
    fn shape() -> Shape {
        Shape::Any
    }
}

impl Valued for BTreeMap<String, Extra> {
    fn value(&self, before: Option<Before<Self>>) -> Value {
        kept(self, before).unwrap_or_else(|| Value::from_serializable(self))
    }
}

/// Declares structures of the contract: each has a value for templates and knows its shape.
macro_rules! contract {
    ($(
        $(#[$about:meta])*
        pub struct $name:ident { $($(#[$note:meta])* pub $field:ident: $type:ty,)* }
    )*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$note])* pub $field: $type,)* }

        impl $crate::template::context::shape::Shaped for $name {
            fn shape() -> $crate::template::context::shape::Shape {
                $crate::template::context::shape::Shape::Record {
                    name: stringify!($name),
                    fields: || vec![$((
                        stringify!($field),
                        <$type as $crate::template::context::shape::Shaped>::shape(),
                    )),*],
                }
            }
        }

        impl $crate::template::context::shape::Valued for $name {
            fn value(
                &self,
                before: Option<$crate::template::context::shape::Before<Self>>,
            ) -> tera::Value {
                use $crate::template::context::shape::{field, kept};
                kept(self, before).unwrap_or_else(|| {
                    let fields = [$((stringify!($field), self.$field.value(before.and_then(
                        |(before, value)| Some((&before.$field, field(value, stringify!($field))?)),
                    )))),*];
                    fields.into_iter().map(|(name, value)| (tera::value::Key::Str(name), value)).collect::<tera::Map>().into()
                })
            }
        }
    )*};
}

pub(super) use contract;
