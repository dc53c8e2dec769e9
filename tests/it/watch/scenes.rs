//! What a browser is told, and what it may ask for.

use std::io::BufReader;

use serde_json::{Value, json};

use super::{Stage, answer, ask, get, next, plan};

#[test]
fn findings_stand_at_their_place_with_the_text_and_a_way_into_the_editor() {
    let mut stage = Stage::new();
    let scene = {
        stage.write("plan.yaml", &plan("Second").replace("owner", "ownr"));
        stage.next()
    };
    let finding = &scene.plan()["findings"][0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["rule"], "unknown-key");
    let place = &finding["place"];
    assert!(place["file"].as_str().unwrap().ends_with("plan.yaml"), "{place}");
    assert_eq!([&place["line"], &place["column"]], [&json!(2), &json!(1)]);
    let editor = place["editor"].as_str().unwrap();
    assert!(editor.starts_with("vscode://file/") && editor.ends_with("/plan.yaml:2:1"), "{editor}");
    let text = get(stage.address, &format!("/text/plan/{}", place["text"]));
    assert!(text.contains("title: Second\nownr: ops\n"), "{text}");
}

#[test]
fn what_the_rules_find_is_told_beside_a_good_page() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("<what the change does>"));
    let scene = stage.next();
    assert_eq!(scene.fault(), "");
    assert!(scene.findings().iter().any(|message| message.contains("<what the change does>")), "{scene:?}");
}

#[test]
fn paper_pages_are_pictures_and_only_those_that_changed_have_another_revision() {
    let mut stage = Stage::new();
    let steps: Vec<_> = (1..60).map(|step| format!("{{ id: A{step}, do: Step {step} of many }}")).collect();
    let long =
        plan("Long") + &format!("phases: [{{ id: A, title: Do it, steps: [{}] }}]\n", steps.join(", "));
    stage.write("plan.yaml", &long);
    let before = stage.next();
    let pages = |scene: &super::Scene| scene.plan()["documents"][0]["pages"].as_array().unwrap().clone();
    assert!(pages(&before).len() > 2);
    let first = get(stage.address, "/paper/plan/runbook/1.svg");
    assert!(first.starts_with("HTTP/1.0 200") && first.contains("image/svg+xml"), "{first}");
    assert!(first.contains("<use href=\"#g"), "glyphs are outlines");
    assert!(!first.contains("<text") && !first.contains("<script"), "and nothing else");
    for page in ["0.svg", "999.svg", "-1.svg", "1.png", "x.svg", "18446744073709551616.svg"] {
        assert!(
            get(stage.address, &format!("/paper/plan/runbook/{page}")).starts_with("HTTP/1.0 404"),
            "{page}"
        );
    }
    // what is not on a page does not change its picture
    stage.write("plan.yaml", &format!("{long}# a remark\n"));
    stage.write("plan.yaml", &long.replace("Step 59 of many", "Step 59 of very many"));
    let after = stage.next();
    assert_ne!(pages(&before), pages(&after));
}

#[test]
fn links_on_paper_lead_to_pages_and_places_and_to_nothing_else() {
    let mut stage = Stage::new();
    let text = plan("Links")
        .replace("change:", "how_to: { one: { title: The wiki, url: https://wiki.example/relay } }\nchange:")
        + "phases: [{ id: A, title: Do it, steps: [\
        { id: A1, do: 'Turn it, see [there](ftp://files.example/x)', how_to: one, if_fails: { goto: A2 } }, { id: A2, do: Look }] }]\n";
    stage.write("plan.yaml", &text);
    assert_eq!(stage.next().fault(), "");
    let answer = get(stage.address, "/paper/plan/runbook/1.links");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-type: application/json"), "{head}");
    let links: Vec<Value> = serde_json::from_str(body).unwrap();
    let leads = |key: &str| links.iter().filter_map(|link| link.get(key)).cloned().collect::<Vec<_>>();
    assert!(leads("address").contains(&json!("https://wiki.example/relay")), "{body}");
    assert!(!body.contains("ftp:"), "{body}");
    assert!(leads("page").contains(&json!(1)), "{body}");
    assert!(get(stage.address, "/paper/plan/runbook/99.links").starts_with("HTTP/1.0 404"));
}

#[test]
fn the_pdf_is_made_of_the_pages_that_are_shown() {
    let stage = Stage::new();
    let pdf = get(stage.address, "/view/plan/runbook.pdf");
    assert!(pdf.contains("content-type: application/pdf") && pdf.contains("%PDF-1.7"));
    let markdown = get(stage.address, "/view/plan/runbook.md");
    assert!(markdown.contains("content-type: text/plain") && markdown.contains("First"), "{markdown}");
}

#[test]
fn a_browser_that_comes_back_gets_the_scene_of_now() {
    let mut stage = Stage::new();
    stage.write("plan.yaml", &plan("Second"));
    let seen = stage.next();
    let own = format!("Host: {}\r\nLast-Event-ID: 1", stage.address);
    let mut again = BufReader::new(ask(stage.address, "GET /scenes", &own));
    assert_eq!(next(&mut again).0, seen.0, "the same scene has the same revisions");
}

#[test]
fn several_browsers_are_told_and_one_that_died_holds_nobody_up() {
    let mut stage = Stage::new();
    let own = format!("Host: {}", stage.address);
    let mut other = BufReader::new(ask(stage.address, "GET /scenes", &own));
    next(&mut other);
    let dead: Vec<_> = (0..20).map(|_| ask(stage.address, "GET /scenes", &own)).collect();
    drop(dead);
    for title in ["Second", "Third"] {
        stage.write("plan.yaml", &plan(title));
        let (one, two) = (stage.next(), next(&mut other));
        assert_eq!(one.0, two.0);
    }
}

#[test]
fn a_head_request_gets_the_head_only() {
    let stage = Stage::new();
    let head = answer(stage.address, "HEAD /view/plan/runbook.html", &format!("Host: {}", stage.address));
    assert!(
        head.starts_with("HTTP/1.0 200") && head.contains("etag: \"") && !head.contains("<html"),
        "{head}"
    );
}
