# Reports: the fair's report.
nav-report = Fair report
report-title = Fair report
report-title-of = Fair report, { $fair }
report-files = This report
report-days = The fair
report-days-value = { $first } to { $last }
report-as-of = counted up to { $moment }
report-none = Not said
report-hour = from { $hour }:00
report-small-hidden = Numbers below { $fewest } are not shown, nor others where they could be worked out from a sum or from the days, so that they point at nobody.
report-places-hidden = By hall and origin, numbers below { $fewest } are not shown, nor others where they could be worked out from the sum: a report is passed on.
report-how = What these numbers are
report-meaning = Every case counts once, on the day it was filed; how it ended counts on the day it ended. The numbers are those of the daily logs added up. Waits and talks are ranked over all cases of the fair. Where parties come from is taken from the exhibitor list. Who was complained of more than once is counted from complaints to the organiser alone, never from mediation.
report-no-classes = Cases are not counted by product class: the record has products in words only.
report-json-signed = The data file (JSON) is signed with the key of this fair, so that another desk can read it back and check it. The columns of all files are described in docs/reports.md and stay the same.
report-signs = For the file
