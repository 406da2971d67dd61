//! A connection that is waited for, but not for ever.
//!
//! The driver is asynchronous and has no limit of its own; here each question is waited for on the thread that asks it. A server
//! that says nothing for a while is asked by another connection whether it is still at work, as a large table may take its
//! time; one that is not, or does not answer there either, is given up, and the connection with it.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::error::DbError;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error, SimpleQueryMessage, Socket, Statement};

use crate::sql::server::way::Waiting;

/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// Why a question was not answered.
#[derive(Debug)]
pub(super) enum Broken {
    /// What the driver or the server says.
    Error(Error),
    /// Nobody says anything.
    Silent,
    /// There is nothing to wait with.
    Runtime(std::io::Error),
}

impl Broken {
    /// What the server itself said.
    pub(super) fn said(&self) -> Option<&DbError> {
        match self {
            Self::Error(error) => error.as_db_error(),
            Self::Silent | Self::Runtime(_) => None,
        }
    }
}

type IsAtWork = Box<dyn Fn() -> bool + Send>;

/// A connection to a server.
pub(super) struct Line {
    client: Option<Client>,
    carrier: Option<JoinHandle<()>>,
    runtime: Runtime,
    silent: Duration,
    is_at_work: Option<IsAtWork>,
}

impl Line {
    pub(super) fn open<T>(config: &Config, protection: T, waiting: Waiting) -> Result<Self, Broken>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Broken::Runtime)?;
        let (client, carrier) = runtime.block_on(async {
            let (client, connection) = timeout(waiting.connecting, config.connect(protection))
                .await
                .map_err(|_| Broken::Silent)?
                .map_err(Broken::Error)?;
            // What ends it is told to whoever asks next.
            let carrier = tokio::spawn(async move {
                let _ = connection.await;
            });
            Ok((client, carrier))
        })?;
        Ok(Self {
            client: Some(client),
            carrier: Some(carrier),
            runtime,
            silent: waiting.silent,
            is_at_work: None,
        })
    }

    /// Says how to find out whether the server is still at work on a question of this connection.
    pub(super) fn asked_by(&mut self, is_at_work: impl Fn() -> bool + Send + 'static) {
        self.is_at_work = Some(Box::new(is_at_work));
    }

    pub(super) fn simple_query(&self, sql: &str) -> Result<Vec<SimpleQueryMessage>, Broken> {
        self.wait(|client| client.simple_query(sql))
    }

    pub(super) fn batch_execute(&self, sql: &str) -> Result<(), Broken> {
        self.wait(|client| client.batch_execute(sql))
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<Statement, Broken> {
        self.wait(|client| client.prepare(sql))
    }

    pub(super) fn execute(
        &self,
        statement: &Statement,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, Broken> {
        self.wait(|client| client.execute(statement, values))
    }

    fn wait<'c, T, W>(&'c self, ask: impl FnOnce(&'c Client) -> W) -> Result<T, Broken>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let Some(client) = &self.client else {
            return Err(Broken::Silent);
        };
        let mut answer = pin!(ask(client));
        loop {
            let waited = self
                .runtime
                .block_on(async { timeout(self.silent, answer.as_mut()).await });
            match waited {
                Ok(answer) => return answer.map_err(Broken::Error),
                // Asked outside of the runtime, as the other connection has one of its own.
                Err(_) if self.is_at_work.as_ref().is_some_and(|is_at_work| is_at_work()) => {}
                Err(_) => {
                    self.give_up();
                    return Err(Broken::Silent);
                }
            }
        }
    }

    /// The question is still open, so nothing else can be asked here.
    fn give_up(&self) {
        if let Some(carrier) = &self.carrier {
            carrier.abort();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // The carrier says goodbye once nobody can ask any more.
        drop(self.client.take());
        if let Some(carrier) = self.carrier.take() {
            let _ = self.runtime.block_on(async { timeout(GOODBYE, carrier).await });
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").finish_non_exhaustive()
    }
}
