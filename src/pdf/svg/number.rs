//! Numbers in SVG: short, and the same on every machine.

use std::fmt;

/// A length in points with two decimals at most, as many as a PDF gets; what is no number is 0.
pub(super) fn number(length: f32) -> Hundredths {
    if length.is_finite() { Hundredths((f64::from(length) * 100.0).round() as i64) } else { Hundredths(0) }
}

/// A number of hundredths, written as a decimal fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hundredths(i64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 100, self.0.abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            rest if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            rest => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short() {
        for (length, text) in
            [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (-2.25, "-2.25"), (3.051, "3.05"), (f32::INFINITY, "0")]
        {
            assert_eq!(number(length).to_string(), text);
        }
    }
}
