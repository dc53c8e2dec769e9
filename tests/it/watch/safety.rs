//! Who gets in, and how much of it.

use std::io::{Read, Write};
use std::net::{Ipv6Addr, Shutdown, SocketAddr, TcpStream};

use super::{PATIENCE, Stage, answer, get, plan};

#[test]
fn only_this_computers_own_pages_get_in() {
    let stage = Stage::new();
    let address = stage.address;
    let own = format!("Host: {address}");
    let refused =
        |header: &str| assert!(answer(address, "GET /", header).starts_with("HTTP/1.0 403"), "{header}");
    refused("Host: evil.example");
    refused(&format!("Host: evil.example:{}", address.port()));
    refused("Host: 127.0.0.1:1");
    refused("X-Nothing: 1");
    refused(&format!("{own}\r\nOrigin: http://evil.example"));
    refused(&format!("{own}\r\nOrigin: null"));
    refused(&format!("{own}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors"));
    let welcome =
        |header: &str| assert!(answer(address, "GET /", header).starts_with("HTTP/1.0 200"), "{header}");
    welcome(&own);
    welcome(&format!("Host: localhost:{}", address.port()));
    welcome(&format!("Host: [::1]:{}", address.port()));
    welcome(&format!("{own}\r\nOrigin: http://{address}"));
}

#[test]
fn both_loopback_addresses_are_served_where_there_are_two() {
    let stage = Stage::new();
    let six = SocketAddr::from((Ipv6Addr::LOCALHOST, stage.address.port()));
    if TcpStream::connect(six).is_ok() {
        assert!(answer(six, "GET /", &format!("Host: {six}")).starts_with("HTTP/1.0 200"));
    }
}

#[test]
fn the_preview_can_only_be_looked_at() {
    let stage = Stage::new();
    let own = format!("Host: {}", stage.address);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = answer(stage.address, &format!("{method} /"), &format!("{own}\r\nContent-Length: 0"));
        assert!(answer.starts_with("HTTP/1.0 405"), "{method}: {answer}");
    }
    for path in [
        "/plan.yaml",
        "/view/../plan.yaml",
        "/view/plan/../../plan.yaml",
        "/view/plan/%2e%2e/plan.yaml",
        "/view/plan/plan.yaml",
        "/view/plan/../../../../etc/passwd",
        "/text/plan/../../etc/passwd",
        "/text/plan/99",
        "/paper/plan/../runbook/1.svg",
        "/etc/passwd",
        "//etc/passwd",
        "/view",
        "/view/",
        "/view/plan/",
    ] {
        assert!(get(stage.address, path).starts_with("HTTP/1.0 404"), "{path}");
    }
}

#[test]
fn every_answer_is_fenced_in() {
    let stage = Stage::new();
    for path in [
        "/",
        "/page.js",
        "/view/plan/runbook.html",
        "/view/plan/runbook.md",
        "/paper/plan/runbook/1.svg",
        "/none",
    ] {
        let page = get(stage.address, path).to_lowercase();
        let head = page.split("\r\n\r\n").next().unwrap();
        assert!(head.contains("content-security-policy: default-src 'none'"), "{path}: {head}");
        let script = head.split("script-src ").nth(1).map(|rest| rest.split(';').next().unwrap());
        assert!(script.is_none_or(|allowed| !allowed.contains("unsafe")), "{path}: {head}");
        assert!(head.contains("x-content-type-options: nosniff"), "{path}: {head}");
        assert!(head.contains("cross-origin-resource-policy: same-origin"), "{path}: {head}");
        assert!(!head.contains("access-control"), "{path}: {head}");
    }
}

#[test]
fn what_a_plan_says_is_no_markup_in_the_message() {
    let mut stage = Stage::new();
    stage.write(
        "plan.yaml",
        &plan("'</script><script>alert(1)</script>\\r\\n\\r\\nevent: scene'").replace("owner", "ow\\nr"),
    );
    let scene = stage.next();
    assert!(scene.fault().contains("unknown key"), "{}", scene.fault());
    let page = get(stage.address, "/");
    assert!(!page.contains("alert(1)"));
}

/// What the server says to bytes that are no proper request.
fn say(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // the server may hang up before it has read everything
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn requests_that_are_too_large_or_bring_something_are_refused() {
    let stage = Stage::new();
    let own = format!("GET / HTTP/1.1\r\nHost: {}\r\n", stage.address);
    let refused = |request: &str| {
        let answer = say(stage.address, request.as_bytes());
        assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer
    };
    refused(&format!("{own}X-Long: {}\r\n\r\n", "x".repeat(64 * 1024)));
    refused(&format!("{own}{}\r\n", "X-Many: 1\r\n".repeat(200)));
    refused(&format!("GET /{} HTTP/1.1\r\nHost: {}\r\n\r\n", "x".repeat(64 * 1024), stage.address));
    assert!(refused(&format!("{own}Content-Length: 5\r\n\r\nhello")).starts_with("HTTP/1.1 413"));
    assert!(
        refused(&format!("{own}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
            .starts_with("HTTP/1.1 413")
    );
    refused("\0\u{1}\u{2}nonsense\r\n\r\n");
    // and it is still there
    assert!(get(stage.address, "/").starts_with("HTTP/1.0 200"));
}

#[test]
fn a_request_that_does_not_come_to_its_end_is_cut_off_and_holds_nobody_up() {
    let stage = Stage::new();
    let mut slow = TcpStream::connect(stage.address).unwrap();
    slow.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(slow, "GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ", stage.address).unwrap();
    assert!(get(stage.address, "/").starts_with("HTTP/1.0 200"));
    let mut rest = Vec::new();
    // it ends, with an answer or without
    let _ = slow.read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).starts_with("HTTP/1.1 200"));
}

#[test]
fn more_connections_than_there_are_seats_are_closed_and_the_others_go_on() {
    let mut stage = Stage::new();
    let crowd: Vec<_> = (0..600).filter_map(|_| TcpStream::connect(stage.address).ok()).collect();
    let closed = crowd.iter().any(|stream| {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut one = [0];
        // the last ones came when all seats were taken
        crowd.last().is_some_and(|last| std::ptr::eq(last, stream))
            && (&*stream).read(&mut one).is_ok_and(|read| read == 0)
    });
    assert!(closed, "all {} connections were taken", crowd.len());
    stage.write("plan.yaml", &plan("Second"));
    stage.next();
    drop(crowd);
}
