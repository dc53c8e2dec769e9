//! The clock of a picture: a stretch of time with its round times of day, in the plan's zone.

use crate::picture::{Axis, Tick};
use crate::template::context::{Resolver, times};
use crate::time::{Duration, Timestamp, after};

/// A stretch of time longer than this has no times of day.
const LONGEST: i64 = 60 * 86_400;
/// One longer than this tells days.
const SOME_DAYS: i64 = 36 * 3_600;
/// All zones' round times are round to this: no offset in use is divided finer than into quarters of an hour.
const FINEST: u32 = 5 * 60;

impl Resolver<'_> {
    /// A stretch of time with the clock's round times.
    pub(super) fn axis(&self, from: Timestamp, to: Timestamp) -> Axis {
        let mut ticks = Vec::new();
        let length = to.as_second().saturating_sub(from.as_second());
        let past = from.as_second().rem_euclid(FINEST.into());
        let mut at = after(from, Duration::seconds((FINEST - past as u32) % FINEST));
        while at <= to && length <= LONGEST {
            let shown = self.clock.read(at);
            let minute = u32::from(shown.hour) * 60 + u32::from(shown.minute);
            let label = if minute == 0 && length > SOME_DAYS {
                times::date(shown.date, self.language)
            } else {
                times::time_of_day(shown, self.language)
            };
            ticks.push(Tick { at, label, minute });
            at = after(at, Duration::seconds(FINEST));
        }
        Axis { from, to, ticks }
    }

    /// A moment of an axis in words: with its date where the time alone could be of several days.
    pub(super) fn moment_on(&self, axis: &Axis, at: Timestamp) -> String {
        let moment = self.moment(at);
        let one_day = axis.to.as_second() - axis.from.as_second() <= 86_400;
        if one_day { moment.time } else { moment.text }
    }
}
