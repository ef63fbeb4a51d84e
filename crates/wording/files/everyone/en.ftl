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
result-of = { $points } of { $possible }
piece-excused = Left out
piece-too-old = Too long ago to count.
piece-source = This kind of work does not count here.
piece-outcome = This task has no weight here.
piece-same = The same answer counts already.
piece-earlier = From an earlier version of this.

## How work is taken together, in one sentence for each way
rule-all_criteria = Every part must be met, and only what is missing is done again.
rule-average = All the work counts alike.
rule-body_of_evidence = A teacher looks at all the work together and decides.
rule-decaying_average = Newer work counts more than older work.
rule-highest = The best work counts.
rule-k_in_a_row = It takes several successes in a row.
rule-latest = The newest work counts.
rule-n_mastery = It takes several pieces of work at this level.
rule-n_of_m = It takes several successes close together.
rule-power_law = How the work has been developing counts.
rule-time_decayed = Recent work counts more than work from long ago.
rule-weighted_average = The newest work counts most.
rule-weighted_outcomes = Several parts count, some more than others.
