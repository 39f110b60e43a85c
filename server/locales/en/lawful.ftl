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
disclosure-basis-law = { $basis } ({ $law })
disclosure-request-of = { $number } of { $date }
disclosure-basis = Legal ground
disclosure-demand = What was asked for
disclosure-giver = Given by
disclosure-confirmed-by = Confirmed by { $who }
disclosure-told = The sides
disclosure-told-yes = are told; it stands in what the desk holds about them
disclosure-told-no = are not told, because the law forbids it
disclosure-only = Only on these grounds: { $grounds }
disclosure-dated = { $what }, { $moment }
disclosure-erased = erased
disclosure-hand-over = Hand over
disclosure-bundle = Download the bundle (ZIP)
disclosure-bundle-hint = All files with the list of contents and the digest of each. The desk keeps the list and the digests, not a second copy. The download is recorded as a reading of the case, and so is a receipt that says who lodged a statement in advance.
disclosure-bundle-gone = The texts of this case were erased, so the bundle cannot be made again. The list and the digests stay for three years.
disclosure-signed = Signed
disclosure-unsigned = Not signed yet
disclosure-signed-by = { $name } signed for it on { $date }.
disclosure-receive = Record the receipt
disclosure-receive-lead = When the officer has signed the receipt, record who signed and on which day. Keep the paper in the file.
disclosure-receive-name = Who signed
disclosure-receive-on = On which day
disclosure-receive-early = It was given on { $date } and cannot have been signed for before that day.
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
disclosure-entry-clause = Clause that both sides gave to the { -organiser }
disclosure-entry-as-clause = As the clause says; nothing was written beside it.
disclosure-defence = Statement lodged in advance, no. { $number }
disclosure-defence-of = Statement that { $name } lodged in advance, no. { $number }
disclosure-defence-unread = Whose each statement lodged in advance is stands here for whoever opened the case within the last hour.
disclosure-defence-by = Lodged by
disclosure-defence-at = Lodged
disclosure-defence-taken-back = Taken back
disclosure-defence-note = Lodged before this case was entered at the desk, which opened it to those who handle the case. The other side was not shown it.

disclose-link = Give to an authority…
disclose-title = Give to an authority
disclose-lead-mediation = For the head of the mediation body: who asks, on what ground, and exactly what is given from the mediation file.
disclose-lead-office = For the { -organiser }’s officer: who asks, on what ground, and exactly what is given from the complaint file.
disclose-waits = Something of this case waits for a second person already
disclose-waits-what = One is proposed at a time: the next can be proposed here when this one is confirmed or taken back.
disclose-waits-kept = One is proposed at a time. What you typed is still here; send it when that one is confirmed or taken back.
disclose-authority-hint = Full name as it stands on the request.
disclose-officer-hint = Name and position. Look at the officer’s papers first.
disclose-reference = Number of the request
disclose-reference-hint = As it stands on the letter.
disclose-on = Date of the request
disclose-on-hint = The day on the letter.
disclose-basis-hint = Ask for the request in writing. In doubt ask a lawyer before anything leaves the desk.
disclose-demand-hint = In the words of the request, with its article.
disclose-never = What never leaves the desk here
disclose-never-mediation = Mediators’ private notes, offers and drafts that are still being talked about, and what the { -organiser } was told. The record of the talks goes out only for judicial confirmation, in a criminal case, or when both sides agreed in writing.
disclose-never-office = Whatever was said for mediation. The head of the mediation body answers for that file and gives it separately.
disclose-choose = Choose exactly what is given
disclose-choose-hint = Only what the request asks for.
disclose-language = Language in which the papers are printed
disclose-language-hint = Papers that exist in both languages are given in this one. What people wrote stays in their own words.
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
disclosure-course-note = Taken from the journal of the desk. Times are those of the place.
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
retention-lead = Files are kept for { $years ->
    [one] one year
   *[other] { $years } years
  }, counted from the end of the { -fair }, of the case, or of the last time an authority was given something of it; questions for { $days ->
    [one] one day
   *[other] { $days } days
  } after their end. What is listed here has been kept for its time. Nothing goes before you say so.
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
retention-goes-given = { $count ->
    [one] What authorities were given of 1 case, to whom and with which digests: its time is over
   *[other] What authorities were given of { $count } cases, to whom and with which digests: its time is over
}
retention-stays-history = { $count ->
    [one] Of 1 case, in the history of each { -exhibitor } complained of: that there was a complaint, its number, when, and what came of it; not who complained
   *[other] Of { $count } cases, in the history of each { -exhibitor } complained of: that there was a complaint, its number, when, and what came of it; not who complained
}
retention-stays-example = { $count ->
    [one] Of 1 case, the published typical case, in which nobody can be recognised; it can still be withdrawn, and is then erased, too
   *[other] Of { $count } cases, the published typical case, in which nobody can be recognised; it can still be withdrawn, and is then erased, too
}
retention-type = Type how many cases are erased, to confirm
retention-type-hint = { $count }
retention-count-wrong = This is not the number of cases in the list. Nothing was erased.
retention-do = Erase these for good
retention-propose = Propose to erase these
retention-held = Kept longer
retention-held-hint = Their time is over, but a complaint to the { -organiser } is not settled, the case is told as an example by consent, or an authority’s request for it is open. They stay until the complaint and the request are settled and the example is withdrawn.
retention-done = Erased for good. Every count stays as it was.

# Four eyes.
four-eyes-needed = At this desk a second person has to confirm. Nothing is done before that.
four-eyes-seconds = Who can confirm: { $names }
four-eyes-seconds-more = Who can confirm: { $names } and { $more } more
four-eyes-nobody-complaint = Nobody else can confirm this. It takes a second { -organiser } or a duty manager.
four-eyes-nobody-organiser = Nobody else can confirm this. It takes a second { -organiser }.
four-eyes-nobody-body = Nobody else can confirm this. It takes a mediator or another head of this mediation body, without a conflict of interest in it.
four-eyes-nobody-yet = Nobody else can confirm this yet.
four-eyes-first = First see to it that there is such a person, then propose. Whoever gets a sign-in or a PIN, while it waits, from the one who proposed it can never confirm it; whoever got it before can, 24 hours after that at the latest.
four-eyes-anew = Whoever gets a sign-in or a PIN, while it waits, from the one who proposed it can never confirm it. If the second person is to get theirs from there, take this back, and propose it anew once they have it: they can confirm the new one 24 hours after they got it at the latest.
four-eyes-later = { $who } can confirm it from { $moment } on: until then they count as one person with the one who proposes, for a PIN or a sign-in was given less than 24 hours ago.
four-eyes-renew = { $who } cannot confirm this one, however long it waits: since it was proposed, they got a sign-in or a PIN by way of the one who proposed it. Take it back and propose it anew; the new one they can confirm at once.
four-eyes-renew-later = { $who } cannot confirm this one, however long it waits: since it was proposed, they got a sign-in or a PIN by way of the one who proposed it. Take it back and propose it anew; the new one they can confirm from { $moment } on.
nav-proposals = To confirm ({ $count })
nav-under-way = Under way ({ $count })
under-way-title = Under way
under-way-propose = Referral drawn up: to be proposed to a second person
under-way-to-confirm = Referral proposed: it waits for a second person
under-way-cleared = Referral confirmed: hand it over and record when it was sent
under-way-send = Referral drawn up: hand it over and record when it was sent
under-way-waits = { $deed }: proposed, and waits for a second person
under-way-hand-over = { $deed }: confirmed, and to be handed over
proposals-title = To be confirmed by a second person
proposals-lead = What cannot be taken back is proposed by one person and confirmed by another, never by the same. Both stand in the journal.
proposals-lead-off = At this desk one person is enough for what cannot be taken back. The setting is in the settings file under “keeping”.
proposals-none = Nothing waits for a second person
proposals-none-hint = When somebody proposes an erasure, a retention run, a disclosure, a referral, a list of cases for an authority or the publication of a typical case, it stands here.
proposals-by = Proposed by { $who }, { $moment }
proposals-tickets = Cases
proposals-own = You proposed this. Somebody else has to confirm it.
proposals-not-you = You cannot confirm this one.
proposals-bound = You cannot confirm this one: since it was proposed, whoever proposed it gave you your sign-in or a new PIN and could sign in in your place. Another person has to, or it is taken back and proposed anew: the new one you can confirm, 24 hours after you got your sign-in or PIN at the latest.
proposals-bound-until = You cannot confirm this one before { $moment }: a new PIN or sign-in was given less than 24 hours ago, by one of you and whoever proposed it to the other or by the same person to both, and one person could sign in as both. Somebody whom that does not concern can at once.
proposals-overtaken-account = Overtaken: since it was proposed, a newer version of the account was written. This one was not published, and nobody has to settle it; the account as it stands can be proposed.
proposals-overtaken-consent = Overtaken: since it was proposed, somebody of the case took back the consent on which it stands. It was not published, and nobody has to settle it; once everybody agrees again, it can be proposed anew.
proposals-request-erased = Who asked, and for what, has been erased.
proposals-overtaken-erased = Overtaken: since it was proposed, a case that it is about was erased. Nothing of this was done, and nobody has to settle it.
proposals-overtaken-settled = Overtaken: since it was proposed, the referral was sent or ended. Nothing of this was done, and nobody has to settle it.
proposals-barred = This cannot be done now, for what stands above. Once that is settled, it can be confirmed here.
proposals-barred-run = This cannot be done now: the { -organiser } is at work on one of these cases, it is told as an example by consent, or an authority asked for it. Settle that first, or turn this down and propose a run without it.
proposals-confirm = Confirm; it is done at once
proposals-confirm-leaves = Confirm; it may then be handed over
proposals-withdraw = Take it back
proposals-turn-down = Turn it down
proposals-settled = Settled
proposals-confirmed = Confirmed by { $who }, { $moment }
proposals-withdrawn = Taken back or turned down by { $who }, { $moment }
proposals-done-proposed = Proposed. Nothing is done until a second person confirms it.
proposals-done-confirmed = Confirmed and done.
proposals-done-cleared = Confirmed. The head of the mediation body hands it over now and records when it was sent.
proposals-done-withdrawn = Nothing was done. The proposal is closed.
disclose-propose = Record and propose
erase-propose = Propose to erase
erase-goes-given = What authorities were given of it, to whom and with which digests: its time is over
erase-stays-given = What authorities were given of it, to whom and with which digests: for { $years } years

# What the desk holds about a person.
held-title = What the desk holds about you
held-link = What the desk holds about you
held-lead = You may see everything that this desk holds about you, and take a copy: what you said, what was recorded of you, who read it, and what authorities were given.
held-lead-open = This is everything. It stays open here for an hour. Of the other side it has at most whom you named.
held-ask = Show it to me
held-recorded-hint = The desk records that it was given, and when.
held-erased = The texts of this case were erased. The desk holds only its number, times and outcome, and no name.
held-erased-texts = Names and texts
held-pdf = As a paper (PDF)
held-json = As data (JSON)
held-rights = You may ask the desk to correct or erase what it holds about you, and you may complain to the authority for personal information.
held-paper-opening = This is what the mediation desk holds about you. Of the other side it has at most whom you named.
held-part = Case { $count } of { $all }
held-who = Who you are
held-side = Your side
held-language = Language
held-listed = What the { -exhibitor } list says of your company
held-other-name = Name in another script
held-country = Country or region
held-website = Website
held-credit-code = Registration number
held-contact = Contact
held-products = Products
held-ticket = Your ticket
held-issued = Given out
held-state = Where it stands
held-devices = Devices that may open it
held-said = What you said
held-statement = Your statement
held-to-organiser = Your statement to the { -organiser }
held-photos = Photos you handed in
held-consents = What you consented to, with the version of the text
held-consent-privacy = Privacy notice
held-consent-mediation = Mediation
held-consent-organiser = Passing the complaint to the { -organiser }
held-consent-account = account, version { $version }
held-recorded = What was recorded of people who acted for you
held-served = Notice handed to
held-identity = Identity checked
held-signature = Signed by
held-ratification = Ratified by
held-complaint-served = Notice of the complaint handed to
held-questioned = Questioned for you
held-shared = Record and agreement
held-shared-hint = They belong to both sides. You find yours under “Papers”.
held-answers = What you confirmed, answered and took back
held-confirmed = { $part }, version { $version }: confirmed
held-coming = You will come to the talk of { $moment }
held-taken-back = taken back: { $moment }
held-not-signed = You did not sign
held-after = What came after the agreement
held-visit-words = Others than your side may have been asked, and what they said is theirs. The desk tells you what of it is yours: ask at the counter.
held-measures = What the { -organiser } ordered
held-readings = Who read your case
held-authorities = What authorities were given
held-accesses = When you were given this
held-by-staff = by staff, after a check of identity
held-by-ticket = with your ticket
held-organiser = What the { -organiser } holds
held-organiser-where = Where it is held
held-organiser-hint = What was complained of or handed over, who of the { -organiser } read it, and what of it authorities were given is with the { -organiser }. Ask there; the ticket’s own page shows it too.
held-counter-link = What the desk holds about a side…
held-counter-title = What the desk holds about a side
held-counter-lead = Somebody asks what the desk holds about them. Look at their papers, then give them their own and nothing of the other side. With the ticket on their phone they can do it themselves.
held-counter-who = Who asks
held-counter-name = Name of the person
held-counter-name-hint = As it stands on the paper you looked at.
held-counter-tickets = Other tickets of the same person
held-counter-tickets-hint = For one export of all their cases: numbers such as A-001, with a space between. Leave it empty for this case alone.
held-counter-checked = Identity
held-counter-checked-yes = I have looked at this person’s papers: they may act for this side, and every other ticket named here is theirs.
held-counter-do = Record and show
held-counter-shown = Print it or save it for the person who asks. It stays open here for an hour.
held-counter-several = This is one export of several cases. Before you hand it over, see in each part that it is about the person in front of you.
held-party-missing = Choose the side that asks.
held-checked-missing = Look at the person’s papers first.
held-further-unknown = There is no ticket “{ $number }”.
held-further-sides = Ticket { $number } belongs to another side of a case that is in this export. Nobody is two sides of one case.
held-further-unread = You have not opened the case of ticket { $number }. Say on its page why you need it; then come back to this form.
held-further-undeclared = The case of ticket { $number } opens to you once you have declared that you have no conflict of interest.
held-further-closed = The case of ticket { $number } is not open to you. Whoever may read it can give what is held there.
held-further-many = Name at most { $most } other tickets.
history-access = A side was given what the desk holds about it

# The record of data protection.
record-title = Record of data protection
record-days = { $from } – { $until }
record-days-standing = From { $from } on
record-handlers = Who answers for it
record-body = Mediation body
record-body-does = { $name }: what is said for mediation, the record, the agreement, the files
record-organiser = { -Organiser }
record-organiser-does = { -Organiser } of { $name }: { -exhibitor } list, complaints and measures, devices, daily logs
record-operator = Who runs the machine
record-operator-does = Keeps the machine, its keys and backups; reads nothing in normal work. Where this is another company, a contract on entrusted processing is needed (PIPL art 21).
record-contact = Where to ask
record-held = What is held
record-what = What
record-why = Why, and on which legal basis
record-who = Who may see it
record-kept = How long
record-routes = Who may see what is taken from the program’s own table of pages, and how long from the rules of this desk.
record-everybody = everybody
record-holder = whoever holds the ticket
record-kept-file = { $years ->
    [one] one year
   *[other] { $years } years
  } after { -fair } and case; a question { $days ->
    [one] one day
   *[other] { $days } days
  }
record-kept-notes = Until the file is laid away: then they are deleted for good. At the longest as long as the file, { $years ->
    [one] one year
   *[other] { $years } years
  } after { -fair } and case
record-open-to = Pages open to: { $who }
record-kept-given = { $years } years after it was given
record-kept-fair = As long as the files of the { -fair }
record-kept-ever = Without limit; no person is in it
record-copies = Where copies are
record-copy-folder = This machine: the data folder { $folder }, with the keys
record-copy-backups = Backups: each holds texts and keys. Write here where they lie and who has them.
record-copy-kiosks = { $count ->
    [one] One kiosk or tablet: what was filed there and not yet sent, sealed to the desk
   *[other] { $count } kiosks and tablets: what was filed there and not yet sent, sealed to the desk
}
record-copy-paper = Printed papers, slips, posters and exported logs
record-copy-others = What parties, authorities and courts were given
record-safe = How it is protected
record-safe-sealed = Names and texts stand sealed in the journal, each case under keys of its own. Erasing destroys the keys.
record-safe-readings = No confidential text opens before the journal says who reads it; the head of the mediation body reads on a reason only.
record-safe-photos = Photos are shown as clean copies without place and camera; the originals stay sealed.
record-safe-rights = Everybody can see and copy what is held about them, with the ticket or at the desk.
record-eyes-on = Erasing, retention runs and disclosures need a second person at this desk.
record-eyes-off = Erasing, retention runs and disclosures are done by one named person at this desk and stand in the journal.
record-check = Have this record checked by a lawyer before the { -fair }, with the impact assessment where one is needed (PIPL art 55). Keep it for three years.
record-link = Record of data protection
