//! A Git wiki is a repository that a wiki shows: one commit a page, pushed together, never with force.
//!
//! Everything is done in a repository of our own without files, so that nothing that lies in the wiki is ever carried
//! out or followed. Our record of a page is the trailers of the commit that wrote it: the page is untouched when the
//! file has the content that commit gave it, whoever committed in between.

mod history;
mod names;
mod program;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::page::{Attachment, Page};
use super::secret::Secret;
use super::target::Target;
use super::ticks;
use super::web::encoded;
use super::wiki::{ARCHIVED, Fault, Held, Sealed, Standing, Stray, Touch, Wiki};
use history::History;
use program::Repository;

/// The path of a page's file without its ending.
pub(super) fn page_name(target: &Target, name: &[String]) -> String {
    let file = names::file(&target.flavour, &target.place, name);
    file.strip_suffix(".md").map(str::to_owned).unwrap_or(file)
}

/// The address of a page seen from another one: wikis add the ending of the file, a plain repository does not.
pub(super) fn link(flavour: &str, from: &str, to: &str) -> String {
    let (above, target): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let above = &above[..above.len() - 1];
    let shared = above.iter().zip(&target).take_while(|(one, other)| one == other).count();
    let shared = shared.min(target.len() - 1);
    let steps = std::iter::repeat_n("..", above.len() - shared).chain(target[shared..].iter().copied());
    let ending = if flavour == "plain" { ".md" } else { "" };
    let path: Vec<String> =
        steps.map(|step| if step == ".." { step.into() } else { encoded(step) }).collect();
    format!("{}{ending}", path.join("/"))
}

/// Who commits where git knows nobody.
const NOBODY: &str = "backout <backout@localhost>";

/// A repository that a wiki shows.
#[derive(Debug)]
pub(super) struct GitWiki {
    repository: Repository,
    address: String,
    branch: Option<String>,
    folder: String,
    flavour: String,
    /// Seconds since 1970 at which the commits are made.
    now: i64,
    state: Mutex<State>,
}

/// What was seen and what is to be pushed.
#[derive(Debug, Default)]
struct State {
    branch: String,
    history: History,
    commits: Vec<Commit>,
}

/// A commit to be made.
#[derive(Debug)]
struct Commit {
    message: String,
    files: Vec<(String, Vec<u8>)>,
    removed: Option<String>,
}

impl GitWiki {
    /// The repository of a target; `root` is the folder that its path is relative to, `now` seconds since 1970.
    pub(super) fn new(
        target: &Target,
        secret: Option<&Secret>,
        authorities: Option<&Path>,
        root: &Path,
        now: i64,
    ) -> Result<Self, Fault> {
        Ok(Self {
            repository: Repository::new(target, secret, authorities)?,
            address: program::address(&target.url, root),
            branch: target.branch.clone(),
            folder: target.place.clone(),
            flavour: target.flavour.clone(),
            now,
            state: Mutex::default(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches the branch: its name, and the commit at its tip when it is there.
    fn fetch(&self) -> Result<(String, Option<String>), Fault> {
        let listed = self.repository.run(&["ls-remote", "--symref", "--", &self.address], b"")?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        // `ref: refs/heads/main<TAB>HEAD`, then `9f3c…<TAB>refs/heads/main`
        let head =
            listed.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.strip_suffix("\tHEAD"));
        let branch = match self.branch.as_deref().or(head) {
            Some(branch) => branch.to_owned(),
            None => self.unborn()?,
        };
        let reference = format!("refs/heads/{branch}");
        let tip = listed.lines().find_map(|line| {
            let (commit, name) = line.split_once('\t')?;
            (name == reference).then(|| commit.to_owned())
        });
        if tip.is_some() {
            let refspec = format!("+{reference}:refs/heads/wiki");
            self.repository.run(&["fetch", "--quiet", "--no-tags", "--", &self.address, &refspec], b"")?;
            let tip = self.repository.run(&["rev-parse", "refs/heads/wiki"], b"")?;
            return Ok((branch, Some(String::from_utf8_lossy(&tip).trim().to_owned())));
        }
        Ok((branch, None))
    }

    /// The branch that an empty repository would have; only a clone is told it.
    fn unborn(&self) -> Result<String, Fault> {
        self.repository.run(&["clone", "--quiet", "--bare", "--", &self.address, "empty"], b"")?;
        let head = self.repository.run(&["-C", "empty", "symbolic-ref", "--short", "HEAD"], b"")?;
        Ok(String::from_utf8_lossy(&head).trim().to_owned())
    }

    fn file(&self, page: &Page) -> String {
        names::file(&self.flavour, &self.folder, &page.name)
    }

    /// How a page stands, given the content of its file at our last commit of it.
    fn standing(&self, history: &History, page: &Page, written: Option<&str>) -> Result<Standing, Fault> {
        let wanted = self.file(page);
        let record = history.records.get(&page.key);
        let file = record.map_or(wanted.as_str(), |record| record.file.as_str());
        let Some(content) = history.files.get(file) else {
            return match history.files.get(&wanted) {
                Some(content) if file != wanted => self.foreign(history, &wanted, content),
                _ => Ok(Standing::Absent),
            };
        };
        let Some(record) = record else { return self.foreign(history, file, content) };
        let text = history::text(&self.repository, content)?;
        let mut held = Held {
            id: file.to_owned(),
            version: content.clone(),
            digest: record.digest.clone(),
            files_stand: file == wanted && self.files_stand(history, page, &wanted)?,
            ..Held::default()
        };
        if written != Some(content) {
            let before =
                written.map(|id| history::text(&self.repository, id)).transpose()?.unwrap_or_default();
            held.ticks = ticks::in_markdown(&text).saturating_sub(ticks::in_markdown(&before));
            held.touched = Some(history.touch(&self.repository, file)?);
        }
        Ok(Standing::Ours(Held { text, ..held }))
    }

    fn foreign(&self, history: &History, file: &str, content: &str) -> Result<Standing, Fault> {
        let text = history::text(&self.repository, content)?;
        let touch: Touch = history.touch(&self.repository, file)?;
        Ok(Standing::Foreign(Held { id: file.to_owned(), ..Held::foreign(content.to_owned(), text, touch) }))
    }

    /// Whether every file that belongs to a page lies there as we would put it.
    fn files_stand(&self, history: &History, page: &Page, page_file: &str) -> Result<bool, Fault> {
        for file in &page.files {
            let Some(found) = history.files.get(&names::attachment(page_file, &file.name)) else {
                return Ok(false);
            };
            let id = self.repository.run(&["hash-object", "--stdin"], &file.bytes)?;
            if String::from_utf8_lossy(&id).trim() != found {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn committer(&self) -> String {
        let ident = self.repository.run(&["var", "GIT_COMMITTER_IDENT"], b"").unwrap_or_default();
        let ident = String::from_utf8_lossy(&ident).into_owned();
        // `Name <address> 1700000000 +0100`
        let known = ident.rfind('>').map(|end| ident[..=end].trim().to_owned());
        known.filter(|it| !it.contains('\n')).unwrap_or_else(|| NOBODY.into())
    }
}

impl Wiki for GitWiki {
    fn survey(&self, pages: &[Sealed]) -> Result<Vec<Result<Standing, Fault>>, Fault> {
        let (branch, tip) = self.fetch()?;
        let history = History::read(&self.repository, tip)?;
        let recorded: Vec<_> = pages.iter().filter_map(|it| history.records.get(&it.page.key)).collect();
        let names: Vec<_> = recorded.iter().map(|it| (it.commit.clone(), it.file.clone())).collect();
        let mut written = history::contents(&self.repository, &names)?.into_iter();
        let standings = pages.iter().map(|sealed| {
            let is_recorded = history.records.contains_key(&sealed.page.key);
            let written = is_recorded.then(|| written.next().flatten()).flatten();
            self.standing(&history, &sealed.page, written.as_deref())
        });
        let standings = standings.collect();
        *self.state() = State { branch, history, commits: Vec::new() };
        Ok(standings)
    }

    fn put(&self, sealed: &Sealed, over: Option<&Held>) -> Result<(), Fault> {
        let Sealed { page, digest } = sealed;
        let file = self.file(page);
        let mut files = vec![(file.clone(), page.text.clone().into_bytes())];
        let attachment = |it: &Attachment| (names::attachment(&file, &it.name), it.bytes.clone());
        files.extend(page.files.iter().map(attachment));
        let removed = over.map(|held| held.id.clone()).filter(|old| *old != file);
        let verb = if over.is_some() { "Update" } else { "Publish" };
        let (page_trailer, digest_trailer, file_trailer) = (history::PAGE, history::DIGEST, history::FILE);
        let message = format!(
            "{verb} {}\n\n{page_trailer}: {}\n{digest_trailer}: {digest}\n{file_trailer}: {file}\n",
            page.title, page.key
        );
        self.state().commits.push(Commit { message, files, removed });
        Ok(())
    }

    fn finish(&self) -> Result<Option<String>, Fault> {
        let mut state = self.state();
        if state.commits.is_empty() {
            return Ok(None);
        }
        let stream = stream(&state, &self.committer(), self.now);
        self.repository.run(&["fast-import", "--quiet", "--force"], &stream)?;
        let refspec = format!("refs/heads/wiki:refs/heads/{}", state.branch);
        let push = ["push", "--porcelain", "--", &self.address, &refspec];
        let (succeeded, told, said) = self.repository.try_run(&push, b"")?;
        if succeeded {
            let tip = self.repository.run(&["rev-parse", "refs/heads/wiki"], b"")?;
            state.history.tip = Some(String::from_utf8_lossy(&tip).trim().to_owned());
            state.commits.clear();
            return Ok(None);
        }
        let told = String::from_utf8_lossy(&told).into_owned();
        let refused = told.lines().find(|line| line.starts_with("!\t")).unwrap_or_default();
        let faster = ["[rejected]", "cannot lock ref", "failed to update ref", "reference already exists"];
        if faster.iter().any(|words| refused.contains(words)) {
            return Err(Fault::Overtaken);
        }
        let why = refused.split('\t').nth(2).unwrap_or_default();
        Err(Fault::new(self.repository.words(&format!("{why}\n{said}"))))
    }

    fn strays(&self, known: &BTreeSet<&str>) -> Result<Vec<Stray>, Fault> {
        let state = self.state();
        let records = state.history.records.iter();
        let stray = records.filter(|(key, record)| {
            let is_archived = record.digest.is_empty();
            !known.contains(key.as_str()) && !is_archived && state.history.files.contains_key(&record.file)
        });
        Ok(stray.map(|(key, record)| Stray { key: key.clone(), name: record.file.clone() }).collect())
    }

    fn archive(&self, stray: &Stray) -> Result<(), Fault> {
        let mut state = self.state();
        let Some(content) = state.history.files.get(&stray.name) else { return Ok(()) };
        let text = history::text(&self.repository, content)?;
        let (page, file) = (history::PAGE, history::FILE);
        let message = format!("Archive {}\n\n{page}: {}\n{file}: {}\n", stray.key, stray.key, stray.name);
        let text = format!("> {ARCHIVED}\n\n{text}");
        let files = vec![(stray.name.clone(), text.into_bytes())];
        state.commits.push(Commit { message, files, removed: None });
        Ok(())
    }
}

/// The commits as `git fast-import` reads them.
fn stream(state: &State, committer: &str, now: i64) -> Vec<u8> {
    let mut stream = Vec::new();
    for (at, commit) in state.commits.iter().enumerate() {
        let mut head = String::new();
        let length = commit.message.len();
        // writing to a text cannot fail
        let _ = write!(head, "commit refs/heads/wiki\ncommitter {committer} {now} +0000\ndata {length}\n");
        head += &commit.message;
        head.push('\n');
        if let (0, Some(tip)) = (at, &state.history.tip) {
            let _ = writeln!(head, "from {tip}");
        }
        if let Some(path) = &commit.removed {
            let _ = writeln!(head, "D {}", quoted(path));
        }
        stream.extend(head.into_bytes());
        for (path, bytes) in &commit.files {
            stream.extend(format!("M 100644 inline {}\ndata {}\n", quoted(path), bytes.len()).into_bytes());
            stream.extend(bytes);
            stream.push(b'\n');
        }
    }
    stream
}

fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
