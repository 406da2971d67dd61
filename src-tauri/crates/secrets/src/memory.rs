//! The program's memory: that it stays memory, and how it is asked for.

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

/// Asks for memory in small pages. A backup hands records from thread to thread; pages of two megabytes were cleared for it again
/// and again, and more of them were held than was in use (decision 0048). A system that knows no others is as it was.
pub fn use_small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
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

    #[cfg(target_os = "linux")]
    #[test]
    fn pages_are_small() {
        use_small_pages();
        assert_eq!(rustix::thread::transparent_huge_pages_are_disabled(), Ok(true));
    }
}
