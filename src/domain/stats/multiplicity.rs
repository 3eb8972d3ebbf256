//! Several questions at once: p-values adjusted so that asking more does not find more by chance.

/// Holm's adjusted p-values, in the order given (S. Holm, Scandinavian Journal of Statistics 6 (1979), 65–70).
///
/// Ascending, p₍ᵢ₎·(m − i + 1), then the running maximum, at most 1. What is no p-value counts as 1.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let m = p_values.len();
    let mut adjusted = vec![1.0; m];
    let mut running = 0.0_f64;
    for (rank, (place, p)) in ascending(p_values).into_iter().enumerate() {
        running = running.max((p * (m - rank) as f64).min(1.0));
        adjusted[place] = running;
    }
    adjusted
}

/// Benjamini and Hochberg's adjusted p-values, in the order given (JRSS B 57 (1995), 289–300). For looking around, not
/// for deciding: it holds the share of false finds, not the chance of one.
///
/// Descending, p₍ᵢ₎·m/i, then the running minimum. What is no p-value counts as 1.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let m = p_values.len();
    let mut adjusted = vec![1.0; m];
    let mut running = 1.0_f64;
    for (rank, (place, p)) in ascending(p_values).into_iter().enumerate().rev() {
        running = running.min(p * m as f64 / (rank + 1) as f64);
        adjusted[place] = running;
    }
    adjusted
}

/// Each p-value with its place, the smallest first.
fn ascending(p_values: &[f64]) -> Vec<(usize, f64)> {
    let proper = |p: f64| if (0.0..=1.0).contains(&p) { p } else { 1.0 };
    let mut sorted: Vec<(usize, f64)> = p_values.iter().copied().map(proper).enumerate().collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    sorted
}
