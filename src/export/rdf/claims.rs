//! A claim in RDF: a node of its own, with its evidence.

use std::io;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::{rdf, xsd};

use super::super::text::{QUOTE_LIMIT, cut};
use super::terms::{self, Own};
use super::{Stream, same_object};
use crate::model::{Claim, Evidence, ObjectView};

impl<'a> Stream<'a, '_> {
    pub(super) fn claim(&mut self, claim: Claim<'a>) -> io::Result<()> {
        self.begin(&["claim/", &claim.id().to_string()]);
        self.a(Own::Claim)?;
        let subject = self.own(Own::Subject);
        self.put_id(subject, &[claim.subject().uid()])?;
        let (property, predicate) = (self.own(Own::Predicate), self.predicate(claim.predicate_id()));
        self.put(property, predicate)?;
        let object = if matches!(claim.object(), ObjectView::Entity(_)) { Own::Object } else { Own::Value };
        let object = self.own(object);
        self.put_object(object, claim.object())?;
        self.own_text(Own::Standing, claim.standing().name())?;
        self.own_text(Own::Status, claim.status().name())?;
        self.speakers(claim)?;
        self.when(claim)?;
        if let Some(confidence) = claim.confidence() {
            self.own_typed(Own::Confidence, &confidence.to_string(), xsd::DECIMAL)?;
        }
        for reason in claim.inferred().iter() {
            self.own_text(Own::Inferred, reason.name())?;
        }
        self.qualifiers(claim)?;
        self.origin(claim)
    }

    fn speakers(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let Some(innermost) = claim.speakers().last() else { return Ok(()) };
        let speaker = self.own(Own::Speaker);
        self.put_id(speaker, &[innermost.uid()])?;
        if claim.speakers().len() > 1 {
            let path: Vec<_> = claim.speakers().map(|speaker| format!("{}{}", self.options.base_iri, speaker.uid())).collect();
            self.own_text(Own::SpeakerPath, &path.join(" "))?;
        }
        Ok(())
    }

    fn when(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let Some(date) = claim.date() else { return Ok(()) };
        let (text, datatype) = terms::date(date);
        self.own_typed(Own::Date, &text, datatype)?;
        for (term, day) in [(Own::DateMin, date.min()), (Own::DateMax, date.max())] {
            if let Some(day) = day {
                self.own_typed(term, &day.to_string(), xsd::DATE)?;
            }
        }
        Ok(())
    }

    fn qualifiers(&mut self, claim: Claim<'a>) -> io::Result<()> {
        let mut fillers: Vec<_> = claim.qualifiers().map(|(role, filler)| (self.role(role), filler)).collect();
        fillers.sort_by(|(one, _), (other, _)| one.cmp(other));
        fillers.dedup_by(|(later, filler), (earlier, kept)| later == earlier && same_object(*filler, *kept));
        for (iri, filler) in fillers {
            self.put_object(NamedNodeRef::new_unchecked(&iri), filler)?;
        }
        Ok(())
    }

    /// Returns the IRI of a role and remembers that it was used.
    fn role(&mut self, role: &str) -> String {
        let iri = self.options.term_iri(&self.graph.schema().role_iri(role));
        // spellings of one role are one term, whichever comes first
        let label = self.used.roles.entry(iri.clone()).or_insert_with(|| role.to_owned());
        if role < label.as_str() {
            role.clone_into(label);
        }
        iri
    }

    /// Where the claim comes from: the extractor, the claim it was projected from, its document and evidence.
    fn origin(&mut self, claim: Claim<'a>) -> io::Result<()> {
        if let Some(extractor) = claim.extractor() {
            self.own_text(Own::Extractor, extractor)?;
        }
        if let Some(origin) = claim.projected_from() {
            let property = self.own(Own::ProjectedFrom);
            self.put_id(property, &["claim/", &origin.to_string()])?;
        }
        self.put_id(terms::DERIVED_FROM, &[claim.document().uid()])?;
        let mut known: Vec<_> = Vec::new();
        for evidence in claim.evidence() {
            let id = evidence.id();
            if !known.iter().any(|(other, _)| *other == id) {
                known.push((id, evidence));
            }
        }
        for (id, _) in &known {
            let property = self.own(Own::HasEvidence);
            self.put_id(property, &["evidence/", &id.to_string()])?;
        }
        for (id, evidence) in known {
            self.begin(&["evidence/", &id.to_string()]);
            self.evidence(claim, evidence)?;
        }
        Ok(())
    }

    fn evidence(&mut self, claim: Claim<'a>, evidence: Evidence<'a>) -> io::Result<()> {
        self.a(Own::Evidence)?;
        let (quote, span) = (evidence.quote(), evidence.code_points());
        for class in [quote.map(|_| terms::TEXT_QUOTE), span.map(|_| terms::TEXT_POSITION)].into_iter().flatten() {
            self.put(rdf::TYPE, class)?;
        }
        if let Some(quote) = quote {
            let kept = cut(quote, QUOTE_LIMIT);
            if kept.len() != quote.len() {
                self.fidelity.lost("quote", "cut at 1,000 characters", quote);
            }
            self.put_text(terms::EXACT, &kept)?;
        }
        if let Some(span) = span {
            self.put_typed(terms::START, &span.start.to_string(), xsd::INTEGER)?;
            self.put_typed(terms::END, &span.end.to_string(), xsd::INTEGER)?;
        }
        let property = self.own(Own::InDocument);
        self.put_id(property, &[claim.document().uid()])?;
        if let Some(rule) = evidence.rule() {
            self.own_text(Own::Rule, rule)?;
        }
        if let Some(confidence) = evidence.confidence() {
            self.own_typed(Own::Confidence, &confidence.to_string(), xsd::DECIMAL)?;
        }
        if !evidence.is_checked() {
            self.own_typed(Own::Unchecked, "true", xsd::BOOLEAN)?;
        }
        Ok(())
    }
}
