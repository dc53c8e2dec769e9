//! Git wikis: our Markdown, in the flavour of the forge that shows it.
//!
//! The tree is made into one that Markdown alone can say, and that is written down as ever. What Markdown has no sign for
//! (an anchor, a mention that must not become one) is written as a mark, and the mark replaced in the finished text, so
//! that no text of the document ever passes as HTML.

mod marks;
mod text;

use super::layout::Layout;
use super::{Context, Dialect};
use crate::markdown;
use crate::markdown::step_anchor;
use crate::markdown::tree::{
    AlertKind, Block, CheckRow, Definition, Heading, HeadingKeep, HeadingStart, Inline, Item, List, Table,
    TableForm, Target,
};
use marks::Marks;

/// Writes a page.
pub(super) fn write<'a>(layout: &Layout<'a>, context: &mut Context<'a>) -> String {
    let marks = Marks::unlike(layout);
    let mut writer = Writer { context, marks };
    let mut blocks = Vec::new();
    if let Some(title) = layout.title {
        let heading = Heading { content: writer.line(title), ..plain_heading(1) };
        blocks.push(Block::Heading(heading));
    }
    blocks.extend(writer.blocks(layout.banner));
    blocks.extend(writer.prints());
    blocks.extend(writer.blocks(layout.opening));
    blocks.extend(writer.contents(layout));
    blocks.extend(writer.blocks(layout.body));
    blocks.extend(writer.notes());
    writer.marks.replace(&markdown::write(&blocks))
}

struct Writer<'w, 'a> {
    context: &'w mut Context<'a>,
    marks: Marks,
}

impl<'a> Writer<'_, 'a> {
    /// The files to print, a line each.
    fn prints(&mut self) -> Vec<Block> {
        let options = self.context.options;
        let line = |name: &String| {
            let target = Target::Address(format!("{}{name}", options.folder));
            let link =
                Inline::Link { target, title: String::new(), content: vec![Inline::Text(name.clone())] };
            let word = Inline::Strong(vec![Inline::Text(format!("{}:", options.words.to_print))]);
            Block::Paragraph(vec![word, Inline::Text(" ".into()), link])
        };
        options.prints.iter().map(|print| line(&print.name)).collect()
    }

    /// The table of contents; GitHub and Gitea show one beside the page.
    fn contents(&mut self, layout: &Layout<'_>) -> Option<Block> {
        let has_sign =
            matches!(self.context.dialect, Dialect::GitLab | Dialect::AzureDevOps | Dialect::Gollum);
        let mark = (has_sign && layout.has_contents).then(|| self.marks.markup("[[_TOC_]]"))?;
        Some(Block::Paragraph(vec![Inline::Text(mark)]))
    }

    /// The notes, where the flavour has none of its own.
    fn notes(&mut self) -> Vec<Block> {
        let notes = self.context.notes.all();
        if notes.is_empty() || self.has_notes() {
            return Vec::new();
        }
        let items = notes.into_iter().map(|(number, blocks)| {
            let anchor = self.anchor(&format!("note-{number}"));
            let mut blocks = self.blocks(blocks);
            put_before(&mut blocks, vec![anchor]);
            Item { ticked: None, blocks }
        });
        let items = items.collect();
        vec![Block::Rule, Block::List(List { first: Some(1), tight: false, items })]
    }

    fn has_notes(&self) -> bool {
        matches!(self.context.dialect, Dialect::GitHub | Dialect::GitLab | Dialect::Gitea)
    }

    fn blocks(&mut self, blocks: &'a [Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a Block) -> Vec<Block> {
        let said = match block {
            Block::Heading(heading) => return self.heading(heading),
            Block::Checklist(rows) => return self.checklist(rows),
            Block::Columns(columns) => {
                return columns.iter().flat_map(|column| self.blocks(column)).collect();
            }
            Block::Footnote { .. } if !self.has_notes() => return Vec::new(),
            Block::Paragraph(content) => Block::Paragraph(self.line(content)),
            Block::List(list) => self.list(list),
            Block::Code { .. } | Block::Rule => block.clone(),
            // what the author typed as HTML is shown
            Block::Literal(text) => Block::Code { language: None, text: text.clone() },
            Block::Quote(blocks) => Block::Quote(self.blocks(blocks)),
            Block::Alert { kind, blocks } => self.alert(*kind, blocks),
            Block::Table(table) => self.table(table),
            Block::Picture { source, alternative } => {
                Block::Paragraph(vec![self.image(source, "", alternative)])
            }
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Footnote { label, blocks } => {
                Block::Footnote { label: label.clone(), blocks: self.blocks(blocks) }
            }
        };
        vec![said]
    }

    fn heading(&mut self, heading: &'a Heading) -> Vec<Block> {
        let mut content = vec![self.anchor(&heading.anchor)];
        content.extend(self.line(&heading.content));
        let mut said = vec![Block::Heading(Heading { content, ..plain_heading(heading.level) })];
        if !heading.aside.is_empty() {
            said.push(Block::Paragraph(self.line(&heading.aside)));
        }
        said
    }

    /// A place that a link leads to.
    fn anchor(&mut self, anchor: &str) -> Inline {
        let id: String =
            anchor.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
        let mark = self.marks.markup(&format!("<a id=\"{id}\"></a>"));
        self.context.anchors.insert(anchor.to_owned(), id);
        Inline::Text(mark)
    }

    /// Steps as tasks; what must be read before a step stands between two lists.
    fn checklist(&mut self, rows: &'a [CheckRow]) -> Vec<Block> {
        let mut said = Vec::new();
        for row in rows {
            said.extend(self.blocks(&row.before));
            let anchor = self.anchor(&step_anchor(&row.id));
            let number = Inline::Strong(vec![Inline::Text(row.id.clone())]);
            let mut blocks = self.blocks(&row.blocks);
            put_before(&mut blocks, vec![anchor, number, Inline::Text(" ".into())]);
            let item = Item { ticked: Some(row.ticked), blocks };
            match said.last_mut() {
                Some(Block::List(list)) => list.items.push(item),
                _ => said.push(Block::List(List { first: None, tight: false, items: vec![item] })),
            }
        }
        said
    }

    fn list(&mut self, list: &'a List) -> Block {
        let items = list.items.iter();
        let items =
            items.map(|item| Item { ticked: item.ticked, blocks: self.blocks(&item.blocks) }).collect();
        Block::List(List { items, ..*list })
    }

    /// An alert, or a quotation that begins with its word, where the flavour has none.
    fn alert(&mut self, kind: AlertKind, blocks: &'a [Block]) -> Block {
        let mut blocks = self.blocks(blocks);
        if matches!(self.context.dialect, Dialect::GitHub | Dialect::GitLab | Dialect::Gitea) {
            return Block::Alert { kind, blocks };
        }
        let words = self.context.options.words;
        let word = match kind {
            AlertKind::Note => &words.note,
            AlertKind::Tip => &words.tip,
            AlertKind::Important => &words.important,
            AlertKind::Warning => &words.warning,
            AlertKind::Caution => &words.caution,
        };
        let word = Inline::Strong(vec![Inline::Text(word.clone())]);
        put_before(&mut blocks, vec![word, Inline::Text(" ".into())]);
        Block::Quote(blocks)
    }

    fn table(&mut self, table: &'a Table) -> Block {
        let head = table.head.iter().map(|cell| self.line(cell)).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.line(cell)).collect()).collect();
        Block::Table(Table { columns: table.columns.clone(), head, rows, form: TableForm::Grid })
    }

    /// A term in bold with its meanings below it: not every forge knows definition lists.
    fn definitions(&mut self, definitions: &'a [Definition]) -> Block {
        let items = definitions.iter().map(|definition| {
            let mut blocks = vec![Block::Paragraph(vec![Inline::Strong(self.line(&definition.term))])];
            blocks.extend(definition.meanings.iter().flat_map(|meaning| self.blocks(meaning)));
            Item { ticked: None, blocks }
        });
        Block::List(List { first: None, tight: false, items: items.collect() })
    }
}

/// A heading that says nothing yet; its address is set as a mark.
fn plain_heading(level: u8) -> Heading {
    Heading {
        level,
        anchor: String::new(),
        content: Vec::new(),
        aside: Vec::new(),
        start: HeadingStart::Run,
        keep: HeadingKeep::Free,
        tab: None,
    }
}

/// Puts inlines before the first line of blocks.
fn put_before(blocks: &mut Vec<Block>, mut inlines: Vec<Inline>) {
    if let Some(Block::Paragraph(content)) = blocks.first_mut() {
        inlines.append(content);
        *content = inlines;
    } else {
        blocks.insert(0, Block::Paragraph(inlines));
    }
}
