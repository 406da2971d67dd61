//! Amounts as the shop keeps them: decimal text with two digits, counted here in cents.

/// `1250` is `12.50`.
pub(crate) fn text(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        cents.unsigned_abs() / 100,
        cents.unsigned_abs() % 100
    )
}

/// `12.50` is `1250`. `None` for anything that is not an amount with up to two digits, however a person may have put it in.
pub(crate) fn cents(text: &str) -> Option<i64> {
    let (sign, amount) = text.strip_prefix('-').map_or((1, text), |amount| (-1, amount));
    let (whole, digits) = amount.split_once('.').unwrap_or((amount, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || digits.len() > 2 || !plain(whole) || !plain(digits) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let digits: i64 = format!("{digits:0<2}").parse().ok()?;
    Some(sign * whole.checked_mul(100)?.checked_add(digits)?)
}

/// The nearest price that ends in 5 or 0 cents and is not nothing.
pub(crate) fn rounded(cents: i64) -> i64 {
    ((cents + 2) / 5 * 5).max(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_survive_the_way_there_and_back() {
        for amount in [0, 5, 99, 100, 1250, -1250, 123_456_789] {
            assert_eq!(cents(&text(amount)), Some(amount));
        }
        assert_eq!(text(-5), "-0.05");
        assert_eq!(cents("12.5"), Some(1250));
        assert_eq!(cents("12"), Some(1200));
        for nonsense in ["", "-", "12,50", "1.234", "abc", "9999999999999999999"] {
            assert_eq!(cents(nonsense), None, "{nonsense}");
        }
    }
}
