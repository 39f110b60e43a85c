# ticket
