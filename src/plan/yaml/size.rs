//! Sizes are counted against the limits: an alias may repeat a large node many times.

use super::super::tree::{Content, Node};

/// How much of the limits a node uses up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) nodes: usize,
    pub(super) bytes: usize,
}

/// Nodes and bytes below and with a node, and how deep it goes. The recursion is bounded by the depth limit.
pub(super) fn measure(node: &Node) -> (Size, usize) {
    let mut size = Size { nodes: 1, bytes: scalar_bytes(node) };
    let mut height = 0;
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value));
    for child in children {
        let (part, below) = measure(child);
        size.nodes += part.nodes;
        size.bytes += part.bytes;
        height = height.max(below);
    }
    size.bytes += node.entries().iter().map(|entry| entry.key.len()).sum::<usize>();
    let own = usize::from(!matches!(node.content, Content::Scalar(_)));
    (size, height + own)
}

/// The bytes of a text; a list or mapping has none of its own.
pub(super) fn scalar_bytes(node: &Node) -> usize {
    match &node.content {
        Content::Scalar(scalar) => scalar.text.len(),
        _ => 0,
    }
}
