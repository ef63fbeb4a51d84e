# What everybody reads: the frame of the pages, days, signing in, and what learners and families share.

## The frame
skip = Skip to the content
demonstration = Invented data: demonstration district
your-account = , your account
sign-out = Sign out
main-menu = Main
you-are-here = You are here
foot = Onramp · every level can be opened to see why
language = Language

## Days
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
today = today
yesterday = yesterday
day-of-month = { $day } { $month }
day-of-year = { $day } { $month } { $year }
moment = { $day }, { $time }
end-of-day = the end of { $day }

## Signing in
sign-in = Sign in
sign-in-name = Name or e-mail
sign-in-password = Password
sign-in-other = With a card or a link
sign-in-card = Point the camera at the square on your card, or open the link you were given. Nothing to type.
sign-in-code = Code on your paper
sign-in-open = Open
sign-in-forgotten = Forgotten your password? Your teacher can give you a new card in a minute.
sign-in-wrong = That name and password do not go together. Check both, or ask your teacher for a card.
sign-in-which = Which district?
sign-in-wait = Too many tries. Wait { $seconds } seconds, then try again.
too-fast = That was very much in a short time.
too-fast-wait = Nothing was lost that was there before. Wait { $seconds } seconds, then send it again.
start-page = Start page
number-to-quote = Number to quote:
hello = Hello,
is-that-you = Is that you? Then go on.
sign-in-as = Sign in as { $name }
not-you = If it is not you, close this page and give the card back to your teacher.
nav-can-do = What I can do
nav-children = My children
nav-notices = Notices
role-learner = Student
role-family = Family

## Where a learner stands in one target
mark-untried = Not tried yet
mark-begun = Just begun
mark-started = Started
mark-almost = Almost
mark-reached = Got it
mark-beyond = And beyond
# The levels that ship; add a line for each level of your own that should read differently.
level = { $level ->
    [Beginning] Beginning
    [Developing] Developing
    [Proficient] Proficient
    [Advanced] Advanced
   *[other] { $level }
  }

## Charts
chart-table = The same as a table
chart-data = Data of the chart
chart-day = Day
chart-level = Level
chart-since = { $level } since { $day }.
chart-from-to = From { $first } ({ $since }) to { $last } ({ $day }).
chart-reached-by = { $reached } of { $total } reached by { $day }.
chart-reached = { $reached } reached
chart-of = { $reached } of { $total }

## Why a level is what it is
why = Why
why-because = Because
why-decided = A teacher decided this
why-counted = What counted
why-not-counted = What did not count
why-change = What would change it
why-over-time = Over time
why-nothing = Nothing is recorded yet.
decided-by = { $name }, { $day }: { $level }
decided-until = Stands until { $until }.
some-educator = an educator

## Pieces of work
work-rating = Rating in class
work-question = Question
work-observation = Seen in class
work-import = From another system
work-prior = Shown earlier
work-transfer = From another school
work-self-rating = Own rating
work-peer-rating = Rating by a classmate
result-of = { $points } of { $possible }
piece-excused = Left out
piece-too-old = Too long ago to count.
piece-source = This kind of work does not count here.
piece-outcome = This task has no weight here.
piece-same = The same answer counts already.
piece-not-read = This kind of work does not count here.
piece-again = A newer answer to the same question counts.
piece-earlier = From an earlier version of this.
piece-work = The work itself:

## How work is taken together, in one sentence for each way
rule-all_criteria = Every part must be met, and only what is missing is done again.
rule-average = All the work counts alike.
rule-bkt = With every piece of work it becomes surer, or less sure, that this is known.
rule-body_of_evidence = A teacher looks at all the work together and decides.
rule-decaying_average = Newer work counts more than older work.
rule-highest = The best work counts.
rule-irt_cut = How hard each question is counts too.
rule-k_in_a_row = It takes several successes in a row.
rule-latest = The newest work counts.
rule-n_mastery = It takes several pieces of work at this level.
rule-n_of_m = It takes several successes close together.
rule-power_law = How the work has been developing counts.
rule-time_decayed = Recent work counts more than work from long ago.
rule-traced = It is judged by how right and wrong answers to this usually go on.
rule-weighted_average = The newest work counts most.
rule-weighted_outcomes = Several parts count, some more than others.

## The whole record as files
record-title = The record of { $name }
record-about = This is everything that is recorded here about { $name }, as of { $day }.
record-not-in-it = What a teacher has written down and not yet released is not part of a record. Names of staff who judged a piece of work, and what concerns other members of the family, stay with the school.
record-how-people = People open index.html in a browser. Every table of it is there too as a file.
record-how-programs = Programs and spreadsheets read the folder "tables": each table as CSV and as JSON, one object for each row, with the same names and codes in every language. Moments there are in UTC, results are points out of points possible.
record-how-seals = Every entry carries the digest of its content and its seal. A seal covers the seal before it, so nothing can be changed or taken out later without it showing.
record-how-sums = checksums.sha256 lists the SHA-256 of every file; "sha256sum --check checksums.sha256" compares them.
record-contents = In this record
record-nothing = Nothing is recorded.
record-files = For programs:
record-profile = Who this is
record-profile-about = What the school knows of the person.
record-classes = Classes and school
record-classes-about = Where the person has or had a place, with dates.
record-guardians = Who speaks for the learner
record-guardians-about = With the rights that the school has on file; families see their own line.
record-evidence = Every entry
record-evidence-about = Every result, decision, retraction and excusal in the order it was recorded, with its seal.
record-judgements = Where things stand, and why
record-judgements-about = The level in each skill, and the reason in sentences.
record-targets = Targets today
record-targets-about = What the classes of today work on.
record-consents = Consents
record-consents-about = What was allowed and withdrawn, and when.
record-amendments = Requests to amend
record-amendments-about = What was asked, what was answered, and the statements that were attached.
record-notices = Letters
record-notices-about = What was sent by mail. Letters never tell anything of the record.
record-disclosures = What left the school
record-disclosures-about = To whom, what for and by which right.
record-readers = Who read the record
record-readers-about = Each reading, newest first, as far back as the log was looked through.
record-field = What
record-value = Value
record-place = Where
record-role = As
record-from = From
record-until = Until
record-name = Name
record-relation = Relation
record-may-see = May see the record
record-email = E-mail
record-entry = Entry
record-kind = Kind
record-recorded = Recorded
record-recorded-by = Recorded by
record-worked = Work done
record-code = Code
record-competency = Skill
record-points = Points
record-possible = Points possible
record-level = Level
record-source = From
record-instrument = Task
record-attempt = Try
record-class = Class
record-judge = Judged by
record-note = Note
record-attachment = The work itself
record-about-entry = About entry
record-reason = Reason
record-statement = Statement of the family
record-digest = Digest
record-seal = Seal
record-mastered = Reached
record-pieces = Pieces of work
record-judged = Judged
record-rule = Rule
record-why = Why
record-purpose = Purpose
record-given = Allowed
record-by = By
record-asked = Asked
record-wanted = What it should say
record-due = To be answered by
record-state = State
record-answer = Answer
record-decided = Answered
record-decided-by = Answered by
record-recipient = To
record-subject = Subject
record-sent = Sent
record-when = When
record-ground = By which right
record-fields = What data
record-way = How
record-reader = Who
record-what = What
record-relationship = Relationship

## What consent is asked for
purpose-student-work = Work shown in a teacher's own training
purpose-student-work-about = A teacher may show work of the learner to the people who assess the teacher. Names are taken off first.
purpose-audio = Recordings of the voice
purpose-audio-about = The learner's voice may be recorded, for reading aloud and for speaking. Recordings stay at the school.
purpose-public-portfolio = Work that everybody can see
purpose-public-portfolio-about = Work that the learner chooses may be shown on a page that anybody can open.

## Rights of learners and families
privacy = Record and rights
privacy-of = The record of { $name } and your rights
privacy-copy = Take the whole record with you
privacy-copy-how = One file with everything that is recorded, to read in a browser and for programs. That it was taken is written down.
privacy-copy-button = Download the whole record
privacy-consent = What you allow
privacy-consent-how = Nothing of this is done without consent. You can change your mind at any time; it counts from that day on.
privacy-in-force = Allowed
privacy-not-in-force = Not allowed
privacy-your-yes = You said yes.
privacy-your-no = You said no, or took it back.
privacy-your-nothing = You have not said anything.
privacy-give = Allow
privacy-withdraw = Do not allow
privacy-amend = Is something wrong?
privacy-amend-how = Ask to have it put right. Nothing is deleted: what was wrong no longer counts, and it stays visible that it was put right.
privacy-amend-button = Ask to put something right
privacy-amend-none = Nothing has been asked.
privacy-about = What is it about?
privacy-about-entry = A piece of work or a decision
privacy-about-given-name = The given name
privacy-about-family-name = The family name
privacy-about-grade = The grade
privacy-about-other = Something else
privacy-which = Which piece of work or decision?
privacy-which-none = None of these
privacy-wanted = What should it say?
privacy-reason = Why is it wrong?
privacy-send = Send
privacy-sent = Sent. It will be answered by { $day } at the latest.
privacy-saved = Saved.
privacy-asked = Asked on { $day }. To be answered by { $due }.
privacy-accepted = Put right on { $day }.
privacy-refused = Not followed, on { $day }.
privacy-answer = The answer: { $answer }
privacy-statement = Your statement
privacy-statement-how = Do you see it differently? Write it down: your statement stays with this in the record, and goes along wherever it goes.
privacy-statement-button = Attach the statement
privacy-statement-said = Statement of the family: “{ $statement }”
privacy-left = What left the school
privacy-left-how = Every time that something of this record went to somebody outside.
privacy-left-none = Nothing has left.
privacy-left-line = { $day }: { $fields }. Purpose: { $purpose }. { $ground }.
privacy-left-to = To { $recipient }
privacy-left-family = To somebody of the family or the school
privacy-problem-entry = Choose which piece of work or decision it is.
privacy-problem-wanted = Write what it should say.
privacy-problem-reason = Write in a few sentences why it is wrong.
privacy-problem-again = This was asked already. It will be answered.
## What somebody is given at school (accommodations), for the learner and their family
given = What is given at school
given-of = What { $name } is given at school
given-how = So that work shows what somebody can do, the school gives this, unasked. Ask at school why it is given, or to change it.
given-open = See what is given
given-today = Today
given-nothing = Nothing more than everybody gets.
given-later = Today and later
given-until = Until { $day }.
given-from = From { $from }
given-span = { $from } to { $until }
given-time = Extra time (×{ $factor })
given-time-unlimited = As long as it takes
given-reader = Texts are read aloud
given-print-large = Large print
given-print-very-large = Very large print
given-language = Instructions in: { $language }
given-seat = Seat: { $seat }

## Reminders by mail. Nothing of a record may be in them: anybody could read them.
reminder-subject = Somebody at school asks you to look
reminder-hello = Hello { $name },
reminder-look = Somebody at school asks you to sign in and look:
reminder-no-details = For privacy this mail does not say more.

## When something cannot be shown
error-title = Not shown
error-403 = This page is not open to you.
error-403-advice = If you teach or look after this student, ask your school's office to record it, then try again.
error-404 = There is no such page.
error-404-advice = Perhaps the address was shortened on the way, or what it showed has moved.
error-link = This link or code does not work.
error-link-advice = It may be mistyped, too old, or used already. Look at it once more, or ask at school for a new one.
error-409 = Somebody else changed this in the meantime.
error-409-advice = Nothing of yours was saved. Go back, look at what is there now, and try again.
error-413 = That is too much at once.
error-413-advice = Go back: what you typed is still there. Then send a smaller file, or several.
error-422 = Something in the form does not fit.
error-422-advice = Go back; what you typed is still there.
error-429 = Too many tries in a short time.
error-429-advice = Wait a minute, then try again.
error-507 = There is no room to keep it.
error-507-advice = Nothing of yours was kept. Tell whoever runs the server; reading goes on meanwhile.
error-500 = Something broke on our side.
error-500-advice = What you sent may not have been saved. Try once more; if it happens again, tell your administrator the number below.
error-forged = This form is too old, or was not sent from this site.
error-forged-advice = Go back, reload the page, and send it again; what you typed is still there.

## One's own account
sessions-title = Where you are signed in
sessions-how = If you do not know one of these, end it and choose a new password.
sessions-this = this one
sessions-used = Signed in { $since }, last used { $last }
sessions-end = End
sessions-end-others = End all others
sessions-password = Choose a new password
device = { $browser ->
    [unknown] A browser
   *[other] { $browser }
  } on { $system ->
    [iphone] an iPhone or iPad
    [chromebook] a Chromebook
    [mac] a Mac
    [unknown] another system
   *[other] { $system }
  }
password-title = Choose a password
password-how = Three or four words that belong together only for you are easy to remember and hard to guess.
password-new = New password
password-least = At least { $count } characters
password-again = The same once more
password-save = Save password
password-differ = The two do not match. Type both again.
password-length = It has to have { $least } characters at least and { $most } at most.

## More tables of the whole record
record-caseloads = Who answers for the learner
record-caseloads-about = Counselors and case managers, with dates.
record-accommodations = What the learner is given
record-accommodations-about = Every version of the accommodations, with its days. Why they are given is kept by the case manager, who tells it to whoever may know.
record-merges = Another record of the same learner
record-merges-about = When two records counted as one, and when they were separated again.
record-ended = Ended
record-version = Version
record-time = Time
record-read-aloud = Read aloud
record-print = Print
record-language = Language of instructions
record-seat = Seat
record-delivery = What else to know
record-other = The other record
record-separate-reason = Why separated

## What tables of the whole record hold
said-yes-no = { $code ->
    [yes] yes
    [no] no
   *[other] { $word }
  }
said-field = { $code ->
    [id] Number here
    [given-name] Given name
    [family-name] Family name
    [grade] Grade
    [email] E-mail
    [language] Language
    [sourced-id] Number in the school's roster
    [active] Is here now
    [last-signed-in-at] Last signed in
   *[other] { $word }
  }
said-role = { $code ->
    [learner] student
    [educator] teacher
    [aide] aide
    [substitute] substitute
    [guardian] guardian
    [case-manager] case manager
    [counselor] counselor
    [principal] principal
    [program-lead] program lead
    [administrator] administrator
   *[other] { $word }
  }
said-relation = { $code ->
    [parent] parent
    [mother] mother
    [father] father
    [guardian] guardian
    [relative] relative
    [grandparent] grandparent
   *[other] { $word }
  }
said-entry = { $code ->
    [evidence] piece of work
    [retraction] taken back
    [excusal] left out
    [decision] decision
    [erased] erased
   *[other] { $word }
  }
said-source = { $code ->
    [item-response] answer to a question
    [rating] rated in class
    [observation] seen in class
    [import] from another system
    [prior-learning] shown before
    [transfer] from another school
   *[other] { $word }
  }
said-state = { $code ->
    [asked] asked
    [accepted] put right
    [refused] not followed
    [queued] waiting
    [sending] being sent
    [sent] sent
    [failed] could not be sent
    [dropped] not sent
   *[other] { $word }
  }
said-letter = { $code ->
    [digest] news
    [reminder] reminder
    [learner-reminder] reminder
   *[other] { $word }
  }
said-way = { $code ->
    [export] as a file
    [api] read by a program
    [printed] on paper
    [whole-record] as files
    [recorded] by hand
   *[other] { $word }
  }
said-relationship = { $code ->
    [own] own record
    [guardian] family
    [educator] teacher
    [aide] aide
    [substitute] substitute
    [case-manager] case manager
    [counselor] counselor
    [principal] principal
    [program-lead] program lead
    [break-glass] administration, with a reason
   *[other] { $word }
  }
said-time-usual = usual
said-time = { $code ->
    [unlimited] without limit
   *[other] × { $word }
  }
said-print = { $code ->
    [standard] usual
    [large] large
    [very-large] very large
   *[other] { $word }
  }
said-merge = { $code ->
    [kept] the other counted for this one
    [merged] this one counted for the other
   *[other] { $word }
  }
said-reading = { $code ->
    [accommodations] what the learner is given
    [adoption] a change of rules
    [caseload] list of those whom somebody answers for
    [competency-in-a-section] a target in a class
    [consents] what was allowed
    [disclosures] what left the school
    [erasure] erasure
    [exceptions] the principal's list
    [family-page] family page
    [family-report] report for the family
    [family-reports] reports for families
    [goal-ended] a goal that was ended
    [goal-planned] what a goal takes
    [goal-set] a goal that was set
    [groups] groups of a class
    [interests-set] what is liked
    [learner-record] record
    [many-at-once] something for many
    [mastery-grid] levels of a class
    [path-chosen] what was picked
    [path-directed] what a teacher directed
    [path] what is next
    [paths-of-a-class] what is next in a class
    [people-of-a-class] people of a class
    [rating-sheet] rating sheet
    [records-to-separate] two records of one student
    [requests-to-amend] requests to amend
    [what-if] a change of rules that was tried
    [whole-record] whole record
    [why] reasons of a level
   *[other] { $word }
  }

## What Onramp itself writes of what left
left-families = Families, on paper
left-reports = Reports for families
left-reports-fields = Reached, under way and next targets
left-right-of-family = The family's right to inspect
left-right-of-learner = The learner's own right to inspect
left-reason-stated = An administrator's stated reason
left-copy = A copy of the record
left-whole-record = The whole record
left-to-administrator = An administrator, as a file
left-to-machine = Whoever runs the machine, as a file
left-running = Running the installation
left-people = A table of people
left-people-fields = Names, identifiers, e-mail addresses and grades of everybody
left-evidence = A table of all the work
left-evidence-fields = Every piece of work of everybody
left-erased = Not kept: the record was erased

## Questions
item-answer = Answer
item-answer-number = Answer { $n }
item-choose-one = Choose one
item-choose-any = Choose all that fit
item-choose-up-to = Choose up to { $max }
item-choose-at-least = Choose at least { $min }
item-choose-exactly = Choose { $min }
item-choose-between = Choose { $min } to { $max }
item-put-in-order = Give each one its place
item-first-of-pair = Pair { $n }, first
item-second-of-pair = Pair { $n }, second
item-goes-with = goes with
item-gap-number = Gap { $n }
item-word-bank = To put in
item-uses = up to { $max } times
item-point-across = Point { $n }: pixels from the left, 0 to { $max }
item-point-down = Point { $n }: pixels from the top, 0 to { $max }
item-point-hint = Click in the picture, or move a point with the arrow keys, or write where it is
item-point-here = Click here to put a point and save
item-slider-hint = A number from { $min } to { $max }
item-slider-step-hint = A number from { $min } to { $max } in steps of { $step }
item-number-hint = A number
item-whole-number-hint = A whole number
item-upload = Upload a file
item-upload-another = Upload another file in its place
item-keep-file = Keep { $name }
item-drawing = Draw on the picture, or upload one
item-plays = Can be played { $max } times
item-plays-once = Can be played once
item-no-media = This cannot be played here
item-table = Table
item-right = Right
item-partly = Partly right
item-wrong = Not right
item-unscored = Not yet marked
item-solution = Solution
item-glossary = Meaning
item-translation = Translation
item-more-help = Help
item-close = Close
item-order-on-paper = Write the letters in their order.
item-mark-cross = Mark the place in the picture with a cross.
item-attach-here = Hand in with this sheet: { $what }
item-wrong-unknown = This field is not part of the question.
item-wrong-too-many-fields = More was sent than the question has fields.
item-wrong-impossible = “{ $what }” cannot be an answer here.
item-wrong-too-many = Choose at most { $max }.
item-wrong-used-up = “{ $what }” is used too often: at most { $max }.
item-wrong-twice = “{ $what }” is there twice.
item-wrong-half = Only one half is filled: fill the other, or empty both.
item-wrong-same-place = Two have place { $what }: give each its own.
item-wrong-number = “{ $what }” is not a number. Write digits, such as 12 or { $example }.
item-wrong-whole-number = “{ $what }” is not a whole number. Write digits, such as 12.
item-wrong-ambiguous = “{ $what }” can be read as two numbers. Write { $one } or { $other }.
item-wrong-range = Write a number from { $min } to { $max }.
item-wrong-step = Write a number in steps of { $step } from { $min }.
item-wrong-long = This is longer than { $max } characters.
item-wrong-file = This kind of file ({ $what }) is not taken here. Taken are: { $types }.
item-wrong-gone = The file did not arrive. Choose it again.
item-saved = Saved
item-saving = Saving…
item-offline = Not connected: kept on this device
item-not-saved = Not saved
item-restored = What you wrote before is back. It is being saved.
item-refused = This page is no longer the newest. Load it again to go on.
item-up = Move up
item-down = Move down
item-keep-order = Keep this order
item-moved = { $what }: place { $n }
item-clear = Clear my choice
item-most-chosen = You have chosen { $max }. Take one away to choose another.
item-words = Words: { $n }
item-words-of = Words: { $n } of about { $max }
item-words-left = Words left: { $n } of about { $max }
item-symbols = Symbols
item-undo = Undo
item-clear-drawing = Start again
item-canvas = Drawing. Arrow keys move the pen, space puts it down or lifts it, Ctrl+Z takes back.
item-canvas-told = Pen { $state }, { $x } from the left, { $y } from the top
item-pen-up = up
item-pen-down = down
item-plays-left = Plays left: { $n }
item-no-plays-left = No plays left
item-play = Play
item-pause = Pause
item-record = Record
item-stop = Stop recording
item-recording = Recording: { $time }
item-recorded = Recorded: { $time }
item-no-microphone = No microphone can be used here. Choose a file instead.
item-listen = Listen
item-record-again = Record again
item-tools = Tools
item-calculator = Calculator
item-scientific-calculator = Scientific calculator
item-result = Result
item-calculation = Calculation
item-calculation-wrong = This cannot be calculated
item-line-reader = Line reader
item-line-reader-told = Line reader: arrow keys move it, Escape puts it away
item-contrast = Colours
item-contrast-none = As usual
item-contrast-dark = White on black
item-contrast-light = Black on white
item-contrast-yellow = Yellow on black
item-contrast-cream = Black on cream
item-contrast-blue = Black on light blue
item-font-size = Text size
item-larger = Larger text
item-smaller = Smaller text
item-read-aloud = Read aloud
item-stop-reading = Stop reading
item-slower = Slower
item-faster = Faster
item-timer = Time left
item-hide-timer = Hide time
item-show-timer = Show time
item-time-up = Time is up
item-minutes-left = Minutes left: { $n }

## Checks
page-checks = Checks
nav-checks = Checks
check-none = Nothing to take now. What your teachers give you appears here.
check-open = To take
check-later = Not now
check-taken = Taken
check-begun = You have begun this.
check-again = You can take it again.
check-until = until { $moment }
check-go-on = Go on
check-look = Look
check-annulled = does not count
check-waiting = still being marked
check-items = { $count ->
    [one] One question
   *[other] { $count } questions
  }
check-items-most = At most { $count } questions. They fit themselves to you: it is normal that some are hard.
check-minutes = You have { $count } minutes once you begin.
check-no-limit = You have as much time as you need.
check-pass-of = { $points } right of { $of } pass.
check-pass-points = { $points } points pass.
check-pass-share = { $percent } % pass.
check-back = You can go back and change answers until you hand in.
check-no-back = Once you go on, you cannot go back.
check-not-taught = If you have not been taught something, say so: it is an answer.
check-device = Your device and network are noted.
check-attempt = This is attempt { $number }.
check-repeats = { $count ->
    [one] You have seen one of the questions before: there are no others.
   *[other] You have seen { $count } of the questions before: there are no others.
  }
check-given = You are given
check-missing = Ask your teacher for this before you begin: the screen cannot give it.
check-make-plan = Make the plan
check-code = Code that your teacher says
check-begin = Begin
check-back-to-list = All checks
check-paused = You stopped here. It goes on when you answer.
check-question = Question { $number }
check-questions = { $total ->
    [one] { $total } question
   *[other] { $total } questions
  }
check-question-of = Question { $number } of { $total }
check-question-word = Question
check-look-over = Look over your answers
check-over = Before you hand in
check-change = Change
check-hand-in = Hand in
check-answer = Check my answer
check-next = Save and go on
check-previous = Back
check-flag = Mark to come back to
check-unflag = Take the mark away
check-flagged = marked
check-was-not-taught = I have not been taught this
check-pause = Stop for now
check-places = Questions
place-planned = not seen yet
place-open = open
place-answered = answered
place-not-taught = not taught yet
paper-instruction = Fill the whole circle with a dark pencil or pen. To change an answer, rub it out well.
paper-sheet-after = The answer sheet comes after the questions. Only what is on it counts.
paper-code = Sheet { $code }
paper-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
not-now-running = You have begun this: go on with it.
not-now-opens = It opens { $moment }.
not-now-closed = It closed { $moment }. Ask your teacher to open it again.
not-now-passed = You have passed this.
not-now-attempts = { $count ->
    [one] There is one attempt, and you used it. Ask your teacher for another.
   *[other] There are { $count } attempts, and you used them. Ask your teacher for another.
  }
not-now-year = It can be taken { $count } times in a school year, and you have.
not-now-days = It can be taken again from { $day } on.
not-now-waiting = You can try again { $moment }. Use the time to practise.
not-now-plan = Before the next try, write what you will do first.
not-now-bank = There are not enough new questions for you yet. Tell your teacher.
not-now-locked = Your teacher opens this when it is time.
not-now-locked-again = It is locked again. Ask your teacher to open it.
not-now-unlock-over = The time to begin is over. Ask your teacher to open it again.
not-now-code = Type the code that your teacher says.
result-heading = What came of it
result-points = { $points } of { $possible } points
result-passed = Passed
result-not-yet = Not yet
result-not-yet-advice = That is not the end: look at what was hard, and try again when you feel ready.
result-later = Your answers are in. You see what came of it when your teacher releases it.
result-none = Your answers are in. Thank you: they help your teacher to plan what is next for you.
result-waiting = Some of it is still being marked by a person.
result-annulled = This does not count. Your teacher can say why.
result-rushed = You answered faster than anyone can read these questions, so this does not say what you can do. Take it again when you are rested.
result-by-target = By target
result-target = { $points } of { $possible }
result-exempt = You have shown this already: you do not have to do it again.
result-answers = Question by question
result-plan = What will you do first?
result-plan-hint = Before you try again: one or two sentences are enough.
result-plan-save = Keep my plan
result-your-plan = Your plan
result-place-grades = Work of grade { $grades } fits now.
result-place-or = { $one } or { $other }
result-domains = Where you stand
result-domain = { $right } of { $answered } right
result-domain-not-taught = { $count ->
    [one] one not taught yet
   *[other] { $count } not taught yet
  }
result-growth = Since the last time, { $weeks } weeks ago, you grew { $percent } % of what is usual.
result-lowest = an earlier grade
not-now-one-day = This has to be taken in one day: hand in what you have.
record-uses = What was worked with
record-uses-about = Lessons and activities of other systems. None of it is a result: only what a check shows is.
record-resource = Lesson or activity
record-used = When
record-minutes = Minutes
record-result = Result, as a share
record-sittings = Assessments that were taken
record-sittings-about = When, how it ended, what it came to, and what was planned before the next try.
record-answers = Answers
record-answers-about = What was answered to each question, and how many points that came to.
record-sitting = Number of the assessment here
record-assessment = Assessment
record-medium = On
record-begun = Begun
record-passed = Passed
record-device = Device
record-network = Network
record-given-version = Version of what was given
record-plan = Plan
record-question = Question
record-item = Name of the question
record-given-answer = Answer
record-seconds = Seconds
record-answered = Answered
said-medium = { $code ->
    [screen] a screen
    [paper] paper
   *[other] { $word }
  }
said-sitting-state = { $code ->
    [open] begun
    [paused] interrupted
    [waiting] waits for a person to score it
    [scored] scored
    [annulled] taken back
   *[other] { $word }
  }
answer-to-put-right = Something here cannot be an answer yet. Look where it is marked; what you typed is still there.
said-answer-state = { $code ->
    [planned] not reached
    [shown] left without an answer
    [saved] saved
    [answered] answered
    [skipped] left without an answer
    [not-taught] not taught yet
    [unscorable] waits for a person to score it
   *[other] { $word }
  }
## Work: tasks, handing in, feedback
nav-work = My work
nav-lessons = Lessons
page-lessons = Lessons
lessons-none = No lessons yet. Your teacher gives you some when there are.
lesson-takes = { $minutes ->
    [one] About one minute
   *[other] About { $minutes } minutes
  }
lesson-open = Open it
lesson-leaves = This leads to another site.
lesson-check = Show what you learned
lesson-worked = I worked with it
lesson-minutes = For how many minutes?
lesson-note = Note it
lesson-used = { $day }
lesson-used-minutes = { $minutes ->
    [one] { $day }, one minute
   *[other] { $day }, { $minutes } minutes
  }
lesson-done = Worked with it
lesson-no-mark = It helps your teacher plan. It is no result: only a check shows what you can do.
lesson-about = What it is about
why-learn = Learn it from
work-task = a task
work-of = What { $name } made
work-none = Nothing here yet.
work-open = To do
work-due = due { $when }
work-to-do = What to do
work-mine = Your work
work-only = This time, only this:
work-looked-at = What is looked at
work-words = Write here
work-link = Link to your work
work-file = Add a file
work-sound = Record your voice, or choose a sound file
work-add = Add
work-remove = Take off
work-too-large = This file is too large: 50 MB is the most.
work-save = Save for later
work-hand-in = Hand in
work-again = Work on what is not there yet
work-kept = Saved
work-not-kept = No connection: kept in this browser, trying again
work-attempt = { $number }: { $when }
work-draft = not handed in
work-waits = waiting for feedback
work-what-was-handed-in = What was handed in
work-met = { $met } of { $all } there
work-is-met = there
work-not-met = not there yet
work-not-applicable = Not looked at
work-reviews = To rate
work-reviews-about = Compare with what is looked at. You can change it until your teacher gives feedback.
review-own = Rate your own work
review-own-about = Your teacher and your family see it together with the feedback.
review-peer = A classmate’s work { $number }
review-of-peer = A classmate’s work
review-peer-about = You are not told whose it is, and they are not told that it was you. Your teacher is. Say what helps.
review-progress = Of classmates’ work, { $done } of { $asked } rated.
review-take = Rate a classmate’s work
review-is-done = done
review-about = What you say about
review-whole = What you say about the whole
review-done = Done
review-over = The feedback is given: this stands as it is.
review-incomplete = Choose a level for each, then press Done again.
work-state-waits = Handed in. You will see here what your teacher says.
work-state-all-met = Everything is there. Well done.
work-state-meeting = Talk with your teacher first; then you can work on it again.
work-state-most = This was handed in as often as it can be.
work-state-closed = Nothing can be handed in any more.
record-work = What was handed in
record-work-about = Work for tasks, each time it was handed in. Its files lie in the folder "files".
record-task = Task
record-handed-in = Handed in
record-words = Words
record-link = Link
record-work-files = Files
record-feedback = What was said of it
record-feedback-about = Criterion by criterion, once it was released.
record-criterion = Criterion
record-comment = What was said

## The day
nav-day = My day
page-day = My day
day-nothing = Nothing is planned for you in the next days yet.
day-place = { $room }, group { $group }
day-with = with { $educator }
day-no-seat = Ask at the door where to go.
day-why = Why this?
day-why-ready = You are ready for this: { $what }.
day-why-nearly = You are close to reaching it.
day-why-balance = You have had little of this lately: { $how }.
day-why-works = This has gone well for you: { $how }.
day-why-educator = { $who } is with the group.
day-why-chosen = Your teacher chose this for you.
day-why-stands = This group meets for several days.
day-week = This week
day-screens = On screens
day-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }
day-minutes-of = { $minutes } of { $target } minutes
record-sessions = Sessions of the day's schedule
record-sessions-about = What was done in each period of a scheduled day.
record-session-day = Day
record-session-period = Period
record-session-way = Way of learning
record-session-minutes = Minutes
## By when
pace = By when
pace-of-child = By when: { $name }
pace-reached = { $reached } of { $all } targets reached.
pace-next = Next comes “{ $title }”, by { $day }.
pace-next-undated = Next comes “{ $title }”.
pace-overdue = Planned for earlier and still to come
pace-planned = The plan
pace-no-day = no day
pace-target = Target
pace-day = Day
pace-is = Reached?
pace-yes = reached
pace-not-yet = not yet
pace-not-mastery = Days say when, never how well. They change no result.
pace-none = There is nothing to show yet: no class has targets with days.
pace-paused-until = A pause until { $day }: nothing is asked until then.
pace-paused = A pause: nothing is asked for now.
pace-few = There is little to go by yet, so this is a first guess.
pace-assumes = This takes it that the speed stays as it was.
pace-news = News about pace
pace-news-none = Nothing new.
pace-news-ahead = { $name } is ahead again in { $class }.
pace-news-on-pace = { $name } is on pace again in { $class }.
pace-news-behind = { $name } is behind the days in { $class }.
pace-news-finished = { $name } has reached everything in { $class }.
pace-seen = Seen
mail-pace-subject = News about pace
mail-pace = There is news about pace. Sign in to read it:
mail-pace-details = For privacy this mail does not say more.
record-attendance = When the learner was there
record-attendance-about = By day or period, with every correction. It changes no result.
record-day = Day
record-period = Period
record-presence = Was
record-minutes-late = Minutes late
record-pauses = Pauses
record-pauses-about = Days on which nothing was asked.
record-pace = How the days were kept
record-pace-about = Ahead, on pace or behind in each class, from the day it was noticed.
record-standing = Pace
record-new-plans = New plans
record-new-plans-about = When what was left was spread anew over the school days.
said-presence = { $code ->
    [present] here
    [absent] absent
    [late] late
    [excused] excused
   *[other] { $word }
  }
said-pace = { $code ->
    [ahead] ahead
    [on-pace] on pace
    [behind] behind
    [finished] finished
    [paused] a pause
    [no-line] no days
   *[other] { $word }
  }

## What is next: the path
nav-path = What’s next
path-of = What’s next for { $name }
path-today = To choose from today
path-today-advice = Pick what you feel like. All of these are good next steps.
path-nothing-new = Nothing new can be started right now.
path-instead-review = { $count ->
    [one] One thing waits to be looked at again.
   *[other] { $count } things wait to be looked at again.
  }
path-instead-ask = { $count ->
    [one] One goal is stuck: ask a teacher, who can open a way to it.
   *[other] { $count } goals are stuck: ask a teacher, who can open a way to them.
  }
path-instead-more = { $count ->
    [one] Every goal is reached. One more thing can be started.
   *[other] Every goal is reached. { $count } more things can be started.
  }
path-instead-choose = { $count ->
    [one] There is no goal yet. One thing can be started.
   *[other] There is no goal yet. { $count } things can be started: pick one, or set a goal.
  }
path-instead-everything = Everything here is reached. Ask a teacher for the next goal.
path-learn = New
path-review = Look at it again
path-pick = Pick this
path-picked = Picked
path-put-back = Put back
path-more = All that can be started now
path-beyond = Beyond the goals
path-why-pinned = { $name } put this first: { $reason }
path-why-sent-back = { $name } asks to work on this once more: { $reason }
path-why-chosen = Picked { $day }.
path-why-fades = Fades if it is not looked at again by { $day }.
path-why-faded = Was to be looked at again by { $day }: it fades.
path-why-opens = { $count ->
    [one] Opens one other.
   *[other] Opens { $count } others.
  }
path-why-needed = Needed for “{ $title }”.
path-why-needed-by = Needed for “{ $title }” by { $day }.
path-why-named = Part of “{ $title }”.
path-why-named-by = Part of “{ $title }”, to be reached by { $day }.
path-why-liked = Has to do with { $word }.
path-why-begun = { $count ->
    [one] Begun: one piece of work so far.
   *[other] Begun: { $count } pieces of work so far.
  }
path-why-since = Ready since { $day }.
path-why-nothing-before = Nothing has to come before it.
path-why-despite = Not reached yet before it: { $titles }.
path-why-passed = Left out before it: { $titles }.
path-why-assumed = Taken as known before it: { $titles }.
path-why-unsure = “{ $title }” comes before it and is not quite safe yet.
path-goals = Goals
path-goal-begun = What was begun
path-goal-reached = { $reached } of { $total } reached
path-goal-until = until { $day }
path-goal-end = End this goal
path-goal-none = No goal yet.
path-goal-new = Set a goal
path-goal-title = Name (if you like)
path-goal-what = What to reach
path-goal-due = By which day (if you like)
path-goal-set = Set the goal
path-goal-band = Grades of a subject
path-goal-floor = From grade
path-goal-ceiling = to grade
path-no-way = What no way leads to
path-stuck-outside = “{ $title }” is not taught here any more.
path-stuck-missing = “{ $title }” needs something that is not here.
path-stuck-circle = These wait for each other: { $titles }. A teacher can open the way.
path-blocked = Waits for { $titles }.
path-way = The nearest step: { $title }.
path-map = The whole map
path-map-about = Every step and where it is. Follow a step to read more about it.
path-picture = Picture
path-list = List
path-stage-done = Done
path-stage-ready = Ready
path-stage-next = Next
path-stage-later = Later
path-stage-skipped = Left out
path-like = What you like
path-like-about = Words such as music or animals, with commas between. Steps that have to do with them come a little earlier.
path-like-save = Save
path-if = What would it take?
path-if-by = By which day
path-if-missing = { $count ->
    [0] Everything for “{ $title }” is reached.
    [one] One step is missing for “{ $title }”.
   *[other] { $count } steps are missing for “{ $title }”.
  }
path-if-hours = That takes about { $middle } hours, most likely between { $low } and { $high }.
path-if-week = To be there by { $day }: about { $count } a week.
path-if-recent = { $count ->
    [0] Nothing new was reached in the last { $weeks } weeks.
    [one] One step was reached in the last { $weeks } weeks.
   *[other] { $count } steps were reached in the last { $weeks } weeks.
  }
path-if-likely = At this speed the day can be kept.
path-if-uncertain = At this speed it may be close.
path-if-unlikely = At this speed the day is too early. A later day, or more time each week, would help.
path-if-stuck = { $count ->
    [one] No way leads to one of them yet: ask a teacher.
   *[other] No way leads to { $count } of them yet: ask a teacher.
  }
record-goals = Goals
record-goals-about = What the learner is to reach, who set it and when.
record-goal = Goal
record-set-by = Set by
record-set-at = Set
record-goal-due = Due
record-directives = What teachers directed on the path
record-directives-about = What was put first, left out or sent back, with its reason.
record-directive = What
record-choices = What the learner picked and likes
record-choices-about = What the learner picked to work on, and what they like.
record-picked = Picked
said-directive = { $code ->
    [pin] put first
    [skip] left out
    [send-back] sent back
   *[other] { $word }
  }
