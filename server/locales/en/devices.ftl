# Kiosks and tablets: the office's page, what a visitor is told who shows a slip, the form on a phone that a kiosk led to.
nav-devices = Kiosks
devices-title = Kiosks
devices-lead = A kiosk, or a tablet in its place, issues and prints tickets by itself, also while the network is down. Each has letters of its own.
devices-none = No kiosk has joined yet
devices-none-now = Make a code, then start the kiosk and type the code there.
devices-add = Let a device join
devices-add-hint = You get a code for ten minutes. Whoever types it first is the device.
devices-role = What it is
devices-hall = { -Hall }
devices-hall-none = No { -hall }: counted at the desk
devices-limit = Most tickets a day
devices-limit-hint = Leave it empty when there is no limit.
devices-limit-wrong = Type a whole number from 1 to { $max }, or leave it empty.
devices-make-code = Make a code
devices-code-title = Code for a device
devices-code-lead = Type this at the device:
devices-code-until = Good until { $clock }, for one device.
devices-code-left = Time left
devices-code-command = Or on its command line:
devices-code-line = fairdesk-kiosk join { $code } --server { $server } --data /var/lib/fairdesk-kiosk
devices-code-gone = The code is shown here once. When its time is over, make another.
devices-to-list = Back to the kiosks
devices-waiting = { $count ->
    [one] One code is out and was not used yet.
   *[other] { $count } codes are out and were not used yet.
}
devices-letters = Letters
devices-earlier = before: { $letters }
device-state-open = Working
device-state-locked = Locked
device-state-revoked = Taken away
devices-seen = Last heard
devices-never = not since the desk was started
devices-unheard = Not heard since the desk was started
devices-unheard-since = Not heard since { $clock }
devices-clock-fast = its clock is { $length } fast
devices-clock-slow = its clock is { $length } slow
devices-version = Version
devices-paper = Paper
devices-outbox = Not yet sent
devices-minted = Tickets issued
devices-limit-of = of { $limit } a day
devices-refused = Refused tickets
devices-refused-hint = The desk did not take these. The visitor has the slip: file the case at the counter and note the number.
devices-refused-more = { $count ->
    [one] and one more, at the kiosk
   *[other] and { $count } more, at the kiosk
}
devices-aside = Some of its tickets may be missing here
devices-aside-hint = Its memory was damaged and put aside. What it had not sent is lost to the desk: whoever has a slip that the desk does not know is filed at the counter, with the number noted.
devices-warn-aside = { $letters }: its memory was damaged; some of its tickets may be missing here
devices-number = Number
devices-reason = Reason
devices-issued = Issued
devices-manage = Lock, change letters, take away
devices-message = What it shows visitors
devices-message-hint = At most 300 letters. What it has issued is still taken.
devices-lock = Lock
devices-unlock = Unlock
devices-letter = Give it new letters
devices-letter-hint = For a machine whose memory was repaired. Tickets with the old letters stay good.
devices-revoke = Take its key away
devices-revoke-hint = For a device that is lost or stolen. Nothing it sends is taken any more. It can join again with a new code.
devices-revoke-sure = Take the key of { $letters } away? Nothing it sends is taken any more.
devices-did-name = { $letters }, { $role }
devices-warn-never = { $letters }: not heard since the desk was started
devices-warn-unseen = { $letters }: not heard for { $length }
devices-warn-paper = { $letters }: { $what }
devices-warn-refused = { $count ->
    [one] { $letters }: one ticket was refused
   *[other] { $letters }: { $count } tickets were refused
}
devices-warn-look = Look at the kiosks

# At the kiosk, with a slip.
here-called = Please go to { $room } now. The staff know that you are here.
here-called-say = Please go to { $room } now and say there that you are here.
here-waiting = { $ahead ->
    [0] You are next. Please stay near the desk.
    [one] One party is before you. Please stay near the desk; we will call your number.
   *[other] { $ahead } parties are before you. Please stay near the desk; we will call your number.
}
here-not-called = Your number is not being called now. Please stay near the desk, or ask there.
here-aside = Please tell the staff at the desk that you are here.
here-over = This matter is closed. For questions, please ask at the desk.

# The phone as the kiosk's keyboard.
handoff-lead = You type here, the kiosk prints your ticket. Photos can be added on the page of your ticket.
handoff-sent-title = Sent to the kiosk
handoff-sent = The kiosk is printing your ticket. This page moves on to it by itself; if it does not, press the button.
handoff-sent-go = Show my ticket
handoff-closed-title = Continued at the kiosk
handoff-closed = This form was ended at the kiosk. Nothing you typed here was sent.
handoff-closed-now = Go on at the kiosk, or let it show a new code.

# A slip on the printer of a kiosk, for staff.
print-title = On a kiosk's printer
print-on = Print on
print-go = Print
print-kiosk = Kiosk { $letters }
print-kiosk-in-hall = Kiosk { $letters }, { -hall } { $hall }
print-of = Copy { $copy }, kiosk { $letters }:
print-forgotten = Ordered before the desk was started again; whether it came out is not known
print-why = { $stands }: { $why }
print-soon = It comes out within seconds.
print-look = Look again

# What stands on slips that the desk has printed.
slip-for = For the { -booth }
slip-notice-scan = Scan to read the notice and to reply
slip-notice-next = Read the notice with the code above and reply there, or come to the desk with this slip.
slip-reply-within = Within { $length } after this was handed over
slip-reply-within-open = Within { $length } of opening hours after this was handed over
slip-drawn-up = Drawn up
slip-received = Received
slip-signature = Name and signature
slip-time = Time
slip-seal = Seal of the day
slip-sealed-by = Sealed by
slip-signature-begins = Signature begins
slip-seal-check = Keep this slip apart from the desk: it proves that the log of this day was not changed afterwards.
slip-witness = Witness
