//! What all writers do to text: cut it between graphemes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Code points of a quote in an export for other tools.
pub(super) const QUOTE_LIMIT: usize = 1000;

/// Returns a text of at most `limit` code points: cut between graphemes and ended with an ellipsis where it is longer.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || text.chars().nth(limit).is_none() {
        return Cow::Borrowed(text);
    }
    let mut kept = 0;
    let mut length = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        length += grapheme.chars().count();
        if length > limit - 1 {
            break;
        }
        kept = start + grapheme.len();
    }
    let kept = text.get(..kept).unwrap_or_default().trim_end();
    Cow::Owned(format!("{kept}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_graphemes() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("ab e\u{301}x", 6), "ab e\u{301}x");
        assert_eq!(cut("ab e\u{301}x", 5), "ab…");
        assert_eq!(cut("👩‍👩‍👧 family", 4), "…");
    }
}
