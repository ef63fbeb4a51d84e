//! What a request to amend can be about, in words.

use domain::privacy::AmendmentFact;

/// The key of what a request is about.
pub fn about(fact: AmendmentFact) -> &'static str {
    match fact {
        AmendmentFact::Entry => "privacy-about-entry",
        AmendmentFact::GivenName => "privacy-about-given-name",
        AmendmentFact::FamilyName => "privacy-about-family-name",
        AmendmentFact::Grade => "privacy-about-grade",
        AmendmentFact::Other => "privacy-about-other",
    }
}
