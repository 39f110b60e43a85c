# After-care: what became of an agreement, return visits, the way to a court.
aftercare-title = After-care
aftercare-title-of = After-care { $number }
aftercare-lead = Agreements that are still to be performed, looked after or answered by a court, soonest first. Nobody is named here.
aftercare-none = Nothing is waiting
aftercare-none-what = Once an agreement is in effect, its obligations and the return visit stand here.
aftercare-no-agreement = No agreement is in effect
aftercare-no-agreement-what = After-care begins when the last signature and the seal are there, or an agreement by word of mouth is registered.
aftercare-done = Recorded.
aftercare-done-all = Everything is settled, and the parties were asked how it went.
aftercare-overdue = Overdue
aftercare-by = by { $day }
aftercare-until = until { $day }
aftercare-clause = Clause { $number }
aftercare-no-day = No day was agreed
aftercare-obligations = Obligations
aftercare-performed-on = Performed on { $day }
aftercare-breached-on = Not kept, seen on { $day }
aftercare-reminded = Reminded:
aftercare-perform = Record that it was performed
aftercare-correct = Correct what was recorded
aftercare-on = Day
aftercare-proof = Photo or receipt
aftercare-proof-hint = For example the { -booth } without the { -exhibit }, or the transfer slip.
aftercare-remark = Remark
aftercare-perform-save = It was performed
aftercare-remind = Record a reminder
aftercare-remind-hint = Call or write to the party first; its contacts stand on the page of the case. The desk sends nothing by itself.
aftercare-means = How
aftercare-remind-save = The party was reminded
aftercare-breach = Record that it was not kept
aftercare-breach-on = Seen on
aftercare-breach-what = What happened
aftercare-breach-save = It was not kept
aftercare-remedy = The way on
aftercare-remedy-hint = The other side chooses. The agreement binds both: who breaks it may be sued on it, and a confirmed one can be enforced.
aftercare-remedy-which = What the other side wants
aftercare-remedy-due = New day, if it is performed after all
aftercare-remedy-save = Record the way on
aftercare-visit = Return visit
aftercare-visit-planned = Planned for { $day }, by { $who }.
aftercare-visit-due = Due by { $day }: ask both sides how it went.
aftercare-visit-done = The parties were asked. Plan another visit if something is still open.
aftercare-asked = Who was asked
aftercare-asked-hint = Who answered, or whom you tried to reach.
aftercare-finding = What of the agreement was kept
aftercare-findings = What was found
aftercare-findings-hint = The performance, and what each side says of it.
aftercare-suit = Suit since, and its result
aftercare-risk = Signs of a wrong mediation or a new quarrel
aftercare-measures = What was done about it
aftercare-visit-form = Print a form for the visit
aftercare-visit-print = Print the record of the last visit
aftercare-visit-plan = Plan a visit
aftercare-visit-who = By whom
aftercare-visit-plan-save = Plan it
aftercare-visit-hold = Record a visit
aftercare-visit-save = Record the visit
aftercare-court = Judicial confirmation
aftercare-court-oral = An agreement by word of mouth cannot be confirmed by a court.
aftercare-court-until = { $left ->
        [0] Today is the last day on which both sides can ask a court together to confirm the agreement, so that it can be enforced ({ $day }).
        [one] Both sides can ask a court together to confirm the agreement, so that it can be enforced: by { $day }, one day from now.
       *[other] Both sides can ask a court together to confirm the agreement, so that it can be enforced: by { $day }, { $left } days from now.
    }
aftercare-court-over = The time to ask a court ended on { $day }.
aftercare-court-pending = The court has not answered yet.
aftercare-court-confirmed = The court confirmed the agreement: it can be enforced.
aftercare-court-pack = Take along: the joint application, the agreement, this body’s certificate, proof of identity, the papers of the right and, for an agent, the power of attorney or the ratification by the party. A court confirms nothing about whose a right is or whether it is valid, and nothing that is unclear or touches others.
aftercare-court-print = Print the joint application
aftercare-instead = An award or a notarial deed instead
aftercare-instead-lead = The parties may choose another way to an agreement that can be enforced: an arbitral award by consent (Arbitration Law), or a notarial deed with enforceable effect (Notarization Law art 37). Both must agree that the file goes there; what became of it is recorded with the referral.
aftercare-award = To an arbitration commission
aftercare-deed = To a notary
aftercare-court-asked = Record that both sides asked a court
aftercare-court-which = Court
aftercare-court-number = Its number
aftercare-court-save = Record the application
aftercare-ruling = Record the court’s answer
aftercare-ruling-which = Answer
aftercare-ruling-save = Record the answer


history-performed = An obligation was performed
history-breached = An obligation was not kept
history-reminded = A party was reminded
history-remedy = The way on from a breach was chosen
history-visit-planned = Return visit planned
history-visit-held = Return visit made
history-court = A court was asked to confirm the agreement
history-court-ended = The court answered

# The file of a case.
file-title = The file of the case
file-open = The whole file
file-ask = Open, with a reason
file-archive = ZIP
file-whole = The file is complete
file-whole-title = The whole file
file-whole-hint = One PDF with cover, contents, every paper and the closing report. The ZIP holds each of them and the photos, with a list of digests that is signed with the desk’s key.
file-lacking = The file still lacks
file-lacking-hint = It can be printed all the same; the closing report says what is missing.
file-lacks-nothing = Everything that this kind of mediation body keeps is there.
file-holds = What is in it
file-photos = { $count ->
        [one] One photo goes into the ZIP.
       *[other] { $count } photos go into the ZIP.
    }
file-cover-title = Case file
file-contents-title = Contents of the file
file-closing-title = Closing report
file-pages = Pages
file-kept-until = To be kept until
file-made-on = Put together on
file-source = Source of the case
file-performance = Performance of the agreement
file-complete = Completeness
file-lacks-these = Missing: { $what }.
file-laid-because = Laid away all the same, because: { $reason }
file-column-number = No.
file-column-paper = Paper
file-column-pages = Pages
