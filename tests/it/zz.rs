use backout::plan::{self, Defaults, LoadContext};
use backout::source::{Source, Sources};
use backout::{facts, time::Zone};
fn run(path: &str, libs: &[&str]) {
    let mut s = Sources::default();
    let id = s.add(Source::new(path, std::fs::read_to_string(path).unwrap()));
    let tree = plan::parse(id, s.get(id));
    let mut l = vec![];
    for p in libs {
        let i = s.add(Source::new(*p, std::fs::read_to_string(p).unwrap()));
        l.push(plan::parse(i, s.get(i)));
    }
    let loaded = plan::load(&tree, &l, &LoadContext { file_stem: "plan", defaults: &Defaults::default() });
    println!("== {path}");
    for f in &loaded.findings {
        let p = f.place.as_ref().map(|p| {
            let q = s.get(p.source).position(p.start);
            format!("{}:{}:{}", s.get(p.source).name(), q.line, q.column)
        });
        println!("{:?} {} {:?} {} | {:?}", f.severity, f.rule, p, f.message, f.hint);
    }
    let Some(plan) = loaded.plan else { return };
    let facts = facts::compute(&plan);
    let z = plan.zone.clone().unwrap_or(Zone("UTC".into()));
    let t = |at: backout::time::Timestamp| {
        let l = z.local(at);
        format!("{:02}:{:02}", l.hour, l.minute)
    };
    println!("tier {:?}", facts.tier);
    println!(
        "ends {:?} verified {:?} limit {:?} reach {:?} helper {:?}",
        facts.change_ends.map(t),
        facts.verified_at.map(t),
        facts.limit.map(t),
        facts.reach,
        facts.last_helper
    );
    for w in &facts.ways {
        for st in &w.steps {
            println!(
                "  {} {} {:?} +{} -> {}..{}",
                st.step, st.takes, st.source, st.with_contingency, st.starts_after, st.ends_after
            );
        }
        for p in &w.phases {
            println!("  {p:?}");
        }
        println!(
            "total {} decide {:?} alarm {:?} slack {:?} ponr {:?} {:?}",
            w.total,
            w.decide_by.as_ref().map(|d| t(d.at)),
            w.alarm_by.map(t),
            w.slack_minutes,
            w.point_of_no_return.as_ref().map(|p| (p.step.clone(), p.at.map(t))),
            w.point_of_no_return.as_ref().map(|p| p.margin_minutes)
        );
        for f in &w.failed_at {
            println!(
                "  fail {:?} start {:?} takes {} by {:?} loss {:?}\n     skipped {:?}",
                f.step,
                f.start_with,
                f.takes,
                f.decide_by.map(t),
                f.loss,
                f.skipped
            );
        }
    }
    println!("coverage {:#?}", facts.coverage.systems);
    for c in &facts.coverage.changes {
        println!("  {c:?}");
    }
    for c in &facts.told {
        println!("  {c:?}");
    }
    println!("fingerprint {}", facts.approval_fingerprint);
}
#[test]
fn zz() {
    run("examples/webshop-release/plan.yaml", &[]);
    run("examples/database-migration/plan.yaml", &["examples/library/people.yaml"]);
    run("examples/dns-change/plan.yaml", &["examples/library/people.yaml"]);
    run("examples/custom-template/plan.yaml", &[]);
}
fn md(path: &str, libs: &[&str], docs: &[&str], user: &[&str]) {
    use backout::template::{Languages, Subject, Templates};
    let mut s = Sources::default();
    let id = s.add(Source::new(path, std::fs::read_to_string(path).unwrap()));
    let tree = plan::parse(id, s.get(id));
    let mut l = vec![];
    for p in libs {
        let i = s.add(Source::new(*p, std::fs::read_to_string(p).unwrap()));
        l.push(plan::parse(i, s.get(i)));
    }
    let plan = plan::load(&tree, &l, &LoadContext { file_stem: "plan", defaults: &Defaults::default() })
        .plan
        .unwrap();
    let facts = facts::compute(&plan);
    let mut copies = std::collections::BTreeMap::new();
    for (id, h) in &plan.how_to {
        if let Some(f) = &h.file {
            let base = std::path::Path::new(path).parent().unwrap().join(f);
            let alt = std::path::Path::new("examples/library").join(f);
            let t = std::fs::read_to_string(&base).or_else(|_| std::fs::read_to_string(&alt)).unwrap();
            copies.insert(id.clone(), t);
        }
    }
    let mut u = vec![];
    for p in user {
        let i = s.add(Source::new(*p, std::fs::read_to_string(p).unwrap()));
        u.push(i);
    }
    let us: Vec<_> = u.iter().map(|i| (*i, s.get(*i))).collect();
    let templates = match Templates::new(&us) {
        Ok(t) => t,
        Err(f) => {
            for f in f {
                println!(
                    "{} {:?} {:?}",
                    f.message,
                    f.hint,
                    f.place.map(|p| s.get(p.source).position(p.start))
                );
            }
            panic!()
        }
    };
    let languages = Languages::default();
    let language = languages.get(plan.language.as_deref().unwrap_or("en")).unwrap();
    for d in docs {
        let subject =
            Subject { plan: &plan, facts: &facts, language, fingerprint: Some("9F3C-1A7E"), copies: &copies };
        match templates.render(d, &subject) {
            Ok(t) => {
                let parsed = backout::markdown::parse(&t, backout::markdown::Directives::Honoured);
                for f in &parsed.faults {
                    println!("FAULT {d} {f:?}");
                }
                let f = backout::template::furniture(&subject, d, "9F3C-1A7E");
                let mut files = backout::furniture::Files::new();
                files.insert(
                    "two-sites.png".into(),
                    std::fs::read("examples/database-migration/howto/two-sites.png").unwrap().into(),
                );
                let style = backout::pdf::style::Style::new(backout::pdf::style::Paper::A4);
                let pages = backout::pdf::typeset(&parsed.document, &f, &files, &style);
                std::fs::create_dir_all("/tmp/md").unwrap();
                std::fs::write(format!("/tmp/md/{}-{d}.pdf", plan.id), backout::pdf::save(&pages, &f))
                    .unwrap();
                std::fs::write(
                    format!("/tmp/md/{}-{d}.html", plan.id),
                    backout::html::write(&parsed.document, &f, &files),
                )
                .unwrap();
                let out = format!("/tmp/md/{}-{d}.md", plan.id);
                std::fs::create_dir_all("/tmp/md").unwrap();
                std::fs::write(out, t).unwrap();
            }
            Err(f) => {
                for f in f {
                    println!(
                        "RENDER {} {:?} {:?}",
                        f.message,
                        f.hint,
                        f.place.map(|p| s.get(p.source).position(p.start))
                    );
                }
            }
        }
    }
}
#[test]
fn zzmd() {
    md("examples/webshop-release/plan.yaml", &[], &["runbook", "review"], &[]);
    md(
        "examples/database-migration/plan.yaml",
        &["examples/library/people.yaml"],
        &["runbook", "review"],
        &[],
    );
    md("examples/dns-change/plan.yaml", &["examples/library/people.yaml"], &["runbook", "review"], &[]);
    md(
        "examples/custom-template/plan.yaml",
        &[],
        &["runbook", "review", "handover"],
        &["examples/custom-template/templates/handover.md"],
    );
}
