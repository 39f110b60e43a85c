# Names of the codes of the domain: `t.code("family", code)` reads `family-code`.
kind-dispute = Dispute
kind-enquiry = Question
kind-report = Report

right-invention-patent = Invention patent
right-utility-model = Utility model
right-design = Design
right-trademark = Trade mark
right-copyright = Copyright
right-trade-secret = Trade secret
right-unfair-competition = Unfair competition
right-other = Something else

lane-reception = Reception
lane-talks = Talks

state-waiting = Waiting
state-claimed = Being prepared
state-called = Called
state-attending = At the desk
state-parked = On hold
state-closed = Closed
state-missed = Call missed
state-cancelled = Withdrawn

outcome-settled = Settled by agreement
outcome-undertaking = Undertaking given
outcome-withdrawn = Withdrawn
outcome-referred = Referred to another body
outcome-no-agreement = No agreement
outcome-advice-given = Advice given
outcome-not-accepted = Not accepted

ask-mediation = Mediation
ask-measure = Complaint to the organiser

relief-stop-display = Stop showing it
relief-remove = Remove it from the booth
relief-apology = Apology
relief-payment = Payment
relief-licence = Licence
relief-undertaking = Written promise
relief-other = Something else

capacity-owner = Owner of the right
capacity-exclusive-licensee = Exclusive licensee
capacity-sole-licensee = Sole licensee
capacity-ordinary-licensee = Ordinary licensee
capacity-successor = Legal successor
capacity-agent = Agent or lawyer with a power of attorney

duty-on = On duty
duty-break = On a break
duty-off = Off duty

role-organiser = Organiser
role-head = Head of the mediation body
role-mediator = Mediator
role-supervisor = Supervisor
role-claimant = Complaining side
role-respondent = Other side

body-people = People’s mediation committee
body-commercial = Commercial mediation organisation
body-administrative = Administrative mediation office
body-industry = Industry mediation body

# Why a case is not accepted.
refusal-authority-or-court-seized = A court, the police or an authority already has the matter
refusal-validity-pending = Validity or ownership of the right is being decided elsewhere
refusal-not-at-this-fair = It does not concern this fair
refusal-already-handled = The same complaint was already handled here
refusal-suspected-crime = It may be a crime and goes to the authority
refusal-papers-missing = Papers were not supplied in time
refusal-other = Another reason

# Why a mediation ended.
reason-agreement = The sides agreed
reason-applicant-withdrew = The complaining side withdrew
reason-settled-privately = The sides settled on their own
reason-party-refused-or-stopped = A side declined or stopped
reason-unreachable-in-time = A side could not be reached in time
reason-no-prospect = No prospect of agreement
reason-time-limit-no-extension = Time ran out without an extension
reason-refused-to-sign = A side declined to sign
reason-suspected-crime-or-public-order = It may concern a crime or public order
reason-suspected-sham-mediation = The dispute may not be genuine
reason-authority-or-court-seized = A court or an authority took the matter up
reason-fair-closed-transferred = The fair closed; the case was passed on
reason-other = Another reason
