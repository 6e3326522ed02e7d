//! What coreference works on: the drafts of a document, the clusters they are put in, and the look-ups by which the sieves find them.

use rustc_hash::FxHashMap;

use super::known::{folded, initials, whole};
use super::types::{MentionFlags, Sentence};
use super::view::{Classes, Draft, Gender, View, written};
use crate::model::MentionKind;
use crate::model::ids::ClassId;

/// Mentions that name one thing.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) class: ClassId,
    /// The drafts, in order.
    pub(super) members: Vec<usize>,
    pub(super) gender: Gender,
    /// Whether a title gave the gender.
    pub(super) titled: bool,
}

/// One document under coreference.
pub(super) struct Document<'a> {
    pub(super) view: View<'a>,
    pub(super) sentences: &'a [Sentence],
    pub(super) drafts: Vec<Draft>,
    pub(super) clusters: Vec<Cluster>,
    /// The cluster and the sieve of each draft.
    pub(super) links: Vec<Option<(usize, &'static str)>>,
    /// The sentence of each draft.
    pub(super) place: Vec<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn new(view: &View<'a>, sentences: &'a [Sentence], drafts: Vec<Draft>) -> Self {
        let place = |draft: &Draft| sentences.partition_point(|sentence| sentence.tokens.end <= draft.tokens.start);
        let place = drafts.iter().map(place).collect();
        Self { view: whole(view), sentences, links: vec![None; drafts.len()], drafts, clusters: Vec::new(), place }
    }

    pub(super) fn classes(&self) -> &'a Classes<'a> {
        self.view.classes
    }

    pub(super) fn root(&self, draft: usize) -> ClassId {
        self.classes().root(self.drafts[draft].class)
    }

    /// The folded words of a draft's name.
    pub(super) fn name(&self, draft: usize) -> String {
        self.fold(&self.drafts[draft].name)
    }

    /// The folded words of the noun, office or descriptor of a draft.
    pub(super) fn head(&self, draft: usize) -> String {
        self.fold(&self.drafts[draft].head)
    }

    fn fold(&self, range: &std::ops::Range<usize>) -> String {
        let words: Vec<&str> = written(self.view.text, self.view.tokens, range).split_whitespace().collect();
        folded(&words.join(" "))
    }

    pub(super) fn word(&self, at: usize) -> String {
        folded(self.view.written(&(at..at + 1)))
    }

    pub(super) fn initials(&self, draft: usize) -> Option<String> {
        initials(&self.view, &self.drafts[draft].tokens)
    }

    pub(super) fn cluster_of(&self, draft: usize) -> Option<usize> {
        self.links[draft].map(|(cluster, _)| cluster)
    }

    /// Opens a cluster with a draft.
    pub(super) fn open(&mut self, draft: usize) -> usize {
        let first = &self.drafts[draft];
        self.clusters.push(Cluster { class: first.class, members: vec![draft], gender: first.gender, titled: first.titled });
        let cluster = self.clusters.len() - 1;
        self.links[draft] = Some((cluster, ""));
        cluster
    }

    /// Links a draft to a cluster, which learns from it.
    pub(super) fn link(&mut self, draft: usize, cluster: usize, sieve: &'static str) {
        let (class, gender, titled) = (self.drafts[draft].class, self.drafts[draft].gender, self.drafts[draft].titled);
        let narrower = self.classes().is_a(class, self.clusters[cluster].class) && self.drafts[draft].kind != MentionKind::Pronoun;
        let known = &mut self.clusters[cluster];
        let place = known.members.partition_point(|member| *member < draft);
        known.members.insert(place, draft);
        if narrower {
            known.class = class;
        }
        if titled && !known.titled {
            known.gender = gender;
            known.titled = true;
        } else {
            known.gender = known.gender.or(gender);
        }
        self.links[draft] = Some((cluster, sieve));
    }

    /// Whether a titled gender of a draft forbids a cluster; a given name's gender forbids only what has no title.
    pub(super) fn vetoed(&self, draft: usize, cluster: usize) -> bool {
        let (draft, cluster) = (&self.drafts[draft], &self.clusters[cluster]);
        draft.gender.conflicts(cluster.gender)
            && (draft.titled || draft.kind == MentionKind::Pronoun)
            && (cluster.titled || draft.kind != MentionKind::Pronoun || cluster.gender != Gender::Unknown)
    }

    /// The clusters of a list that were named before a draft, the latest mention first.
    pub(super) fn latest(&self, candidates: &[usize], draft: usize) -> Option<usize> {
        let last = |cluster: &&usize| self.last(**cluster, draft);
        candidates.iter().filter(|cluster| last(cluster).is_some()).max_by_key(last).copied()
    }

    /// The last mention of a cluster before a draft.
    pub(super) fn last(&self, cluster: usize, draft: usize) -> Option<usize> {
        let members = &self.clusters[cluster].members;
        members.partition_point(|member| *member < draft).checked_sub(1).map(|place| members[place])
    }

    /// Whether a cluster is named at least once.
    pub(super) fn named(&self, cluster: usize) -> bool {
        self.clusters[cluster].members.iter().any(|member| self.drafts[*member].kind == MentionKind::Name)
    }

    /// The mentions inside another one.
    pub(super) fn inner(&self, outer: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.drafts[outer].tokens.end;
        (outer + 1..self.drafts.len()).take_while(move |inner| self.drafts[*inner].tokens.start < end)
    }

    pub(super) fn has(&self, draft: usize, flag: u8) -> bool {
        self.drafts[draft].flags.has(flag)
    }

    /// Whether a mention lies inside a bigger one of a root class.
    pub(super) fn inside(&self, draft: usize, root: ClassId) -> bool {
        let tokens = &self.drafts[draft].tokens;
        (draft.saturating_sub(6)..draft)
            .any(|outer| self.drafts[outer].tokens.end >= tokens.end && self.root(outer) == root && self.drafts[outer].tokens.len() > tokens.len())
    }

    pub(super) fn definite(&self, draft: usize) -> bool {
        self.has(draft, MentionFlags::DEFINITE)
    }
}

/// Clusters by a key.
pub(super) type Index = FxHashMap<String, Vec<usize>>;
