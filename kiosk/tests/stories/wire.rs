//! The wire: cut, slow, answering twice or not at all. Every ticket is at the desk exactly once, in order, and none is invented.

use std::collections::BTreeSet;
use std::io;
use std::sync::{
    Arc,
    atomic::{AtomicU8, AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

use crate::{desk::Desk, program::Kiosk};

/// What the wire does with a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Mood {
    /// Carries it.
    Whole,
    /// Is not there.
    Cut,
    /// Carries every third, cuts every third after what was sent has arrived, and sends every third twice.
    Flapping,
}

/// A wire between kiosks and a desk.
struct Wire {
    address: String,
    mood: Arc<AtomicU8>,
}

impl Wire {
    async fn to(desk: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mood = Arc::new(AtomicU8::new(Mood::Whole as u8));
        let (desk, moods) = (desk.trim_start_matches("http://").to_owned(), Arc::clone(&mood));
        tokio::task::spawn(async move {
            let count = AtomicUsize::new(0);
            while let Ok((client, _)) = listener.accept().await {
                let turn = count.fetch_add(1, Ordering::Relaxed);
                let (desk, moods) = (desk.clone(), Arc::clone(&moods));
                tokio::task::spawn(async move { carry(client, &desk, &moods, turn).await });
            }
        });
        Self { address, mood }
    }

    fn is(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }
}

/// Carries a connection as the mood has it. What goes wrong on it is what wires do.
async fn carry(mut client: TcpStream, desk: &str, moods: &AtomicU8, turn: usize) -> io::Result<()> {
    let mood = moods.load(Ordering::SeqCst);
    if mood == Mood::Cut as u8 {
        return Ok(());
    }
    let mut there = TcpStream::connect(desk).await?;
    let turn = if mood == Mood::Whole as u8 { 0 } else { turn % 3 };
    if turn > 0 {
        let request = whole_request(&mut client).await?;
        let (mut first, mut answer) = (TcpStream::connect(desk).await?, [0]);
        // It arrives, and what the desk answers is lost.
        first.write_all(&request).await?;
        first.read_exact(&mut answer).await?;
        if turn == 1 {
            return Ok(());
        }
        there.write_all(&request).await?;
    }
    copy_bidirectional(&mut client, &mut there).await.map(drop)
}

/// The first request on a connection, head and body.
async fn whole_request(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let (mut request, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let read = client.read(&mut piece).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&piece[..read]);
        let Some(head) = request.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&request[..head]).to_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        if request.len() >= head + 4 + length.unwrap_or(0) {
            return Ok(request);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_of_a_cut_wire_arrive_once_each_and_in_order() {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let wire = Wire::to(&desk.address).await;
    let mut kiosk = Kiosk::joined(&wire.address, &code).await;
    wire.is(Mood::Cut);
    kiosk.start().await;
    let mut shown = Vec::new();
    for n in 0..70 {
        shown.push(kiosk.visitor().gets_a_ticket(&format!("words {n}")).await.unwrap());
    }
    assert!(desk.book().taken.is_empty());
    wire.is(Mood::Flapping);
    desk.until("all are there", |book| book.taken.len() >= 70).await;
    wire.is(Mood::Whole);
    desk.until("the kiosk knows it", |book| book.hellos.last().is_some_and(|hello| hello.outbox == 0)).await;
    let book = desk.book();
    let taken: Vec<_> = book.taken.iter().map(|issue| issue.number.to_string()).collect();
    let expected: Vec<_> = (1..=70).map(|n| format!("K-{n:03}")).collect();
    assert_eq!((&taken, &shown), (&expected, &expected));
    assert!(book.taken.is_sorted_by_key(|issue| issue.issued_at));
    assert_eq!(book.taken.iter().map(|issue| issue.key).collect::<BTreeSet<_>>().len(), 70);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_came_is_asked_for_again() {
    let desk = Desk::open().await;
    let code = desk.book().code.clone();
    let mut kiosk = Kiosk::joined(&desk.address, &code).await;
    desk.book().is_mute = true;
    kiosk.start().await;
    kiosk.visitor().gets_a_ticket("words").await.unwrap();
    desk.until("it was sent", |book| book.taken.len() == 1).await;
    desk.until("it still waits at the kiosk", |book| {
        book.hellos.last().is_some_and(|hello| hello.outbox == 1)
    })
    .await;
    desk.book().is_mute = false;
    desk.until("it is settled", |book| book.hellos.last().is_some_and(|hello| hello.outbox == 0)).await;
    assert_eq!(desk.book().taken.len(), 1);
}
