//! The names of the structural rules: what is wrong with a plan as a text, before anything is computed from it.

/// Declares the rules' names and the list of them all.
macro_rules! rules {
    ($(#[doc = $about:literal] $rule:ident = $name:literal;)*) => {
        $(#[doc = $about] pub const $rule: &str = $name;)*

        /// Every structural rule: its name and what it finds.
        pub const ALL: &[(&str, &str)] = &[$(($name, $about)),*];
    };
}

rules! {
    /// It is not YAML, or uses a part of YAML that means nothing here.
    BAD_YAML = "bad-yaml";
    /// It is larger, deeper or more repetitive than any plan.
    TOO_LARGE = "too-large";
    /// It holds nothing.
    EMPTY_FILE = "empty-file";
    /// It holds more than one document.
    SEVERAL_DOCUMENTS = "several-documents";
    /// A text holds characters that are not seen but change what is seen.
    HIDDEN_CHARACTER = "hidden-character";
    /// A `#` without a blank behind it ends a text.
    CUT_TEXT = "cut-text";
    /// A key is given twice in one mapping.
    DOUBLE_KEY = "double-key";
    /// A key is not known at its place.
    UNKNOWN_KEY = "unknown-key";
    /// A key that is needed is left out or empty.
    MISSING_KEY = "missing-key";
    /// Keys that exclude each other are given together.
    CONFLICTING_KEYS = "conflicting-keys";
    /// A list stands where a text is expected, or the like.
    WRONG_TYPE = "wrong-type";
    /// A value is not one of the words, or not of the form, that its key takes.
    BAD_VALUE = "bad-value";
    /// An offset contradicts the plan's time zone.
    WRONG_OFFSET = "wrong-offset";
    /// Something is over before it begins.
    WRONG_ORDER = "wrong-order";
    /// An id is used that nothing declares.
    BROKEN_ID = "broken-id";
    /// An id is declared twice.
    DOUBLE_ID = "double-id";
    /// An id names a step of the change and one of the backout.
    AMBIGUOUS_ID = "ambiguous-id";
}
