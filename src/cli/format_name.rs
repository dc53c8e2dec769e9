//! The names of formats on the command line.

use clap::ValueEnum;

use crate::pipeline::Format;
use crate::wiki::Dialect;

/// A format's name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    Md,
    Html,
    Pdf,
    #[value(name = "mediawiki")]
    MediaWiki,
    #[value(name = "dokuwiki")]
    DokuWiki,
    Confluence,
    #[value(name = "gitlab")]
    GitLab,
    Gitea,
    #[value(name = "github")]
    GitHub,
    #[value(name = "azure-devops")]
    AzureDevOps,
    Gollum,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Md => Self::Markdown,
            FormatName::Html => Self::Html,
            FormatName::Pdf => Self::Pdf,
            FormatName::MediaWiki => Self::Wiki(Dialect::MediaWiki),
            FormatName::DokuWiki => Self::Wiki(Dialect::DokuWiki),
            FormatName::Confluence => Self::Wiki(Dialect::Confluence),
            FormatName::GitLab => Self::Wiki(Dialect::GitLab),
            FormatName::Gitea => Self::Wiki(Dialect::Gitea),
            FormatName::GitHub => Self::Wiki(Dialect::GitHub),
            FormatName::AzureDevOps => Self::Wiki(Dialect::AzureDevOps),
            FormatName::Gollum => Self::Wiki(Dialect::Gollum),
        }
    }
}
