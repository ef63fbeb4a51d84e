# What families read of their children. Warm and true: what is not known is not said to be missing.

## My children
your-child = Your child
your-children = Your children
nobody-yet = We do not know yet whose family you are.
nobody-yet-advice = Ask the school office to connect your sign-in with your child. Nothing is wrong with your sign-in.
grade = Grade { $grade }
one-thing-helps = One thing that helps
all-targets = All targets
of-child = of { $name }
as-family = As the family sees it

## Three sentences, and one thing that helps
told-nothing = { $name }'s teacher has not shared any results yet.
told-nothing-usual = That is usual in the first weeks.
told-nothing-soon = You will see them here as soon as there are some.
told-all = { $targets ->
    [one] { $name } has reached the one target of this term.
   *[other] { $name } has reached all { $targets } targets of this term.
  }
told-started = { $targets ->
    [one] { $name } has started on the one target of this term.
   *[other] { $name } has started on { $started } of the { $targets } targets of this term.
  }
told-some = { $name } has reached { $reached } of the { $targets } targets of this term.
told-newest = The newest one is “{ $title }”.
told-first = The first one takes the longest; that is usual.
told-working = “{ $title }” is the one to work on now.
told-next = Next comes “{ $title }”.
told-waiting = Nothing is waiting at the moment.
help-interesting = Ask { $name } what the most interesting thing in class was this week.
help-explain = Ask { $name } to explain “{ $title }” to you as if you had never heard of it: telling somebody is the best practice.
help-useful = Look together for something at home where “{ $title }” is useful, and let { $name } show you.
help-proud = Let { $name } teach you something they are proud of.

## What a child can do
page-can-do = What { $name } can do
summary-beginning = This is the beginning: the first target takes the longest.
summary = { $name } has reached { $reached } of { $targets } targets.
summary-newest = { $name } has reached { $reached } of { $targets } targets. The newest is “{ $title }”.
nothing-yet = Nothing here yet. The teacher picks the first targets soon.
strand-reached = { $reached } of { $total } reached
can = Can do
working-on = Working on
next = What is next
next-all = Everything here is reached.
next-go-on = What is under way goes on.
next-ready = Can be started now.
next-opens = { $count ->
    [one] Opens one more target.
   *[other] Opens { $count } more targets.
  }
history = How it went

## Why
no-tries = No tries yet. That is not a bad sign, it only means nobody has looked.
can-do-this = Your child can do this.
on-the-way = Your child is on the way.
not-enough = There is not enough work to go on yet. This is no cause for worry.
teacher-will-look = The teacher will look at all the work together.
level-so-far = The level so far: { $level }.
teacher-decided = The teacher decided this. The reason: { $reason }
looks-at = { $count ->
    [one] This looks at one piece of your child's work, the newest from { $day }.
   *[other] This looks at { $count } pieces of your child's work, the newest from { $day }.
  }
moved-up = The newest work moved it up.
left-out-too-old = { $count ->
    [one] One piece of work is left out: too long ago.
   *[other] { $count } pieces of work are left out: too long ago.
  }
left-out-excused = { $count ->
    [one] One piece of work is left out: excused.
   *[other] { $count } pieces of work are left out: excused.
  }
left-out-mistake = { $count ->
    [one] One piece of work is left out: entered by mistake.
   *[other] { $count } pieces of work are left out: entered by mistake.
  }
holds-until = This holds until { $day }.
keep-going = Further work can bring your child closer.
more-answers = A few more answers will make it clear.
show-with = { $count ->
    [one] It can be shown with one more piece of work at { $level } or better.
   *[other] It can be shown with { $count } more pieces of work at { $level } or better.
  }

## The report on paper
report = Report to print
report-title = How { $name } is doing
report-day = As of { $day }
report-for = For { $name }
report-can = { $name } can do this
report-working = { $name } is working on this
report-next = This comes next
report-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
report-teachers = Questions? Ask the school: { $teachers }.
report-code = More on your phone
report-code-how = Point the camera of your phone at the square. You need no e-mail and no password.
report-code-until = The square opens the page of { $name } until { $day }. Keep it as you keep a key.
report-print-how = Print this page from your browser, or keep it as a file.

## Notices by e-mail. Nothing of a record may stand in them: anybody could read a mail.
mail-subject = News about your child's learning
mail-hello = Hello { $name },
mail-news = There is news about your child's learning. Sign in to read it:
mail-no-details = For your family's privacy this mail does not say more.
mail-stop = To get these mails more or less often, or not at all, sign in and choose “Notices”.

## How often notices come
notices-how = We write when there is news about your child's learning. The mail itself tells nothing of it.
notices-to = They go to { $address }.
notices-no-address = We have no e-mail address of yours. Ask the school office to add one, or use the code on a printed report.
notices-often = How often
notices-daily = At most once a day
notices-weekly = At most once a week
notices-never = Never
notices-save = Save
notices-saved = Saved.

## By when
pace-ahead = { $name } is ahead in { $class }.
pace-on-pace = { $name } is on pace in { $class }.
pace-behind = { $name } is a little behind the days in { $class }. The teacher can help with a new plan.
pace-finished = { $name } has reached everything in { $class }.
pace-no-line = { $name } works without days in { $class }.
pace-finish = At this speed { $name } will be done around { $day }, most likely between { $early } and { $late }.
pace-finish-open = At this speed { $name } will be done around { $day }, at the earliest around { $early }; it may take longer than this school year.
pace-finish-beyond = At this speed { $name } will need longer than this school year.
