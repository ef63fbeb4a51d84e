//! What the clock does once a day for each district that sends mail: one notice for each guardian of whose
//! children there is news. The notice says nothing of a record.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use domain::{Date, DistrictId, PersonId, Timestamp, notice::NoticeState, people::Person};
use jiff::{civil::Time, tz::TimeZone};
use store::{
    Tx,
    db::Turn,
    mail_server::MailServer,
    notice::{News, Notice},
};
use wording::{Audience, Language, Words};

use crate::{
    App, District, Refusal, chance,
    mail_settings::sending,
    preferences::{HowOften, how_often},
    show_person, words,
};

/// How many guardians one transaction writes to.
const CHUNK: usize = 100;

/// The kind of these notices.
pub(crate) const DIGEST: &str = "digest";

/// Queues the digests of every district whose time of the day has come. Returns how many.
pub async fn queue_digests(app: &App, now: Timestamp) -> Result<usize, Refusal> {
    let mut queued = 0;
    for district in show_person::list_districts(app).await? {
        queued += queue_digests_of(app, &district, now).await?;
    }
    Ok(queued)
}

/// Queues the digests of one district, if its time of the day has come.
pub async fn queue_digests_of(app: &App, district: &District, now: Timestamp) -> Result<usize, Refusal> {
    let id = district.id;
    let Some(server) = sending(app, id).await? else { return Ok(0) };
    let (today, minute) = wall(&server, now);
    if minute < server.digest_minute || server.digested_on.is_some_and(|done| done >= today) {
        return Ok(0);
    }
    of_district(app, id, &district.name, server, today, now).await
}

/// The day and the minute of it in the time zone of a district.
pub(crate) fn wall(server: &MailServer, now: Timestamp) -> (Date, i64) {
    let zone = TimeZone::get(&server.time_zone).unwrap_or(TimeZone::UTC);
    let local = now.to_zoned_datetime(zone).datetime();
    let time: Time = local.time();
    (local.date(), i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

async fn of_district(
    app: &App,
    district: DistrictId,
    name: &str,
    server: MailServer,
    today: Date,
    now: Timestamp,
) -> Result<usize, Refusal> {
    let news = app
        .db
        .read((), |tx, ()| {
            Box::pin(async move { Ok::<_, Refusal>(store::notice::news(tx, district, today).await?) })
        })
        .await?;
    let mut by_guardian: Vec<Vec<News>> = Vec::new();
    for one in news {
        match by_guardian.last_mut() {
            Some(known) if known[0].guardian == one.guardian => known.push(one),
            _ => by_guardian.push(vec![one]),
        }
    }
    let round = Arc::new(Round { district, name: name.to_owned(), server, today, now });
    let mut queued = 0;
    for chunk in by_guardian.chunks(CHUNK) {
        let input = (Arc::clone(&round), chunk.to_vec());
        queued += app
            .db
            .write_in(Turn::Behind, input, |tx, (round, chunk)| Box::pin(round.queue(tx, chunk)))
            .await?;
    }
    app.db
        .write((), move |tx, ()| {
            Box::pin(
                async move { Ok::<_, Refusal>(store::mail_server::set_digested(tx, district, today).await?) },
            )
        })
        .await?;
    Ok(queued)
}

/// One day's digests of one district.
struct Round {
    district: DistrictId,
    name: String,
    server: MailServer,
    today: Date,
    now: Timestamp,
}

impl Round {
    /// Queues for some guardians, and notes in the same transaction that they are told.
    async fn queue(&self, tx: &mut Tx, chunk: &[Vec<News>]) -> Result<usize, Refusal> {
        let ids: Vec<PersonId> = chunk.iter().map(|news| news[0].guardian).collect();
        let people = store::person::find_all(tx, self.district, &ids).await?;
        let people: HashMap<PersonId, &Person> = people.iter().map(|person| (person.id, person)).collect();
        let mut spoken: HashMap<Language, Arc<Words>> = HashMap::new();
        let mut queued = 0;
        for news in chunk {
            let Some(person) = people.get(&news[0].guardian) else { continue };
            let chosen = store::preference::find(tx, self.district, person.id).await?;
            let often = how_often(chosen.notices.as_deref());
            let weekday = i64::from(self.today.weekday().to_monday_one_offset());
            if often == HowOften::Never
                || (often == HowOften::Weekly && weekday != self.server.digest_weekday)
            {
                continue;
            }
            let known = words::chosen_or_known(chosen.language.as_deref(), Some(person));
            let language = known.unwrap_or(Language::English);
            if let Entry::Vacant(place) = spoken.entry(language) {
                place.insert(words::load(tx, self.district, Audience::Family, language).await?);
            }
            let notice = self.notice(person, news.len(), often, &spoken[&language]);
            if store::notice::add(tx, self.district, &notice).await? {
                queued += 1;
                for one in news {
                    store::notice::set_told(tx, self.district, one).await?;
                }
            }
        }
        Ok(queued)
    }

    fn notice(&self, person: &Person, children: usize, often: HowOften, words: &Words) -> Notice {
        let name = if person.given_name.is_empty() { person.name() } else { person.given_name.clone() };
        let hello = words.tell("mail-hello", &[("name", (&name).into())]);
        let site = format!("{}/children", self.server.site_address);
        let body = [
            hello.as_str(),
            &format!("{}\n{site}", words.say("mail-news")),
            &words.say("mail-no-details"),
            &words.say("mail-stop"),
            &self.name,
        ]
        .join("\n\n");
        let of = if children == 1 { "one child".to_owned() } else { format!("{children} children") };
        Notice {
            id: chance::notice_id(self.now),
            person: person.id,
            kind: DIGEST.to_owned(),
            day: self.today,
            why: format!("{} digest: something new about {of} since the last one", often.word()),
            address: person.email.clone().unwrap_or_default(),
            language: words.language().tag().to_owned(),
            subject: words.say("mail-subject"),
            body: format!("{body}\n"),
            state: NoticeState::Queued,
            queued_at: self.now,
            due_at: self.now,
            tries: 0,
            tried_at: None,
            sent_at: None,
            error: None,
        }
    }
}
