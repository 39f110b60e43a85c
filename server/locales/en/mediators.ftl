# The mediators: roster, credentials, trainings, shifts, hours, load.
roster-title = Mediators
roster-hint = Who mediates here, in which fields and languages
roster-lead = These people mediate here. They take no side and decide nothing; what you tell them stays confidential.
roster-empty = The roster is not there yet
roster-empty-hint = Ask at the mediation desk who mediates here.
roster-choice = Tell the desk if you would like somebody of this list, or somebody else than the mediator you have. Both sides may do so.
roster-listed = Stands on the public roster
roster-listed-hint = Name, grade, fields and languages are then public at /mediators; nothing else is.
roster-name = Name on the roster
roster-name-hint = The public name; not the name to sign in with
roster-name-missing = The roster needs a name.
roster-other-name = Name in another script
people-unnamed = No name for papers yet
credentials-title = Certificate and appointment
credentials-certificate = Number of the certificate
credentials-issuer = Issued by
credentials-until = Certificate valid until
credentials-appointed-from = Appointed from
credentials-appointed-until = Appointed until
people-grade = Grade
people-credentials-saved = Certificate and appointment are recorded.
people-training-saved = The training is recorded.
people-training-struck = The training was struck out.
grade-none = none
term-heading = Papers of mediators run out
term-over = { $term } ended { $date }
term-soon = { $term } ends { $date }
training-title = Trainings
training-none = None recorded yet.
training-sum = { $length } in all
training-add = Record a training
training-topic = What it was about
training-on = Day
training-hours = Hours
training-hours-wrong = Write the hours as a number between 0.25 and 200, such as 3 or 1.5.
training-record = Record
training-strike = Strike out
training-was-struck = Struck out { $moment }, by { $who }
training-strike-sure = Strike this training out? It counts no longer, and stays here struck out.
shifts-title = Shift plan
shifts-lead = Who is planned where, and which opening hours nobody is planned for. The plan binds nobody: what counts is who goes on duty.
shifts-days = Days of the { -fair }
shifts-weeks = Weeks
shifts-week = from { $day }
shifts-week-gaps = { $count ->
    [one] 1 day with a gap
   *[other] { $count } days with a gap
}
shifts-gaps = { $count ->
    [one] 1 place with a gap
   *[other] { $count } places with a gap
}
shifts-gap = Nobody planned
shifts-nobody = Nobody planned.
shifts-covered = Nobody for it alone; those planned for all { -halls } are there all the time: { $names }.
shifts-covered-besides = Besides, planned for all { -halls }: { $names }.
shifts-anywhere = All { -halls }
shifts-you = you
shifts-time = { $from }–{ $until }
shifts-cancel = Take out
shifts-plan = Plan a shift
shifts-who = Who
shifts-where = { -Hall }
shifts-from = From
shifts-until = Until
shifts-also = The same on
shifts-also-hint = Tick the other days on which this person is planned for the same time and place. If one of them does not fit, none is planned.
shifts-add = Add to the plan
shifts-staff-missing = Choose a person.
shifts-reversed = The shift has to end after it begins.
shifts-time-wrong = Write a time of day, such as 09:00.
shifts-overlap = This person is planned from { $from } to { $until } already.
shifts-done = The shift is in the plan.
shifts-done-all = The shifts are in the plan.
shifts-done-all-outside = The shifts are in the plan. Some of them lie outside the opening hours of their day; take those out that were not meant.
shifts-done-outside = The shift is in the plan. Some of it lies outside the opening hours of that day; take it out if that was not meant.
shifts-outside = outside the opening hours
shifts-cancelled = The shift was taken out of the plan.
hours-title = Hours and load
hours-lead = Time on duty of mediators and reception, as switched and as corrected since, for allowances. Breaks are told apart.
hours-table = Hours on duty
hours-name = Name
hours-day = Day
hours-on-min = Minutes on duty
hours-break-min = Minutes on a break
hours-open-min = Minutes the desk was open
hours-overlong = off duty forgotten?
hours-overlong-hint = Where it asks so, somebody was on duty two hours and more longer than the desk’s hours of a day. Ask them, and correct it below before allowances are paid by it.
hours-sum = In all
hours-recent = This and last month
hours-span = Shown and added up: { $days }
hours-sum-of = In all, { $days }
hours-left-out = { $count ->
    [one] One day on which nobody was on duty is left out.
   *[other] { $count } days on which nobody was on duty are left out.
  }
hours-with-break = { $on }, breaks { $break }
hours-csv = Download as CSV
hours-mark = Mark
hours-mark-corrected = corrected
hours-closed = closed
hours-still-on = still on duty since { $moment }
hours-corrected = Corrected by { $who } on { $on }: off duty at { $left }. Reason: { $reason }
hours-correct = Correct when somebody went off duty
hours-correct-hint = For whoever forgot to go off duty. What was switched stays in the record, and so does what you write here; the sheet and the file show the corrected hours. Time after it no longer counts up to the next switch, today’s hours too. Whoever still counts as on duty goes off by it.
hours-correct-day = Day on which they went
hours-correct-time = Time at which they went
hours-correct-why = Why, and how you know
hours-correct-save = Correct the hours
hours-correct-nobody = Choose a person.
hours-correct-future = This time has not come yet.
hours-correct-outside = This person was not on duty at that time. Write a time after they went on duty, and before their next switch.
hours-correct-seen = At { $clock } this person switched their duty or took a step in a case, and so was still there. Write a later time.
hours-correct-holds = Ticket { $number } is still in this person’s hands. Open its case, interrupt its talk if there is one, and give it back into line; then correct the hours.
hours-corrected-done = The hours were corrected.
hours-past-close = { $count ->
    [one] One of your people is still on duty, though the desk has closed since they came.
   *[other] { $count } of your people are still on duty, though the desk has closed since they came.
  }
hours-closed-day = { $count ->
    [one] One of your people is on duty, though the desk is closed today.
   *[other] { $count } of your people are on duty, though the desk is closed today.
  }
hours-past-close-say = If they have gone home, say when:
load-title = Load
load-hint = For an even sharing of work and for coaching, listed by name. Whether the sides settle is theirs to decide, so there is no rate and no rank: look at the numbers together, and talk with the person.
load-taken = Cases taken
load-open = Open now
load-back = Given back
load-preparation = From taking to next step (median)
load-talks = Talks
load-talk = Length of a talk (median)
load-advice = Advice
load-ended = Ended as
