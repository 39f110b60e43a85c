# signin
sign-in = Sign in
sign-in-title = Sign in
sign-in-lead = For the people who work at the mediation desk. Visitors need no sign-in: scan the code on the posters.
sign-in-name = Name
sign-in-pin = PIN or passphrase
sign-in-forgot = PIN forgotten? The head of the mediation body can give you a new one; the head gets one from the { -organiser }.
sign-in-demo-heading = To try the demonstration
sign-in-demo = Sign in as { -organiser }, duty-manager, head, reception, supervisor, auditor, or mediator1 to mediator6. The PIN is { $pin }.
sign-in-demo-second = Of the second mediation body: centre-head and centre-mediator.

signed-both-sides = one person in both roles
nav-counter = Counter
nav-files = Files
nav-figures = Figures
nav-office = Today
nav-logs = Daily logs
nav-complaints = Complaints
nav-people = People
nav-board = Board
nav-account = My account

account-title = My account
account-printed = How papers are to name you
account-printed-roster = Papers name you as { $name }. The head of the mediation body keeps this name with the roster.
account-printed-save = Save
account-printed-saved = Papers name you so from now on.
account-pin-heading = Change your PIN
account-pin-made = Your present PIN was chosen for you when your sign-in was made. Choose your own, so that nobody else knows it.
pin-given = { $name } gave you a new PIN on { $moment }. If you did not ask for it, tell the { -organiser } and the head of the mediation body.
pin-given-machine = You were given a new PIN at the machine of the desk on { $moment }. If you did not ask for it, tell the { -organiser } and the head of the mediation body.
pin-given-choose = Choose your own PIN here
account-pin-lead = You stay signed in here. Every other device is signed out.
account-pin-current = PIN you use now
account-pin-new = New PIN or passphrase
account-pin-hint = At least 6 digits, or at least 10 characters.
account-pin-again = The new one again
account-pin-save = Change the PIN
account-pin-wrong = This is not your present PIN.
account-pin-differs = The two entries differ.
account-pin-changed = Your PIN is changed. Every other device was signed out.
account-devices-heading = Where you are signed in
account-devices-lead = End a sign-in if the device is lost or belongs to somebody else.
account-device = Since { $since }, last used { $seen }
account-device-here = this device
account-end = End
account-end-others = End all others
account-ended = Ended.

# Why a PIN is not taken.
pin-too-short = Too short: a PIN needs at least 6 digits, a passphrase at least 10 characters.
pin-too-long = Too long: at most 128 characters.
pin-repeating = This repeats itself and would be guessed first. Choose another.
pin-counting = This counts up or down and would be guessed first. Choose another.
pin-known = This PIN is too common. Choose another.
nav-exhibitors = { -Exhibitors }
nav-halls = Codes
nav-fair = The { -fair }
