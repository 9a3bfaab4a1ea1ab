//! What changed: `check --changed`, `--staged` and `diff` in real repositories.

mod lines;
mod meaning;
mod page;
mod repositories;
mod repository;

use repository::Repo;

/// Plans here are short and lack much that a plan should have.
pub const CONFIG: &str = "edition = \"2026\"\nselect = [\"file\", \"names\", \"shape\", \"syntax\", \"owners/task-unowned\"]\n\
                          ignore = [\"names/unused\"]\n";
pub const PEOPLE: &str = "person li \"Li\" { role: \"CMO\" }\nperson wu \"Wu\" { role: \"Editor\" }\n";
/// A plan with one fault: a task that nobody owns.
pub const SPRING: &str = "plan spring \"Spring\" {\n  owner: @li\n  task brief { duration: 3d }\n  task text { owner: @wu  duration: 2d }\n}\n";

/// A repository with people, a plan and a first commit.
pub fn repo(name: &str) -> Repo {
    let repo = Repo::new(name);
    repo.write("planlint.toml", CONFIG).write("people.plan", PEOPLE).write("spring.plan", SPRING);
    repo.commit("first");
    repo
}
