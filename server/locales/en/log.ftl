# The organiser's day: today, the daily logs, seals, complaints, figures.
log-today = Today
log-said = { $waiting } waiting, { $duty } on duty, { $filed } filed today
log-said-over = { $waiting } in no line any more, { $duty } on duty, { $filed } filed today
log-open-day = Today’s log
log-unsealed = The day { $date } is not sealed yet.
log-look-and-seal = Look it through and seal it
log-waiting-now = Waiting now
log-waiting-over = In no line any more
log-on-duty = On duty
log-on-break = On a break
log-filed-today = Filed today
log-open = Open cases
log-of-them-carried = { $count } from earlier days
log-concluded = Concluded
log-wait-median = Usual wait
log-session-median = Usual talk
log-p90 = 9 of 10 within { $length }
log-none-yet = –
log-nothing-yet = Nothing yet
log-told-later = told when the day is over
log-talks-later = How many talks there were, how long they took, which other calls were missed, and what fell due in mediation is told when the day is over, whether its log is sealed before or not.
log-no-shows = Missed calls
log-complaints-open = Open complaints
log-load = Filed by hour
log-longest-now = Longest wait now
log-load-compared = Filed by hour; the line is the average of the days before
log-usually = usually { $count }
log-waits = Usual wait in minutes, by the hour it ended in
log-waits-compared = Usual wait in minutes, by the hour it ended in; the line is that of the days before
alert-look = See which
alert-nobody = { $count ->
    [one] One ticket waits
   *[other] { $count } tickets wait
  } and nobody is on duty.
alert-no-mediator = { $count ->
    [one] One ticket waits
   *[other] { $count } tickets wait
  } and no mediator is on duty, reception alone.
alert-duty-forgotten = { $count ->
    [one] One person has been on duty since an earlier day and may
   *[other] { $count } people have been on duty since an earlier day and may
  } have forgotten to go off duty.
alert-duty-past-close = { $count ->
    [one] One person is still on duty, though the desk has closed. The head of their mediation body can say
   *[other] { $count } people are still on duty, though the desk has closed. The head of their mediation body can say
  } on the sheet of hours when they went.
alert-duty-closed-day = { $count ->
    [one] One person is on duty, though the desk is closed today. The head of their mediation body can say
   *[other] { $count } people are on duty, though the desk is closed today. The head of their mediation body can say
  } on the sheet of hours when they went.
log-past-close = past closing
log-closed-today = closed today
alert-language = { $count ->
    [one] One party waiting needs
   *[other] { $count } parties waiting need
  } { $language }, and nobody on duty speaks it.
alert-long-wait = { $count ->
    [one] One ticket has
   *[other] { $count } tickets have
  } waited longer than { $minutes } minutes.
alert-disk = Only { $free } are free on the desk’s disk. Below { $reserve } the desk takes nothing new.
alert-no-copy = No copy of this desk’s data was made yet. Whoever runs the machine makes one with “fairdesk backup”.
alert-old-copy = The last copy of this desk’s data was made { $length } ago. Whoever runs the machine makes one with “fairdesk backup”.
log-by-state = Where the tickets stand
log-by-outcome = How cases ended
log-by-kind = What people brought
log-by-ask = What was asked for
log-by-right = Which right
log-complaints-by-right = Which right, in complaints to the { -organiser }
log-by-hall = In which { -hall }
log-measures = Complaints to the { -organiser }
log-measures-ordered = Measures ordered
log-measures-served = Notices handed over
log-measures-answered = Statements received
log-measures-ended = Times ended without a statement
log-measures-cleared = Closed without a measure
log-measures-clauses = Clauses handed over by mediators
log-measures-applied = Measures applied
log-measures-lifted = Measures lifted
log-measures-in-force = Ordered and not lifted at the end
log-hall = { -Hall } { $hall }
log-no-hall = At the desk
log-takers = Mediators and reception
log-people = People on duty
log-duty-corrected = corrected
log-duty-since = corrected after the seal
log-duty-marked = { $name } ({ $mark })
log-name = Name
log-duty = Duty
log-room = Room
log-holds = Cases in hand
log-since = since { $clock }

log-days = Daily logs
log-days-lead = One log for each day. A sealed day cannot be changed any more; what comes in later is shown as late.
log-day = Day
log-day-of = Daily log, { $date }
log-day-before = Day before
log-day-after = Next day
log-today-mark = today
log-files = This log
log-title = Daily log
log-pdf = Paper (PDF)
log-xlsx = Workbook (Excel)
log-csv = Table (CSV)
log-json = Data (JSON)
log-chosen-part = { $what }: { $chosen }
log-files-chosen = Chosen of the list: { $chosen }. Workbook and table (CSV) have these cases alone; paper (PDF) and data (JSON) always have the whole list.
log-list-chosen = The list has these cases alone: { $chosen }. Everything else is of the whole day.
log-as-of = Counted up to
log-as-of-end = the end of { $date }
log-in-minutes = { $caption } (minutes)
log-outcome-reason = { $outcome }: { $reason }
log-outcome-untold = { $outcome }: reason not told
log-late-head = Recorded after the seal
log-late-arrivals-head = Recorded on this day for earlier, sealed days
log-filed = Filed
log-carried-in = From earlier days
log-open-at-close = Still open
log-urgent = Urgent
log-advice = Advice without a ticket
log-times = How long it took
log-wait = Wait
log-session = Talks
log-count = How many
log-median = Half within
log-p90-head = 9 of 10 within
log-longest = Longest
log-over-night = over a night
log-over-night-note = The longest wait reached over a night: closed hours count as waiting.
log-list = The list by ticket
log-list-sealed = The list is as it was sealed at { $moment }. What came later stands among the late entries.
log-list-sealed-look = Show the late entries
log-list-now = The list is as the day stands now. The log and its files have it as it was sealed at { $moment }.
log-list-now-look = Show it as it was sealed
log-waits-so-far = { $length } so far
log-waits-no-more = in no line any more
log-list-hint = Of a case without a complaint to the { -organiser } it tells how it ended, not why, which right it was about or who had it.
log-rows = { $count }
log-all = All
log-only = Only
log-show = Show
log-show-all = Show all
log-no-rows = No case like this
log-no-rows-hint = Choose something else above, or show all.
log-about = About
log-about-booth = against { $booth }
log-standing = Where it stands
log-filed-head = Filed at
log-measured = { $what }: { $length }
log-when = Filed, and how long
log-hour = { $from } to { $until }
log-tickets = { $count } tickets
log-deadlines = Deadlines
log-deadlines-note = What became of them is told as known now, also after the day was sealed.
log-deadlines-note-last = The desk does not open again after this day, so what ends later is listed here, too. What became of them is told as known now, also after the day was sealed.
log-deadlines-list = Deadlines by ticket
log-deadlines-mediation = Deadlines in mediation
log-deadlines-mediation-note = How many were due on the day. What became of them is known to the mediation body alone.
log-deadline-until = Until
log-deadline-what = What was due
log-deadline-fate = What became of it
log-deadline-whole-day = end of the day
deadlines-title = Due today and tonight
deadlines-title-last = Due today and later
deadlines-none = Nothing falls due before the desk opens again.
deadlines-none-last = Nothing falls due any more.
deadlines-within = by the end of { $date }
deadlines-passed = passed
deadlines-more = and { $count } more
log-whole-day = The day
log-yes = yes
log-mark-carried-in = from before
log-mark-urgent = urgent
log-mark-late = late
log-mark-erased = erased

log-remarks = Remarks of the officer
log-remarks-hint = Incidents, remarks and corrections for whoever reads this log. Nothing can be taken out again: a correction stands beside what it corrects.
log-remark-write = Write a remark
log-remark-kind = What it is
log-remark-text = In words
log-remark-text-hint = No names of parties and nothing from a mediation: use ticket numbers and { -booths }.
log-remark-sealed = This day is sealed. What you write now is shown as added after the seal, with your name and the time.
log-remark-save = Put it into the log
log-remark-added = added after the seal
log-remark-empty = Please write what is to stand in the log, and choose what it is. Nothing was changed.
log-remark-long = This is longer than 2,000 characters. Please part it into two remarks; what you wrote is still here.
log-done-remarked = Your remark stands in the log.
log-fact-remark = A remark of the officer

log-late = Late
log-late-count = { $count } late
log-late-arrivals = { $count } recorded today for an earlier, sealed day
log-late-hint = These belong to this day but were recorded after it was sealed. The seal does not cover them.
log-late-more = { $count ->
    [one] One more came after them. It counts, and is not listed here.
   *[other] { $count } more came after them. They count, and are not listed here.
}
log-late-mediation = { $count ->
    [one] One step of mediation came late, too. Of which case and when is known to the mediation body alone.
   *[other] { $count } steps of mediation came late, too. Of which cases and when is known to the mediation body alone.
}
log-late-mediation-later = How many steps of mediation came after the seal is told when the day is over.
log-after-seal = Recorded after the seal: { $changes }
log-after-seal-change = { $what } { $by }
log-after-seal-head = Changed after the seal
log-after-seal-hint = Figures are as they stood when the day was sealed, and so is the list unless it says otherwise. What was recorded for this day since stands at the end of the list, marked as late. Reports count it.
log-happened = Happened
log-recorded = Recorded
log-what = What
log-fact-advice = Advice without a ticket
log-fact-duty = A mediator’s duty
log-fact-read = A confidential text was opened
log-fact-party = A side was entered
log-fact-ticket = Ticket given out
log-fact-measure = A step in a complaint
log-fact-dismissed = Somebody no longer works here
log-fact-other = A step of the case, told to the mediation body alone

log-seal = Seal
log-today-sealed = Today’s log was sealed at { $clock }.
log-today-sealed-hint = The numbers here go on with the day. So do the lists behind them. The log has what was sealed; what came after it stands there as additions, marked as late.
log-today-sealed-look = Open the log
log-sealed = Sealed
log-not-sealed = Not sealed yet
log-goes-on = This day goes on
log-seal-this = Seal this day
log-seal-of = Seal { $date }
log-seal-lead = Look at these figures once more. With the seal you confirm them for good.
log-seal-not-over = This day is not over yet
log-seal-not-over-hint = You may seal it now. Everything that still happens today will then be shown as late.
log-seal-carries = Open cases that go on tomorrow
log-seal-carries-lead = The seal carries them over as they are. Whoever may end one, with its reason, does so before; then open this page again.
log-seal-leaves = Cases that are still open
log-seal-leaves-lead = The desk does not open again at this { -fair }, and they stay open as they are. Whoever may end one, with its reason, does so before; then open this page again.
log-seal-end = End it with a reason
log-seal-holder-ends = { $name } has it and ends it, or the head of the mediation body
log-seal-body-ends = The mediation body ends it
log-seal-head-ends = Nobody has it; the head of the mediation body ends it
log-seal-decision-ends = It ends with the decision of the { -organiser } on the complaint
log-seal-decision-ends-held = { $name } has it; it ends with the decision of the { -organiser } on the complaint
log-seal-all = See all { $count }
log-seal-means = What sealing does
log-seal-means-covers = It covers everything recorded up to now (entry { $upto } of the journal), word for word: nothing of it can be changed unnoticed.
log-seal-means-late = What is recorded for this day later stays visible, marked as late.
log-seal-means-final = A seal cannot be taken back.
log-seal-now = Seal this day now
log-done-sealed = The day is sealed. Print this page and keep it: the hash on paper proves the log.
log-seal-none = This day is not sealed yet.
log-seal-when = Sealed
log-carried-over = Open cases carried over
log-seal-upto = Covers the journal up to entry
log-seal-hash = Hash of that entry
log-seal-signature = Signature
log-seal-key = The desk’s public key
log-seal-qr = The seal as a code
log-seal-check = How to check this seal
log-seal-check-how = The signature (Ed25519) is over exactly these lines. The command “fairdesk verify” checks it together with the whole journal; any other program can check it with the public key.

log-body = Mediation body
log-draft-hint = This day is not sealed yet. Figures and list are as they stood at the time above and may still change.
log-checkpoint = Checkpoint
log-checkpoint-how = The code at the head of this paper is its checkpoint: up to which entry the journal reached, its hash there, and the signature of the desk. The desk that printed this paper checks it when the code is scanned; later, “fairdesk verify --checkpoint” checks it against a copy of the journal or against the log of this day as it was exported after this paper was printed. Keep this paper apart from the machine: it is the witness that nothing was changed afterwards.
log-officer = For the { -organiser }

log-check-title = Check of a printed log
log-check-belongs = This log belongs to the journal of this desk
log-check-belongs-what = Nothing up to entry { $upto } was changed since it was printed.
log-check-other-fair = This log is from another desk
log-check-other-fair-what = Check it at that desk, or with a copy of its journal.
log-check-cut-short = Entries are missing here
log-check-cut-short-what = The desk signed this log up to entry { $upto }, but its journal now ends with entry { $ends }. An old backup may have been restored. Keep the paper, and tell whoever runs the desk.
log-check-changed = The journal is not the one this log was printed from
log-check-changed-what = The desk signed another hash for entry { $upto } than stands there now: something before it was changed. Keep the paper, and tell whoever runs the desk.
log-check-sealed = It was printed after the day was sealed.
log-check-draft = It is a draft: it was printed before the day was sealed.
log-check-compare = Please compare day, entry and hash with the paper.

log-figures = Figures
log-figures-over = Counted up to the end of { $date }, as far as it was recorded by then. The day that runs is told when it is over, and with it what is entered today of earlier days.
# Of a sample, whose days are all recorded on one.
log-figures-over-sample = Counted up to the end of { $date }. The day that runs is told when it is over.
log-figures-none-over = No day is over yet, so nothing is counted.
log-figures-own = Of the cases of your mediation body the report tells every number, small ones too:
log-figures-lead = Numbers below { $fewest } are not shown, nor one more where they could be worked out from the sum, so that they point at nobody.
log-few = not shown

# The message to everybody who waits.
bulletin-title = Message to everybody who waits
bulletin-lead = It stands on every ticket’s page, on the boards and on the start page until you take it down or its time is over. Write nothing about a case or a person.
bulletin-from = The { -organiser } says
bulletin-change = Change it or take it down
bulletin-until = The message stands until { $moment }.
bulletin-end = Take it down
bulletin-write = Write a message
bulletin-replace = Write another instead
bulletin-minutes-unknown = Choose one of these times.
bulletin-how-long = How long
bulletin-till-close = Until the desk closes today
bulletin-post = Show it to everybody
bulletin-done = The message is shown to everybody who waits.
bulletin-done-ended = The message is taken down.
bulletin-empty = Write the message in at least one language.
bulletin-too-long = At most { $max } characters: it is read standing. Nothing you typed is lost.
log-fact-print = A slip was printed
log-fact-survey = A party answered the survey
log-fact-bulletin = Message to everybody who waits
log-fact-bulletin-over = That message ended
log-fact-products = The classes of products were named
log-fact-tariff = A mediation body published its fees
