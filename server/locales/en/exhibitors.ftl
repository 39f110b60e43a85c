# The exhibitor list and its import.
exhibitors-title = { -Exhibitors }
exhibitors-import = Import a list
exhibitors-new = Add one by hand
exhibitors-codes = Codes and sheets
products-title = Product classes
products-lead = Cases are counted by these classes in the { -fair } report. Mediators note the class on the case; it says nothing of anybody.
products-classes = The classes, one a line
products-classes-hint = Such as the sections of the { -fair }. A class that you take out stays with the cases that have it.
products-proposed = From the { -exhibitor } list
products-proposed-lead = These are what several { -exhibitors } say they show. Nothing is saved yet: change them as you need.
products-saved = The classes are saved.
products-too-long = “{ $line }” is too long: at most { $max } characters. Nothing was saved.
products-twice = “{ $line }” stands here twice, or cannot be the name of a class. Nothing was saved.
products-too-many = There are { $count } classes; at most { $max } can be named. Nothing was saved.
products-cases = Cases by class
products-cases-none = No case has a class yet.
exhibitors-empty = No { -exhibitors } yet
exhibitors-empty-hint = Import the list that your registration system exports, as CSV or Excel. You will see what would change before anything does.
exhibitors-counts = { $exhibitors ->
    [one] 1 { -exhibitor }
   *[other] { $exhibitors } { -exhibitors }
} at { $booths ->
    [one] 1 { -booth }
   *[other] { $booths } { -booths }
}; { $without } without a { -booth }
exhibitors-search = Name, { -booth } or credit code
exhibitors-find = Find
exhibitors-all-halls = All { -halls }
exhibitors-none-found = Nobody found
exhibitors-show-all = Show all { -exhibitors }
exhibitors-found = { $count } found
exhibitors-booths = { -Booths }
exhibitors-no-booth = no { -booth }
exhibitors-undertaking = IP undertaking
exhibitors-erased = (erased)
exhibitors-pages = Pages of the list
exhibitor-title = { -Exhibitor }
exhibitor-new-title = New { -exhibitor }
exhibitor-saved = Saved.
exhibitor-booths-hint = One a line, { -hall } first: 5.1: A12. { -Halls } of this { -fair }: { $halls }
exhibitor-undertaking = Undertaking to respect intellectual property signed
exhibitor-booth-hall-missing = “{ $line }” names no { -hall }. Write the { -hall } first, such as 5.1: A12.
exhibitor-booth-hall-unknown = “{ $line }”: the { -fair } has no { -hall } { $hall }. Add the { -hall } first.
exhibitor-booth-wrong = “{ $line }” does not name a { -booth }.
exhibitor-twice = This { -exhibitor } is on the list already, with the same name and { -booth }. Amend that entry, or write what tells the two apart.
exhibitor-namesake-title = Another { -exhibitor } has this name
exhibitor-namesake = On the list under this name already: { $others }. Amend that entry, or say that this is another company.
exhibitor-namesake-one = { $name } ({ $place })
exhibitor-namesake-anyway = This is another company: save it anyway

import-title = Import { -exhibitors }
import-lead = Upload the list as it is. Nothing changes before you have seen what would.
import-file = The list
import-file-hint = CSV or Excel (.xlsx), up to 20 MB
import-file-missing = Choose a file first.
import-encoding = Text encoding
import-encoding-hint = Only for CSV, and only if letters come out wrong.
import-encoding-told = Tell by itself
import-encoding-look = Change it if letters look wrong.
import-upload = Upload and look
import-rules-heading = What happens with it
import-rule-columns = Columns are recognised by their headings, in English and Chinese; you can choose them by hand.
import-rule-rows = A row that cannot be used is listed with its line and the reason. It never stops the rest.
import-rule-again = A second import updates; it never makes { -an-exhibitor } twice. An empty cell erases nothing, and who is not in the file stays.
import-rule-booths = Several { -exhibitors } may share a { -booth }, one may have several, and a { -booth } may be missing. New { -halls } are added.
import-look-title = What this list would change
import-changed = What would change is not the same any more. Please look once more, then confirm.
import-fault-heading = This list cannot be taken like this
import-fault-now = Choose the columns or the encoding, then look again.
import-format-text = text, { $encoding }, separated by { $separator }
import-format-sheet = sheet “{ $sheet }”
import-tab = tabs
import-rows = rows in the list
import-taken = rows taken
import-new = new { -exhibitors }
import-updated = updated
import-unchanged = unchanged
import-left-out = rows left out
import-booths = { -booths } named
import-new-halls = New { -halls }
import-new-halls-hint = The list names { -halls } that the { -fair } does not have yet. They will be added, each with its own ticket letters. Check that none is a typing mistake.
import-new-hall = { $hall }: { $booths ->
    [one] 1 { -booth }
   *[other] { $booths } { -booths }
}
import-new-hall-exhibitors = { $count ->
    [one] (1 { -exhibitor })
   *[other] ({ $count } { -exhibitors })
}
import-left-out-heading = Rows that are left out
import-left-out-hint = Correct them in the file and import it again, or add these { -exhibitors } by hand.
import-notes = Good to know
import-updates = What would be updated
import-line = Line
import-changes = Changes
import-reason = Why
import-row = Row
import-more = … and { $count } more
import-sample = The first { $count } new ones, as understood
import-sample-label = First new { -exhibitors }
import-would = { $new } new and { $updated } updated { -exhibitors } would be recorded.
import-nothing = This list changes nothing: everything in it is recorded already.
import-confirm = Import now
import-drop = Discard
import-columns = Columns
import-columns-hint = Which column holds what. Only the name is needed.
import-column = Column { $number }
import-column-none = – not in the list –
import-unsure = unsure
import-default-hall = { -Booths } without a { -hall } are in
import-default-hall-hint = For lists that name no { -halls }.
import-default-hall-none = – leave the { -booth } out –
import-look-again = Look again with these choices
import-running-title = Import of the list
import-done-title = The list was taken in
import-progress = { $through } of { $total } { -exhibitors } recorded
import-progress-hint = You may leave this page; it goes on. Visitors can file meanwhile.
import-done = Done: { $new } new { -exhibitors }, { $updated } updated.
import-halls-added = { -Halls } added: { $count }
import-refused = { -Exhibitors } that the desk refused
import-to-exhibitors = To the { -exhibitors }
import-to-codes = To the codes and sheets
import-stopped-closing = The desk was shut down before the list was through.
import-stopped-full = The disk of the desk is almost full, so the list was not taken in whole.
import-stopped-fault = The desk takes nothing new at the moment, so the list was not taken in whole.
import-stopped-left = What was recorded stays. { $count } { -exhibitors } are missing; import the same file again to go on.

file-empty = There is nothing in this file.
file-too-large = This file is too large: at most { $limit_bytes }.
file-not-a-list = This is not a list but looks like { $looks_like }. Save it as CSV or Excel (.xlsx).
file-old-workbook = This is an old Excel file (.xls) or locked by a password. Save it as .xlsx without a password.
file-broken-workbook = This Excel file is damaged or was not copied whole. Open it in Excel and save it again, or fetch it anew.
file-unreadable-workbook = What is in this Excel file is not written as Excel writes it. Open it in Excel and save it again.
file-called-workbook = This file is called .xlsx and is no Excel file. Open it in the program that made it, and save it as CSV or Excel (.xlsx).
file-unpacks-too-large = This Excel file unpacks to more than { $limit_bytes }.
file-no-rows = There is a heading, but no row below it.
file-too-many-rows = The list has more than { $limit } rows. Divide it.
file-too-many-columns = The list has more than { $limit } columns.
file-no-name-column = No column was recognised as the { -exhibitors }’ name. Headings found: { $headers }

row-broken-quote = A quotation mark is opened and not closed.
row-tangled-quotes = Quotation marks tie this row to line { $to_line } in a way that can be read as one row or two.
row-too-many-cells = The row has { $found } cells, the heading only { $expected }; all cells may have moved.
row-no-name = No { -exhibitor }’s name.
row-cell-too-long = “{ $column }” has { $chars } characters; at most { $limit } are taken.
row-header-again = The heading once more.

note-encoding-assumed = The text encoding cannot be told for sure; { $encoding } was assumed. Look at the names with accents.
note-bad-bytes = Characters that could not be read: { $count }. They are shown as �; choose another encoding.
note-invisible-removed = Invisible characters were removed from { $cells } cells, first in line { $first_line }.
note-html-codes-read = Codes such as &amp; were read as characters in { $cells } cells, first in line { $first_line }.
note-stray-quotes = Quotation marks inside cells were kept in { $rows } rows, first in line { $first_line }.
note-sheet-chosen = Only the sheet “{ $sheet }” was read; { $others } others were not.
note-header-below = The heading was found in line { $line }; the { $rows } rows above it were taken for a title.
note-same-exhibitor = Line { $line } is the same { -exhibitor } as line { $first_line }; both make one.
note-lines-differ = Line { $line } gives another { $field } (“{ $value }”); the earlier line counts.
note-booth-without-hall = Line { $line }: { -booth } { $booth } names no { -hall }, so the { -exhibitor } is taken without it.
note-halls-unclear = Line { $line }: { -halls } { $halls } and { -booths } { $booths } cannot be matched; the { -exhibitor } is taken without them.
note-hall-without-booth = Line { $line }: { -hall } { $hall } without a { -booth }; the { -exhibitor } is taken without one.
note-place-too-long = Line { $line }: { -hall } or { -booth } longer than { $limit } characters; the { -exhibitor } is taken without it.
note-too-many-booths = Line { $line }: only the first { $limit } { -booths } are taken.
note-value-too-long = Line { $line }: { $field } has { $chars } characters (at most { $limit }); the { -exhibitor } is taken without it.
note-columns-unused = Not used: { $headers }
note-day-not-come = Line { $line }: { $field } “{ $value }” is a day that has not come yet; the { -exhibitor } is taken without it.
note-value-unusable = Line { $line }: { $field } “{ $value }” cannot be used; the { -exhibitor } is taken without it.
note-name-twice = Line { $line }: “{ $name }” has the name of another { -exhibitor } and another credit code; both are kept.
note-hall-from-booth = The { -hall } was read from the { -booth } number in { $rows } rows, first in line { $first_line }.
note-shared-booths = { -Booths } that several { -exhibitors } share: { $booths }
note-without-booth = { -Exhibitors } without a { -booth }: { $exhibitors }
note-not-in-file = { -Exhibitors } of the desk that the file does not name: { $exhibitors }. They stay as they are.

office-yes = Yes
office-no = No
office-save = Save
office-page-before = Page before
office-page-after = Next page
office-page-of = Page { $page } of { $pages }
list-comma = ,{" "}
list-colon = :{" "}
list-semicolon = ;{" "}

exhibitors-undertaking-any = Signed or not
exhibitors-undertaking-missing = Not signed yet
exhibitors-unsigned = { $count } without a signed IP undertaking
undertaking-signed = Signed
undertaking-refused = Not signed
undertaking-hint = Without it { -an-exhibitor } may be kept from the { -fair }. A measure of the { -organiser } may stand on it.
undertaking-on = Signed on
undertaking-no-hint = With “No” neither day nor name is kept.
undertaking-signer = Signed by
undertaking-signer-hint = Name and position
undertaking-record = Record
undertaking-missing = Choose whether it was signed.
undertaking-saved = The undertaking is recorded.
undertaking-was-signed = Signed on { $date }
undertaking-was-by = Signed by { $name }
undertaking-entered-by = Entered by { $who }, { $moment }
undertaking-entered = Entered with the list, { $moment }
defences-title = Statements lodged in advance
defences-hint = { -An-exhibitor } who fears a complaint may say beforehand why { -an-exhibit } infringes nothing. It stays closed until a case is filed that names them, or a complaint against a { -booth } they share that names nobody: the { -organiser }’s officer then reads those of everybody at that { -booth }, a mediator none.
defences-closed = Lodged before this case was entered at the desk. The other side is never shown this, and is not told that it exists.
defence-title = Statement lodged in advance
defence-lead = Write down what the { -exhibitor } states before any complaint. It is sealed now, and opens only on a case filed later that names this { -exhibitor } as the respondent. At a { -booth } that several share, it also opens to the { -organiser }’s officer on a complaint that names none of them; a mediator reads it only where the { -exhibitor } is named. The other side never sees it.
defence-late = Complaints are open already
defence-late-what = Complaints against this { -exhibitor }: { $tickets }. What is lodged now is not opened in them; the { -exhibitor } answers their notices instead. Complaints made later open it.
defence-kind-hint = Where one is chosen, only a case over this kind of right, or one that names none, opens the statement; every other case leaves it closed.
defence-item = { -Exhibit }
defence-item-hint = What is shown: product, model, where at the { -booth }
defence-any-right = any right
defence-numbered = Statement { $number }: { $about }
defence-against = Whose complaint is feared
defence-against-hint = Company, or number of the right. A note for who reads the statement: it opens in the cases of others, too.
defence-statement = Why it infringes nothing
defence-statement-hint = Own design, licence, earlier use, differences, decisions of courts or offices
defence-papers-hint = Which were shown and where copies are kept
defence-audience = Who may read it then
defence-audience-hint = The { -exhibitor } decides. What is said for mediation later stays there.
defence-audience-missing = Choose who may read it.
defence-for-both = The { -organiser }’s officer and the mediator
defence-for-office = The { -organiser }’s officer only
defence-lodge = Seal and lodge
defence-new = Lodge a statement
defence-saved = The statement is lodged and sealed.
defence-lodged = Lodged { $moment }, taken in by { $who }
defence-lodged-on = lodged { $moment }
defence-withdraw = Take it back
defence-withdraw-sure = Take this statement back? Cases filed from now on do not open it. Every case that opened it keeps it, marked as taken back.
defence-opened = Opened in { $count ->
        [one] one complaint
       *[other] { $count } complaints
    }. If it is taken back, it stays there, marked as taken back.
defence-stays = It stays with the { $count ->
        [one] complaint that opened it
       *[other] { $count } complaints that opened it
    }.
defence-given = Given to { $authority } on { $date }
defence-given-other = Given to an authority on { $date }
defence-stays-here = It stays in this case, which opened it before.
defence-filed-earlier = The case says to have been filed before that, { $moment }, and reached the desk later.
defence-withdrawn = The statement was taken back. Cases that had opened it keep it.
defence-taken-back-on = taken back { $moment }
defence-was-withdrawn = Taken back { $moment }
exhibitors-by-hall = { -Booths } by { -hall }
exhibitors-by-booth = by number
exhibitors-ordered = (the list is ordered by this)
exhibitor-history = Complaints to the { -organiser }
exhibitor-history-hint = From the { -organiser }’s own procedure alone. Whether somebody was asked to mediate stands nowhere here: that says nothing against them.
exhibitor-history-none = No complaint was made against this { -exhibitor }.
earlier-title = Earlier complaints to the { -organiser }
earlier-hint = From the { -organiser }’s own procedure alone; reception alone is told of it. That somebody complained proves nothing. See whether the same matter was already handled here.
earlier-hint-office = From your own procedure alone; no mediation counts. That somebody complained proves nothing.
earlier-about-right = About the same right, against others
earlier-same-exhibitor = same { -exhibitor }
earlier-same-right = same right
earlier-more = … and { $count } more
