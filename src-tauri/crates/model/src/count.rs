//! Numbers in sentences.

/// A number with its digits in groups of three, as the English sentences around it have it: `2,000`.
pub fn grouped(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        let told: Vec<String> = [0, 999, 1_000, 35_739, 1_000_001].map(grouped).into();
        assert_eq!(told, ["0", "999", "1,000", "35,739", "1,000,001"]);
    }
}
