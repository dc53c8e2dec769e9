//! The links of a page of paper, as a browser reads them: JSON.

use hyper::body::Bytes;
use serde_json::{Value, json};

use crate::pdf::svg::{Lead, Link};
use crate::pipeline::Proof;

/// What a browser may be led to: pages, letters and calls, but never a script or a file.
const OUTWARD: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// The links of a page that lead somewhere.
pub(super) fn of_page(proof: &Proof, index: usize) -> Bytes {
    let links: Value = proof.links(index).filter_map(told).collect();
    links.to_string().into()
}

fn told(Link { areas, words, lead }: Link<'_>) -> Option<Value> {
    let areas: Vec<_> =
        areas.iter().map(|area| [area.x, area.y, area.width, area.height].map(|length| length.0)).collect();
    match lead {
        Lead::Address(address) if OUTWARD.iter().any(|start| address.starts_with(start)) => {
            Some(json!({ "areas": areas, "words": words, "address": address }))
        }
        Lead::Address(_) => None,
        Lead::Place(to) => Some(json!({ "areas": areas, "words": words, "page": to.page + 1, "y": to.y.0 })),
    }
}
