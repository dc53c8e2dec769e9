//! The names of the structural rules: what is wrong with a plan as a text, before anything is computed from it.

/// It is not YAML, or uses a part of YAML that means nothing here.
pub const BAD_YAML: &str = "bad-yaml";
/// It is larger, deeper or more repetitive than any plan.
pub const TOO_LARGE: &str = "too-large";
/// It holds nothing.
pub const EMPTY_FILE: &str = "empty-file";
/// It holds more than one document.
pub const SEVERAL_DOCUMENTS: &str = "several-documents";
/// A text holds characters that are not seen but change what is seen.
pub const HIDDEN_CHARACTER: &str = "hidden-character";
/// A `#` without a blank behind it ends a text.
pub const CUT_TEXT: &str = "cut-text";
/// A key is given twice in one mapping.
pub const DOUBLE_KEY: &str = "double-key";
/// A key is not known at its place.
pub const UNKNOWN_KEY: &str = "unknown-key";
/// A key that is needed is left out or empty.
pub const MISSING_KEY: &str = "missing-key";
/// Keys that exclude each other are given together.
pub const CONFLICTING_KEYS: &str = "conflicting-keys";
/// A list stands where a text is expected, or the like.
pub const WRONG_TYPE: &str = "wrong-type";
/// A value is not one of the words, or not of the form, that its key takes.
pub const BAD_VALUE: &str = "bad-value";
/// An offset contradicts the plan's time zone.
pub const WRONG_OFFSET: &str = "wrong-offset";
/// Something is over before it begins.
pub const WRONG_ORDER: &str = "wrong-order";
/// An id is used that nothing declares.
pub const BROKEN_ID: &str = "broken-id";
/// An id is declared twice.
pub const DOUBLE_ID: &str = "double-id";
/// An id names a step of the change and one of the backout.
pub const AMBIGUOUS_ID: &str = "ambiguous-id";
