//! The CommonMark specification's examples, through the tree and back.
