# The talk: who is here, rights, guests, record, notes, help.
talk-pages = Pages of this case
talk-closed = You do not have this case open. The head of the mediation body opens it on the case’s page, with a reason.
talk-name = Name
talk-position = Position or capacity
talk-authority = May this person settle for the party?
talk-who = Who
talk-means = How they said it
talk-clash = Somebody wrote a newer version meanwhile
talk-clash-what = Nothing was overwritten and nothing of yours is lost. Beside each other: the newest version and what you typed. Bring them together, then save.
talk-over = The case ended meanwhile
talk-over-what = This part belongs to the talk and could not be saved any more. Nothing else changed. This is what you typed; copy it into the record if it belongs there:
talk-yours = What you typed

session-title = Talk
session-title-of = Talk { $number }
session-done = Recorded.
session-done-note = Noted. Only you can read it.
session-done-help = Sent.
session-next-gather = Not everybody is here yet.
session-gather = Call and note who has arrived
session-next-identity = Check who is at the table.
session-next-rights = Read out rights and duties to both sides.
session-next-start = Everything is in place. The talk can begin.
session-next-agreement = Keep the record. When both sides come to terms, write the agreement.
session-next-record = The case has ended. Write down what was said in the talk.
session-next-nothing = There is no talk now.

session-here = Who is here
session-checked-at = checked { $moment }
session-identity-check = Check identity
session-identity-again = Somebody else speaks now, or correct it
session-paper = Paper shown
session-paper-number = Its number
session-paper-number-hint = Only the last four characters are kept.
session-identity-save = I have checked it
session-guests = Also in the room

session-rights = Rights and duties
session-rights-done = Explained { $moment }.
session-rights-words = The words to read out
session-rights-hint = Read them slowly, in the language each side understands. Ask whether anything is unclear.
session-rights-save = I have read it to both sides
session-rights-v1-voluntary = Mediation is voluntary. Either of you may stop at any time, without giving a reason and without any disadvantage. Every other way stays open: the authority, the court, arbitration.
session-rights-v1-mediator = You may choose or accept the mediator. You may ask once for another one.
session-rights-v1-open = You may ask for closed or for open talks. Nobody else comes in unless both of you agree.
session-rights-v1-confidential = What is said here stays here. What you concede to reach an agreement cannot be held against you later. Only facts that you both confirm in writing as not in dispute are excepted.
session-rights-v1-duties = Please tell the facts as they are, keep calm, respect the other side’s rights and keep to what you agree.
session-rights-v1-sham = Do not make up a dispute, and do not agree with each other at the cost of somebody else, the state or the public. That is sham mediation: the talk ends, and it may be punished.
session-rights-v1-effect = A written agreement takes effect with the last signature and the seal, and then binds you. Within 30 days you may together ask a court to confirm it.

session-record = Record
session-record-hint = Each part is read to both sides and confirmed on its own. Writing a part anew asks for both confirmations again.
session-undisputed-hint = Only this part may be used outside the mediation later, so write nothing here that one side doubts.
session-record-version = Version { $version }, { $moment }, { $who }
session-record-write = Write it
session-record-again = Write it anew
session-record-anew = Saving makes a new version; both sides confirm it again.
session-record-text = Text
session-record-place = Where
session-record-present = Who was there, or who was asked
session-record-result = What came out
session-record-save = Save this version
session-record-open = Not confirmed yet:
session-record-confirm = Confirms it

session-consents = Consents
session-consents-hint = Experts, a second mediator, interpreters and observers come in only when everybody at the table agrees. Nobody has to.
session-consent-give = Record a consent
session-consent-to = To what
session-consent-save = They agree
session-consent-revoke = Take it back
session-guest-admit = Let somebody in
session-guest-none = First record that every side agrees to an expert, a second mediator, an interpreter or an observer.
session-guest-role = As
session-guest-from = From where, or in what field
session-guest-save = Let them in

session-notes = Your own notes
session-notes-hint = Only you can read them. Nobody else ever does, the head of the body included; they reach no document, list or export.
session-note = New note
session-note-save = Keep the note
session-notes-show = Show my notes ({ $count })

session-help = I need a moment
session-help-waiting = A colleague was asked to look in at { $clock }.
help-called = { $room }: { $who } asks for help, since { $clock }.
help-answered = I am there
