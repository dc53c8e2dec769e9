//! Widths: how the columns of a table share its width.

use super::super::pages::Pt;

/// The widths a cell or column asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish {
    /// Without it a telephone number or a short word would be divided.
    pub(super) firm: Pt,
    /// Without it words would be divided that should not be.
    pub(super) least: Pt,
    /// With it no line is broken.
    pub(super) natural: Pt,
}

impl Wish {
    /// What serves both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            firm: self.firm.max(other.firm),
            least: self.least.max(other.least),
            natural: self.natural.max(other.natural),
        }
    }
}

/// How much width is moved between two columns at a time, in points.
const STEPS: [f32; 3] = [24.0, 12.0, 6.0];
/// The most rows that are looked at: enough to know a long table by.
const ROWS: usize = 24;

/// Shares a width among columns, given the wishes of the cells row by row, and how many lines a cell (by row and
/// column) takes at a width. No column is narrower than `narrowest` while there is room.
///
/// When everything fits without breaks, what is left over is shared in proportion. Otherwise the columns start from
/// fair parts and then give each other width as long as that makes the table lower.
pub(super) fn share(
    width: Pt,
    count: usize,
    rows: &[Vec<Wish>],
    narrowest: Pt,
    lines: impl Fn(usize, usize, Pt) -> usize,
) -> Vec<Pt> {
    let narrow = Wish { firm: narrowest, least: narrowest, natural: narrowest };
    let mut columns = vec![narrow; count];
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = column.and(*cell);
        }
    }
    let wanted: Pt = columns.iter().map(|column| column.natural).sum();
    if wanted <= width {
        return columns.iter().map(|column| column.natural * (width / wanted)).collect();
    }
    let needed: Pt = columns.iter().map(|column| column.least).sum();
    let bounds: Vec<(Pt, Pt)> = columns
        .iter()
        .map(|column| (if needed <= width { column.least } else { column.firm }, column.natural))
        .collect();
    let narrowest: Pt = bounds.iter().map(|(low, high)| low.min(*high)).sum();
    if narrowest > width {
        // what must not be divided is too wide together: the widest give way, so that dates and ids stay whole
        let asked: Vec<Pt> = bounds.iter().map(|(low, high)| low.min(*high)).collect();
        return capped(&asked, width);
    }
    let step = rows.len().div_ceil(ROWS).max(1);
    let sample = (0..rows.len()).step_by(step).map(|row| (row, rows[row].len()));
    let column_lines = |column: usize, width: Pt| -> Vec<usize> {
        sample
            .clone()
            .map(|(row, cells)| if column < cells { lines(row, column, width) } else { 0 })
            .collect()
    };
    let lowest = |start: Start| lower(by_demand(width, &bounds, start), &bounds, &column_lines);
    let (by_root, equal) = (lowest(Start::SquareRoot), lowest(Start::Equal));
    if equal.0 < by_root.0 { equal.1 } else { by_root.1 }
}

/// Widths of which those above a cap are cut down to it, so that together they are as wide as `width`, or less wide
/// already.
fn capped(asked: &[Pt], width: Pt) -> Vec<Pt> {
    let mut ascending: Vec<Pt> = asked.to_vec();
    ascending.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut left = width;
    for (index, each) in ascending.iter().enumerate() {
        let fair = left / (ascending.len() - index) as f32;
        if *each >= fair {
            return asked.iter().map(|asked| asked.min(fair)).collect();
        }
        left -= *each;
    }
    asked.to_vec()
}

/// What the search for the lowest table starts from.
#[derive(Debug, Clone, Copy)]
enum Start {
    /// Twice the text in a column calls for √2 of the width if rows are to be equally high.
    SquareRoot,
    /// Each column has as much as any other, if it asks for as much.
    Equal,
}

/// Widths within their bounds that grow with what the columns ask for; found by halving.
fn by_demand(width: Pt, bounds: &[(Pt, Pt)], start: Start) -> Vec<Pt> {
    let demand = |high: Pt| match start {
        Start::SquareRoot => high.0.sqrt(),
        Start::Equal => 1.0,
    };
    let widths = |scale: f32| -> Vec<Pt> {
        bounds.iter().map(|(low, high)| Pt(scale * demand(*high)).max(*low).min(*high)).collect()
    };
    let (mut narrow, mut wide) = (0.0_f32, width.0);
    for _ in 0..24 {
        let middle = f32::midpoint(narrow, wide);
        if widths(middle).into_iter().sum::<Pt>() > width { wide = middle } else { narrow = middle }
    }
    widths(narrow)
}

/// Moves width from column to column, in ever smaller steps, while the table becomes lower; the cost and the widths.
fn lower(
    mut widths: Vec<Pt>,
    bounds: &[(Pt, Pt)],
    lines: &impl Fn(usize, Pt) -> Vec<usize>,
) -> (Cost, Vec<Pt>) {
    let mut cells: Vec<Vec<usize>> =
        widths.iter().enumerate().map(|(column, width)| lines(column, *width)).collect();
    let mut best = cost(&cells);
    for step in STEPS {
        let mut improved = true;
        while improved {
            improved = false;
            for (from, to) in pairs(widths.len()) {
                let moved = Pt(step).min(widths[from] - bounds[from].0).min(bounds[to].1 - widths[to]);
                if moved <= Pt(0.5) {
                    continue;
                }
                let narrower = std::mem::replace(&mut cells[from], lines(from, widths[from] - moved));
                let wider = std::mem::replace(&mut cells[to], lines(to, widths[to] + moved));
                let height = cost(&cells);
                if height < best {
                    (best, improved) = (height, true);
                    widths[from] -= moved;
                    widths[to] += moved;
                } else {
                    (cells[from], cells[to]) = (narrower, wider);
                }
            }
        }
    }
    (best, widths)
}

/// The height of a table in lines, and, where that is equal, the lines in all its cells.
type Cost = (usize, usize);

fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |from| (0..count).map(move |to| (from, to))).filter(|(from, to)| from != to)
}

/// The cost of cells, by column and row.
fn cost(cells: &[Vec<usize>]) -> Cost {
    let rows = cells.first().map_or(0, Vec::len);
    let row_height = |row: usize| cells.iter().map(|column| column[row]).max().unwrap_or_default();
    ((0..rows).map(row_height).sum(), cells.iter().flatten().sum())
}

#[cfg(test)]
mod tests {
    use super::super::super::pages::Pt;
    use super::{Wish, share};

    fn shares<const N: usize>(width: f32, rows: &[[[f32; 3]; N]]) -> [i32; N] {
        let wish = |[firm, least, natural]: [f32; 3]| Wish {
            firm: Pt(firm),
            least: Pt(least),
            natural: Pt(natural),
        };
        let rows: Vec<Vec<Wish>> = rows.iter().map(|row| row.map(wish).to_vec()).collect();
        let lines =
            |row: usize, column: usize, width: Pt| (rows[row][column].natural / width).ceil() as usize;
        let widths = share(Pt(width), N, &rows, Pt(10.0), lines);
        std::array::from_fn(|column| widths[column].0.round() as i32)
    }

    #[test]
    fn short_columns_keep_their_width() {
        let widths = shares(400.0, &[[[10.0, 40.0, 40.0], [10.0, 60.0, 1600.0], [10.0, 60.0, 900.0]]]);
        assert_eq!(widths[0], 40);
        assert_eq!(widths.iter().sum::<i32>(), 400);
    }

    #[test]
    fn what_is_left_over_is_shared_in_proportion() {
        assert_eq!(shares(300.0, &[[[10.0, 20.0, 50.0], [10.0, 20.0, 100.0]]]), [100, 200]);
    }

    #[test]
    fn a_telephone_number_stays_whole_where_words_do_not() {
        let widths = shares(160.0, &[[[10.0, 100.0, 400.0], [80.0, 80.0, 80.0], [10.0, 90.0, 90.0]]]);
        assert_eq!(widths[1], 80);
    }

    #[test]
    fn many_short_cells_win_over_one_long() {
        let short = [[10.0, 20.0, 120.0], [10.0, 20.0, 20.0]];
        let long = [[10.0, 20.0, 30.0], [10.0, 20.0, 300.0]];
        assert_eq!(shares(200.0, &[short, short, short, short, short, long])[0], 120);
    }

    #[test]
    fn the_width_is_never_exceeded() {
        let widths = shares(100.0, &[[[80.0, 80.0, 500.0]; 12]]);
        assert!(widths.iter().sum::<i32>() <= 100);
    }
}
