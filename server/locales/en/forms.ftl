# Forms on paper, for the mediation body.
counter-forms = Paper forms
forms-title = Forms on paper
forms-office-title = Forms on paper for complaints
forms-office-lead = Forms of your own to be filled in by hand: a complaint, what the { -exhibitor } says to it, an order. Those of the mediation are printed at the counter.
forms-office-print = Print some sets beforehand. A set is everything one complaint may need, under one number.
forms-office-enter = Have the complaint entered at the counter under its number, then enter your steps on its page, each with its true time.
forms-back = Back to the counter
forms-lead = Forms to be filled in by hand, each with a number that no ticket of the desk will ever have. With a pile of them in the drawer the day goes on when the network or the power does not.
forms-step-print = Print some sets before the { -fair } opens. A set is everything one case may need, under one number.
forms-step-write = Write on them when the desk cannot be reached. The party keeps the number as its ticket; note day and time of every step.
forms-step-enter = Enter them afterwards, with their numbers and their true times. Each step counts on the day on which it happened.
forms-numbers = Numbers
forms-share = Each number is for one party alone. The first numbers are proposed here; the { -organiser } takes the last ones for complaints.
forms-share-several = Each number is for one party alone. Every mediation body has its part of them, and the { -organiser } the last ones for complaints; what is proposed here is yours.
forms-office-share = Each number is for one party alone. The last numbers are proposed here; the counter takes the first ones.
forms-none = No numbers are reserved yet. The head of the mediation body does that.
forms-none-head = No numbers are reserved yet.
forms-batch = Reserved { $moment } by { $who }
forms-entered = { $count ->
    [0] none entered yet
    [one] one entered
   *[other] { $count } entered
 }
forms-which = Which forms
forms-languages = In which language
forms-first = From number
forms-last = To number
forms-most = At most { $max } forms at once. The same number can be printed again when a sheet is spoilt.
forms-none-proposed = None of these numbers is left to propose here. To print forms again, type their numbers; the head of the mediation body reserves more.
forms-none-chosen = Choose at least one form. Nothing was printed.
forms-no-language = Choose at least one language. Nothing was printed.
forms-no-number = Type a whole number, such as 3.
forms-count-range = Type a whole number from 1 to { $max }.
forms-no-more = This desk has reserved as many numbers as it can.
forms-not-reserved = Forms are printed under reserved numbers alone, from { $first } to { $last }. Nothing was printed.
forms-reversed = The last number comes before the first. Nothing was printed.
forms-too-many = That makes more than { $max } forms. Choose fewer numbers, forms or languages. Nothing was printed.
forms-print = Open to print
forms-reserve = Reserve numbers
forms-reserve-lead = One number for each case that may be taken on paper.
forms-count = How many
forms-reserve-do = Reserve
forms-done = The numbers are reserved. Print the forms now.
forms-down = When something is down
forms-down-phones = Phones have no network: everything can be done here at the counter, notices and replies on the printed papers.
forms-down-desk = The desk itself has no power: use the forms. Tell each party its number, and that it may ask here at any time.
forms-down-reader = Somebody cannot read: read the form aloud, tick the box that says so, and let them sign or give a fingerprint.
forms-down-times = Entering later, open “It happened earlier” in the form of each step and give its day and time.
