# The words of a market: merchants have stalls in its sections, an operator runs it.

-fair = market
-Fair = Market
-fairs = markets
-exhibitor = merchant
-Exhibitor = Merchant
-exhibitors = merchants
-Exhibitors = Merchants
-an-exhibitor = a merchant
-An-exhibitor = A merchant
-booth = stall
-Booth = Stall
-booths = stalls
-Booths = Stalls
-your-booth = your stall
-hall = section
-Hall = Section
-halls = sections
-Halls = Sections
-organiser = operator
-Organiser = Operator
-Organisers = Operators
-exhibit = product
-Exhibit = Product
-an-exhibit = a product
-exhibition-contract = stall contract
-Exhibition-contract = Stall contract
-exhibition-rules = market rules

relief-stop-display = Stop showing and selling it
clause-not-show = Not show or sell it again
measure-participation-cancelled = End the stall contract
