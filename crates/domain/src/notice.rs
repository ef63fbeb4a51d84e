//! Letters that the platform writes to people.

/// How far a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeState {
    /// Waits for its time, or to be tried again.
    Queued,
    /// A server is being asked to take it.
    Sending,
    /// A server took it.
    Sent,
    /// It was refused for good, or too often.
    Failed,
    /// It was not sent, because it was no longer wanted or allowed.
    Dropped,
}

impl NoticeState {
    /// Every state, in order.
    pub const ALL: &'static [Self] = &[Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Dropped];

    /// The word in storage and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}
