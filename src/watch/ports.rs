//! Ports: the preview listens on both loopback addresses, on the same port.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use super::Port;
use crate::error::Error;

/// Listens on an address, or on the loopback addresses when there is none; gives the address to be shown too.
///
/// # Errors
/// When no port that may be taken is free.
pub(super) fn listen(bind: Option<IpAddr>, port: Port) -> Result<(Vec<TcpListener>, SocketAddr), Error> {
    let ports = match port {
        Port::Exactly(port) => port..=port,
        Port::From(port) => port..=port.saturating_add(10),
    };
    let mut refused = None;
    for port in ports {
        match bind.map_or_else(|| loopback(port), |bind| one(SocketAddr::from((bind, port)))) {
            Ok(listening) => return Ok(listening),
            Err(cause) => {
                let address = SocketAddr::from((bind.unwrap_or(Ipv4Addr::LOCALHOST.into()), port));
                refused = refused.or(Some(Error::Serve { address: address.to_string(), cause }));
            }
        }
    }
    Err(refused.unwrap_or_else(|| Error::usage("there is no such port", "choose another one with `--port`")))
}

fn one(address: SocketAddr) -> io::Result<(Vec<TcpListener>, SocketAddr)> {
    let listener = TcpListener::bind(address)?;
    let address = listener.local_addr()?;
    Ok((vec![listener], address))
}

/// A port counts as taken when either address has it; a computer without IPv6 does without.
fn loopback(port: u16) -> io::Result<(Vec<TcpListener>, SocketAddr)> {
    let (mut listeners, address) = one(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    match TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())) {
        Ok(listener) => listeners.push(listener),
        Err(cause) if cause.kind() == io::ErrorKind::AddrInUse && port != 0 => return Err(cause),
        Err(_) => {}
    }
    Ok((listeners, address))
}
