//! HTML: a document tree becomes one self-contained page.
