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

side-claimant = Complaining side
side-respondent = Other side

body-people = People’s mediation committee
body-commercial = Commercial mediation organisation
body-administrative = Administrative mediation office
body-industry = Industry mediation body

# Why a case ended or was not accepted.
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
reason-authority-or-court-seized = A court, the police or an authority has the matter
reason-fair-closed-transferred = The fair closed; the case was passed on
reason-papers-missing = Papers were not supplied in time
reason-right-contested = Validity or ownership of the right is disputed elsewhere
reason-not-at-this-fair = It does not concern this fair
reason-already-handled = The same matter was already handled here
reason-other = Another reason

# Papers that reception looks for.
paper-title = Certificate or registration of the right
paper-legal-status = Proof that the right is still in force
paper-identity = ID or business licence
paper-power-of-attorney = Power of attorney
paper-evaluation-report = Evaluation report
paper-evidence = Proof of what is shown: photo, catalogue or sample

# Why somebody is heard before others.
urgency-leaving-soon = A side leaves the fair soon
urgency-fair-ending = The fair or its day ends soon
urgency-disturbance = There may be trouble in the hall
urgency-deadline = A deadline is running
urgency-personal-need = A person who cannot wait

# What a parked ticket waits for.
park-papers = Waiting for papers
park-other-side = Waiting for the other side
park-expert = Waiting for an expert
park-appointment = Has an appointment

# Why a mediator gave a ticket back.
release-conflict = Conflict of interest
release-not-my-field = Not my field
release-party-asked = A side asked for somebody else
release-off-duty = Going off duty
release-mistake = Taken by mistake

# How far a case is.
case-submitted = Filed
case-agreed = Both sides agree to talk
case-in-session = In talks
case-adjourned = Talks interrupted
case-concluded = Ended

# What a column of an exhibitor list can hold.
field-name = Exhibitor’s name
field-other-name = Name in another script
field-hall = Hall
field-booth = Booth
field-country = Country or region
field-website = Website
field-products = Products
field-contact = Contact
field-phone = Phone
field-email = E-mail
field-credit-code = Credit or registration code
field-undertaking = IP undertaking

# Languages that mediators speak.
tongue-zh-cn = Chinese
tongue-en = English
tongue-ja = Japanese
tongue-ko = Korean
tongue-de = German
tongue-fr = French
tongue-it = Italian
tongue-es = Spanish
tongue-pt = Portuguese
tongue-ru = Russian
tongue-tr = Turkish
tongue-ar = Arabic
tongue-hi = Hindi
tongue-vi = Vietnamese

# Columns of the table.
log-column-ticket = Ticket
log-column-kind = Kind
log-column-right = Right
log-column-hall = Hall
log-column-asks = Asked for
log-column-booths = Against booth
log-column-lane = Line
log-column-state = Ticket is
log-column-outcome = Outcome
log-column-reason = Reason
log-column-filed-at = Filed
log-column-carried-in = From an earlier day
log-column-urgent = Urgent
log-column-first-called-at = First called
log-column-waited-s = Wait (min)
log-column-session-s = Talks (min)
log-column-misses = Missed calls
log-column-late = Late
log-column-mediator = Mediator

# What a list is narrowed down to.
log-only-filed = filed on this day
log-only-carried-in = from earlier days
log-only-open = still open
log-only-concluded = concluded
log-only-received = received
log-only-talked = with talks
log-only-missed = with missed calls
log-only-urgent = urgent
log-only-complaint = with a complaint
log-only-late = late

# The procedure of a case.
park-reply = Waiting for a reply to the notice
case-accepted = Accepted
case-terms-agreed = Terms agreed
source-application = On application
source-own-motion = On the body's own initiative
source-organiser = Sent by the organiser
source-authority = Sent by an authority
source-court = Entrusted by a court
service-in-person = Handed over in person
service-left-behind = Left before a witness
service-email = By e-mail
service-message = By text message
service-phone = Read out by telephone
means-device = On their own device
means-spoken = By word of mouth
means-read-aloud = Read aloud, then agreed
means-paper = On paper
answer-accept = Takes part in mediation
answer-decline = Does not take part
authority-own = The party itself or its legal representative
authority-may-settle = An agent who may settle and sign
authority-may-not-settle = An agent who may not settle
consent-to-open-session = Open session
consent-to-remote = Talks over a distance
consent-to-recording = Recording
consent-to-expert = Expert
consent-to-co-mediator = Second mediator
consent-to-interpreter = Interpreter
consent-to-observer = Observer
consent-to-transfer = File to another body
consent-to-typical-case = Told as an example, without names
identity-id-card = Identity card
identity-passport = Passport
identity-business-licence = Business licence and proof of office
identity-power-of-attorney = Power of attorney and identity card
identity-badge = Fair badge with a second proof
record-mediation = Mediation record
record-undisputed = Facts not in dispute
record-investigation = Investigation record
clause-remove = Remove the exhibit
clause-cover = Cover the exhibit
clause-not-show = Not show it again
clause-destroy = Destroy
clause-pay = Pay
clause-licence = Grant a licence
clause-apologise = Apologise
clause-undertake = Undertake for the future
clause-other = Something else
warning-ownership-or-validity = This clause speaks of whose a right is or whether it is valid. A court will not confirm it.
warning-unclear = Say what is to be done and by when. A court may refuse an unclear clause.
warning-money-incomplete = Say the amount, the currency and the day of payment.
warning-display-incomplete = Say from when until when it is not shown.
warning-third-party = This clause speaks of somebody who is no party. It cannot bind them.
warning-one-language = The translation is missing: a side reads another language, or only a part of the agreement stands in two.
warning-no-translator = Name who translated.
warning-no-clause = There is no clause yet.
purpose-exhibit = Proof
purpose-service = Proof of service
purpose-signature = Signed paper
purpose-measure = Proof of the measure
purpose-inquiry = For the investigation record
way-named = Not told yet
way-noticed = Notice drawn up
way-served = Served, time is running
way-no-reply = No reply in time
way-accepted = Takes part
way-declined = Does not take part
measure-cover = Cover the exhibit
measure-take-down = Take the exhibit down
measure-seal = Seal the exhibit
measure-remove = Remove the exhibit
measure-link-off = Take the link or online stand off
measure-badge-withdrawn = Withdraw badges
measure-participation-cancelled = End the participation
basis-no-answer = No statement in time
basis-answer-insufficient = Statement does not clear it
basis-admitted = Admitted in the statement
basis-binding-decision = Binding decision
basis-authority-opinion = Opinion of an authority
basis-contract = Undertaking or contract
basis-agreement = Agreed by both sides
measure-state-filed = Complaint received
measure-state-noticed = Notice drawn up
measure-state-window-open = Served, time is running
measure-state-answered = Statement received
measure-state-cleared = No measure
measure-state-ordered = Measure ordered
measure-state-applied = Measure applied
measure-state-lifted = Measure lifted
task-notice = Draw up the notice of the complaint
task-service = Hand the notice over and record it
task-no-answer = Decide: the time is over, no statement came
task-answer = Decide on the statement
task-clause = Carry out the clause that was handed over
task-apply = Apply the measure that was ordered
task-lift = Lift the measure: its time is over
basis-means-no-answer = The time for a statement is over and none came.
basis-means-answer-insufficient = The statement and its evidence do not show that nothing is infringed.
basis-means-admitted = The respondent admitted it in the statement to you.
basis-means-binding-decision = A court or an authority has found infringement, and the decision is binding. Look at the document yourself.
basis-means-authority-opinion = An authority has given you its opinion.
basis-means-contract = The exhibitor undertook it, or the exhibition contract provides for it.
basis-means-agreement = Both sides agreed to it in their agreement. Nothing but that clause may be carried out.
basis-lacks-no-answer = Only when the time is over and no statement came.
basis-lacks-answer-insufficient = Only when there is a statement.
basis-lacks-admitted = Only when the statement admits it in so many words.
basis-lacks-binding-decision = Only while the complaint is open.
basis-lacks-authority-opinion = Only when the respondent was heard, or the time for it is over.
basis-lacks-contract = Only when the respondent was heard, or the time for it is over.
basis-lacks-agreement = Only when a mediator handed over a clause that both sides marked for you.
told-claimant-filed = The organiser has your complaint.
told-claimant-noticed = The notice to the other side is being delivered.
told-claimant-window-open = The other side was notified and has time for a statement.
told-claimant-time-over = The time for a statement is over. The organiser decides.
told-claimant-answered = The other side made a statement. The organiser decides.
told-claimant-cleared = No measure was taken.
told-claimant-ordered = The organiser ordered a measure.
told-claimant-applied = The measure was applied.
told-claimant-lifted = The measure was lifted.
told-respondent-filed = The organiser received a complaint about your booth.
told-respondent-noticed = A notice is on its way to you.
told-respondent-window-open = The organiser asks for your statement.
told-respondent-time-over = The time for your statement is over. A statement is still taken.
told-respondent-answered = The organiser has your statement and decides.
told-respondent-cleared = The matter is closed. No measure is taken.
told-respondent-ordered = The organiser ordered a measure.
told-respondent-applied = The measure was applied.
told-respondent-lifted = The measure was lifted.

closing-choice-remote = Go on after the fair, over a distance
closing-choice-transfer = Hand the file to the competent office

# What a kiosk or tablet is, how its printer and paper are, what was done to it.
device-role-kiosk = Kiosk with a printer
device-role-tablet = Tablet
device-paper-enough = Enough paper
device-paper-low = Paper is running low
device-paper-out = No paper
device-paper-unknown = The printer does not say
device-trouble-no-printer = No printer is set up
device-trouble-unreachable = The printer does not answer
device-trouble-paper-out = No paper
device-trouble-cover-open = The printer's cover is open
device-trouble-offline = The printer is not ready
device-trouble-cutter = The cutter is stuck
device-trouble-error = The printer reports an error
device-trouble-stalled = The printer stopped in the middle
device-trouble-lost = The printer was switched off or cut off
device-trouble-slip = A slip could not be drawn
devices-did-lock = The device is locked.
devices-did-unlock = The device may work again.
devices-did-letter = The device has new letters.
devices-did-revoke = The key of the device was taken away.

print-state-queued = Sent to the kiosk
print-state-printing = Being printed
print-state-printed = Printed
print-state-failed = Not printed
print-state-unknown = Perhaps not printed whole

remark-incident = Incident
remark-remark = Remark
remark-correction = Correction

right-status-in-force = in force
right-status-pending = applied for, not granted yet
right-status-contested = validity or ownership disputed
right-status-ended = ended
standing-good = In force
standing-unchecked = Status not checked
standing-not-yet = Not valid yet
standing-contested = Disputed
standing-over = Ended
standing-withdrawn = Taken out
withdrawal-asked = the exhibitor asked for it
withdrawal-ended = the right has ended
withdrawal-mistake = it was entered by mistake

# Languages as sentences name them.
language-en = English
language-zh-cn = Chinese
grade-first = First grade
grade-second = Second grade
grade-third = Third grade
grade-fourth = Fourth grade
term-certificate = certificate
term-appointment = appointment

# The report of a fair: its chapters and what they count.
report-chapter-whole = The fair as a whole
report-chapter-filed = Filed, day by day
report-chapter-concluded = Concluded, day by day
report-chapter-kind = What people brought
report-chapter-ask = What was asked for
report-chapter-right = Which right
report-chapter-hall = In which hall
report-chapter-origin = Where the parties come from
report-chapter-hour = Filed, by hour of the day
report-chapter-outcome = How cases ended
report-chapter-reason = How and why cases ended
report-chapter-wait = Wait until the first call
report-chapter-talk = Talks
report-chapter-track = Complaints to the organiser
report-chapter-ordered = Measures ordered
report-chapter-repeat = Respondents in complaints
report-whole-filed = Cases filed
report-whole-concluded = Concluded
report-whole-open = Still open
report-whole-accepted = Accepted for mediation
report-whole-talked = With talks
report-whole-agreements = Agreements in effect
report-whole-carried-over = Go on after the fair
report-whole-urgent = Urgent
report-whole-respondents = Respondents
report-whole-missed-calls = Missed calls
report-whole-advice = Advice without a ticket
report-spread-count = How many
report-spread-median = Half within
report-spread-p90 = 9 of 10 within
report-spread-longest = Longest
report-track-served = Notices handed over
report-track-answered = Statements received
report-track-windows-ended = Times ended without a statement
report-track-cleared = Closed without a measure
report-track-clauses = Clauses handed over by mediators
report-track-applied = Measures applied
report-track-lifted = Measures lifted
report-track-in-force = Measures in force now
report-repeat-respondents = Exhibitors complained of
report-repeat-complained-again = Of them, more than once
report-repeat-measured-again = With measures in more than one case
origin-domestic = All from the fair’s own country
origin-foreign = At least one from elsewhere
origin-unknown = Not known of all

# The quarterly form of the mediation body.
quarter-section-body = Body and mediators
quarter-section-cases = Cases
quarter-section-source = How accepted cases came
quarter-section-type = What accepted cases were about
quarter-section-ending = How accepted cases ended
quarter-section-agreements = Agreements
quarter-section-afterwards = Afterwards
quarter-line-bodies = Mediation bodies
quarter-line-mediators = Mediators
quarter-line-on-roster = Of them on the public roster
quarter-line-accepted = Cases accepted
quarter-line-concluded = Cases concluded
quarter-line-talks = Talks
quarter-line-advice = Advice without a ticket
quarter-line-agreements = Agreements that came into effect
quarter-line-written = Of them in writing
quarter-line-oral = Of them oral
quarter-line-paying = With a payment
quarter-line-amount = Amount of the payments
quarter-line-performed = Agreements performed
quarter-line-not-performed = Agreements not performed
quarter-line-confirmed-by-court = Agreements confirmed by a court

# For whom a list of cases is made.
recipient-judicial-bureau = Judicial bureau
recipient-ip-office = Intellectual property office
recipient-market-supervision = Market supervision
recipient-court = Court
recipient-other = Another authority

# What stands in the columns of a list of cases.
cases-column-ticket = Number of the ticket under which the case was filed
cases-column-case-number = Number of the accepted case, by year
cases-column-kind = Dispute, question or report
cases-column-right = Kind of the right
cases-column-hall = Hall in which it was filed
cases-column-asks = What was asked for: mediation, complaint to the organiser, or both
cases-column-source = How an accepted case came to the mediation body
cases-column-origin = Whether all parties come from the fair’s own country, by the exhibitor list
cases-column-respondents = How many respondents were named
cases-column-respondents-accepted = How many of them agreed to mediation
cases-column-filed-at = When it was filed
cases-column-accepted-at = When it was accepted
cases-column-first-talk-at = When the first talk began
cases-column-talks = How many talks there were
cases-column-talks-s = How long they took in all: seconds in the table, minutes in the workbook
cases-column-concluded-at = When it ended
cases-column-outcome = How it ended
cases-column-reason = Why
cases-column-agreement = Written or oral, where an agreement is in effect
cases-column-agreement-at = When it came into effect
cases-column-clauses = The kinds of its clauses
cases-column-complaint = Whether a complaint was made to the organiser
cases-column-measures-ordered = How many measures the organiser ordered
cases-column-erased = Whether names and texts were erased since

legal-basis-cooperation = Duty to keep records and cooperate
legal-basis-enforcement = Intellectual-property enforcement
legal-basis-court = Court taking evidence
legal-basis-crime = Criminal case
legal-basis-confirmation = Judicial confirmation of the agreement
legal-basis-consent = Both sides agreed in writing
legal-basis-other = Another law
legal-basis-short-cooperation = cooperation
legal-basis-short-enforcement = enforcement
legal-basis-short-court = court
legal-basis-short-crime = criminal case
legal-basis-short-confirmation = judicial confirmation
legal-basis-short-consent = consent of both sides
legal-basis-short-other = another law
legal-basis-means-cooperation = Guangdong Regulations on Exhibition Intellectual Property, art 31. Dates, outcome and the complaint file.
legal-basis-means-enforcement = Patent Law art 69, Trade Mark Law art 62: an authority that investigates an infringement.
legal-basis-means-court = Civil Procedure Law art 70: a court takes evidence.
legal-basis-means-crime = Criminal Procedure Law art 54: police, procuratorate or court.
legal-basis-means-confirmation = People’s Mediation Law art 33: the court that confirms the agreement.
legal-basis-means-consent = Personal Information Protection Law art 23: a separate consent of both sides. Keep the signed papers.
legal-basis-means-other = Name the law and the article below. Dates, outcome and the complaint file.
sort-history = Course of the case
sort-outcome = Paper on the outcome
sort-application = Application
sort-service = Paper on acceptance or service
sort-record = Record
sort-agreement = Agreement
sort-evidence = Photo
sort-entry = Text of the complaint file
sort-measure = Paper of the complaint
kept-file = File of a case
kept-enquiry = Question
kept-disclosures = Record of what authorities were given
deed-erase = Erase a case
deed-retention = Retention run
deed-disclose = Give to an authority
four-eyes-large = from 500 exhibitors on
four-eyes-always = always
four-eyes-never = never
