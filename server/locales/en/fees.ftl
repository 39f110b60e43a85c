# What mediation costs

next-fee = Settle what it costs
session-next-fee = Settle what it costs: this body may take a fee, and everybody has to agree first.
case-fee-lead = Everybody is here and knows their rights. This body may take a fee: quote it and have everybody agree, or take none.
history-fee-quoted = Fee quoted
history-fee-waived = No fee is taken
history-fee-answered = A party answered about the fee
