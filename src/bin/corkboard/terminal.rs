//! What goes to standard error, and what a terminal may be shown: untrusted text has its control characters spelt out.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use corkboard::Error;
use corkboard::pipeline::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::exit::Stop;

/// Whether a run speaks of more than errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Volume {
    /// Progress and a summary.
    Normal,
    /// Errors only.
    Quiet,
}

/// Returns a text whose control characters and directional marks are spelt out as `\u{1b}`: they could recolour, overwrite
/// or reorder what a terminal shows.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_unsafe(letter) {
            plain.extend(letter.escape_debug());
        } else {
            plain.push(letter);
        }
    }
    Cow::Owned(plain)
}

fn is_unsafe(letter: char) -> bool {
    let reorders = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || reorders || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Writes a line to standard error. If that can't be written, there is nobody to tell.
pub(crate) fn line(text: &str) {
    drop(writeln!(io::stderr().lock(), "{text}"));
}

/// Prints an error with its causes and, apart, the way out.
pub(crate) fn print_error(error: &anyhow::Error) {
    let word = |word: &str, colour: &str| if is_coloured() { format!("\u{1b}[1;{colour}m{word}\u{1b}[0m") } else { word.to_owned() };
    line(&format!("{} {}", word("error:", "31"), plain(&format!("{error:#}"))));
    let hint = error.chain().find_map(|cause| match (cause.downcast_ref::<Error>(), cause.downcast_ref::<Stop>()) {
        (Some(error), _) => error.way_out(),
        (_, Some(Stop::Usage { hint, .. })) => Some(hint.as_str()),
        _ => None,
    });
    if let Some(hint) = hint {
        line(&format!("{} {}", word("hint:", "36"), plain(hint)));
    }
}

/// Returns whether colours are wanted: on a terminal, unless `NO_COLOR` is set to anything (<https://no-color.org>).
fn is_coloured() -> bool {
    can_redraw() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Returns whether standard error is a terminal that understands escapes.
fn can_redraw() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|name| name != "dumb")
}

/// Progress on a terminal; nowhere else, and not if the user wants it quiet.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Starts to show progress.
    pub(crate) fn start(volume: Volume) -> Self {
        let shown = volume == Volume::Normal && can_redraw();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { bar: ProgressBar::with_draw_target(None, target) }
    }

    /// Shows a step.
    pub(crate) fn step(&self, step: Step) {
        match step {
            Step::Extract { documents } => {
                self.bar.set_length(documents as u64);
                if let Ok(style) = ProgressStyle::with_template("{msg} {pos}/{len} [{wide_bar}] {eta}") {
                    self.bar.set_style(style);
                }
                self.bar.set_message("extracting");
            }
            Step::Extracted => self.bar.inc(1),
            Step::Read => self.message("reading"),
            Step::Resolve => self.message("resolving"),
            Step::Build => self.message("building the graph"),
            Step::Write(format) => self.message(&format!("writing {format}")),
        }
    }

    /// Takes the bar away for good and writes some lines.
    pub(crate) fn say(&self, lines: &[String]) {
        self.bar.finish_and_clear();
        lines.iter().for_each(|text| line(text));
    }

    fn message(&self, text: &str) {
        if let Ok(style) = ProgressStyle::with_template("{msg} ...") {
            self.bar.set_style(style);
        }
        self.bar.set_message(text.to_owned());
        self.bar.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Returns standard output: as it is for a pipe or a file, with control characters spelt out for a terminal.
pub(crate) fn standard_output() -> Box<dyn Write> {
    let out = io::stdout();
    if out.is_terminal() { Box::new(Plain { out, partial: Vec::new() }) } else { Box::new(out) }
}

/// Spells out the control characters of a text on its way to a terminal, but for line ends and tabs.
struct Plain<W: Write> {
    out: W,
    /// The first bytes of a character whose rest has not come yet.
    partial: Vec<u8>,
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.partial.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.partial) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.partial.len(),
        };
        let rest = self.partial.split_off(whole);
        let text = std::mem::replace(&mut self.partial, rest);
        let mut shown = String::with_capacity(text.len());
        for letter in String::from_utf8_lossy(&text).chars() {
            if is_unsafe(letter) && !matches!(letter, '\n' | '\t') {
                write!(shown, "{}", letter.escape_debug()).map_err(io::Error::other)?;
            } else {
                shown.push(letter);
            }
        }
        self.out.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untrusted_text_can_not_steer_a_terminal() {
        assert_eq!(plain("Zielińska 漢字 👩‍👧"), "Zielińska 漢字 👩‍👧");
        assert_eq!(plain("a\u{1b}[31mb\u{7}c\r\nd"), r"a\u{1b}[31mb\u{7}c\r\nd");
        assert_eq!(plain("x\u{202e}gpj\u{2066}y\u{9b}31m"), r"x\u{202e}gpj\u{2066}y\u{9b}31m");
    }

    #[test]
    fn output_to_a_terminal_keeps_lines_and_letters_that_come_in_parts() {
        let mut out = Plain { out: Vec::new(), partial: Vec::new() };
        let text = "{\"é\": \"\u{1b}[2J漢\"}\n\tx";
        for byte in text.as_bytes() {
            out.write_all(&[*byte]).unwrap();
        }
        assert_eq!(String::from_utf8(out.out).unwrap(), "{\"é\": \"\\u{1b}[2J漢\"}\n\tx");
    }
}
