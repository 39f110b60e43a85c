# The words of an industrial park: companies have units in its buildings, an operator runs it.

-fair = park
-Fair = Park
-fairs = parks
-exhibitor = company
-Exhibitor = Company
-exhibitors = companies
-Exhibitors = Companies
-an-exhibitor = a company
-An-exhibitor = A company
-booth = unit
-Booth = Unit
-booths = units
-Booths = Units
-your-booth = your company
-hall = building
-Hall = Building
-halls = buildings
-Halls = Buildings
-organiser = operator
-Organiser = Operator
-Organisers = Operators
-exhibit = product
-Exhibit = Product
-an-exhibit = a product
-exhibition-contract = tenancy contract
-Exhibition-contract = Tenancy contract
-exhibition-rules = park rules

relief-stop-display = Stop showing and selling it
clause-not-show = Not show or sell it again
measure-participation-cancelled = End the stay in the park
notice-lead = A company at this park asked { $body } to mediate with your company. Nobody has decided anything. You choose whether you take part.
tagline = Rapid mediation in the park
home-title = Rapid mediation in the park
poster-question = Copied in the park?
filing-booth = Name of the company, or its unit
