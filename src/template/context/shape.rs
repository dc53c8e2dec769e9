//! The shape of the contract: which names a template may use, known without a plan.

use std::collections::BTreeMap;

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

macro_rules! values {
    ($($type:ty),*) => {$(
        impl Shaped for $type {
            fn shape() -> Shape {
                Shape::Value
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

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl Shaped for BTreeMap<String, crate::plan::extra::Extra> {
    fn shape() -> Shape {
        Shape::Any
    }
}

/// Declares structures of the contract: each is serialised for templates and knows its shape.
macro_rules! contract {
    ($(
        $(#[$about:meta])*
        pub struct $name:ident { $($(#[$note:meta])* pub $field:ident: $type:ty,)* }
    )*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
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
    )*};
}

pub(super) use contract;
