//! Reading is the way from a node to a typed value: a serde deserializer for which every scalar is a text.
//!
//! A number or a flag is parsed only when a field asks for one, so no digit is ever lost. An empty value
//! (`key:`, `~`, `null`) counts as left out. Where a list of words is expected, a single one may stand.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::Plan;
use super::extra::Extra;
use super::tree::{Content, Entry, Node};

/// Reads a whole plan, with what stands outside its own fields.
pub(super) fn plan(root: &Node) -> Result<Plan, Mismatch> {
    let mut plan: Plan = read(root)?;
    plan.contacts = read(root)?;
    for (id, how_to) in &mut plan.how_to {
        how_to.declared_in =
            root.get("how_to").and_then(|all| all.entry(id)).map(|entry| entry.key_place.source);
    }
    let own = root.entries().iter().filter(|entry| entry.key.starts_with("x-"));
    plan.extra = own.map(|entry| (entry.key.clone(), Extra::from(&entry.value))).collect();
    Ok(plan)
}

/// Reads a typed value; fails only where the structural check has something to say.
fn read<'a, T: Deserialize<'a>>(node: &'a Node) -> Result<T, Mismatch> {
    T::deserialize(Reader(node))
}

/// Why a node does not fit a type.
#[derive(Debug)]
pub(super) struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct Reader<'a>(&'a Node);

impl<'a> Reader<'a> {
    fn text(&self) -> Result<&'a str, Mismatch> {
        match &self.0.content {
            Content::Scalar(scalar) => Ok(&scalar.text),
            _ => Err(de::Error::custom("a text is expected")),
        }
    }

    fn number<T: std::str::FromStr>(&self) -> Result<T, Mismatch> {
        let text = self.text()?;
        text.parse().map_err(|_| de::Error::custom(format_args!("`{text}` is not a whole number")))
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.0.content {
            _ if self.0.is_null() => visitor.visit_unit(),
            Content::Scalar(scalar) => visitor.visit_borrowed_str(&scalar.text),
            Content::List(items) => visitor.visit_seq(Items(items.iter())),
            Content::Map(entries) => visitor.visit_map(Entries { rest: entries.iter(), value: None }),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.text()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text => Err(de::Error::custom(format_args!("`{text}` is neither `true` nor `false`"))),
        }
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u8(self.number()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u32(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.0.content {
            Content::Scalar(_) => visitor.visit_seq(Items(std::slice::from_ref(self.0).iter())),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(Word(self.text()?))
    }

    // every other type is told what is there and complains if it does not like it
    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
        map struct identifier ignored_any
    }
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'a> SeqAccess<'a> for Items<'a> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        self.0.next().map(|item| seed.deserialize(Reader(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, Entry>,
    value: Option<&'a Node>,
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some(entry) = self.rest.find(|entry| !entry.value.is_null()) else { return Ok(None) };
        self.value = Some(&entry.value);
        let key: StrDeserializer<'a, Mismatch> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        match self.value.take() {
            Some(value) => seed.deserialize(Reader(value)),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

/// The name of an enum's variant; none of ours carries data.
struct Word<'a>(&'a str);

impl<'a> EnumAccess<'a> for Word<'a> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let name: StrDeserializer<'a, Mismatch> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'a> VariantAccess<'a> for Word<'a> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, _: T) -> Result<T::Value, Mismatch> {
        Err(de::Error::custom("a single word is expected"))
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(de::Error::custom("a single word is expected"))
    }

    fn struct_variant<V: Visitor<'a>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Mismatch> {
        Err(de::Error::custom("a single word is expected"))
    }
}
