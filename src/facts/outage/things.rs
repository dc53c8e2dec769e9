//! Things in an outage: pages, machines, restore points, tests, and where everybody meets.

use super::down::Down;
use super::{Item, Kind, Placed};
use crate::plan::model::HowTo;
use crate::plan::steps::Channel;
use crate::plan::values::HowToId;

/// Where everybody meets.
pub(super) fn bridge(down: &Down) -> Option<Item> {
    let bridge = down.plan.bridge.as_ref()?;
    let link = bridge.link.as_deref().map(|link| down.address(link)).unwrap_or_default();
    let dial_in = bridge.dial_in.iter().map(|_| down.channel(Channel::Phone)).next();
    let mut left = Vec::new();
    if bridge.link.is_some() && link.is_empty() {
        left.push("link");
    }
    if dial_in.as_ref().is_some_and(Vec::is_empty) {
        left.push("dial_in");
    }
    left.extend(bridge.fallback.iter().map(|_| "fallback"));
    let mut systems = link;
    systems.extend(dial_in.unwrap_or_default());
    systems.dedup();
    Some(Item::untouched(Kind::Bridge, "", "bridge".to_owned()).without(systems, left))
}

/// The pages that say how steps are done. A copy is printed with the runbook.
pub(super) fn how_tos(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let mut items = Vec::new();
    for (id, how_to) in &down.plan.how_to {
        let uses = |placed: &&Placed| placed.step.how_to.as_ref() == Some(&HowToId(id.clone()));
        let users: Vec<&Placed> = steps.iter().filter(uses).collect();
        if users.is_empty() {
            continue;
        }
        let item = Item::untouched(Kind::HowTo, id, format!("how_to.{id}"));
        let page = page(down, how_to);
        let url = how_to.url.iter().filter(|_| page.is_empty()).map(|_| "url");
        let left = url.chain(how_to.file.iter().map(|_| "file")).collect();
        // a step with sub-steps or a command can be done without the page
        let says_nothing = |placed: &&&Placed| placed.step.steps.is_empty() && placed.step.run.is_none();
        let stuck = users.iter().filter(says_nothing).map(|placed| placed.step.id.clone()).collect();
        items.push(item.without(page, left).blocking(stuck));
    }
    items
}

/// The pages on which triggers are seen. A copy shows no readings.
pub(super) fn triggers(down: &Down) -> Vec<Item> {
    let triggers = down.plan.triggers.iter().enumerate();
    let seen = triggers.filter_map(|(at, trigger)| {
        let id = trigger.look_at.as_ref()?;
        let page = page(down, down.plan.how_to.get(&id.0)?);
        let route = format!("triggers[{at}].look_at");
        Some(Item::untouched(Kind::Trigger, &id.0, route).without(page, Vec::new()))
    });
    seen.collect()
}

/// The systems that take a page away: the one it is said to live on, else the one its address names.
fn page(down: &Down, how_to: &HowTo) -> Vec<String> {
    match (&how_to.hosted_by, &how_to.url) {
        (Some(host), _) if down.has(&host.0) => vec![host.0.clone()],
        (None, Some(url)) => down.address(url),
        _ => Vec::new(),
    }
}

/// The machines on which steps are done. One of a system that the change touches is not lost: the backout is there to
/// bring that system back.
pub(super) fn hosts(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let hosts = steps.iter().filter_map(|placed| {
        let mut systems = down.machine(placed.step.host.as_ref()?);
        systems.retain(|system| !down.is_brought_back(system));
        let item = Item::untouched(Kind::Host, &placed.step.id, format!("{}.host", placed.route));
        Some(item.without(systems, Vec::new()).blocking(vec![placed.step.id.clone()]))
    });
    hosts.collect()
}

/// What can be restored. A restore point on a system that the change touches is lost with it.
pub(super) fn restore_points(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let points = down.plan.restore_points.iter().enumerate();
    let points = points.map(|(at, point)| {
        let systems = point.r#where.as_ref().map(|text| down.machine(text)).unwrap_or_default();
        let restores = |placed: &&Placed| placed.step.restore.as_ref().is_some_and(|id| id.0 == point.id);
        let users = steps.iter().filter(restores).map(|placed| placed.step.id.clone()).collect();
        let item = Item::untouched(Kind::RestorePoint, &point.id, format!("restore_points[{at}]"));
        item.without(systems, Vec::new()).blocking(users)
    });
    points.collect()
}

/// The tests. That of a system the backout brings back is not lost; another one cannot pass, but nothing waits for it.
pub(super) fn tests(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let tests = steps.iter().filter(|placed| placed.step.test.is_some());
    let tests = tests.map(|placed| {
        let covered = placed.step.covers.iter().map(|system| system.0.clone());
        let systems = covered.filter(|system| down.has(system) && !down.is_brought_back(system)).collect();
        let item = Item::untouched(Kind::Test, &placed.step.id, format!("{}.covers", placed.route));
        item.without(systems, Vec::new())
    });
    tests.collect()
}

/// The continuity plan.
pub(super) fn last_resort(down: &Down) -> Option<Item> {
    let plan = down.plan.last_resort.as_ref()?.plan.as_ref()?;
    let systems = down.address(plan.url.as_deref()?);
    let url = plan.url.iter().filter(|_| systems.is_empty()).map(|_| "url");
    let left = url.chain(plan.paper.iter().map(|_| "paper")).collect();
    Some(Item::untouched(Kind::LastResort, "", "last_resort.plan".to_owned()).without(systems, left))
}
