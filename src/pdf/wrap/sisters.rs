//! Sister tables: those that follow one another with the same head are set with the same columns, so that the eye finds
//! each column where it was in the table before.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::markdown::tree::{Block, Table, TableForm};

use super::super::elements::ROOT;
use super::super::pages::Pt;
use super::table::has_head;
use super::{Frame, Wrapper};

/// The widths of the columns that sisters share.
pub(super) type Columns = Rc<[Pt]>;

/// A table, and the number of its block.
type Numbered<'a> = (usize, &'a Table);

impl Wrapper<'_> {
    /// The columns that tables among blocks share, by the numbers of the blocks: those with which all tables of a family
    /// together are lowest.
    pub(super) fn shared_columns(&mut self, blocks: &[Block], frame: Frame) -> BTreeMap<usize, Columns> {
        let mut shared = BTreeMap::new();
        for family in families(blocks).iter().filter(|family| family.len() > 1) {
            let rows_of = |wrapper: &mut Self| -> Vec<_> {
                family.iter().flat_map(|(_, table)| wrapper.rows_of_cells(table, ROOT, frame)).collect()
            };
            let (rows, _) = self.apart(rows_of);
            let count = family[0].1.columns.len();
            let columns: Columns = self.column_widths(&rows, count, frame.width).into();
            shared.extend(family.iter().map(|(at, _)| (*at, Rc::clone(&columns))));
        }
        shared
    }
}

/// The tables with heads among blocks; beside each other those with nothing between them but headings and paragraphs.
fn families(blocks: &[Block]) -> Vec<Vec<Numbered<'_>>> {
    let mut families: Vec<Vec<Numbered>> = Vec::new();
    let mut may_join = false;
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(_) | Block::Paragraph(_) => {}
            Block::Table(table) if table.form == TableForm::Grid && has_head(table) => {
                match families.last_mut().filter(|family| may_join && family[0].1.head == table.head) {
                    Some(family) => family.push((at, table)),
                    None => families.push(vec![(at, table)]),
                }
                may_join = true;
            }
            _ => may_join = false,
        }
    }
    families
}
