//! Where pictures are decoded: few at a time, for a limited while, off the async threads.
//!
//! A decoder cannot be stopped from outside once it runs. So the caller stops waiting at the deadline and gets an error, while
//! the seat stays with the work itself until that has ended: pictures that take too long make others wait or be refused, they
//! never pile up. Uploads waiting for a seat hold their bytes in memory, so the places to wait are few as well.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{EvidenceError, photo::Limits};

/// How many pictures may be worked on, how many may wait, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Pictures decoded at the same time. One of 50 megapixels can need 450 MB while it is decoded.
    pub seats: usize,
    /// Pictures that may wait for a seat, each holding its bytes in memory.
    pub waiting: usize,
    /// How long a picture waits for a seat before it is refused as `Busy`.
    pub patience: Duration,
    /// How long the work may take before the caller is told `TooSlow`.
    pub deadline: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { seats: 2, waiting: 12, patience: Duration::from_secs(20), deadline: Duration::from_secs(20) }
    }
}

/// The room with its seats. Cheap to clone; clones share the seats.
#[derive(Clone, Debug)]
pub struct Darkroom {
    limits: Limits,
    pace: Pace,
    seats: Arc<Semaphore>,
    /// Seats and places to wait together: who finds none free is refused at once.
    places: Arc<Semaphore>,
}

impl Darkroom {
    /// A room that works under these limits.
    pub fn new(limits: Limits, pace: Pace) -> Self {
        let seats = pace.seats.clamp(1, 64);
        Self {
            limits,
            pace,
            seats: Arc::new(Semaphore::new(seats)),
            places: Arc::new(Semaphore::new(seats + pace.waiting.min(1024))),
        }
    }

    /// The limits under which pictures are decoded here.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Does blocking work on a picture, with a seat held until that work has ended.
    ///
    /// # Errors
    /// `Busy` when no place is free, `TooSlow` at the deadline, `Damaged` when the work panicked, or the work's own error.
    pub async fn run<T, E>(&self, work: impl FnOnce(&Limits) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<EvidenceError> + Send + 'static,
    {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| EvidenceError::Busy)?;
        let seat = timeout(self.pace.patience, Arc::clone(&self.seats).acquire_owned()).await;
        let Ok(Ok(seat)) = seat else { return Err(EvidenceError::Busy.into()) };
        let limits = self.limits.clone();
        let job = tokio::task::spawn_blocking(move || {
            // Moved in here so that both are given back when the work ends or unwinds, not when the caller leaves.
            let _held = (place, seat);
            work(&limits)
        });
        // Work that no thread has taken up yet is called off; work that runs is left to end.
        let stop = job.abort_handle();
        match timeout(self.pace.deadline, job).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(gone)) => Err(EvidenceError::Damaged { reason: gone.to_string() }.into()),
            Err(_) => {
                stop.abort();
                Err(EvidenceError::TooSlow.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    };

    fn room(seats: usize, waiting: usize, deadline: Duration) -> Darkroom {
        let pace = Pace { seats, waiting, patience: Duration::from_millis(1), deadline };
        Darkroom::new(Limits::default(), pace)
    }

    /// Takes the only seat with work that outlives its caller, until what is given back is dropped.
    async fn occupied(room: &Darkroom) -> Vec<mpsc::Sender<()>> {
        let (mut kept, begun) = (Vec::new(), Arc::new(AtomicBool::new(false)));
        // Work that no thread took up before its deadline is called off, and makes others busy until that was noticed: once more.
        while !begun.load(Ordering::SeqCst) {
            let (release, held) = mpsc::channel::<()>();
            kept.push(release);
            let begins = Arc::clone(&begun);
            let outcome = room.run(move |_: &Limits| {
                begins.store(true, Ordering::SeqCst);
                assert!(held.recv().is_err(), "nothing is ever sent");
                Ok::<_, EvidenceError>(())
            });
            let outcome = outcome.await;
            assert!(matches!(outcome, Err(EvidenceError::TooSlow | EvidenceError::Busy)), "{outcome:?}");
        }
        kept
    }

    #[tokio::test]
    async fn abandoned_work_keeps_its_seat_until_it_ends() {
        let room = room(1, 4, Duration::from_millis(1));
        let release = occupied(&room).await;
        // The caller has left, the seat is still taken.
        assert!(matches!(room.run(|_| Ok::<_, EvidenceError>(())).await, Err(EvidenceError::Busy)));
        drop(release);
        let seat = room.seats.acquire().await.unwrap();
        drop(seat);
        let room = Darkroom { pace: Pace::default(), ..room };
        assert!(room.run(|_| Ok::<_, EvidenceError>(())).await.is_ok());
    }

    #[tokio::test]
    async fn without_a_place_to_wait_the_answer_comes_at_once() {
        let room = room(1, 0, Duration::from_millis(1));
        let release = occupied(&room).await;
        let room = Darkroom { pace: Pace { patience: Duration::from_hours(1), ..Pace::default() }, ..room };
        assert!(matches!(room.run(|_| Ok::<_, EvidenceError>(())).await, Err(EvidenceError::Busy)));
        drop(release);
    }

    #[tokio::test]
    async fn a_panicking_decoder_is_an_error_and_gives_its_seat_back() {
        let room = Darkroom::new(Limits::default(), Pace { seats: 1, waiting: 0, ..Pace::default() });
        let outcome = room.run(|_| -> Result<(), EvidenceError> { panic!("decoder bug") }).await;
        assert!(matches!(outcome, Err(EvidenceError::Damaged { .. })));
        assert!(room.run(|_| Ok::<_, EvidenceError>(())).await.is_ok());
    }
}
