//! The allocator of the program.
//!
//! That of glibc keeps what a thread has let go of in an arena of that thread; answers are worked on by threads that come and go, so
//! that memory grew with use although nothing was kept. That of musl, with which releases are built, has one lock for all threads. This
//! one gives pages back to the system and behaves the same with both.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
