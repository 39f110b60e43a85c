# The kiosk: a touch screen in the hall, read standing, by somebody in a hurry.
kiosk-title = Mediation desk
kiosk-welcome = Is there a problem over a right?
kiosk-welcome-lead = Get a ticket for the mediation desk here. Free, voluntary, confidential.
kiosk-touch = Touch to start

kiosk-menu-title = How can we help you?
kiosk-dispute = New dispute
kiosk-enquiry = Ask a question
kiosk-enquiry-hint = Get advice. Nobody else is contacted.
kiosk-report = Report something
kiosk-have = I have a ticket
kiosk-have-hint = You were called, or want to know where to go

kiosk-how-title = Where would you like to type?
kiosk-how-here = Here on this screen
kiosk-how-here-hint = One question after the other, two or three minutes
kiosk-how-here-question = Two questions
kiosk-how-phone = On my own phone
kiosk-how-phone-hint = Scan a code and type there. Best for Chinese and for photos. Your ticket is printed here.

kiosk-place = Question { $place } of { $count }
kiosk-place-about = Question { $place } of about { $count }
kiosk-found = { $count } found. Touch the right one.
kiosk-next = Next
kiosk-back = Back
kiosk-over = Start over
kiosk-again = Try again
kiosk-optional = You may leave this empty.
kiosk-search = Search
kiosk-as-typed = Take “{ $typed }” as I typed it
kiosk-your-words = In your own words
kiosk-number-title = Do you know the number or the name of the right?
kiosk-asks-report-title = Shall the { -organiser } look at it too?
kiosk-company-title = Your company and { -booth }

kiosk-keys = Keys
kiosk-key-space = Space
kiosk-key-shift = Capitals
kiosk-key-erase = Erase
kiosk-key-line = New line

kiosk-looks = How this screen is shown
kiosk-look-large = Larger text
kiosk-look-contrast = More contrast
kiosk-look-low = Lower, for sitting

kiosk-idle-title = Are you still there?
kiosk-idle-text = If nobody touches the screen, everything you typed is deleted.
kiosk-idle-stay = Yes, I am still here

kiosk-down-title = One moment, please
kiosk-down = This kiosk does not work at the moment. It comes back by itself.
kiosk-down-desk = If you do not want to wait, please go to the mediation desk. The staff there will help you. A number that you already have stays valid.

kiosk-closed = The desk is closed now. It is open from { $from } to { $to }. You can get a ticket all the same; you are called when it opens.
kiosk-hours = The desk is closed now. It is open from { $from } to { $to }.
kiosk-days-off = Closed on { $days }.
kiosk-fair-over = The { -fair } is over. Please contact the mediation body.
kiosk-not-joined-title = This kiosk is not ready yet
kiosk-not-joined = Please go to the mediation desk. The staff there will help you. For staff: this kiosk has to be joined to the desk with a new code.
kiosk-locked-title = This kiosk is closed
kiosk-locked = Please go to the mediation desk. The staff there will help you.
kiosk-limit-title = No more tickets today
kiosk-limit = All tickets of this kiosk for today are given out. Please go to the mediation desk, or come back tomorrow.
kiosk-broken-title = This kiosk cannot give out tickets at the moment
kiosk-broken = Nothing was given out and nothing is lost. Please go to the mediation desk. The staff there will help you.

kiosk-refused-title = Your ticket could not be given out
kiosk-refused = What you typed is still here. Please try again, or go to the mediation desk.
kiosk-refused-long = What you typed is longer than the desk can take. Nothing is lost: please go back and shorten it.

kiosk-ticket-title = Your number
kiosk-ticket-scan = Scan this code with your phone to follow your ticket.
kiosk-ticket-typed = To ask where to go, type:
kiosk-code-alt = Code that leads to ticket { $number }
kiosk-then-title = What happens next
kiosk-then-wait = Stay nearby and watch the board, or follow your ticket on your phone.
kiosk-then-call = When your number is called, go to the room that is shown with it.
kiosk-then-papers = Bring what you have: ID, proof of your right, photos, a catalogue. What is missing can follow.
kiosk-ticket-closed = The desk is closed now. It is open from { $from } to { $to }; your place is kept.
kiosk-done = Done
kiosk-print-again = Print once more
kiosk-standing-confirmed = The desk has your ticket. You are in line.
kiosk-standing-queued = Your ticket is safe here and is on its way to the desk; it is not confirmed yet. Your place counts from now.
kiosk-standing-refused = The desk could not take this ticket. Please go to the mediation desk with your number; nothing you typed is lost.
kiosk-print-queued = Your slip is about to be printed.
kiosk-print-printing = Your slip is being printed.
kiosk-print-printed = Your slip is printed. Please take it with you.
kiosk-print-failed = The slip could not be printed. Your number is valid all the same: scan the code, take a photo of it, or write the number down. To try the printer again, touch “Print once more”.
kiosk-print-enough = The slip was printed three times. The staff at the mediation desk can print another one.
kiosk-print-unknown = Perhaps the slip was not printed whole. Your number is valid all the same: scan the code, take a photo of it, or write the number down.
kiosk-print-none = There is no printer here. Scan the code, take a photo of it, or write the number down.

kiosk-phone-title = Use your phone
kiosk-phone-scan = Scan this code with your phone.
kiosk-phone-type = Answer the questions there and send.
kiosk-phone-stay = Stay here: your number appears on this screen and is printed.
kiosk-phone-code-alt = Code that opens the questions on your phone
kiosk-phone-waiting = Waiting for your phone
kiosk-phone-opened = Your phone is connected. Please answer the questions there.
kiosk-phone-resting = Nothing has come from your phone for a while. Go on there, or touch “Continue here instead”.
kiosk-phone-unreachable = The desk cannot be reached at the moment, so a phone cannot help. You can continue here.
kiosk-phone-progress = How far you are on your phone
kiosk-phone-look = My phone has sent
kiosk-phone-here = Continue here instead

kiosk-have-title = Your ticket
kiosk-have-lead = Where there is a reader, hold your slip under it: the staff then know that you are here. Or type the number that stands under its code, and read where to go.
kiosk-have-field = Number on the slip
kiosk-have-field-hint = All of it, with the last digit, such as { $example }
kiosk-have-go = Where do I go?
kiosk-have-digit = One digit is wrong. Please compare with the number under the code on your slip, which looks like { $example }, and type it again.
kiosk-have-shape = This is no ticket number. One looks like { $example }: one or two letters, digits, and one last digit. It stands under the code on your slip, at “To type in”.
kiosk-have-whole = The last digit is missing. The whole number looks like { $example }. It stands under the code on your slip, at “To type in”, and on your ticket’s page on the phone.
kiosk-have-unknown = The desk does not know this ticket yet. Please ask the staff at the mediation desk.
kiosk-have-staff-title = Please tell the staff
kiosk-have-staff = The desk cannot be reached from here at the moment. Your ticket is valid. Please show it to the staff at the mediation desk.

# The printed slip.
kiosk-slip-typed = To type in
kiosk-slip-desk = Mediation desk
kiosk-slip-issued = Issued
kiosk-slip-scan = Scan to follow your ticket
kiosk-slip-bring = Please bring
kiosk-slip-queued = Queued, not yet confirmed by the desk. Your place counts from the time of issue on this slip.
kiosk-slip-copy = Copy { $copy }
kiosk-slip-gone = Ask at the desk for a slip with the code.

# For staff.
kiosk-join = Join this kiosk to the desk
kiosk-join-lead = For staff: the { -organiser } makes a code under Office, Kiosks. It is good for ten minutes and once.
kiosk-join-code = Code
kiosk-join-shape = A code has seven letters and digits. Please compare and type it again.
kiosk-join-wrong = The desk does not take this code. It may be used or too old: please have a new one made.
kiosk-join-locked-out = Too many wrong codes. Please wait a while, and then have a new one made.
kiosk-join-unreachable = The desk cannot be reached. Check the cable and the address of the desk in the settings, then try the same code again.
kiosk-joined-title = This kiosk has joined the desk
kiosk-joined-letter = Its letter
kiosk-joined-first = Its tickets begin with { $number }.
kiosk-joined-open = Touch the button below: visitors can get tickets at once.
kiosk-joined-printer = Look at the first slip: is it clear, and cut where it ends?
kiosk-joined-no-printer = There is no printer in the settings: numbers are shown on the screen alone. For slips, write the printer into the settings and start this kiosk again.
kiosk-joined-office = The office shows this kiosk under Kiosks, by this letter.
kiosk-joined-go = Show the start page
kiosk-join-store = The kiosk cannot write to its disk. Please call whoever looks after this machine.
kiosk-screen = The screen of this kiosk
kiosk-screen-lead = For staff: from now on this tablet shows the kiosk’s page, and no other does.
kiosk-screen-do = Show the kiosk here
kiosk-screen-shut = This page belongs to one tablet of the mediation desk. Staff can have a new address made for this one: fairdesk-kiosk screen.
