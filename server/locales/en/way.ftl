# A case's way from reception to talks, for the mediator.
case-number = Case no. { $number }
case-accept-lead = The papers are there. Accept the case: it gets its number, and the other side can be told and asked.
case-accept-go = Accept or not
case-way-lead = Tell the other side, record the reply, fix a time, open the talks.
case-way-link = Acceptance, notices, replies

history-accepted = Accepted
history-impartial = No conflict of interest declared
history-notice = Notice drawn up
history-served = Notice served
history-no-reply = Time for a reply ended
history-answered = Other side answered
history-consent-withdrawn = Consent to mediation withdrawn
history-other-mediator = Another mediator was asked for
history-appointment = Time for talks fixed
history-confirmed = A side said it will come
history-cancelled = Time for talks called off

way-title = From reception to talks
way-title-of = { $number }: from reception to talks
way-back = Back to the case
way-step-reception = Reception
way-step-notice = Notice
way-step-reply = Reply
way-step-talks = Talks
way-take-first = Nobody has this case now. Take it on the case page; then its steps are open to you.
way-not-asked = This case does not ask for mediation. There is nothing to notify here.
way-over = This case has ended. What was done stays on record below.
way-correct = Please look at this

way-papers-all = All papers are there.
way-papers-missing = Still missing:
way-papers-change = Note what is missing
way-accept-lead = Look at identity, title, current status and authority. You judge the papers here, not who is right.
way-accept-missing = You may accept now and have the papers brought later, if what is missing does not stand in the way of telling the other side.
way-accept-source = How did it come to us?
way-accept = Accept the case
way-accept-not = Do not accept
way-done-accept = Accepted. The case has its number.

way-impartial-lead = Before any side is contacted:
way-impartial-words = I have no interest in this matter and no tie to a side, its people or its agent that could affect my impartiality. Should I learn of one, I shall say so at once and hand the case on. Either side may ask for another mediator.
way-impartial = I declare this
way-impartial-only-own = Only the mediator who has the case can declare this.
way-impartial-other = No side is contacted before that. If you cannot declare it, give the case back on the case page with the reason “conflict of interest”.
way-done-impartiality = Declared and recorded.

way-next-notices = Draw up and serve the notice
way-next-notices-lead = Each side below shows its own next step. Its time begins only when you record that the notice was handed over.
way-next-replies = Wait for the reply, or write it down
way-next-replies-lead = They may answer by phone page, on paper or by word of mouth. Refusing is their right and harms nobody.
way-next-ready = Open the talks
way-next-ready-lead = Somebody takes part and nobody’s time is running.
way-next-ready-time = Best fix a time first.
way-next-some = Or go on with those who take part
way-next-some-lead = { $pending ->
    [one] One respondent has not answered.
   *[other] { $pending } respondents have not answered.
 } If you open the talks now, they are left out of them; a new application can name them again.
way-next-talks = Talks are open
way-next-talks-lead = The case stands in the talks line. Take it there when both sides have come.
way-to-case = To the case
way-open-talks = Both sides agree: open the talks
way-open-talks-some = Open the talks without them
way-done-talks = Talks are open: the case waits in the talks line.

way-sides = The other side
way-closed-name = Name closed
way-unnamed = Name not known
way-ticket = Ticket { $number }
way-tell-first = Nobody has told them yet. The notice carries the application, their rights, and a code for their phone.
way-notice = Draw up the notice
way-notice-again = Draw it up anew
way-notice-again-lead = If the paper was lost: the new one replaces it, and the code on the old one opens nothing any more.
way-notice-print = Print the notice
way-noticed-at = Notice drawn up { $moment }.
way-notice-first = Declare first that you have no conflict of interest.
way-done-notice = The notice is drawn up. Print it and hand it over.

way-service = Record that it was handed over
way-service-lead = Only this starts their time to reply.
way-service-method = How
way-service-to = To whom
way-service-to-hint = Name, or what you saw: “staff at the booth, did not give a name”.
way-position = Position
way-service-refused = They refused to take it
way-service-photo = Photo that shows it
way-service-photo-take = Photo of the service
way-service-photo-hint = The paper in the recipient’s hands, the signed receipt, or where it was left. It is filed as proof and not shown to either side.
way-no-photo = No photo
way-service-do = It was handed over: start the time
way-done-service = Recorded. Their time to reply runs.

way-handed-over = Served
way-served-refused = They refused to take it; that is on record and the time runs all the same.
way-served-by = { $method }, { $moment }, by { $who }
way-served-to = To
way-deadline = Reply by
way-last-useful = Last useful moment
way-last-useful-hint = The fair closes before the time to reply ends. Nothing is shortened: an answer after it still counts, but talks here would no longer be possible.
way-left = { $duration } left
way-time-over = The time is over. Nothing follows by itself: ask once more, write down a late reply, or end the case.

way-answer = Write down the reply
way-answer-lead = Mediation is free to accept or refuse. Read this out or let them read it:
way-answer-which = What do they say?
way-answer-means = How did they say it?
way-answer-name = Who answered
way-answer-authority = May this person settle?
way-answer-statement = Their statement
way-answer-statement-hint = In their own words. The applicant may be shown it in the talks.
way-answer-do = Record the reply
way-done-answer = The reply is recorded.
way-answered-by = Answered by
way-answered-how = { $means }, { $moment }
way-authority = Authority
way-may-not-settle = What this person signs waits for ratification.
way-statement = Statement
way-withdrawn-at = Consent withdrawn { $moment }
way-takes-no-part = They do not take part. Nobody may mediate with them; nothing is held against them.

way-claimant = The applicant
way-leave = Stop, or ask for another mediator
way-withdraw = They withdraw their consent
way-withdraw-lead = No reason is needed. With this side mediation ends at once; when nobody is left to talk with, the case ends.
way-withdraw-do = Record the withdrawal
way-done-withdraw = The withdrawal is recorded.
way-other-mediator = They ask for another mediator
way-other-mediator-lead = The case goes back into line at its old place, for another mediator. This can be asked for once: tell them that asking a second time counts as refusing mediation.
way-other-mediator-second = They asked once before. Tell them: asking a second time counts as refusing mediation, and ends it with this side.
way-other-mediator-do = Record the request
way-done-other-mediator = Recorded. The case waits for another mediator.

way-time = Time for talks
way-time-later = As soon as one side has accepted, you can fix a time here.
way-time-when = { $day }, { $from }–{ $until }
way-time-room = { $room }, with { $who }
way-time-distance = Over a distance, with { $who }
way-time-come = Will come
way-time-not-yet = Not confirmed yet
way-time-confirm = They will come
way-time-cancel = Call it off
way-time-cancel-lead = Tell both sides. The room becomes free.
way-time-make = Fix a time
way-time-change = Fix another time
way-time-change-lead = It replaces the one above; both sides must confirm anew.
way-time-day = Day
way-time-from = From
way-time-until = Until
way-time-where = Where
way-time-over-distance = Over a distance
way-time-hint = Reckon { $walk } min for the way between halls. A side that is late is waited for { $grace } min.
way-done-appointment = The time is fixed. Ask both sides to confirm.
way-done-confirm = Noted: they will come.
way-done-cancel = Called off. The room is free again.
