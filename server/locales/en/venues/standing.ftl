# What reads otherwise at every desk that stands: a market, a park, a rights-protection centre.

setup-people-hint = These two prepare everything else. The head makes the mediators’ sign-ins, so that whoever runs the place does not choose who mediates.
plan-name-hint = As visitors know it
plan-first-day = Open from this day on
plan-heading-place = Rooms
plan-rooms-hint = One a line, such as Room 1
plan-desk-hint = Shown on every ticket and on the boards. Write it in each language your visitors read: Ground floor, entrance B · 一楼 B 入口
plan-emergency-hint = Printed on the posters: Security 8800 · Police 110 · First aid 120

board-from-hall = { $count } of them from { $hall }
counter-hall = { $hall }
why-hall = Near you: { $hall }
print-kiosk-in-hall = Kiosk { $letters }, { $hall }
scan-booth = { $hall }, { -booth } { $booth }
papers-stand = { $hall }, { -booth } { $booth }
scan-hall = { $hall }
code-hall = { $hall }
code-booth = { $hall }, { -booth } { $booth }
sheets-hall = { $hall } ({ $count })
log-hall = { $hall }
ticket-in-hall = { $hall }
home-how-scan-more = at the mediation desk or on its posters, and say what happened. It takes about two minutes. Papers may follow later.
problem-code-unknown-now = Scan the code again. If that does not help, scan the one at the mediation desk.
problem-code-revoked-now = Scan the code at the mediation desk instead.
sheets-posters = Posters of the desk
codes-print-poster = Poster
sheets-posters-what = A4, for entrances and columns: the code of the desk, where it is, whom to call in an emergency.
codes-lead = The desk has a code, and so has each place on the list. It names the place and nobody, and it can be replaced.
sheet-hint-poster = One on a page, to be read from some distance

reason-fair-closed-transferred = Passed on to the competent office
urgency-fair-ending = The desk closes soon
closing-choice-remote = Go on over a distance
report-whole-carried-over = Carried over from before
report-whole-open = Open at the end
report-track-in-force = Ordered and not lifted at the end
report-meaning = Every case counts once, in the period in which it was filed; how it ended counts on the day it ended. Carried over are cases filed before the period and still open when it began: with those filed they make up what was concluded and what was open at the end. Accepted, with talks, agreed: in the period in which a case got its number, its first talk began, its agreement came into effect. The numbers are those of the daily logs added up. Waits and talks are ranked over the whole period. Where parties come from is taken from the { -exhibitor } list. Who was complained of more than once is counted from complaints to the { -organiser } about cases filed in the period alone, never from mediation.
report-chapter-whole = Altogether
report-title = Report of the desk
typical-as-date = one day
legal-basis-means-cooperation = The law of the place that asks whoever runs it to work with the authority. Dates, outcome and the complaint file.
conclude-routes = The market or IP authority, a court (where it is urgent, an injunction is possible), arbitration if they agree on it, evidence by a notary. Nobody is worse off for not mediating.
papers-route-injunction = A court order to stop an act, at once where the case is urgent (Supreme People's Court, provisions on act preservation in intellectual property disputes, 2018).

consent-v1-long = How long: questions 90 days, cases at least three years from their end; then only figures remain.
retention-lead = Files are kept for { $years ->
    [one] one year
   *[other] { $years } years
  }, counted from the end of the case or from the last time an authority was given something of it; questions for { $days ->
    [one] one day
   *[other] { $days } days
  } after their end. What is listed here has been kept for its time. Nothing goes before you say so.
record-kept-file = { $years ->
    [one] one year
   *[other] { $years } years
  } after the case; a question { $days ->
    [one] one day
   *[other] { $days } days
  }
record-kept-fair = As long as the desk works
record-kept-typical = Drafts as long as the file ({ $years } years after the case). What is published by consent until it is withdrawn; what is about nobody, for ever.
record-check = Have this record checked by a lawyer before the desk opens, with the impact assessment where one is needed (PIPL art 55). Keep it for three years.
forms-step-print = Print some sets beforehand. A set is everything one case may need, under one number.
address-lead = Codes on paper last for years. Choose an address that stays, and try it with a phone.
ticket-bring-ticket = this ticket, on the phone or printed, and your ID
rights-before-fair = Registered on { $date }
rights-during-fair = Registered on { $date }
quarter-left-out = Enter by hand what the desk does not know: amounts are sealed with the agreements and are not added up, and what becomes of an agreement happens later.
problem-day-outside-what = It has not begun yet, or the desk was closed and nothing happened that a log counts. Nothing was changed.
problem-day-outside-now = Choose another day.

complaints-until-hint = Leave it empty for: until the measure is lifted.
complaints-until-clause-hint = On a clause an order stands no longer than the clause. Leave it empty for that; where the clause names no last day, that is until the measure is lifted.
problem-beyond-close-what = The clause on which this order stands names no last day, so the order stands until the measure is lifted. Nothing was ordered.
problem-beyond-close-now = Leave the end empty. The measure can be lifted at any time.
complaints-rule-guidelines = rules of the { -fair }
papers-until-close = Until it is lifted
papers-certificate = It is certified that at { $fair } the following case was handled by { $us } with the following outcome.
papers-complaint-answer-text = Please hand in a written statement and evidence that the product does not infringe within the time below. After that a named officer of the { -organiser } decides under the rules of the { -fair } whether a measure is taken; the end of the time alone brings about nothing.
papers-window-all = { $length } from the handing over of this notice, every hour counted
papers-window-open = { $length } of the desk’s opening hours from the handing over of this notice
typical-cases-hint = What others can learn from disputes that came to this desk
typical-cases-lead = Disputes that came to this desk and how they were settled, told so that others can learn from them. Names and particulars are changed.
record-why-typical = To tell others what can be learned from disputes, and to hand such cases to those who watch over mediation.
shifts-days = Days of service
exhibitor-booths-hint = One a line, { -hall } first: B: 12. { -Halls } of this { -fair }: { $halls }
exhibitor-booth-hall-missing = “{ $line }” names no { -hall }. Write the { -hall } first, such as B: 12.
right-exhibitor-unknown = This names no { -exhibitor }, or more than one. Write the { -booth } with its { -hall }, such as B 12, or the full name.
