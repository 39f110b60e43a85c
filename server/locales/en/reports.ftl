# Reports: the fair's report.
nav-report = Report
report-title = Report of the { -fair }
report-title-of = Report, { $fair }
report-title-of-period = Report, { $fair }, { $period }
report-period = Period
report-year = Whole year { $year }
report-files = This report
report-days = Days
report-days-value = { $first } to { $last }
report-nothing-yet = No day of it is over yet, so nothing is counted.
report-as-of = counted up to { $moment }
report-with-late = What was recorded for a day after it was sealed is counted here; the log of that day tells it by itself.
report-own-body = Its cases alone are counted; the { -organiser } has the report of all.
report-none = Not said
report-survey-line = { $statement }: { $degree }
report-hour = from { $hour }:00
report-filed-weeks = Filed, week by week, each named by its first day
report-filed-months = Filed, month by month
report-concluded-weeks = Concluded, week by week, each named by its first day
report-concluded-months = Concluded, month by month
report-over = over { $count }
report-small-hidden = Numbers below { $fewest } are not shown, nor others where they could be worked out from a sum or from the days, so that they point at nobody.
report-talks-later = Of the day that runs, cases accepted, talks, agreements, missed calls, and which right it was without a complaint to the { -organiser } are told when it is over.
report-places-hidden = By { -hall }, class of product and origin, numbers below { $fewest } are not shown, nor others where they could be worked out from the sum: a report is passed on. A reason that fewer than { $fewest } cases ended for is counted as not told.
report-how = What these numbers are
report-satisfaction-few = Parties are asked three questions when their case is over. From { $fewest } answers on, what they say of the desk stands here and in the desk’s public figures.
report-satisfaction-elsewhere = What parties say of the desk is told of the whole desk alone, in its public figures: an answer names no case, so nobody can tell of which mediation body or which time it is.
report-meaning = Every case counts once, on the day it was filed; how it ended counts on the day it ended. The numbers are those of the daily logs added up. Waits and talks are ranked over all cases of the { -fair }. Where parties come from is taken from the { -exhibitor } list. Who was complained of more than once is counted from complaints to the { -organiser } alone, never from mediation.
report-json-signed = The data file (JSON) is signed with the key of this desk, so that another desk can read it back and check it. The columns of all files are described in reports.md, which comes with the program, and stay the same.
report-signs = For the file

# Earlier fairs beside this one.
report-earlier = Beside earlier { -fairs }
report-earlier-lead = Take in the data file (JSON) of an earlier { -fair }’s report. It is kept with this { -fair }, and you may take it out again.
report-earlier-none = No earlier { -fair } was taken in yet.
report-earlier-file = Data file of its report
report-earlier-take = Take it in
report-earlier-remove = Take it out
report-earlier-fairs = Earlier { -fairs }
report-this-fair = This { -fair }
report-signed-own = Signed with the key of this desk
report-signed-other = Signed, and unchanged since. Compare the key with a printed log of that { -fair }:
report-not-signed = Not signed: nobody can tell whether it was changed
report-taken = The report of the earlier { -fair } stands beside this one.
report-removed = The report of the earlier { -fair } is taken out.
report-file-missing = Please choose the file. Nothing was changed.
report-not-one = This is not the data file of a report. Export it at the earlier { -fair }’s desk as “Data (JSON)” and choose that file. Nothing was changed.
report-changed = Its signature does not fit its figures: the file was changed after it was made. Ask for it once more. Nothing was changed here.
report-of-a-period = This is the report of a desk without a last day, for a quarter or a year. Only reports that reach over all days can stand beside this one. Nothing was changed.
report-of-this-fair = This is the report of this very { -fair }. Choose the file of an earlier one. Nothing was changed.
report-of-these-days = This report counts days of this very { -fair }. Choose the file of an earlier one. Nothing was changed.
report-cut-short = counted up to day { $counted } of { $days }, before it was over
report-cut-short-head = day { $counted } of { $days }
report-of-one-body = This is the report of one mediation body, not of the whole { -fair }. Ask the { -organiser } of that { -fair } for the file. Nothing was changed.

# The quarterly statistics of the mediation body.
quarter-title = Quarterly statistics
quarter-of = Quarter { $number } of { $year }
quarter-lead = For the form that { $body } hands in: what the desk knows is filled in.
quarter-which = Quarter
quarter-by-hand = by hand
quarter-meaning = Cases accepted are those that got their number in the quarter; where they came from and what they were about is of these. Cases concluded were accepted at any time and ended in the quarter. Agreements count in the quarter in which they came into effect. Mediators are those of today.
quarter-left-out = Enter by hand what the desk does not know: amounts are sealed with the agreements and are not added up, and what becomes of an agreement happens after the { -fair }.

# Lists of cases for an authority.
handover-title = Lists for authorities
handover-lead = A list has one row a case and no names. Who it was made for, and on what ground, is recorded before it leaves the desk.
handover-organiser = Columns that belong to the mediation stay empty in the list that you get, and so do right and reason of a case without a complaint to the { -organiser }; the head of the mediation body gets all of them.
handover-of-body = Your list holds the cases of { $body } alone.
handover-new = A new list
handover-to = For whom
handover-to-missing = Please choose for whom the list is. Nothing was changed.
handover-words = Office, and on what ground
handover-words-hint = For example: Pudong judicial bureau, letter of 3 March, no. 12. No names of parties.
handover-words-missing = Please write which office asked and on what ground. Nothing was changed.
handover-from = Cases filed from
handover-until = up to and including
handover-day-missing = Please enter a day.
handover-days-reversed = This day is before the first one.
handover-not-over = This day has not come yet. A list goes up to today at most; what is filed later belongs in another one.
handover-not-begun = This day has not come yet, and nothing was filed on it.
handover-empty-title = 0 cases
handover-empty = No case was filed in these days: the list would hold 0 cases, and that it was handed over cannot be taken back. Correct the days, or say that the office is to have it all the same. Nothing was recorded.
handover-empty-all-the-same = The office is to have a list of 0 cases
handover-recorded-first = With this you record the handing over; the list can be downloaded afterwards.
handover-confirmed-first = With this you propose the list. It can be downloaded once a second person has confirmed it.
handover-left-whole = { $count ->
    [one] Downloaded once with all columns
   *[other] Downloaded { $count } times with all columns
}
handover-left-part = { $count ->
    [one] Downloaded once without the columns of the mediation
   *[other] Downloaded { $count } times without the columns of the mediation
}
handover-left-more = and { $count } times before; all of them stand in the journal
handover-whole = You get it with all columns.
handover-part = You get it without the columns of the mediation.
handover-make = Record it and make the list
handover-done = The handing over is recorded. Download the list below.
handover-done-title = Handed over
handover-pages = Pages of lists
handover-none = No list was made yet.
handover-filed = Cases filed
handover-cases = Cases
handover-files = The list
handover-columns = The columns
handover-edition = Edition { $edition }. Names and order stay the same; a new column is added at the end with a new edition. The table has codes, times in UTC and lengths in seconds; the workbook has times of the place and lengths in minutes.
handover-column = Column
handover-meaning = What stands in it
handover-mediation = mediation body only
