# The words of a trade fair. What is called differently at another place is a term: base texts write “{ -exhibitor }”.
# With a capital letter a term begins a sentence or a label.

-fair = fair
-Fair = Fair
-fairs = fairs
-exhibitor = exhibitor
-Exhibitor = Exhibitor
-exhibitors = exhibitors
-Exhibitors = Exhibitors
-an-exhibitor = an exhibitor
-An-exhibitor = An exhibitor
-booth = booth
-Booth = Booth
-booths = booths
-Booths = Booths
-your-booth = your booth
-hall = hall
-Hall = Hall
-halls = halls
-Halls = Halls
-organiser = organiser
-Organiser = Organiser
-Organisers = Organisers
-exhibit = exhibit
-Exhibit = Exhibit
-an-exhibit = an exhibit
-exhibition-contract = exhibition contract
-Exhibition-contract = Exhibition contract
-exhibition-rules = exhibition rules
