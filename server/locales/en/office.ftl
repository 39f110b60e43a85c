# office

# The address for printed codes.
address-title = The address in printed codes
address-lead = Codes on paper last as long as the { -fair }. Choose an address that stays, and try it with a phone.
address-none = Phones cannot reach this desk yet
address-none-text = This machine is on no network, or the desk was started for this machine alone (“listen” is 127.0.0.1). Connect it to the network on site, or start it with another “listen”, and reload this page. If a server in front passes requests on, type its name here.
address-why = Why this matters
address-why-text = A code that was printed cannot be changed any more. If its address stops working, every sheet that hangs is waste paper. So nothing is printed before a phone in the network on site has opened a test code.
address-choose = How phones reach this desk
address-choose-hint = Best is a name that your network’s people keep pointing at this machine.
address-number-hint = A number can change when the machine or the network restarts. Ask your network’s people to reserve it.
address-name-hint = A name stays, also when the machine’s number changes.
address-typed = Another name or address
address-typed-hint = Such as desk.example, with :8080 behind it if the desk is not on the usual port
address-typed-field = The other name or address
address-choose-this = Use this and show a test code
address-choose-other = Use another address
address-before-hint = Codes were printed with this one, or could have been.
address-instead-title = Use { $new } instead of { $old }?
address-instead-count = { $count ->
    [one] 1 code could be printed with { $old } until now.
   *[other] { $count } codes could be printed with { $old } until now.
}
address-instead-text = Whoever scans such a sheet comes to { $old } for as long as it hangs. Keep that address working, or take those sheets down and print them again.
address-instead-locked = Nothing can be printed before a phone has opened the test code of the new address.
address-instead-do = Use { $new }
address-instead-keep = Keep { $old }
address-wrong-scheme = It must begin with http:// or https://.
address-wrong-host = Give the name or number of this machine, such as desk.example or 192.168.1.20.
address-wrong-port = The number after the colon must be from 1 to 65535.
address-wrong-extra = Only name and number: nothing behind them, no path, no user name.
address-wrong-loopback = Only this machine itself can open that. Phones need a name or number of the network.
address-test-code = Test code
address-try = Try it with a phone
address-try-text = Take a phone that is on the visitors’ Wi-Fi, not on a cable and not this machine, and scan this code.
address-try-fails = If nothing opens, the phone cannot reach this address: choose another, or ask your network’s people.
address-confirmed = { $url } works
address-confirmed-text = A phone opened the test code. Printing is unlocked.
address-to-codes = To the codes and sheets
address-to-exhibitors = To the { -exhibitors }
address-test-title = Test of the desk’s address
address-test-works = It works
address-test-works-text = This phone reached the desk under { $url }. Printing is now unlocked at the desk; you can close this page.
address-test-elsewhere = Reached, but under another address
address-test-elsewhere-text = You opened { $here }, while codes would say { $url }. Scan the test code itself.
address-test-itself = This is the desk itself
address-test-itself-text = That this machine can open its own address proves nothing. Scan the code with a phone on the visitors’ Wi-Fi.

# Codes and sheets.
codes-title = Codes and sheets
codes-lead = Each { -booth } and each { -hall } has its own code. It names the place and nobody, and it can be replaced.
codes-address = Codes say { $url }
codes-change-address = Change the address
codes-locked = Printing is locked
codes-locked-text = First choose the address that goes into the codes and open a test code with a phone. A printed code cannot be changed any more.
codes-locked-short = locked
codes-to-address = Choose the address
codes-series = Ticket letters
codes-print = To print
codes-print-booths = { -Booth } sheets
codes-print-poster = Poster of the { -hall }
code-hall = { -Hall } { $hall }
code-booth = { -Hall } { $hall }, { -booth } { $booth }
code-heading = Code
code-print = Print this code
code-files = For your own print shop
code-svg = Drawing (SVG), any size
code-png-print = Picture (PNG), 10 cm at 300 dpi
code-png-phone = Picture (PNG), for screens
code-exhibitors = Who is here
code-nobody = Nobody on the list.
code-replace = Replace this code …
code-replace-text = If the printed code was copied or put up elsewhere. The old paper then shows that it is no longer in use; print and put up the new one. Cases that were filed with it stay.
code-replace-sure = Replace the code? What is printed stops working at once.
code-replace-now = Replace the code
code-replaced = The code was replaced. Print it and put it up; the old one no longer works.
hall-remove = Take out this { -hall } …
hall-remove-text = Nothing stands here. Whoever scans one of its codes is told that it is no longer used; its ticket letters are never given again.
hall-remove-sure = Take out this { -hall }? Its codes stop working at once.
hall-remove-now = Take out the { -hall }
hall-remove-not = It stays as long as anything stands here:
hall-removed = The { -hall } was taken out.
hall-has-exhibitors = { $count ->
    [one] 1 { -exhibitor }
   *[other] { $count } { -exhibitors }
}
hall-has-rooms = { $count ->
    [one] 1 mediation room
   *[other] { $count } mediation rooms
}
hall-has-devices = { $count ->
    [one] 1 kiosk or tablet
   *[other] { $count } kiosks or tablets
}
hall-has-shifts = { $count ->
    [one] 1 planned shift; the head of the mediation body takes it out of the plan
   *[other] { $count } planned shifts; the head of the mediation body takes them out of the plan
}
hall-has-cases = Cases or advice are counted under it, so it stays in logs and reports.
sheets-title = Codes to print
sheets-lead = One PDF for all { -booths } or for one { -hall }, in the order in which one walks along them. Every sheet speaks each language of the desk.
sheets-booths = For { -booths }
sheets-kind = On what
sheet-poster = Posters, A4
sheet-hint-poster = One on a page, to be read from across the aisle
sheet-card = Table cards, A5
sheet-hint-card = Two on a page, to be cut along the dashes
sheet-label = Labels, 105 × 57 mm
sheet-hint-label = Ten on a page, for sheets of labels
sheets-which = Which
sheets-all = All { -booths } ({ $count })
sheets-all-halls = All { -halls }
sheets-hall = { -Hall } { $hall } ({ $count })
sheets-hint = Print at 100 %, on A4. Many pages take a few seconds; a page tells how far they are.
sheets-make = Make the PDF
sheets-making-title = The codes are being made
sheets-progress = { $through } of { $total } { -booths } made
sheets-progress-hint = You may leave this page; it goes on. The PDF is kept for twenty minutes.
sheets-made = The PDF is there, with { $total } { -booths }.
sheets-download = Download the PDF
sheets-failed = The PDF could not be made. Please try again; whoever runs the machine finds the reason in its log.
sheets-posters = Posters of the { -halls }
sheets-posters-what = A4, for entrances and columns: the code of the { -hall }, where the desk is, whom to call in an emergency.
sheets-make-posters = Make the posters
sheets-none = There are no { -booths } yet.
sheets-lacking = { $count ->
    [one] Some letters on 1 sheet cannot be printed
   *[other] Some letters on { $count } sheets cannot be printed
}
sheets-lacking-what = No font of this desk has them, so they are printed as their numbers, such as [U+2A6D6], and a name with hardly any other letters is left out. Where the list has a name in another script that can be printed, that one alone stands on the sheet: enter it there, or write the letters in by hand.
sheets-lacking-more = And { $count } more.
sheets-call = IP dispute? Question? Scan.
sheets-more = and { $count } more
poster-question = Copied at the { -fair }?
poster-call = Scan. File in two minutes. We will call you.
poster-desk = Mediation desk
poster-emergency = Emergency

# The fair, amended.
fair-title = The { -fair }
fair-saved = Saved.
fair-room-in-use = { $name } is on duty in a room that would go. Ask them to choose another first.
fair-address = Address in printed codes
fair-address-none = Not chosen yet.
fair-address-confirmed = tried by a phone
fair-address-open = not tried yet
fair-hall-series = tickets { $series }-001, …
fair-add-halls = Add { -halls }
fair-add-halls-hint = One a line. Their ticket letters are given by the desk.
fair-add = Add
fair-halls-known = There already, so nothing was added.
fair-letters-later = Letters can only be chosen at the first setup, because a letter is never used twice. Leave out the part behind =.

# People.
people-title = People
people-new = New: { $role }
people-new-title = A new sign-in
people-leaders = { -Organisers }, duty managers, head of the mediation body
people-leaders-hint = To replace the head, appoint the new one first, then take the old sign-in away.
people-team = Mediators, reception, supervisors and auditors
people-team-hint = Fields, languages and { -halls } help to offer each mediator the tickets that suit. They never bar anybody.
people-team-empty = No mediators yet
people-role = Role
people-signs-in-as = Signs in as { $name }
people-role-missing = Choose one of the roles offered.
people-fields = Fields
people-fields-hint = None chosen means all.
people-languages = Languages
people-languages-hint = For reception as well: tickets in these languages suit them. None chosen: nothing is said of languages.
people-halls = { -Halls } nearby
people-halls-hint = None chosen means all.
people-duty = Now
people-any = all
people-figures-only = sees figures only
people-receives = receives visitors
people-reads-acts = reads administrative acts
people-profile = Fields, languages, { -halls }
people-profile-hint = For mediators; languages for reception as well:
people-profile-saved = Saved.
people-appoint = Make the sign-in
people-appointed = The sign-in was made. Tell the person name and PIN, and ask them to change the PIN.
people-reset = New PIN
people-reset-hint = Everywhere this person is signed in, they are signed out. Tell them the new PIN, and ask them to change it.
people-reset-own = You will be signed out everywhere and sign in with the new PIN.
people-reset-now = Set the new PIN
people-pin-reset = The PIN was changed, and all sign-ins were ended.
people-dismiss = Take the sign-in away …
people-dismiss-text = The person can no longer sign in. What they did stays on record under their name.
people-dismiss-sure = Take { $name }’s sign-in away?
people-dismiss-now = Take the sign-in away
people-dismissed = The sign-in was taken away.
people-last-one = Nobody else holds this role, or leads this mediation body. Appoint somebody else first.
people-holds-ticket = This person still has a ticket in hand. It must be finished or given back first.

rules-title = Times and rules
rules-hint = In minutes where nothing else is said. They hold from now on: a notice that is drawn up already keeps the time it names, and a time limit that runs ends as it was opened. A value that changes in the settings file takes the place of the one here; the others stay.
rules-reply = Time to answer a notice
rules-response = Time for a statement on a complaint
rules-appointment = Length of an appointment
rules-grace = Waiting for a party that is late
rules-walk = Way between two { -halls }
rules-hold = A ticket that missed its call keeps its place
rules-misses = Missed calls after which a ticket is closed
rules-recall = Seconds between two calls of one ticket
rules-reception = A reception takes, while none was counted
rules-talks = A talk takes, while none was counted
rules-mediators = Mediators reckoned with while nobody is on duty
rules-reply-hours = For an answer count
rules-response-hours = For a statement count
rules-hours-all = all hours, nights included
rules-hours-open = opening hours alone
rules-hours-missing = Choose which hours count.
rules-range = A whole number from { $least } to { $most }
rules-file = What the settings file says
rules-file-hint = As far as it differs from what is usual or from what holds.
rules-file-not = (does not hold: something else was laid down here)
rules-save = Save the rules

# What was done to the running of the desk, for whoever audits it.
nav-acts = Administrative acts
acts-title = Administrative acts
acts-lead = Who did what to the running of this desk, newest first. No party and no text of a case stands here.
acts-csv = As a table (CSV)
acts-person = Person
acts-what = Act
acts-entry = Entry
acts-when = When
acts-who = Who
acts-on = On whom or what
acts-second = Second person
acts-found = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
acts-times = × { $count }
acts-none = No such act
acts-none-hint = Choose another person, act or day, or show all of them.
acts-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
acts-device = Device { $letters }
acts-by-desk = The desk itself
acts-by-anybody = Somebody who was not signed in
acts-record = The record
acts-record-entries = Entries
acts-record-hash = Hash of the last entry
acts-record-check = Check
acts-record-checked = Every entry was checked when the desk started. Whoever runs the machine checks them again with “fairdesk verify”.
acts-record-copy = Last copy
acts-copied = { $moment }, up to entry { $entry }
acts-sealed = Sealed days
acts-sealed-more = { $count } more, further back
acts-sealed-none = No day is sealed yet.
