# What the law asks of whoever keeps files: what authorities are given.
disclosures-title = Given to authorities
disclosures-lead = What authorities were given of cases, by whom, on what ground, and whether they signed for it. You see what your side answers for.
disclosures-none = Nothing has been given yet
disclosures-none-hint = When an authority asks for something, open the case and choose “Give to an authority”.
disclosures-of-none = No authority was given anything of this case.
disclosures-when = When
disclosures-count = { $count ->
    [one] 1 item
   *[other] { $count } items
}
disclosure-title = Given to an authority
disclosure-back = Back
disclosure-given = What is given
disclosure-asked = The request
disclosure-authority = Authority
disclosure-officer = Its officer
disclosure-request = Request
disclosure-request-of = { $number } of { $date }
disclosure-basis = Legal ground
disclosure-demand = What was asked for
disclosure-giver = Given by
disclosure-told = The sides
disclosure-told-yes = are told; it stands in what the desk holds about them
disclosure-told-no = are not told, because the law forbids it
disclosure-only = Only on these grounds: { $grounds }
disclosure-dated = { $what }, { $moment }
disclosure-erased = erased
disclosure-hand-over = Hand over
disclosure-bundle = Download the bundle (ZIP)
disclosure-bundle-hint = All files with the list of contents and the digest of each. The desk keeps the list and the digests, not a second copy. The download is recorded as a reading of the case.
disclosure-bundle-gone = The texts of this case were erased, so the bundle cannot be made again. The list and the digests stay for three years.
disclosure-signed = Signed
disclosure-unsigned = Not signed yet
disclosure-signed-by = { $name } signed for it on { $date }.
disclosure-receive = Record the receipt
disclosure-receive-lead = When the officer has signed the receipt, record who signed and on which day. Keep the paper in the file.
disclosure-receive-name = Who signed
disclosure-receive-on = On which day
disclosure-done-given = Recorded in the journal. Now hand over the bundle and have the receipt signed.
disclosure-done-received = Recorded: the authority signed for it.
disclosure-reading = Request of { $authority }, { $number }
disclosure-digest-how = The digest is SHA-256 over the bytes of the file: whoever has the file can compute it and compare. The file SHA256SUMS in the bundle holds all of them.
disclosure-column-no = No.
disclosure-column-what = What
disclosure-column-file = File and its digest (SHA-256)
disclosure-number = Case { $number }
disclosure-basis-missing = Choose the legal ground of the request.
disclosure-demand-missing = Name the law and the article on which the authority asks.
disclosure-given-missing = Choose at least one thing that is given.
disclosure-not-opened = “{ $what }” is not given on this ground. Choose another ground or leave it out.

disclosure-entry-complaint = Text of the complaint
disclosure-entry-statement = Statement of the respondent
disclosure-entry-cleared = Reason for closing without a measure
disclosure-entry-ordered = Words of the ordered measure
disclosure-entry-applied = Note that the measure was applied
disclosure-entry-lifted = Reason for lifting the measure
disclosure-entry-clause = Clause that both sides gave to the organiser

disclose-link = Give to an authority…
disclose-title = Give to an authority
disclose-lead-mediation = For the head of the mediation body: who asks, on what ground, and exactly what is given from the mediation file.
disclose-lead-office = For the organiser’s officer: who asks, on what ground, and exactly what is given from the complaint file.
disclose-authority-hint = Full name as it stands on the request.
disclose-officer-hint = Name and position. Look at the officer’s papers first.
disclose-reference = Number of the request
disclose-reference-hint = As it stands on the letter.
disclose-on = Date of the request
disclose-on-hint = The day on the letter.
disclose-basis-hint = Ask for the request in writing. In doubt ask a lawyer before anything leaves the desk.
disclose-demand-hint = In the words of the request, with its article.
disclose-never = What never leaves the desk here
disclose-never-mediation = Mediators’ private notes, offers and drafts that are still being talked about, and what the organiser was told. The record of the talks goes out only for judicial confirmation, in a criminal case, or when both sides agreed in writing.
disclose-never-office = Whatever was said for mediation. The head of the mediation body answers for that file and gives it separately.
disclose-choose = Choose exactly what is given
disclose-choose-hint = Only what the request asks for. Each paper is listed with its version.
disclose-language = Language of the papers
disclose-language-hint = What people wrote stays in their own words.
disclose-told = Tell the sides that this was given
disclose-told-hint = They find it in the copy of what the desk holds about them. Clear it only where the law forbids telling them.
disclose-recorded = The journal records what is given, by you, before anything can be downloaded. It cannot be taken back.
disclose-do = Record and make the bundle

disclosure-contents-title = Contents of a disclosure
disclosure-receipt-title = Receipt
disclosure-receipt-opening = { $authority } received the following from { $from }:
disclosure-duty = The material is given for the purpose of the request alone. Whoever receives it keeps personal information and business secrets confidential.
disclosure-duty-mediation = The material is given for the purpose of the request alone. Whoever receives it keeps personal information and business secrets confidential. What a side conceded in mediation in order to settle must not be used against it elsewhere.
disclosure-receiver = Received by
disclosure-badge = Position and badge number
disclosure-authority-seal = Authority’s seal
disclosure-course-title = Course of the case
disclosure-course-note = Taken from the journal of the desk. Times are those of the fair.
disclosure-texts-title = Texts of the complaint file

history-disclosed = Something was given to an authority
history-disclosure-received = The authority signed for it
history-track-notice = Notice of the complaint drawn up
history-track-served = Notice of the complaint served
history-track-time-over = Time for a statement ended
history-track-answered = Statement received
history-track-cleared = Closed without a measure
history-track-ordered = Measure ordered
history-track-applied = Measure applied
history-track-lifted = Measure lifted
history-track-clause = Clause of an agreement handed over

# The retention run.
retention-title = Retention run
retention-link = Retention run
retention-lead = Files are kept for { $years } years, counted from the end of the fair, of the case, or of the last time an authority was given something of it; questions for { $days } days after their end. What is listed here has been kept for its time. Nothing goes before you say so.
retention-none = Nothing is due
retention-next = The first of { $count } files is due on { $date }.
retention-nothing = There is no file whose time is counted yet.
retention-due = Due
retention-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
retention-more = { $count } more are due. Run it again afterwards.
retention-what = What
retention-until = Kept until
retention-goes-names = Names and contacts of the sides
retention-goes-photos = The photos; their files are removed within a day
retention-type = Type how many cases are erased, to confirm
retention-type-hint = { $count }
retention-count-wrong = This is not the number of cases in the list. Nothing was erased.
retention-do = Erase these for good
retention-propose = Propose to erase these
retention-held = Kept longer
retention-held-hint = Their time is over, but a complaint to the organiser is not settled. They stay until it is.
retention-done = Erased for good. Every count stays as it was.

# Four eyes.
four-eyes-needed = At this fair a second person has to confirm. Nothing is done before that.
nav-proposals = To confirm ({ $count })
proposals-title = To be confirmed by a second person
proposals-lead = What cannot be taken back is proposed by one person and confirmed by another, never by the same. Both stand in the journal.
proposals-lead-off = At this fair one person is enough for what cannot be taken back. The setting is in the settings file under “keeping”.
proposals-none = Nothing waits for a second person
proposals-none-hint = When somebody proposes an erasure, a retention run or a disclosure, it stands here.
proposals-by = Proposed by { $who }, { $moment }
proposals-tickets = Cases
proposals-own = You proposed this. Somebody else has to confirm it.
proposals-not-you = You cannot confirm this one.
proposals-confirm = Confirm; it is done at once
proposals-withdraw = Take it back
proposals-turn-down = Turn it down
proposals-settled = Settled
proposals-confirmed = Confirmed by { $who }, { $moment }
proposals-withdrawn = Taken back or turned down by { $who }, { $moment }
proposals-done-proposed = Proposed. Nothing is done until a second person confirms it.
proposals-done-confirmed = Confirmed and done.
proposals-done-withdrawn = Nothing was done. The proposal is closed.
disclose-propose = Record and propose
erase-propose = Propose to erase
erase-stays-given = What authorities were given of it, to whom and with which digests: for { $years } years
