//! The one file that reads the clock and draws random bytes. Everything else takes `now` and a seed.

use domain::{Date, DistrictId, Timestamp};

use crate::district_day::zone_of;

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> Timestamp {
    // The store keeps microseconds; what was just written must equal what is read back.
    let now = Timestamp::now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// Today's date by the district's clock.
pub fn today(district: DistrictId) -> Date {
    date_of(district, now())
}

/// The date of a moment by the district's clock.
pub fn date_of(district: DistrictId, moment: Timestamp) -> Date {
    local(district, moment).date()
}

/// A moment by the clock on the district's wall.
pub fn local(district: DistrictId, moment: Timestamp) -> jiff::civil::DateTime {
    moment.to_zoned_datetime(zone_of(district)).datetime()
}

/// Noon of a day in the district; for work that is only dated.
pub fn noon_of(district: DistrictId, day: Date) -> Timestamp {
    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(zone_of(district));
    noon.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// A moment by the clock on the district's wall, such as `2026-11-24T16:00`.
pub fn moment_by_the_wall(district: DistrictId, text: &str) -> Option<Timestamp> {
    let read: jiff::civil::DateTime = text.parse().ok()?;
    Some(read.to_zoned_datetime(zone_of(district)).ok()?.timestamp())
}

/// The moment at which a day is over in the district.
pub fn end_of(district: DistrictId, day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?.at(0, 0, 0, 0);
    Some(next.to_zoned_datetime(zone_of(district)).ok()?.timestamp())
}

/// `N` bytes that nobody can guess.
///
/// # Panics
///
/// When the operating system has no randomness to give: nothing secret can be made then.
#[expect(clippy::disallowed_methods, reason = "this is the one place that draws random bytes")]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Makes fresh ids one after another without asking the operating system for each: a counter under
/// one random start, each id still carrying its own time.
macro_rules! fresh {
    ($($name:ident: $type:ident),+ $(,)?) => {$(
        /// A fresh id of this kind.
        pub fn $name(now: Timestamp) -> domain::$type {
            domain::$type::fresh(milliseconds(now), &random())
        }
    )+};
}

fresh! {
    account_id: AccountId,
    adoption_id: AdoptionId,
    amendment_id: AmendmentId,
    assessment_id: AssessmentId,
    assignment_id: AssignmentId,
    association_id: AssociationId,
    batch_id: BatchId,
    calendar_id: CalendarId,
    calibration_round_id: CalibrationRoundId,
    consent_id: ConsentId,
    directive_id: DirectiveId,
    disclosure_id: DisclosureId,
    district_id: DistrictId,
    erasure_id: ErasureId,
    evidence_id: EvidenceId,
    goal_id: GoalId,
    import_id: ImportId,
    item_id: ItemId,
    kept_pair_id: KeptPairId,
    look_id: LookId,
    notice_id: NoticeId,
    organization_id: OrganizationId,
    party_id: PartyId,
    pause_id: PauseId,
    period_id: PeriodId,
    person_id: PersonId,
    rating_id: RatingId,
    record_link_id: RecordLinkId,
    regrade_id: RegradeId,
    replan_id: ReplanId,
    resource_id: ResourceId,
    resource_use_id: ResourceUseId,
    retention_run_id: RetentionRunId,
    room_program_id: RoomProgramId,
    rubric_id: RubricId,
    section_id: SectionId,
    session_id: SessionId,
    sitting_id: SittingId,
    stable_group_id: StableGroupId,
    stimulus_id: StimulusId,
    substitution_id: SubstitutionId,
    task_id: TaskId,
    token_id: TokenId,
    wall_link_id: WallLinkId,
}

/// A fresh key of an access-log line.
pub fn access_id(now: Timestamp) -> [u8; 16] {
    *evidence_id(now).as_bytes()
}

fn milliseconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_millisecond()).unwrap_or(0)
}

/// How long something takes: for reports and limits, never for decisions about records.
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    /// Microseconds since the start.
    pub fn microseconds(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
