# The hall's board. Everything here is read from ten metres away: few words.
board-title = Board
board-called = Called
board-nobody = Nobody is called at the moment
board-waiting = Waiting
board-duty = Mediators here
board-earlier = Called before
board-opens = Closed. Opens { $moment }
board-over = Closed
board-desk = Mediation desk
board-from-hall = { $count } of them from { -hall } { $hall }
