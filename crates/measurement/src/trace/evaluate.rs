//! How good predictions are.

/// How good a list of predictions is. Lower is better but for the area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// Area under the ROC curve: the chance that a right answer had the higher prediction; ties count half.
    pub auc: f64,
    /// Root mean square of prediction minus answer.
    pub rmse: f64,
    /// Mean negative log-likelihood, natural logarithm.
    pub log_loss: f64,
    /// Expected calibration error: mean distance of prediction and share right over ten bins of equal width.
    pub calibration_error: f64,
}

/// Compares predicted chances with what came; `None` unless there are rights and wrongs, one prediction
/// each.
pub fn accuracy(predicted: &[f64], correct: &[bool]) -> Option<Accuracy> {
    if predicted.len() != correct.len() {
        return None;
    }
    let n = predicted.len() as f64;
    let right = correct.iter().filter(|correct| **correct).count() as f64;
    if correct.iter().all(|answer| *answer == correct[0]) {
        return None;
    }
    let mut order: Vec<usize> = (0..predicted.len()).collect();
    order.sort_by(|a, b| predicted[*a].total_cmp(&predicted[*b]));
    let (mut below, mut ranks) = (0.0, 0.0);
    for tied in order.chunk_by(|a, b| predicted[*a].total_cmp(&predicted[*b]).is_eq()) {
        let size = tied.len() as f64;
        let rank = below + 0.5 * (size + 1.0);
        ranks += rank * tied.iter().filter(|place| correct[**place]).count() as f64;
        below += size;
    }
    let auc = (ranks - right * (right + 1.0) / 2.0) / (right * (n - right));
    let (mut squares, mut loss) = (0.0, 0.0);
    let mut bins = [[0.0_f64; 2]; 10];
    for (p, correct) in predicted.iter().zip(correct) {
        let y = f64::from(u8::from(*correct));
        squares += (p - y).powi(2);
        loss -= if *correct { p.max(1e-15).ln() } else { (1.0 - p).max(1e-15).ln() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bins")]
        let bin = (p * 10.0).clamp(0.0, 9.0) as usize;
        bins[bin][0] += p;
        bins[bin][1] += y;
    }
    let calibration_error = bins.iter().map(|[p, y]| (p - y).abs()).sum::<f64>() / n;
    Some(Accuracy { auc, rmse: (squares / n).sqrt(), log_loss: loss / n, calibration_error })
}

#[cfg(test)]
mod tests {
    use super::accuracy;

    #[test]
    fn ties_count_half() {
        let found = accuracy(&[0.1, 0.4, 0.4, 0.9], &[false, true, false, true]).unwrap();
        assert!((found.auc - 3.5 / 4.0).abs() < 1e-12);
        assert!((found.rmse - ((0.01 + 0.36 + 0.16 + 0.01) / 4.0_f64).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_fair_coin_is_calibrated() {
        let found =
            accuracy(&[0.5; 10], &[true, false, true, false, true, false, true, false, true, false]).unwrap();
        assert!(found.calibration_error.abs() < 1e-12 && (found.auc - 0.5).abs() < 1e-12);
        assert!((found.log_loss - 2.0_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn without_wrong_answers_there_is_nothing_to_tell_apart() {
        assert_eq!(accuracy(&[0.4], &[true]), None);
        assert_eq!(accuracy(&[0.4], &[true, false]), None);
    }
}
