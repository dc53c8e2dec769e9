//! Certificates: a server is spoken to only when an authority we trust vouches for it under its name.
//!
//! The certificates below `tls` are of an authority made for these tests: `loopback` for 127.0.0.1, `elsewhere` for a host
//! of another name. They are good until 2120.

use std::fs;

use super::confluence::Bench;
use super::faults::refused;

const AUTHORITY: &str = include_str!("tls/authority.pem");
const LOOPBACK: &str = include_str!("tls/loopback.pem");
const ELSEWHERE: &str = include_str!("tls/elsewhere.pem");

/// Names an authority that vouches for the server.
fn name_authority(bench: &Bench, pem: &str) {
    fs::write(bench.desk.path("plans/authority.pem"), pem).unwrap();
    bench.desk.add("ca = \"authority.pem\"");
}

#[test]
fn a_server_is_trusted_once_its_authority_is_named() {
    let bench = Bench::with_certificate(1, LOOPBACK);
    let why = "the certificate cannot be trusted: nobody we trust vouches for it; if its authority is your own, name \
               the file of that (PEM): `ca = \"authority.pem\"`";
    assert_eq!(refused(&bench.publish(&[])), why);
    assert_eq!(bench.server.asked().len(), 0, "it was told something");
    name_authority(&bench, AUTHORITY);
    let said = bench.publish(&[]);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
}

#[test]
fn the_environment_may_name_the_authority() {
    let bench = Bench::with_certificate(1, LOOPBACK);
    fs::write(bench.desk.path("authority.pem"), AUTHORITY).unwrap();
    let named = [("BACKOUT_TOKEN_WIKI", super::confluence::TOKEN), ("SSL_CERT_FILE", "authority.pem")];
    let said = bench.desk.publish_with(&[], &named);
    assert_eq!((said.code, said.count("created")), (0, 3), "{said:?}");
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let bench = Bench::with_certificate(1, ELSEWHERE);
    name_authority(&bench, AUTHORITY);
    let why = "the certificate cannot be trusted: it is made out to another host name";
    assert_eq!(refused(&bench.publish(&[])), why);
    assert_eq!(bench.server.asked().len(), 0, "it was told something");
}

#[test]
fn a_file_of_authorities_is_there_and_holds_some() {
    let bench = Bench::with_certificate(1, LOOPBACK);
    name_authority(&bench, "no certificate\n");
    let why = "there is no certificate in the file of authorities (`ca` of the target, or `SSL_CERT_FILE`)";
    assert_eq!(refused(&bench.publish(&[])), why);
    fs::remove_file(bench.desk.path("plans/authority.pem")).unwrap();
    let said = bench.publish(&[]);
    assert!(said.code == 2 && said.err.contains("authority.pem"), "{said:?}");
}
