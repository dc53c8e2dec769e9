//! A dialect is the markup of one kind of wiki.

/// A wiki's markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// MediaWiki's wikitext, as its core reads it, without extensions.
    MediaWiki,
    /// DokuWiki's, without plugins.
    DokuWiki,
    /// The storage format of Confluence, Cloud and Data Center.
    Confluence,
    /// The Markdown of GitLab's wikis.
    GitLab,
    /// That of Gitea and Forgejo.
    Gitea,
    /// That of GitHub.
    GitHub,
    /// That of Azure DevOps.
    AzureDevOps,
    /// That of Gollum.
    Gollum,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::MediaWiki,
        Self::DokuWiki,
        Self::Confluence,
        Self::GitLab,
        Self::Gitea,
        Self::GitHub,
        Self::AzureDevOps,
        Self::Gollum,
    ];

    /// Its name on the command line and in settings: `azure-devops`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MediaWiki => "mediawiki",
            Self::DokuWiki => "dokuwiki",
            Self::Confluence => "confluence",
            Self::GitLab => "gitlab",
            Self::Gitea => "gitea",
            Self::GitHub => "github",
            Self::AzureDevOps => "azure-devops",
            Self::Gollum => "gollum",
        }
    }

    /// The dialect of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// The ending of a file in this dialect: programs know `.mediawiki`, `.xml` and `.md`.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::MediaWiki => "mediawiki",
            Self::DokuWiki => "dokuwiki.txt",
            Self::Confluence => "confluence.xml",
            Self::GitLab => "gitlab.md",
            Self::Gitea => "gitea.md",
            Self::GitHub => "github.md",
            Self::AzureDevOps => "azure-devops.md",
            Self::Gollum => "gollum.md",
        }
    }

    /// Whether its pages are files of a Git repository, in Markdown.
    #[must_use]
    pub const fn is_git(self) -> bool {
        match self {
            Self::MediaWiki | Self::DokuWiki | Self::Confluence => false,
            Self::GitLab | Self::Gitea | Self::GitHub | Self::AzureDevOps | Self::Gollum => true,
        }
    }
}
