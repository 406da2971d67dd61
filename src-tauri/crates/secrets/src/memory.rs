//! Memory that stays memory.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Sees to it that a crash of this program, and of those it starts, leaves no picture of its memory on the disk: keys and
/// customers would be in it. A system that does not allow it is as it was.
pub fn leave_no_core_file() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(test)]
mod tests {
    use rustix::process::getrlimit;

    use super::*;

    // T7
    #[test]
    fn a_crash_leaves_no_file() {
        leave_no_core_file();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
    }
}
