//! Circles in what names what: plans that follow each other, people who report to each other.

/// A step from one thing to another, with what is said of it.
pub trait Step: Copy {
    /// The number of the thing that it leads to.
    fn to(&self) -> usize;
}

/// Things of which each names the next, and the last names the first: their numbers, each with its step.
pub type Circle<S> = Vec<(usize, S)>;

/// The circles among things, by the steps that lead on from each. A thing is in one circle only, so that
/// what is found never grows faster than the things.
#[must_use]
pub fn circles<S: Step>(steps: &[Vec<S>]) -> Vec<Circle<S>> {
    let mut search = Search { steps, met: vec![false; steps.len()], way: Vec::new(), told: 0 };
    (0..steps.len()).flat_map(|from| search.circles_from(from)).collect()
}

/// A walk into the depth that meets each thing once.
struct Search<'s, S> {
    steps: &'s [Vec<S>],
    met: Vec<bool>,
    /// The way to where the walk stands: each thing, and how many of its steps were taken.
    way: Vec<(usize, usize)>,
    /// Up to here, the things of the way are in a circle that was found.
    told: usize,
}

impl<S: Step> Search<'_, S> {
    fn circles_from(&mut self, from: usize) -> Vec<Circle<S>> {
        let mut circles = Vec::new();
        self.enter(from);
        while let Some((at, taken)) = self.way.last_mut() {
            let Some(step) = self.steps[*at].get(*taken).copied() else {
                self.way.pop();
                self.told = self.told.min(self.way.len());
                continue;
            };
            *taken += 1;
            if !self.met[step.to()] {
                self.enter(step.to());
            } else if let Some(first) = self.way[self.told..].iter().rposition(|(at, _)| *at == step.to()) {
                let circle = &self.way[self.told + first..];
                circles.push(circle.iter().map(|step| self.step_of(*step)).collect());
                self.told = self.way.len();
            }
        }
        circles
    }

    fn enter(&mut self, at: usize) {
        if !std::mem::replace(&mut self.met[at], true) {
            self.way.push((at, 0));
        }
    }

    fn step_of(&self, (at, taken): (usize, usize)) -> (usize, S) {
        (at, self.steps[at][taken - 1])
    }
}
