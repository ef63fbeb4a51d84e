//! A class beside another one, with as many learners as are wanted, to do things to many of.

use domain::{
    BatchId, LearnerId, PersonId, SectionId,
    batch::{BatchAction, RowState},
    evidence::Fact,
    notice::NoticeState,
    people::{Enrollment, Role, RoleKind, SectionRole},
    time::Dates,
};
use store::Tx;
use usecases::{
    Actor, App, Refusal, batch_steps, chance,
    mail_settings::{Chosen as Mail, Secrecy, change_mail_settings},
    preview_batch::{Chosen, NewBatch},
    rate::{Rating, rate},
    show_batch::show_batch,
    start_batch::start_batch,
    undo_batch::undo_batch,
};

use crate::{
    classroom::{Classroom, classrooms},
    fixtures::named,
};

/// A classroom, the other class of its school, and more learners of the school.
pub struct Hall {
    pub room: Classroom,
    /// Where nobody learns yet.
    pub other: SectionId,
    school: domain::OrganizationId,
}

/// Halls on every engine that is there, each with so many learners who are in no class.
pub async fn halls(learners: usize) -> Vec<Hall> {
    let mut all = Vec::new();
    for room in classrooms().await {
        let (stranger, section) = (room.stranger.clone(), room.section);
        let (other, school) = room
            .app()
            .db
            .write(learners, move |tx, learners: &usize| {
                let stranger = stranger.clone();
                let learners = *learners;
                Box::pin(async move {
                    let district = stranger.district;
                    let places = store::enrollment::of_person(tx, district, stranger.person).await?;
                    let here = store::section::find(tx, district, section).await?.expect("a class");
                    more(tx, district, here.organization, learners).await?;
                    Ok::<_, Refusal>((places[0].section, here.organization))
                })
            })
            .await
            .expect("a hall");
        all.push(Hall { room, other, school });
    }
    all
}

async fn more(
    tx: &mut Tx,
    district: domain::DistrictId,
    school: domain::OrganizationId,
    learners: usize,
) -> Result<(), Refusal> {
    let now = chance::now();
    let people: Vec<_> =
        (0..learners).map(|n| named(chance::person_id(now), "Many", &format!("Number {n:03}"))).collect();
    let role = |person: PersonId| Role {
        person,
        kind: RoleKind::Learner,
        organization: school,
        dates: Dates::ALWAYS,
    };
    let roles: Vec<Role> = people.iter().map(|person| role(person.id)).collect();
    store::person::put(tx, district, &people).await?;
    Ok(store::role::put(tx, district, &roles).await?)
}

impl Hall {
    pub fn app(&self) -> &App {
        self.room.app()
    }

    pub fn administrator(&self) -> &Actor {
        &self.room.place.administrator
    }

    pub fn section(&self) -> SectionId {
        self.room.section
    }

    /// Does something to some, to the end.
    pub async fn do_for(
        &self,
        actor: &Actor,
        action: BatchAction,
        learners: Vec<LearnerId>,
        reason: &str,
    ) -> BatchId {
        let asked = NewBatch { chosen: Chosen::Learners(learners), action, reason: reason.to_owned() };
        let id = start_batch(self.app(), actor, None, asked).await.expect("begun");
        self.finish(id).await;
        id
    }

    pub async fn finish(&self, id: BatchId) {
        batch_steps::finish(self.app(), self.room.educator.district, id).await.expect("done");
    }

    pub async fn undo(&self, actor: &Actor, id: BatchId) {
        undo_batch(self.app(), actor, id, "").await.expect("begun");
        self.finish(id).await;
    }

    pub async fn rows(&self, actor: &Actor, id: BatchId) -> Vec<(RowState, String)> {
        let found = show_batch(self.app(), actor, id).await.expect("shown");
        found.rows.into_iter().map(|(row, _)| (row.state, row.answer)).collect()
    }

    async fn places(&self, section: SectionId) -> Vec<Enrollment> {
        let district = self.room.educator.district;
        let read = self.app().db.read(section, move |tx, section: &SectionId| {
            let section = *section;
            Box::pin(
                async move { Ok::<_, Refusal>(store::enrollment::of_section(tx, district, section).await?) },
            )
        });
        read.await.expect("places")
    }

    /// How many learn in a section today.
    pub async fn learn_in(&self, section: SectionId) -> usize {
        let today = crate::fixtures::today();
        let learns = |one: &Enrollment| one.role == SectionRole::Learner && one.dates.contains(today);
        self.places(section).await.into_iter().filter(learns).count()
    }

    /// The dates of a learner's places in a section.
    pub async fn dates(&self, section: SectionId, learner: LearnerId) -> Vec<Dates> {
        let all = self.places(section).await;
        all.into_iter().filter(|one| one.person == learner.as_person()).map(|one| one.dates).collect()
    }

    /// Ends places by hand.
    pub async fn end_places(&self, section: SectionId, learner: LearnerId) {
        let all = self.places(section).await;
        let own = all.into_iter().filter(|one| one.person == learner.as_person());
        let end = crate::fixtures::today();
        let ended = own.map(|one| Enrollment {
            dates: Dates::new(one.dates.begins(), Some(end)).expect("in order"),
            ..one
        });
        self.put(ended.collect()).await;
    }

    /// Takes an adult out of the class, long ago.
    pub async fn end_place(&self, actor: &Actor) {
        let all = self.places(self.section()).await;
        let long_ago = Dates::new(None, Some("2020-01-01".parse().expect("a day"))).expect("in order");
        let own = all.into_iter().filter(|one| one.person == actor.person);
        self.put(own.map(|one| Enrollment { dates: long_ago, ..one }).collect()).await;
    }

    async fn put(&self, places: Vec<Enrollment>) {
        let district = self.room.educator.district;
        self.app()
            .db
            .write(places, move |tx, places: &Vec<Enrollment>| {
                Box::pin(async move { Ok::<_, Refusal>(store::enrollment::put(tx, district, places).await?) })
            })
            .await
            .expect("places change");
    }

    /// Somebody with a role in the school.
    pub async fn with_role(&self, kind: RoleKind) -> Actor {
        let person = chance::person_id(chance::now());
        let (district, school) = (self.room.educator.district, self.school);
        self.app()
            .db
            .write(person, move |tx, person: &PersonId| {
                let person = *person;
                Box::pin(async move {
                    store::person::put(tx, district, &[named(person, "Some", "Role")]).await?;
                    let role = Role { person, kind, organization: school, dates: Dates::ALWAYS };
                    Ok::<_, Refusal>(store::role::put(tx, district, &[role]).await?)
                })
            })
            .await
            .expect("a role");
        Actor::new(district, person)
    }

    /// Rates a learner in the first target, without releasing it.
    pub async fn draft(&self, learner: LearnerId, level: &str) {
        let rating = Rating {
            learner,
            competency: self.room.targets[0],
            level: Some(level.to_owned()),
            note: Some("Well put".to_owned()),
            shown: None,
        };
        rate(self.app(), &self.room.educator, self.section(), rating).await.expect("rated");
    }

    /// How many ratings of the class wait.
    pub async fn drafts(&self) -> usize {
        let (district, section) = (self.room.educator.district, self.section());
        let read = self.app().db.read((), move |tx, ()| {
            Box::pin(async move {
                Ok::<_, Refusal>(store::draft::of_section(tx, district, section, None).await?.len())
            })
        });
        read.await.expect("drafts")
    }

    /// How many pieces of a learner count in the first target.
    pub async fn pieces(&self, learner: LearnerId) -> i64 {
        let (district, target) = (self.room.educator.district, self.room.targets[0]);
        let read = self.app().db.read((), move |tx, ()| {
            Box::pin(async move {
                let all = store::mastery::of_learner(tx, district, learner).await?;
                let of = all.into_iter().filter(|one| one.competency == target);
                Ok::<_, Refusal>(of.map(|one| one.finding.evidence_count).sum())
            })
        });
        read.await.expect("judgements")
    }

    /// How many entries a learner's chain has, none of them erased.
    pub async fn entries(&self, learner: LearnerId) -> usize {
        let district = self.room.educator.district;
        let read = self.app().db.read((), move |tx, ()| {
            Box::pin(async move {
                let all = store::evidence::histories(tx, district, learner, &[]).await?;
                Ok::<_, Refusal>(all.iter().filter(|one| one.entry.fact != Fact::Erased).count())
            })
        });
        read.await.expect("a chain")
    }

    /// State and text of every letter, newest first.
    pub async fn letters(&self) -> Vec<(&'static str, String)> {
        let district = self.room.educator.district;
        let read = self.app().db.read((), move |tx, ()| {
            Box::pin(async move {
                let all = store::notice::page(tx, district, None, None, 100).await?;
                Ok::<_, Refusal>(all.into_iter().map(|one| (one.state.word(), one.body)).collect())
            })
        });
        read.await.expect("letters")
    }

    /// A server takes every letter that waits.
    pub async fn sent(&self) {
        let district = self.room.educator.district;
        self.app()
            .db
            .write((), move |tx, ()| {
                Box::pin(async move {
                    for mut one in
                        store::notice::page(tx, district, Some(NoticeState::Queued), None, 100).await?
                    {
                        one.state = NoticeState::Sent;
                        let tries = one.tries;
                        store::notice::update(tx, district, &one, tries).await?;
                    }
                    Ok::<_, Refusal>(())
                })
            })
            .await
            .expect("sent");
    }
}

/// The district sends mail; nothing listens there.
pub async fn mail_is_set_up(hall: &Hall) {
    let chosen = Mail {
        sending: true,
        host: "127.0.0.1".to_owned(),
        port: 1,
        secrecy: Secrecy::Plain,
        sign_in_name: String::new(),
        from_address: "onramp@district.example".to_owned(),
        site_address: "https://onramp.district.example".to_owned(),
        time_zone: "America/Chicago".to_owned(),
        digest_minute: 16 * 60,
        digest_weekday: 5,
        quiet_from_minute: 20 * 60,
        quiet_until_minute: 7 * 60,
    };
    change_mail_settings(hall.app(), hall.administrator(), chosen, None).await.expect("set");
}
