# setup
setup-title = Set up the fair
setup-lead = Once, and in a few minutes. Everything except the sign-ins can be changed later.
setup-clock-compare = This desk’s clock says { $moment }. Compare it with your phone: what the desk records is only as good as its clock.
setup-clock-good = This desk’s clock says { $moment }. It agrees with yours (difference: { $difference }).
setup-clock-off = This desk’s clock differs from yours by { $difference }
setup-clock-off-now = It says { $moment }. Find out which one is wrong and set it before you go on: every record of the fair carries the desk’s time.
setup-people = Who signs in
setup-people-hint = These two prepare everything else. The head makes the mediators’ sign-ins, so that whoever can act against an exhibitor does not choose who mediates.
setup-pins-again = For safety, PINs are not kept: please type them again.
setup-same-person = The same person does both
setup-same-person-hint = Only at a small fair. Every page this person sees will say so.
setup-found = Set up the fair

plan-heading-fair = The fair
plan-heading-place = Halls and rooms
plan-heading-body = The mediation body
plan-name = Name of the fair
plan-name-hint = As visitors know it, such as Lumen Asia 2026
plan-first-day = First day
plan-last-day = Last day
plan-opens = Opens at
plan-closes = Closes at
plan-zone = Time zone
plan-zone-hint = Of the place where the fair is held
plan-halls = Halls
plan-halls-hint = One a line, such as 5.1. Each gets letters for its ticket numbers: A, B, C, … To choose them yourself, write 5.1 = A
plan-rooms = Rooms or tables for mediation
plan-rooms-hint = One a line, such as Room 1. If it is in a hall, write Room 1 = 5.1
plan-desk = Where the desk is
plan-desk-hint = Shown on every ticket and on the boards. Write it in each language your visitors read: Hall 2, entrance B · 2 号馆 B 入口
plan-body-name = Name of the mediation body
plan-body-name-hint = As it is registered
plan-body-kind = Kind of body
plan-languages = Languages offered to visitors
plan-languages-hint = Visitors see the one their phone asks for.
plan-first-language = First language
plan-first-language-hint = For visitors whose phone asks for none of them
plan-day-missing = Choose a day.
plan-days-reversed = The last day is before the first.
plan-days-too-many = A fair can have at most 366 days.
plan-hour-missing = Give a time such as 09:00.
plan-hours-reversed = The fair closes before it opens.
plan-zone-unknown = Choose a time zone from the list.
plan-halls-missing = Name at least one hall.
plan-line-too-long = “{ $line }” is too long: at most { $max } characters.
plan-letters-wrong = The letters of hall { $hall } must be one or two of A to Z.
plan-hall-twice = Hall { $hall } stands in the list twice.
plan-letters-twice = The letters { $letters } are given to two halls.
plan-rooms-missing = Name at least one room or table.
plan-room-twice = { $room } stands in the list twice.
plan-room-hall-unknown = { $room } is said to be in hall { $hall }, which is not in the list of halls.
plan-too-many = At most { $max } lines can be given here.
plan-body-kind-missing = Choose a kind of body.
plan-languages-missing = Choose at least one language.
plan-first-language-not-offered = Choose one of the languages offered.

people-name = Name
people-name-hint = To sign in with, and shown to colleagues
people-name-taken = Somebody else already signs in under this name. Add a second name or an initial.
people-pin = PIN or passphrase
people-pin-hint = At least 6 digits, or at least 10 characters
people-pin-again = The same once more
people-pin-differs = The two entries differ.

entry-missing = Please fill this in.
entry-too-long = At most { $max } characters.
