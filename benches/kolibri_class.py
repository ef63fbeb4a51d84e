"""Runs inside Kolibri (`kolibri manage shell`): a class of 30 on 50 exercises with 57,000 answers.

Kolibri's own generator needs a channel from the network; this makes the same records for a channel of
exercises of its own. Prints one line of JSON that begins with BENCH: for the driver."""

import datetime
import json
import uuid

from django.db import transaction
from django.utils import timezone
from kolibri.core.auth.models import Classroom, Facility, FacilityUser
from kolibri.core.content.models import AssessmentMetaData, ChannelMetadata, ContentNode
from kolibri.core.lessons.models import Lesson, LessonAssignment
from kolibri.core.logger.models import AttemptLog, ContentSessionLog, ContentSummaryLog, MasteryLog

LEARNERS, EXERCISES, ANSWERS, ITEMS = 30, 50, 38, 10
MASTERY = {"m": 5, "n": 5, "type": "m_of_n"}


def made(kind, *parts):
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join([kind, *map(str, parts)])).hex


def ready(record):
    """What Kolibri's own save does before it writes, so that many can be written at once."""
    record.ensure_dataset()
    record.id = record.id or record.calculate_uuid()
    return record


def channel():
    channel_id = made("channel")
    root = ContentNode.objects.create(
        id=channel_id, title="Invented exercises", content_id=made("root"), channel_id=channel_id,
        kind="topic", available=True,
    )
    ChannelMetadata.objects.create(
        id=channel_id, name="Invented exercises", min_schema_version="1", root=root,
    )
    for number in range(EXERCISES):
        node = ContentNode.objects.create(
            id=made("node", number), parent=root, title=f"Idea {number + 1}", content_id=made("content", number),
            channel_id=channel_id, kind="exercise", available=True, options={},
        )
        AssessmentMetaData.objects.create(
            id=made("meta", number), contentnode=node, number_of_assessments=ITEMS, mastery_model=MASTERY,
            assessment_item_ids=[made("item", number, item) for item in range(ITEMS)],
        )
    return channel_id


def work(learner, number, channel_id, now):
    """The records of one learner on one exercise."""
    start = now - datetime.timedelta(days=number % 60 + 1)
    done = (number * 7 + int(learner.id[:6], 16)) % 3 == 0
    common = {"user": learner, "content_id": made("content", number), "channel_id": channel_id, "kind": "exercise"}
    times = {"start_timestamp": start, "end_timestamp": start + datetime.timedelta(minutes=20)}
    session = ready(ContentSessionLog(time_spent=600, progress=1 if done else 0.4, **common, **times))
    summary = ready(ContentSummaryLog(time_spent=600, progress=1 if done else 0.4, **common, **times))
    mastery = ready(MasteryLog(
        user=learner, mastery_level=1, summarylog=summary, complete=done, mastery_criterion=MASTERY, **times,
    ))
    answers = []
    for place in range(ANSWERS):
        at = start + datetime.timedelta(seconds=30 * place)
        correct = place % 3 != 1
        answers.append(ready(AttemptLog(
            item=made("item", number, place % ITEMS), start_timestamp=at,
            end_timestamp=at + datetime.timedelta(seconds=25), time_spent=25, complete=True, correct=correct,
            answer={}, simple_answer="", user=learner, masterylog=mastery, sessionlog=session,
            interaction_history=[{"correct": correct, "type": "answer", "answer": {}, "timestamp": at.isoformat()}],
        )))
    return session, summary, mastery, answers


def fill():
    now = timezone.now()
    facility = Facility.objects.first()
    channel_id = channel()
    classroom = Classroom.objects.create(parent=facility, name="Mathematics 5")
    coach = FacilityUser.objects.create(username="coach", full_name="Coach", facility=facility)
    coach.set_password("bench")
    coach.save()
    classroom.add_coach(coach)
    for place in range(LEARNERS):
        learner = FacilityUser(username=f"learner{place}", full_name=f"Learner {place}", facility=facility)
        learner.set_password("bench")
        learner.save()
        classroom.add_member(learner)
        rows = [work(learner, number, channel_id, now) for number in range(EXERCISES)]
        ContentSessionLog.objects.bulk_create([row[0] for row in rows])
        ContentSummaryLog.objects.bulk_create([row[1] for row in rows])
        MasteryLog.objects.bulk_create([row[2] for row in rows])
        AttemptLog.objects.bulk_create([answer for row in rows for answer in row[3]], batch_size=500)
    for first in range(0, EXERCISES, 10):
        lesson = Lesson.objects.create(
            title=f"Lesson {first // 10 + 1}", is_active=True, collection=classroom, created_by=coach,
            resources=[
                {"contentnode_id": made("node", number), "content_id": made("content", number),
                 "channel_id": channel_id}
                for number in range(first, first + 10)
            ],
        )
        LessonAssignment.objects.create(lesson=lesson, collection=classroom, assigned_by=coach)
    print("BENCH:" + json.dumps({
        "classroom": classroom.id, "facility": facility.id, "channel": channel_id,
        "nodes": [made("node", number) for number in range(EXERCISES)],
        "contents": [made("content", number) for number in range(EXERCISES)],
        "item": made("item", 0, 0), "answers": AttemptLog.objects.count(),
    }))


with transaction.atomic():
    fill()
