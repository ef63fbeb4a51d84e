# What learners read of themselves.

## What I can do
page-can-do = What I can do
summary-beginning = This is the beginning: the first target takes the longest.
summary = You have reached { $reached } of { $targets } targets.
summary-newest = You have reached { $reached } of { $targets } targets. The newest is “{ $title }”.
nothing-yet = Nothing here yet. Your teacher picks the first targets soon.
strand-reached = { $reached } of { $total } reached
can = I can
working-on = I am working on
next = What is next
next-all = Everything here is reached.
next-go-on = Go on with what is under way.
next-ready = You can start on this now.
next-opens = { $count ->
    [one] Opens one more target.
   *[other] Opens { $count } more targets.
  }
history = How it went

## Why
no-tries = No tries yet. That is not a bad sign, it only means nobody has looked.
can-do-this = You can do this.
on-the-way = You are on the way.
not-enough = There is not enough of your work to go on yet.
teacher-will-look = Your teacher will look at all your work together.
level-so-far = The level so far: { $level }.
teacher-decided = Your teacher decided this. The reason: { $reason }
looks-at = { $count ->
    [one] This looks at one piece of your work, the newest from { $day }.
   *[other] This looks at { $count } pieces of your work, the newest from { $day }.
  }
moved-up = Your newest work moved you up.
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
keep-going = Every new try can bring you closer.
more-answers = A few more answers will make it clear.
show-with = { $count ->
    [one] You can show it with one more piece of work at { $level } or better.
   *[other] You can show it with { $count } more pieces of work at { $level } or better.
  }

## By when
pace-ahead = You are ahead in { $class }.
pace-on-pace = You are on pace in { $class }.
pace-behind = You are a little behind the days in { $class }. Your teacher can make a new plan with you.
pace-finished = You have reached everything in { $class }.
pace-no-line = You work without days in { $class }.
pace-finish = At this speed you will be done around { $day }, most likely between { $early } and { $late }.
pace-finish-open = At this speed you will be done around { $day }, at the earliest around { $early }; it may take longer than this school year.
pace-finish-beyond = At this speed you will need longer than this school year.
