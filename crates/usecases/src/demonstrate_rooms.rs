//! The summer room of the demonstration: its first class in a School-of-One room, ready for tomorrow to be made.

use domain::{DistrictId, PersonId, SectionId};

use crate::{
    Actor, App, Refusal,
    room_programs::{NewProgram, make_room_program},
};

/// Makes the program.
pub(crate) async fn add(
    app: &App,
    district: DistrictId,
    educator: PersonId,
    section: SectionId,
) -> Result<(), Refusal> {
    let educator = Actor::new(district, educator);
    let new = NewProgram {
        name: "Summer room".to_owned(),
        template: "school-of-one".to_owned(),
        sections: vec![section],
    };
    make_room_program(app, &educator, new).await.map(drop)
}
