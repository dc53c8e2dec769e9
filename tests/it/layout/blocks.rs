//! Blocks for the typesetter to set.

use backout::markdown::tree::{Block, CheckRow, Heading, HeadingKeep, HeadingStart, Inline, RowColumns};

pub(super) fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Inline::Text(text)])
}

pub(super) fn heading(level: u8, text: &str, tab: Option<&str>) -> Block {
    let content = vec![Inline::Text(text.into())];
    Block::Heading(Heading {
        level,
        anchor: text.to_lowercase(),
        content,
        ..heading_of(tab.map(str::to_owned))
    })
}

pub(super) fn heading_of(tab: Option<String>) -> Heading {
    let (content, aside) = (vec![], vec![]);
    Heading {
        level: 2,
        anchor: "here".into(),
        content,
        aside,
        start: HeadingStart::Run,
        keep: HeadingKeep::Free,
        tab,
    }
}

pub(super) fn row(number: usize, text: String) -> CheckRow {
    let title = vec![Inline::Strong(vec![Inline::Text("Act".into())]), Inline::Text(" · Web on call".into())];
    CheckRow {
        id: format!("B{number}"),
        ticked: false,
        before: vec![],
        blocks: vec![Block::Paragraph(title), paragraph(text)],
        columns: RowColumns::TimeAndInitials,
    }
}
