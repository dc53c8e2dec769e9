//! Templates: Tera renders a plan and its facts to Markdown.
