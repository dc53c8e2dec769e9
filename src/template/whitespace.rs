//! White space as Markdown wants it: the gaps that tags leave behind are closed, code blocks stay to the byte.

/// The text with at most one empty line in a row, no blanks at line ends and one line break at the end.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<Fence> = None;
    let mut gap = false;
    for line in text.lines() {
        if let Some(open) = &fence {
            let closes = open.is_closed_by(line);
            push(&mut out, line);
            if closes {
                fence = None;
            }
            continue;
        }
        let trimmed = line.trim_end_matches([' ', '\t']);
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push('\n');
        }
        gap = false;
        fence = Fence::opened_by(trimmed);
        push(&mut out, trimmed);
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// The marks that opened a code block.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// The code block that a line opens, whatever list or quotation it stands in.
    fn opened_by(line: &str) -> Option<Self> {
        let (mark, length, info) = run(line.trim_start_matches([' ', '>', '-', '+', '*']))?;
        let is_span = mark == '`' && info.contains('`');
        (length >= 3 && !is_span).then_some(Self { mark, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let closing = run(line.trim_start_matches([' ', '>']));
        closing.is_some_and(|(mark, length, rest)| {
            mark == self.mark && length >= self.length && rest.trim().is_empty()
        })
    }
}

/// The run of backticks or tildes a line starts with: the mark, how many, and what follows.
fn run(line: &str) -> Option<(char, usize, &str)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    Some((mark, line.len() - rest.len(), rest))
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn gaps_close_outside_code_blocks_only() {
        let text = "\n\na  \n\n\n\nb\n\n  ```text\n  x  \n\n\n  ``\n  ```\n\n\n\nc\n\n";
        assert_eq!(normalise(text), "a\n\nb\n\n  ```text\n  x  \n\n\n  ``\n  ```\n\nc\n");
    }

    #[test]
    fn a_longer_fence_holds_a_shorter_one() {
        let text = "````text\n```\n\n\n````\n\n\nend";
        assert_eq!(normalise(text), "````text\n```\n\n\n````\n\nend\n");
    }
}
