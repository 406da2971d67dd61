//! Why a connection could not be protected, in words that follow a colon.

/// What a library said of it, as a person says it.
pub(crate) fn why(said: &str) -> String {
    let has = |signs: &[&str]| signs.iter().any(|sign| said.contains(sign));
    if has(&[
        "UnknownIssuer",
        "BadSignature",
        "unknown issuer",
        "CaUsedAsEndEntity",
    ]) {
        "its certificate is not one that this computer trusts".to_owned()
    } else if has(&["NotValidForName", "not valid for name", "not valid for any names"]) {
        "its certificate was made for another name".to_owned()
    } else if has(&["Expired", "certificate expired"]) {
        "its certificate has run out".to_owned()
    } else if has(&["NotValidYet", "not valid yet"]) {
        "its certificate is not valid yet; check this computer's date".to_owned()
    } else {
        said.trim_end_matches('.').to_owned()
    }
}
