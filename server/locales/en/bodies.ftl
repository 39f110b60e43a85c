# mediation bodies

bodies-title = Mediation bodies
bodies-lead = Who mediates at this { -fair }. A case belongs to one body, by whose rules it goes: its papers, its numbers and its people. New cases come to the first body on this list that takes them.
bodies-done = The mediation body was saved.
bodies-registration = Registration or licence number
bodies-closed = Takes no new cases. What it has goes on to its end.
bodies-is-closed = Takes no new cases
bodies-cases =
    { $count ->
        [one] { $count } case
       *[other] { $count } cases
    }
bodies-mediators =
    { $count ->
        [one] { $count } mediator
       *[other] { $count } mediators
    }
bodies-letter = Letter in its case numbers: { $letter }
bodies-headless = Nobody leads this body yet
bodies-headless-text = A body appoints its own mediators, and nobody else sees its cases. So it needs a head first.
bodies-change = Change
bodies-save = Save
bodies-new = Another mediation body
bodies-name-missing = Type the name of this mediation body.
bodies-name-taken = Another mediation body has this name. Give this one a name that tells them apart.
bodies-new-hint = It appoints its own people, counts its own cases and sees only its own. A body cannot be removed later, only closed to new cases.
bodies-enter = Add this body
bodies-kind-settled = The kind stays as it is, because cases were accepted under its rules.
people-body = Mediation body
people-body-hint = For a head: which body they lead.

case-other-body = Another mediation body’s case
case-other-body-text = You see the number, the kind and how far it is. Its own people have the rest.
case-body-give = Give to another mediation body
case-body-lead = Until it is accepted, a case can be given to another body of this { -fair }. That body then has everything that was written for mediation; you no longer do. Bodies differ in rules and fees, so ask the applicant first.
case-body-to = To which body
case-body-missing = Choose one of the bodies.
case-body-unasked = Ask the applicant first, then tick this.
case-body-agreed = The applicant was told who gets the file and what it may cost, and agrees.
counter-done-body = The case is with the other mediation body now.
history-body-changed = Given to another mediation body, as the applicant agreed
