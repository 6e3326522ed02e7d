//! What a format could not hold.

use super::text;

/// Something that a format could not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// What it concerns: an attribute, a predicate, or a kind of record.
    pub attribute: String,
    /// What became of it, as in "cut at 1,000 characters".
    pub what: String,
    /// How often.
    pub count: u64,
    /// The first case.
    pub example: String,
}

/// What one export could not hold; empty where nothing is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fidelity {
    losses: Vec<Loss>,
}

impl Fidelity {
    /// Counts a loss; the first of its kind becomes the example.
    pub fn lost(&mut self, attribute: &str, what: &str, example: &str) {
        self.lost_times(1, attribute, what, example);
    }

    /// Counts a loss that was met several times; none is no loss.
    pub fn lost_times(&mut self, count: u64, attribute: &str, what: &str, example: &str) {
        if count == 0 {
            return;
        }
        let known = self.losses.iter_mut().find(|loss| loss.attribute == attribute && loss.what == what);
        match known {
            Some(loss) => loss.count += count,
            None => self.losses.push(Loss { attribute: attribute.to_owned(), what: what.to_owned(), count, example: text::cut(example, 80).into_owned() }),
        }
    }

    /// Returns the losses, sorted by attribute.
    pub fn losses(&self) -> Vec<&Loss> {
        let mut losses: Vec<_> = self.losses.iter().collect();
        losses.sort();
        losses
    }
}
